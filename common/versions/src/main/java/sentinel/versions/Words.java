package sentinel.versions;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Cuts a reader's text into words. */
final class Words {

    private static final Pattern GROUPS = Pattern.compile("(?<=\\p{Nd})[.,'](?=\\p{Nd}{3}(?!\\p{Nd}))");
    private static final String SENTENCE_ENDS = "!?…。！？।؟۔";
    /** What is short for a word rather than the end of a sentence: {@code Mr.}, {@code J.}, {@code 27.}. */
    private static final int SHORT = 3;

    private final String text;
    private final List<Word> words = new ArrayList<>();
    private boolean opens = true;
    private boolean quoted;

    private Words(String text) {
        this.text = text;
    }

    static List<Word> of(String text) {
        var words = new Words(text);
        words.cut();
        return words.paired();
    }

    private void cut() {
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int end = end(i, c);
            if (end > i) {
                add(text.substring(i, end), c);
                opens = false;
                i = end;
            } else {
                see(i, c);
                i += Character.charCount(c);
            }
        }
    }

    /** Where the word that begins here ends; {@code from} where none does. */
    private int end(int from, int first) {
        int end = from + Character.charCount(first);
        if (Character.isDigit(first)) {
            while (end < text.length() && (isDigit(end) || (isInner(end, ".,:'") && isDigit(end + 1)))) {
                end++;
            }
            return end;
        }
        if (Word.isCurrency(first)) {
            return end;
        }
        if (!Scripts.isOfWord(first)) {
            return from;
        }
        if (Scripts.isIdeograph(first)) {
            while (end < text.length() && isMark(text.codePointAt(end))) {
                end++;
            }
            return end;
        }
        while (end < text.length()) {
            int c = text.codePointAt(end);
            boolean inner = c == '\'' && end + 1 < text.length() && Scripts.isOfWord(text.codePointAt(end + 1));
            if (!inner && (!Scripts.isOfWord(c) || Scripts.isIdeograph(c))) {
                break;
            }
            end += Character.charCount(c);
        }
        return end;
    }

    private boolean isDigit(int at) {
        return at < text.length() && Character.isDigit(text.charAt(at));
    }

    private boolean isInner(int at, String marks) {
        return marks.indexOf(text.charAt(at)) >= 0 && isDigit(at + 1);
    }

    private static boolean isMark(int c) {
        return Scripts.isOfWord(c) && !Character.isLetter(c);
    }

    private void add(String word, int first) {
        String key = Character.isDigit(first) ? GROUPS.matcher(word).replaceAll("") : word.toLowerCase(Locale.ROOT);
        words.add(new Word(
                word, key, opens, quoted, Character.isUpperCase(first) || Character.isTitleCase(first), false));
    }

    private void see(int at, int c) {
        if (c == '"') {
            quoted = isQuotedBehind(at);
            opens = true;
        } else if (SENTENCE_ENDS.indexOf(c) >= 0) {
            opens = true;
        } else if (c == '.' && !(isShort() && !isEnd(at))) {
            opens = true;
        }
    }

    /** A mark that some text lacks must not turn all that follows into its contrary: neighbours tell more than the count. */
    private boolean isQuotedBehind(int mark) {
        char before = mark == 0 ? ' ' : text.charAt(mark - 1);
        char behind = mark + 1 < text.length() ? text.charAt(mark + 1) : ' ';
        if (",.;:!?)]。，、".indexOf(behind) >= 0 || text.indexOf('"', mark + 1) < 0) {
            return false;
        }
        return before == ':' || before == '(' || before == '：' || !quoted;
    }

    /** Whether the last word may be short for another. */
    private boolean isShort() {
        if (words.isEmpty()) {
            return true;
        }
        var last = words.get(words.size() - 1);
        return last.isNumber()
                ? last.text().length() < SHORT
                : last.text().length() == 1 || (last.capital() && last.text().length() <= SHORT);
    }

    private boolean isEnd(int at) {
        return at + 1 >= text.length() || text.charAt(at + 1) == '"';
    }

    private List<Word> paired() {
        var all = new ArrayList<Word>(words.size());
        for (int i = 0; i < words.size(); i++) {
            var word = words.get(i);
            boolean beside = word.capital() && ((i > 0 && isName(i - 1)) || (i + 1 < words.size() && isName(i + 1)));
            all.add(beside ? new Word(word.text(), word.key(), word.opens(), word.quoted(), true, true) : word);
        }
        return all;
    }

    private boolean isName(int at) {
        return words.get(at).capital() && !words.get(at).opens();
    }
}
