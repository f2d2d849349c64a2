package sentinel.parser.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Cuts text into sentences: by punctuation, minding abbreviations, initials, numbers and closing quotes. */
public final class Sentences {

    private static final Set<String> ABBREVIATIONS = Set.of(
            "mr", "mrs", "ms", "dr", "prof", "st", "sen", "rep", "gov", "gen", "col", "lt", "sgt", "capt", "rev", "hon",
            "inc", "corp", "ltd", "co", "bros", "vs", "etc", "jr", "sr", "no", "nr", "vol", "fig", "approx", "dept",
            "est", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "u.s", "u.k",
            "u.n", "e.g", "i.e", "a.m", "p.m", "z.b", "d.h", "u.a", "bzw", "ca", "usw", "hr", "fr", "mme", "mlle",
            "sra", "ing", "dott", "sig", "av", "ave", "blvd", "mt", "ft");

    private Sentences() {}

    /** At most {@code limit} sentences from the start of {@code paragraph}, trimmed, none empty. */
    public static List<String> of(String paragraph, int limit) {
        var sentences = new ArrayList<String>();
        int start = 0;
        int i = 0;
        while (i < paragraph.length() && sentences.size() < limit) {
            int end = isEndMark(paragraph.charAt(i)) ? afterMarks(paragraph, i) : i;
            if (end > i && endsSentence(paragraph, start, i, end)) {
                add(sentences, paragraph.substring(start, end));
                start = end;
            }
            i = Math.max(end, i + 1);
        }
        if (sentences.size() < limit) {
            add(sentences, paragraph.substring(start));
        }
        return sentences;
    }

    private static void add(List<String> sentences, String sentence) {
        String trimmed = sentence.strip();
        if (!trimmed.isEmpty()) {
            sentences.add(trimmed);
        }
    }

    private static boolean isEndMark(char c) {
        return c == '.' || c == '!' || c == '?' || c == '…' || isWideEndMark(c) || c == '؟' || c == '۔' || c == '।';
    }

    /** Marks of scripts that put no blank after a sentence. */
    private static boolean isWideEndMark(char c) {
        return c == '。' || c == '！' || c == '？';
    }

    /** Past repeated marks, closing quotes and brackets. */
    private static int afterMarks(String text, int mark) {
        int i = mark + 1;
        while (i < text.length() && (isEndMark(text.charAt(i)) || "\"'”’»)]」』“".indexOf(text.charAt(i)) >= 0)) {
            i++;
        }
        return i;
    }

    private static boolean endsSentence(String text, int start, int mark, int end) {
        if (end == text.length() || isWideEndMark(text.charAt(mark))) {
            return true;
        }
        if (!Character.isWhitespace(text.charAt(end))) {
            return false;
        }
        int next = end;
        while (next < text.length() && Character.isWhitespace(text.charAt(next))) {
            next++;
        }
        if (next == text.length()) {
            return true;
        }
        char c = text.charAt(next);
        if (Character.isLowerCase(c)) {
            return false;
        }
        return text.charAt(mark) != '.' || !isAbbreviation(text, start, mark, c);
    }

    private static boolean isAbbreviation(String text, int start, int dot, char next) {
        int from = dot;
        while (from > start && (Character.isLetterOrDigit(text.charAt(from - 1)) || text.charAt(from - 1) == '.')) {
            from--;
        }
        String word = text.substring(from, dot).toLowerCase(Locale.ROOT);
        boolean initial = word.length() == 1 && Character.isUpperCase(text.charAt(from)) && Character.isLetter(next);
        boolean ordinal = word.length() <= 2 && word.chars().allMatch(Character::isDigit); // "12. November"
        return initial || (!word.isEmpty() && ordinal) || ABBREVIATIONS.contains(word);
    }
}
