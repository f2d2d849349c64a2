package sentinel.versions;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Two texts word by word. Sentences are compared first; those that are only in another place count as kept. Between the sentences
 * that both have, words are compared.
 *
 * @param before words of the first text
 * @param after words of the second one
 * @param kept words that are in both
 * @param changes where the texts differ, in their order
 */
record Comparison(int before, int after, int kept, List<Change> changes) {

    /**
     * One place where two texts differ.
     *
     * @param gone words of the first text
     * @param come words of the second one in their place
     */
    record Change(List<Word> gone, List<Word> come) {
        Change {
            gone = List.copyOf(gone);
            come = List.copyOf(come);
        }
    }

    static Comparison of(List<Word> before, List<Word> after) {
        var numbers = new HashMap<String, Integer>();
        var sentencesBefore = sentences(before);
        var sentencesAfter = sentences(after);
        int[] match = Alignment.of(
                numbered(sentencesBefore, Comparison::key, numbers),
                numbered(sentencesAfter, Comparison::key, numbers));
        var moved = new Moved(sentencesBefore, sentencesAfter, match);
        var changes = new ArrayList<Change>();
        int kept = moved.words();
        int a = 0;
        var gone = new ArrayList<Word>();
        var come = new ArrayList<Word>();
        for (int b = 0; b <= match.length; b++) {
            int end = b == match.length ? sentencesAfter.size() : match[b];
            if (end < 0) {
                gone.addAll(moved.fromBefore(b) ? List.of() : sentencesBefore.get(b));
                continue;
            }
            for (; a < end; a++) {
                come.addAll(moved.fromAfter(a) ? List.of() : sentencesAfter.get(a));
            }
            kept += compare(gone, come, changes);
            gone.clear();
            come.clear();
            if (b < match.length) {
                kept += sentencesBefore.get(b).size();
                a = end + 1;
            }
        }
        return new Comparison(before.size(), after.size(), kept, changes);
    }

    /** Words that are gone or have come. */
    int changed() {
        return before + after - 2 * kept;
    }

    /** Adds the changes within a gap, and returns the number of words that stay. */
    private static int compare(List<Word> before, List<Word> after, List<Change> changes) {
        var numbers = new HashMap<String, Integer>();
        int[] match = Alignment.of(numbered(before, Word::key, numbers), numbered(after, Word::key, numbers));
        var gaps = new Gaps(before, after);
        int kept = 0;
        for (int b = 0; b < match.length; b++) {
            if (match[b] >= 0) {
                kept++;
                gaps.keep(b, match[b]);
            }
        }
        changes.addAll(gaps.changes());
        return kept;
    }

    private static List<List<Word>> sentences(List<Word> words) {
        var sentences = new ArrayList<List<Word>>();
        int from = 0;
        for (int i = 1; i <= words.size(); i++) {
            if (i == words.size() || words.get(i).opens()) {
                sentences.add(words.subList(from, i));
                from = i;
            }
        }
        return sentences;
    }

    private static String key(List<Word> sentence) {
        var key = new StringBuilder();
        sentence.forEach(word -> key.append(word.key()).append(' '));
        return key.toString();
    }

    private static <T> int[] numbered(List<T> all, Function<T, String> key, Map<String, Integer> numbers) {
        return all.stream()
                .mapToInt(one -> numbers.computeIfAbsent(key.apply(one), k -> numbers.size()))
                .toArray();
    }

    /** Sentences that both texts have, in another order. */
    private static final class Moved {
        private final boolean[] before;
        private final boolean[] after;
        private int words;

        Moved(List<List<Word>> sentencesBefore, List<List<Word>> sentencesAfter, int[] match) {
            before = new boolean[sentencesBefore.size()];
            after = new boolean[sentencesAfter.size()];
            var taken = new boolean[sentencesAfter.size()];
            var free = new HashMap<String, List<Integer>>();
            for (int b = 0; b < match.length; b++) {
                if (match[b] >= 0) {
                    taken[match[b]] = true;
                } else {
                    free.computeIfAbsent(key(sentencesBefore.get(b)), k -> new ArrayList<>())
                            .add(b);
                }
            }
            for (int a = 0; a < taken.length; a++) {
                var places = taken[a] ? null : free.get(key(sentencesAfter.get(a)));
                if (places != null && !places.isEmpty()) {
                    before[places.remove(places.size() - 1)] = true;
                    after[a] = true;
                    words += sentencesAfter.get(a).size();
                }
            }
        }

        boolean fromBefore(int sentence) {
            return before[sentence];
        }

        boolean fromAfter(int sentence) {
            return after[sentence];
        }

        int words() {
            return words;
        }
    }
}
