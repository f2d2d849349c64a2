package sentinel.api.groups;

import java.text.Normalizer;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The terms of a text with their number: words, and names and numbers, which tell one event from another like it. A term is a
 * hash. A name is a word with a capital letter inside a sentence; a number is the same with any separators. Chinese and Japanese
 * characters count in pairs.
 */
final class Terms {

    private static final int MAX_WORDS = 350;
    private static final int TITLE_COUNTS = 2;
    private static final int MIN_LETTERS = 3;
    private static final int STEM = 7;
    private static final String SENTENCE_ENDS = ".!?:;\"“„«”»‘(|–—\n•-";

    /** How often a term is in a text. */
    private final IntCounts counts = new IntCounts();

    /** Words that a sentence begins with, or in the title: names if they are names elsewhere. */
    private final Map<String, Integer> unsure = new HashMap<>();

    private final Set<String> stopWords;
    private int words;

    private Terms(@Nullable String language) {
        this.stopWords = StopWords.of(language);
    }

    /** Whether a term is a name or a number. */
    static boolean isName(int term) {
        return (term & 1) == 1;
    }

    static IntCounts of(Report report) {
        var terms = new Terms(report.language());
        terms.read(report.text(), false);
        terms.words = 0;
        for (int i = 0; i < TITLE_COUNTS; i++) {
            terms.read(report.title(), true);
        }
        for (String name : report.names()) {
            terms.read(List.of(name));
        }
        terms.settle();
        return terms.counts;
    }

    private void read(List<String> names) {
        for (String name : names) {
            for (String word : name.split("[^\\p{L}\\p{N}]+", -1)) {
                if (word.length() >= MIN_LETTERS) {
                    add(folded(word), true);
                }
            }
        }
    }

    private void read(String text, boolean title) {
        boolean begins = true;
        int length = text.length();
        for (int i = 0; i < length && words < MAX_WORDS; ) {
            int c = text.codePointAt(i);
            if (isPaired(c)) {
                int next = i + Character.charCount(c);
                if (next < length && isPaired(text.codePointAt(next))) {
                    words++;
                    add(text.substring(i, next + Character.charCount(text.codePointAt(next))), false);
                }
                i = next;
                begins = false;
            } else if (Character.isDigit(c)) {
                int end = numberEnd(text, i);
                number(text, i, end);
                i = end;
                begins = false;
            } else if (Character.isLetter(c)) {
                int end = wordEnd(text, i);
                word(text.substring(i, end), begins, title);
                i = end;
                begins = false;
            } else {
                begins |= SENTENCE_ENDS.indexOf(c) >= 0;
                i += Character.charCount(c);
            }
        }
    }

    private void word(String word, boolean begins, boolean title) {
        words++;
        if (word.codePointCount(0, word.length()) < MIN_LETTERS) {
            return;
        }
        String folded = folded(word);
        if (stopWords.contains(folded)) {
            return;
        }
        boolean capital = Character.isUpperCase(word.codePointAt(0));
        if (capital && (begins || title)) {
            unsure.merge(folded, 1, Integer::sum);
        } else {
            add(folded, capital);
        }
    }

    private void settle() {
        unsure.forEach((word, count) -> {
            int name = hash(word, true);
            counts.add(counts.get(name) > 0 ? name : hash(stem(word), false), count);
        });
    }

    private void add(String folded, boolean name) {
        counts.add(hash(name ? folded : stem(folded), name), 1);
    }

    private static String stem(String word) {
        return word.length() <= STEM ? word : word.substring(0, STEM);
    }

    private void number(String text, int from, int end) {
        words++;
        var digits = new StringBuilder();
        boolean plain = true;
        for (int i = from; i < end; i++) {
            if (Character.isDigit(text.charAt(i))) {
                digits.append((char) ('0' + Character.digit(text.charAt(i), 10)));
            } else {
                plain = false;
            }
        }
        boolean year = plain && digits.length() == 4 && (digits.charAt(0) == '1' || digits.charAt(0) == '2');
        if (digits.length() > 1 && !year) {
            add(digits.toString(), true);
        }
    }

    /** A separator stands between digits; a space only before three of them. */
    private static int numberEnd(String text, int from) {
        int i = from;
        while (i < text.length()) {
            char c = text.charAt(i);
            boolean inside = Character.isDigit(c)
                    || ((c == '.' || c == ',' || c == '\'' || c == '’') && isDigit(text, i + 1))
                    || ((c == ' ' || c == '\u00a0' || c == '\u202f') && i - from <= 3 && areThousands(text, i + 1));
            if (!inside) {
                break;
            }
            i++;
        }
        return i;
    }

    private static boolean areThousands(String text, int i) {
        return isDigit(text, i) && isDigit(text, i + 1) && isDigit(text, i + 2) && !isDigit(text, i + 3);
    }

    private static boolean isDigit(String text, int i) {
        return i < text.length() && Character.isDigit(text.charAt(i));
    }

    private static int wordEnd(String text, int from) {
        int i = from;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            boolean inside = (Character.isLetterOrDigit(c) && !isPaired(c))
                    || Character.getType(c) == Character.NON_SPACING_MARK;
            if (!inside) {
                break;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    private static boolean isPaired(int c) {
        if (c < 0x2E80) {
            return false;
        }
        var script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN
                || script == Character.UnicodeScript.HIRAGANA
                || script == Character.UnicodeScript.KATAKANA;
    }

    /** Lower case without accents. */
    static String folded(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        for (int i = 0; i < lower.length(); i++) {
            if (lower.charAt(i) >= 0x80) {
                String parts = Normalizer.normalize(lower, Normalizer.Form.NFD);
                var kept = new StringBuilder(parts.length());
                parts.codePoints()
                        .filter(c -> Character.getType(c) != Character.NON_SPACING_MARK)
                        .forEach(kept::appendCodePoint);
                return kept.toString();
            }
        }
        return lower;
    }

    private static int hash(String text, boolean name) {
        int hash = name ? 0x811C9DC5 : 0x1B873593;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x01000193;
        }
        hash ^= hash >>> 15;
        hash *= 0x85EBCA6B;
        hash ^= hash >>> 13;
        return name ? hash | 1 : hash & ~1;
    }
}
