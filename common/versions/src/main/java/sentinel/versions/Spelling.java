package sentinel.versions;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Whether two words are one word spelt in two ways. */
final class Spelling {

    private static final Pattern ACCENTS = Pattern.compile("[\\u0300-\\u036f]+");
    /** In a shorter word one other letter makes another word. */
    private static final int LONG_ENOUGH = 5;
    /** Two letters in the wrong order show in shorter words. */
    private static final int LONG_ENOUGH_FOR_ORDER = 3;

    private Spelling() {}

    /**
     * One letter more, less, other, or two in the other order; or only accents differ. The first letter is the same: typing
     * errors are rare there, and one letter there often makes the contrary.
     */
    static boolean isNear(String one, String other) {
        if (Character.isDigit(one.charAt(0)) || Character.isDigit(other.charAt(0))) {
            return one.equals(other);
        }
        String a = plain(one);
        String b = plain(other);
        if (a.equals(b)) {
            return true;
        }
        if (a.isEmpty() || b.isEmpty() || Scripts.isIdeograph(a.codePointAt(0))) {
            return false;
        }
        int start = 0;
        while (start < a.length() && start < b.length() && a.charAt(start) == b.charAt(start)) {
            start++;
        }
        int endA = a.length();
        int endB = b.length();
        while (endA > start && endB > start && a.charAt(endA - 1) == b.charAt(endB - 1)) {
            endA--;
            endB--;
        }
        boolean swapped = endA - start == 2
                && endB - start == 2
                && a.charAt(start) == b.charAt(start + 1)
                && a.charAt(start + 1) == b.charAt(start);
        boolean oneLetter = endA - start <= 1 && endB - start <= 1;
        return (swapped && a.length() >= LONG_ENOUGH_FOR_ORDER)
                || (oneLetter && start > 0 && Math.max(a.length(), b.length()) >= LONG_ENOUGH);
    }

    private static String plain(String word) {
        String ascii = word.chars().allMatch(c -> c < 0x80)
                ? word
                : ACCENTS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD))
                        .replaceAll("");
        return ascii.replace("'", "").replace("ß", "ss");
    }
}
