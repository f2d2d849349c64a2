package sentinel.parser.provider;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * A text as the words that {@link Folding} makes of it, each with its place in the text. Equal words have the same number. A
 * word begins and ends with a cluster of {@link Clusters}, so no place cuts one.
 */
final class FoldedText {

    /**
     * @param id equal for equal words
     * @param start in the text, inclusive
     * @param end exclusive
     */
    record Word(int id, int start, int end) {}

    /** Of no word. */
    static final int UNKNOWN = -1;

    private final String text;
    private final Clusters clusters;
    private final List<Word> words = new ArrayList<>();
    private final List<String> spellings = new ArrayList<>();
    private final Map<String, Integer> ids = new HashMap<>();
    private final BitSet boundaries = new BitSet();
    private @Nullable NavigableMap<String, Integer> sorted; // null until words that begin alike are looked for

    FoldedText(String text) {
        this.text = text;
        this.clusters = new Clusters(text);
        var reader = new Reader();
        int end;
        for (int start = 0; start < text.length(); start = end) {
            end = clusters.end(start);
            boundaries.set(start);
            reader.read(start, end);
        }
        boundaries.set(text.length());
        reader.endWord();
    }

    String text() {
        return text;
    }

    int size() {
        return words.size();
    }

    Word word(int i) {
        return words.get(i);
    }

    /** The folded word. */
    String spelling(int i) {
        return spellings.get(words.get(i).id());
    }

    /** The number of a folded word; {@link #UNKNOWN} when the text does not have it. */
    int id(String spelling) {
        return ids.getOrDefault(spelling, UNKNOWN);
    }

    /** All words from {@code beginning} on, in the order of {@code String}: first those that begin so. */
    Map<String, Integer> from(String beginning) {
        if (sorted == null) {
            sorted = new TreeMap<>(ids);
        }
        return sorted.tailMap(beginning, true);
    }

    /** Whether the text may be cut here. */
    boolean isBoundary(int at) {
        return boundaries.get(at);
    }

    /** Where a word's folded character number {@code i} stands in the text. */
    int placeIn(Word word, int i) {
        int seen = 0;
        int end;
        for (int start = word.start(); start < word.end(); start = end) {
            end = clusters.end(start);
            int length = Folding.of(text.substring(start, end)).length();
            if (seen + length > i) {
                return start;
            }
            seen += length;
        }
        throw new IllegalArgumentException("word of " + seen + " characters has no number " + i);
    }

    /** Gathers words. */
    private final class Reader {

        private final Map<String, String> folded = new HashMap<>();
        private final StringBuilder word = new StringBuilder();
        private int wordStart;
        private int wordEnd;
        private boolean sign; // the word is a sign of a script without blanks

        void read(int start, int end) {
            char first = text.charAt(start);
            if (end == start + 1 && first < 0x80) {
                if (Character.isLetterOrDigit(first)) {
                    append(start, end, Character.toLowerCase(first));
                } else {
                    endWord();
                }
                return;
            }
            String plain = folded.computeIfAbsent(text.substring(start, end), Folding::of);
            if (plain.equals(Folding.GAP)) {
                endWord();
            } else {
                plain.codePoints().forEach(c -> append(start, end, c));
            }
        }

        private void append(int start, int end, int c) {
            boolean isSign = Folding.isWordByItself(c);
            if (isSign || (sign && !Folding.isPartOfSign(c))) {
                endWord();
            }
            if (word.isEmpty()) {
                wordStart = start;
                sign = isSign;
            }
            word.appendCodePoint(c);
            wordEnd = end;
        }

        void endWord() {
            if (word.isEmpty()) {
                return;
            }
            String spelling = word.toString();
            int id = ids.computeIfAbsent(spelling, w -> spellings.size());
            if (id == spellings.size()) {
                spellings.add(spelling);
            }
            words.add(new Word(id, wordStart, wordEnd));
            word.setLength(0);
            sign = false;
        }
    }
}
