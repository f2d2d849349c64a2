package sentinel.versions;

import java.util.ArrayList;
import java.util.List;
import sentinel.versions.Comparison.Change;

/**
 * What lies between the words that two texts share. Few shared words between larger changes are chance, as any two sentences
 * share an article or two: such changes are one.
 */
final class Gaps {

    private record Gap(int fromBefore, int toBefore, int fromAfter, int toAfter) {
        int most() {
            return Math.max(toBefore - fromBefore, toAfter - fromAfter);
        }

        boolean isEmpty() {
            return most() == 0;
        }
    }

    private final List<Word> before;
    private final List<Word> after;
    private final List<Gap> gaps = new ArrayList<>();
    private int nextBefore;
    private int nextAfter;

    Gaps(List<Word> before, List<Word> after) {
        this.before = before;
        this.after = after;
    }

    /** Says that a word is in both texts; in the order of the texts. */
    void keep(int wordBefore, int wordAfter) {
        add(new Gap(nextBefore, wordBefore, nextAfter, wordAfter));
        nextBefore = wordBefore + 1;
        nextAfter = wordAfter + 1;
    }

    List<Change> changes() {
        add(new Gap(nextBefore, before.size(), nextAfter, after.size()));
        return gaps.stream()
                .map(gap -> new Change(
                        before.subList(gap.fromBefore, gap.toBefore), after.subList(gap.fromAfter, gap.toAfter)))
                .toList();
    }

    private void add(Gap gap) {
        if (gap.isEmpty()) {
            return;
        }
        var next = gap;
        while (!gaps.isEmpty() && isChance(gaps.get(gaps.size() - 1), next)) {
            var last = gaps.remove(gaps.size() - 1);
            next = new Gap(last.fromBefore, next.toBefore, last.fromAfter, next.toAfter);
        }
        gaps.add(next);
    }

    private boolean isChance(Gap one, Gap next) {
        int least = Math.min(one.most(), next.most());
        int shared = next.fromBefore - one.toBefore;
        if (least < 2 || shared > least) {
            return false;
        }
        int telling = 0;
        for (int i = one.toBefore; i < next.fromBefore; i++) {
            telling += before.get(i).isSmall() ? 0 : 1;
        }
        return 2 * telling <= least;
    }
}
