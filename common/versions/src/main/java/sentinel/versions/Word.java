package sentinel.versions;

/**
 * A word of a reader's text; where a script writes no blanks, a letter. Also a sign of a currency.
 *
 * @param text as written
 * @param key what is compared: in lower case, numbers without what groups their digits
 * @param opens whether a sentence, or what somebody says, begins with it: a capital letter says nothing there
 * @param quoted whether it stands between quotation marks
 * @param capital whether it begins with a capital letter
 * @param paired whether another word with a capital letter stands directly beside it
 */
record Word(String text, String key, boolean opens, boolean quoted, boolean capital, boolean paired) {

    boolean isNumber() {
        return Character.isDigit(key.charAt(0)) || isCurrency(key.charAt(0));
    }

    static boolean isCurrency(int c) {
        return Character.getType(c) == Character.CURRENCY_SYMBOL;
    }

    boolean isSmall() {
        return Vocabulary.isSmall(key);
    }

    /** How much of a text it is: a word is about two letters of a script that writes no blanks. */
    double weight() {
        return Scripts.isIdeograph(key.codePointAt(0)) ? 0.5 : 1;
    }
}
