package sentinel.parser;

/** Words of a text, by the default rule of Unicode (UAX #29), shortened: an ideograph and a hiragana letter is a word. */
final class Words {

    /** Scripts whose signs are words by themselves begin here. */
    private static final int FIRST_SIGN = 0x2E80;

    /** These join two parts of one word. */
    private static final String JOINERS = "'\u2019.,:";

    private Words() {}

    static int count(String text) {
        int words = 0;
        boolean inWord = false;
        for (int i = 0; i < text.length(); ) {
            int c = text.codePointAt(i);
            int next = i + Character.charCount(c);
            if (isSign(c)) {
                words++;
                inWord = false;
            } else if (isPart(c)) {
                words += inWord ? 0 : 1;
                inWord = true;
            } else {
                inWord = inWord && JOINERS.indexOf(c) >= 0 && next < text.length() && isInner(text.codePointAt(next));
            }
            i = next;
        }
        return words;
    }

    private static boolean isInner(int c) {
        return isPart(c) && !isSign(c);
    }

    private static boolean isSign(int c) {
        if (c < FIRST_SIGN) {
            return false;
        }
        var script = Character.UnicodeScript.of(c);
        return script == Character.UnicodeScript.HAN || script == Character.UnicodeScript.HIRAGANA;
    }

    /** A letter, a mark or a number. */
    private static boolean isPart(int c) {
        return switch (Character.getType(c)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER,
                    Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.LETTER_NUMBER,
                    Character.OTHER_NUMBER -> true;
            default -> false;
        };
    }
}
