package sentinel.parser.rules;

import java.util.BitSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A text with what the rules for names ask of its words: case, sentences, headings. */
final class Prose {

    /** Shorter lines in title case are names and places in a list as often as headings. */
    private static final int MIN_HEADING_WORDS = 4;

    private static final int MAX_HEADING_WORDS = 16;
    /** A line with a larger share of words in capitals is a heading in title case. */
    private static final double HEADING_CAPITALS = 0.6;

    private static final Set<String> GERMAN_ARTICLES = Set.of(
            "der", "die", "das", "den", "dem", "des", "ein", "eine", "einen", "einem", "einer", "im", "am", "vom",
            "zum", "zur", "beim", "ins");

    private final String text;
    private final Words words;
    private final boolean german;
    /** Words that the text has without a capital; in German, after an article. */
    private final Set<String> lowerCase = new HashSet<>();

    private final BitSet headings = new BitSet();

    /** @param language ISO 639-1, or null */
    Prose(String text, Words words, @Nullable String language) {
        this.text = text;
        this.words = words;
        this.german = "de".equals(language);
        int lineStart = 0;
        for (int i = 0; i < words.count(); i++) {
            if (!words.capitalised(i) || (german && followsArticle(i))) {
                lowerCase.add(words.lower(i));
            }
            if (i + 1 == words.count() || words.gapBefore(i + 1).indexOf('\n') >= 0) {
                headings.set(lineStart, i + 1, isHeading(lineStart, i + 1));
                lineStart = i + 1;
            }
        }
    }

    Words words() {
        return words;
    }

    /** Whether all nouns have a capital, so that a capital says little. */
    boolean german() {
        return german;
    }

    /** The words as the text writes them, without a possessive ending. */
    String written(int from, int to) {
        return withoutPossessive(verbatim(from, to));
    }

    /** The words as the text writes them. */
    String verbatim(int from, int to) {
        return text.substring(words.start(from), words.end(to - 1)).replace('\u00a0', ' ');
    }

    /** A word as written, without a possessive ending. */
    String word(int i) {
        return withoutPossessive(words.word(i));
    }

    /** A word in lower case; the empty text where there is none. */
    String lower(int i) {
        return i >= 0 && i < words.count() ? words.lower(i) : "";
    }

    /** What stands before a word; a line break where there is none. */
    String gap(int i) {
        return i > 0 && i < words.count() ? words.gapBefore(i) : "\n";
    }

    /** Whether two neighbouring words stand in one phrase. */
    boolean joined(int i) {
        String gap = gap(i);
        return gap.equals(" ") || gap.equals("\u00a0");
    }

    boolean isPossessive(int i) {
        String word = words.word(i);
        return word.endsWith("'s") || word.endsWith("’s");
    }

    /** Whether a capital may come from the place in the sentence alone. */
    boolean startsSentence(int i) {
        if (i == 0) {
            return true;
        }
        String gap = words.gapBefore(i);
        for (int c = 0; c < gap.length(); c++) {
            if (".!?:;…\n\"“”„«»‘•–—-(→|/*#>".indexOf(gap.charAt(c)) >= 0) {
                return true;
            }
        }
        return false;
    }

    boolean inHeading(int i) {
        return headings.get(i);
    }

    /** The sign right after a word; a blank at the end. */
    char after(int i) {
        return words.end(i) < text.length() ? text.charAt(words.end(i)) : ' ';
    }

    /** Whether the text has the word without a capital too, in German after an article, so that it is no name. */
    boolean alsoLowerCase(int i) {
        return lowerCase.contains(word(i).toLowerCase(Locale.ROOT));
    }

    /** Whether a word of more than {@code letters} letters is all capitals. */
    boolean shouted(int i, int letters) {
        String word = word(i);
        return word.length() > letters && word.equals(word.toUpperCase(Locale.ROOT));
    }

    static String withoutPossessive(String word) {
        boolean possessive = word.endsWith("'s") || word.endsWith("’s");
        return possessive ? word.substring(0, word.length() - 2) : word;
    }

    /** Whether an article stands before a word, other than in "von der ...". */
    private boolean followsArticle(int i) {
        return GERMAN_ARTICLES.contains(lower(i - 1)) && !lower(i - 2).equals("von");
    }

    private boolean isHeading(int from, int to) {
        int count = to - from;
        if (count < MIN_HEADING_WORDS || count > MAX_HEADING_WORDS) {
            return false;
        }
        int capitals = 0;
        for (int i = from; i < to; i++) {
            if (i > from && words.gapBefore(i).indexOf(',') >= 0) {
                return false; // a list of names
            }
            capitals += words.capitalised(i) ? 1 : 0;
        }
        return !german && capitals > HEADING_CAPITALS * count;
    }
}
