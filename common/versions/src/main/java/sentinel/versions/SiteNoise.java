package sentinel.versions;

import java.util.regex.Pattern;

/** Clocks, dates, relative times and counters that a site writes beside the story, in a line of their own or at the ends of one. */
final class SiteNoise {

    /** A piece that is longer says something. */
    private static final int LONGEST = 120;
    /** Of the authors, in a line with bars. */
    private static final int LONGEST_NAMES = 60;
    /** Sentences at each end of a line that are looked at. */
    private static final int SENTENCES = 3;
    /** Pieces that are cut off one line at most. */
    private static final int MOST_PIECES = 12;

    private static final String BARS = "|•·‖▪●■►▶→・";
    private static final String DASH = " - ";
    private static final Pattern BAR = Pattern.compile(" ?[" + BARS + "] ?|" + DASH);
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]['\")\\]]*(?: |(?<=\"))|[。！？।۔]['\")\\]]*");
    private static final Pattern BRACKETS_FIRST = Pattern.compile("^[(\\[]([^()\\[\\]]{3,80})[)\\]] ?");
    private static final Pattern BRACKETS_LAST = Pattern.compile(" ?[(\\[]([^()\\[\\]]{3,80})[)\\]][.]?$");

    private SiteNoise() {}

    /** Whether a folded line consists of nothing else, or is one of several pieces of which most are such. */
    static boolean is(String line) {
        var words = SiteWords.of(line);
        boolean says = words != null && (words.saysTimeOrCount() || (words.saysSoAlone() && !endsSentence(line)));
        return says || isByline(line);
    }

    /** A line with bars in which the author stands beside a time. */
    private static boolean isByline(String line) {
        if (line.length() > 2 * LONGEST || line.indexOf('|') < 0 || endsSentence(line)) {
            return false;
        }
        var pieces = BAR.split(line, -1);
        int known = 0;
        boolean time = false;
        for (var piece : pieces) {
            var words = SiteWords.of(piece);
            if (words != null && words.saysTimeOrCount()) {
                known++;
                time |= words.time();
            } else if (!mayBeNames(piece)) {
                return false;
            }
        }
        return time && 2 * known >= pieces.length;
    }

    private static boolean mayBeNames(String piece) {
        return piece.length() <= LONGEST_NAMES
                && !endsSentence(piece)
                && piece.chars().noneMatch(Character::isDigit);
    }

    /** A folded line without what is set apart at its ends; the line itself where nothing else would be left. */
    static String without(String line) {
        String text = line;
        for (int i = 0; i < MOST_PIECES; i++) {
            String shorter = cut(text);
            if (shorter.equals(text)) {
                return text;
            }
            if (shorter.isBlank()) {
                return text;
            }
            text = shorter.strip();
        }
        return text;
    }

    private static String cut(String text) {
        String shorter = cutAtBars(text);
        if (shorter.equals(text)) {
            shorter = cutBrackets(text);
        }
        if (shorter.equals(text)) {
            shorter = cutSentences(text);
        }
        return shorter.equals(text) ? cutAfterComma(text) : shorter;
    }

    private static String cutAtBars(String text) {
        if (!hasBar(text)) {
            return text;
        }
        var bar = BAR.matcher(text);
        int last = -1;
        int behindLast = -1;
        boolean first = true;
        while (bar.find()) {
            if (first && saysBeside(bar.group(), text, 0, bar.start())) {
                return text.substring(bar.end());
            }
            first = false;
            last = bar.start();
            behindLast = bar.end();
        }
        return last >= 0 && saysBeside(text.substring(last, behindLast), text, behindLast, text.length())
                ? text.substring(0, last)
                : text;
    }

    /** Much faster than the pattern, and most lines have none. */
    private static boolean hasBar(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if ((c == '|' || c >= 0x80) && BARS.indexOf(c) >= 0) {
                return true;
            }
        }
        return text.contains(DASH);
    }

    /** A dash stands also in programmes and tickers: beside it a time alone is part of the story. */
    private static boolean saysBeside(String bar, String text, int from, int to) {
        if (!bar.equals(DASH)) {
            return saysTimeOrCount(text, from, to);
        }
        if (to - from > LONGEST) {
            return false;
        }
        var words = SiteWords.of(text.substring(from, to));
        return words != null && (words.saysChanged() || words.saysAgo() || words.saysCount());
    }

    private static boolean saysTimeOrCount(String text, int from, int to) {
        if (to - from > LONGEST) {
            return false;
        }
        var words = SiteWords.of(text.substring(from, to));
        return words != null && words.saysTimeOrCount();
    }

    private static String cutBrackets(String text) {
        var first = BRACKETS_FIRST.matcher(text);
        if (first.find() && saysChanged(first.group(1))) {
            return text.substring(first.end());
        }
        int near = Math.max(0, text.length() - LONGEST);
        var last = BRACKETS_LAST.matcher(text).region(near, text.length());
        return last.find() && saysChanged(last.group(1)) ? text.substring(0, last.start()) : text;
    }

    private static boolean saysChanged(String piece) {
        if (piece.length() > LONGEST) {
            return false;
        }
        var words = SiteWords.of(piece);
        return words != null && words.saysChanged();
    }

    private static String cutSentences(String text) {
        var end = SENTENCE_END.matcher(text);
        for (int i = 0; i < SENTENCES && end.find() && end.end() <= LONGEST; i++) {
            if (saysChanged(text.substring(0, end.end()))) {
                return text.substring(end.end());
            }
        }
        int near = Math.max(0, text.length() - LONGEST);
        var ends = SENTENCE_END.matcher(text).region(near, text.length()).useTransparentBounds(true);
        while (ends.find()) {
            if (ends.end() < text.length() && saysChanged(text.substring(ends.end()))) {
                return text.substring(0, ends.end());
            }
        }
        return text;
    }

    /** A line that is no sentence, such as one with the author: "By Jo Arden, 3 hours ago". */
    private static String cutAfterComma(String text) {
        int comma = text.lastIndexOf(", ");
        for (int i = 0; i < SENTENCES && comma > 0 && text.length() <= LONGEST && !endsSentence(text); i++) {
            var words = SiteWords.of(text.substring(comma + 2));
            if (words == null) {
                return text;
            }
            if (words.saysChanged() || words.saysAgo()) {
                return text.substring(0, comma);
            }
            comma = text.lastIndexOf(", ", comma - 1);
        }
        return text;
    }

    /** Whether a folded text ends as sentences do. */
    static boolean endsSentence(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c != '"' && c != '\'' && c != ')' && c != ']') {
                return ".!?…。！？।۔؟".indexOf(c) >= 0;
            }
        }
        return false;
    }
}
