package sentinel.parser.injection;

import java.text.Normalizer;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * A text as its words are compared: entities decoded, invisible characters removed, one form of each letter (width, style,
 * accents, case), letters of other scripts inside a Latin word as the Latin ones they look like, one blank between words.
 *
 * @param hiddenInWords how many invisible characters stood between two letters of Latin script
 * @param smuggled whether invisible characters carry a text of their own
 * @param reordered whether the order of reading is overridden
 */
record Folded(String text, int hiddenInWords, boolean smuggled, boolean reordered) {

    private static final Pattern ENTITY =
            Pattern.compile("&(?:#(\\d{1,7})|#[xX](\\p{XDigit}{1,6})|(lt|gt|quot|amp|apos|nbsp));");

    private static final Pattern MARKS = Pattern.compile("\\p{Mn}+");

    /** What a character of the alphabets becomes; beyond, and for the others, it is worked out each time. */
    private static final String[] FORMS = new String[0x2100];

    static {
        for (char c = 0; c < FORMS.length; c++) {
            FORMS[c] = formOf(Character.toString(c));
        }
    }

    /** What looks alike, in pairs: a digit or another script's letter, Latin. */
    private static final String ALIKE = "0o1i3e4a5s7tаaеeоoрpсcуyхxіiјjѕsԁdһhкkмmтtвbнhоoαaεeοoρpυuιiκkτtνvηn";

    private static final int FLAG = 0x1F3F4;
    private static final int SOFT_HYPHEN = 0xAD;
    private static final int LONGEST_RUN = 12;

    static Folded of(String raw) {
        String text = decoded(raw);
        var out = new StringBuilder(text.length());
        int hiddenInWords = 0;
        int run = 0;
        boolean smuggled = false;
        boolean reordered = false;
        boolean flag = false;
        boolean latinBefore = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            i += Character.charCount(c);
            if (isVisible(c)) {
                run = 0;
                flag = c == FLAG;
                latinBefore = isLatin(c);
                append(out, c);
                continue;
            }
            run++;
            smuggled |= run >= LONGEST_RUN && !flag;
            reordered |= c == 0x202D || c == 0x202E;
            boolean latinAfter = i < text.length() && isLatin(text.charAt(i));
            hiddenInWords += latinBefore && latinAfter && c != SOFT_HYPHEN ? 1 : 0;
            if (c >= 0xE0020 && c <= 0xE007E && !flag) {
                smuggled = true;
                append(out, c - 0xE0000); // what a model reads in it
            }
        }
        return new Folded(withoutLookAlikes(out.toString()), hiddenInWords, smuggled, reordered);
    }

    /** The same for a text without tricks. */
    static String plain(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints().forEach(c -> append(out, c));
        return withoutLookAlikes(out.toString());
    }

    private static void append(StringBuilder out, int c) {
        String form = c < FORMS.length ? FORMS[c] : formOf(Character.toString(c));
        boolean again = form.equals(" ") && out.length() > 0 && out.charAt(out.length() - 1) == ' ';
        if (!again) {
            out.append(form);
        }
    }

    private static String formOf(String character) {
        int c = character.codePointAt(0);
        if (c != '\n' && (Character.isWhitespace(c) || Character.isSpaceChar(c))) {
            return " ";
        }
        String parts = Normalizer.normalize(character, Normalizer.Form.NFKD);
        return MARKS.matcher(parts).replaceAll("").toLowerCase(Locale.ROOT);
    }

    /** Other letters, and digits, inside a word with Latin letters are those that they look like. */
    private static String withoutLookAlikes(String text) {
        StringBuilder out = null;
        int start = 0;
        while (start < text.length()) {
            int end = start;
            boolean latin = false;
            boolean other = false;
            while (end < text.length() && Character.isLetterOrDigit(text.charAt(end))) {
                char c = text.charAt(end);
                latin |= isLatin(c);
                other |= ALIKE.indexOf(c) >= 0 && !isLatin(c);
                end++;
            }
            if (latin && other) {
                out = out == null ? new StringBuilder(text) : out;
                for (int i = start; i < end; i++) {
                    int at = isLatin(text.charAt(i)) ? -1 : ALIKE.indexOf(text.charAt(i));
                    out.setCharAt(i, at < 0 ? text.charAt(i) : ALIKE.charAt(at + 1));
                }
            }
            start = end + 1;
        }
        return out == null ? text : out.toString();
    }

    private static boolean isLatin(int c) {
        return c < 0x250 && Character.isLetter(c);
    }

    private static boolean isVisible(int c) {
        if (c >= ' ' && c < 0x7F) {
            return true;
        }
        int type = Character.getType(c);
        boolean format = type == Character.FORMAT && c != 0x600;
        boolean control = type == Character.CONTROL && c != '\n' && c != '\t' && c != '\r';
        boolean variant = (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF);
        boolean filler = c == 0x34F || c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
        return !format && !control && !variant && !filler;
    }

    /** Twice: an entity of an entity is one of the oldest tricks. */
    private static String decoded(String text) {
        String decoded = text;
        for (int i = 0; i < 2 && decoded.indexOf('&') >= 0; i++) {
            decoded = ENTITY.matcher(decoded).replaceAll(entity -> {
                if (entity.group(3) != null) {
                    return switch (entity.group(3)) {
                        case "lt" -> "<";
                        case "gt" -> ">";
                        case "quot" -> "\"";
                        case "apos" -> "'";
                        case "nbsp" -> " ";
                        default -> "&";
                    };
                }
                int c = entity.group(1) != null
                        ? Integer.parseInt(entity.group(1))
                        : Integer.parseInt(entity.group(2), 16);
                boolean sign = Character.isValidCodePoint(c) && c != '$' && c != '\\' && !Character.isISOControl(c);
                return sign ? Character.toString(c) : " ";
            });
        }
        return decoded;
    }
}
