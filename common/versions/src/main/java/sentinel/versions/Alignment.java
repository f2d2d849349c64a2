package sentinel.versions;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;

/**
 * Which elements of one sequence are those of another, in order: a patience diff. What both begin and end with is aligned, then
 * the longest increasing row of elements that both have once, then the same again between these; where nothing is left that both
 * have once, the longest common subsequence, if the rest is small enough. The time is bounded by about n log n for the anchors
 * and {@value #MOST_CELLS} steps for each rest; in a larger rest nothing is aligned.
 *
 * <p>The diffs of libraries are Myers', whose time grows with the square of the number of differences, or a histogram diff, whose
 * time grows with the square of the number of changed places.
 */
final class Alignment {

    private static final long MOST_CELLS = 250_000;
    /** Anchors within the gaps of anchors: each level has fewer elements, and few texts need three. */
    private static final int MOST_LEVELS = 30;

    private final int[] before;
    private final int[] after;
    private final int[] match;

    private Alignment(int[] before, int[] after) {
        this.before = before;
        this.after = after;
        this.match = new int[before.length];
        Arrays.fill(match, -1);
    }

    /** For each element of {@code before} the index of the one in {@code after} that it is, or -1. */
    static int[] of(int[] before, int[] after) {
        var alignment = new Alignment(before, after);
        alignment.align(0, before.length, 0, after.length, MOST_LEVELS);
        return alignment.match;
    }

    private void align(int fromBefore, int toBefore, int fromAfter, int toAfter, int levels) {
        int b = fromBefore;
        int a = fromAfter;
        while (b < toBefore && a < toAfter && before[b] == after[a]) {
            match[b++] = a++;
        }
        int bEnd = toBefore;
        int aEnd = toAfter;
        while (bEnd > b && aEnd > a && before[bEnd - 1] == after[aEnd - 1]) {
            match[--bEnd] = --aEnd;
        }
        if (b == bEnd || a == aEnd) {
            return;
        }
        var anchors = levels == 0 ? List.<int[]>of() : anchors(b, bEnd, a, aEnd);
        if (anchors.isEmpty()) {
            if ((long) (bEnd - b) * (aEnd - a) <= MOST_CELLS) {
                longestCommon(b, bEnd, a, aEnd);
            }
            return;
        }
        for (var anchor : anchors) {
            match[anchor[0]] = anchor[1];
            align(b, anchor[0], a, anchor[1], levels - 1);
            b = anchor[0] + 1;
            a = anchor[1] + 1;
        }
        align(b, bEnd, a, aEnd, levels - 1);
    }

    /** Elements that both ranges have once: the longest row of them that is in the same order in both. */
    private List<int[]> anchors(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        var places = new HashMap<Integer, int[]>(); // index in after, times in after, index in before, times in before
        for (int a = fromAfter; a < toAfter; a++) {
            var place = places.computeIfAbsent(after[a], element -> new int[4]);
            place[0] = a;
            place[1]++;
        }
        for (int b = fromBefore; b < toBefore; b++) {
            var place = places.get(before[b]);
            if (place != null) {
                place[2] = b;
                place[3]++;
            }
        }
        var pairs = new ArrayList<int[]>();
        for (int b = fromBefore; b < toBefore; b++) {
            var place = places.get(before[b]);
            if (place != null && place[1] == 1 && place[3] == 1) {
                pairs.add(new int[] {b, place[0]});
            }
        }
        return longestIncreasing(pairs);
    }

    private static List<int[]> longestIncreasing(List<int[]> pairs) {
        var piles = new int[pairs.size()]; // index of the pair on top of each pile
        var previous = new int[pairs.size()];
        int count = 0;
        for (int i = 0; i < pairs.size(); i++) {
            int low = 0;
            int high = count;
            while (low < high) {
                int middle = (low + high) >>> 1;
                if (pairs.get(piles[middle])[1] < pairs.get(i)[1]) {
                    low = middle + 1;
                } else {
                    high = middle;
                }
            }
            previous[i] = low == 0 ? -1 : piles[low - 1];
            piles[low] = i;
            count = Math.max(count, low + 1);
        }
        var row = new int[count][];
        for (int i = count - 1, at = count == 0 ? -1 : piles[count - 1]; i >= 0; i--, at = previous[at]) {
            row[i] = pairs.get(at);
        }
        return List.of(row);
    }

    private void longestCommon(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        int rows = toBefore - fromBefore;
        int columns = toAfter - fromAfter;
        var lengths = new int[rows + 1][columns + 1];
        for (int r = rows - 1; r >= 0; r--) {
            for (int c = columns - 1; c >= 0; c--) {
                lengths[r][c] = before[fromBefore + r] == after[fromAfter + c]
                        ? lengths[r + 1][c + 1] + 1
                        : Math.max(lengths[r + 1][c], lengths[r][c + 1]);
            }
        }
        int r = 0;
        int c = 0;
        while (r < rows && c < columns) {
            if (before[fromBefore + r] == after[fromAfter + c]) {
                match[fromBefore + r++] = fromAfter + c++;
            } else if (lengths[r + 1][c] >= lengths[r][c + 1]) {
                r++;
            } else {
                c++;
            }
        }
    }
}
