package sentinel.extractor;

import java.text.Normalizer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The words of a headline that distinguish it from others, without case, accents and endings. Frequent words are left
 * out. In scripts without blanks, each pair of neighbouring characters counts as a word.
 *
 * @param words at most {@value #MAX_WORDS}
 */
public record HeadlineWords(Set<String> words) {

    private static final int MAX_WORDS = 24;
    private static final int MAX_CHARS = 400;
    private static final int MAX_TEXT = 2_000;
    private static final int SHORTEST = 3;
    private static final double ALIKE = 0.6;
    /** Frequent short words, which tell nothing of a story. */
    private static final Set<String> EMPTY = WordFile.read("stop-words.txt").words("stop words");

    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");

    /** Endings are left out of account from this length on: {@code vote} and {@code votes} are one. */
    private static final int STEM = 5;

    public HeadlineWords {
        words = Set.copyOf(words);
    }

    /** The words of a headline; none for null. */
    public static HeadlineWords of(@Nullable String headline) {
        return of(headline, MAX_CHARS, MAX_WORDS);
    }

    /** Of the start of a text. */
    static HeadlineWords ofText(String text) {
        return of(text, MAX_TEXT, MAX_TEXT);
    }

    private static HeadlineWords of(@Nullable String text, int maxChars, int maxWords) {
        var words = new LinkedHashSet<String>();
        if (text != null) {
            String start = text.length() > maxChars ? text.substring(0, maxChars) : text;
            String plain = MARKS.matcher(Normalizer.normalize(start, Normalizer.Form.NFKD))
                    .replaceAll("")
                    .toLowerCase(Locale.ROOT);
            for (var word : NO_WORD.split(plain, -1)) {
                add(word, words, maxWords);
            }
        }
        return new HeadlineWords(words);
    }

    /** Reads words that {@link #toKeep} wrote. */
    public static HeadlineWords kept(String words) {
        return new HeadlineWords(words.isEmpty() ? Set.of() : new LinkedHashSet<>(List.of(words.split(" ", -1))));
    }

    /** All words on one line. */
    public String toKeep() {
        return String.join(" ", words);
    }

    private static void add(String word, Set<String> words, int maxWords) {
        if (words.size() >= maxWords || word.isEmpty() || EMPTY.contains(word)) {
            return;
        }
        if (isUnspaced(word.charAt(0))) {
            for (int i = 0; i + 2 <= word.length() && words.size() < maxWords; i++) {
                words.add(word.substring(i, i + 2));
            }
        } else {
            words.add(word.length() > STEM && !Letters.hasDigit(word) ? word.substring(0, STEM) : word);
        }
    }

    /** Of one or two letters: part of a headline, and in too many of them. */
    private static boolean isShort(String word) {
        return word.length() < SHORTEST && !Letters.hasDigit(word) && !isUnspaced(word.charAt(0));
    }

    private static boolean isUnspaced(char c) {
        return (c >= 0x2e80 && c < 0xac00) || (c >= 0x0e00 && c < 0x0f00);
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** Number of words, without those of one or two letters. */
    public int size() {
        return (int) words.stream().filter(word -> !isShort(word)).count();
    }

    /** Number of common words, without those of one or two letters. */
    public int shared(HeadlineWords other) {
        return (int) words.stream()
                .filter(word -> !isShort(word) && other.words.contains(word))
                .count();
    }

    /** Whether most words of the shorter headline are in the longer one, so that both may be of the same story. */
    public boolean resembles(HeadlineWords other) {
        int shorter = Math.min(size(), other.size());
        return shorter > 0 && shared(other) >= ALIKE * shorter && !clashes(other);
    }

    /** Whether all words of one are in the other, including short ones: "Part a" and "Part b" are different stories. */
    public boolean agrees(HeadlineWords other) {
        boolean some = !words.isEmpty() && !other.words.isEmpty();
        return some && (words.containsAll(other.words) || other.words.containsAll(words));
    }

    /** Whether each has a number that the other lacks, like parts of a series. */
    public boolean clashes(HeadlineWords other) {
        return hasNumberBeside(other) && other.hasNumberBeside(this);
    }

    private boolean hasNumberBeside(HeadlineWords other) {
        return words.stream().anyMatch(word -> Letters.hasDigit(word) && !other.words.contains(word));
    }
}
