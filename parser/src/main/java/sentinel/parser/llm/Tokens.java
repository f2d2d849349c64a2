package sentinel.parser.llm;

import sentinel.text.chars.Truncation;

/** Tokens by estimate, a little high: four Latin letters to a token, two of other alphabets, one sign of Han or Kana. */
final class Tokens {

    private Tokens() {}

    static int estimate(String text) {
        double tokens = 0;
        for (int i = 0; i < text.length(); i++) {
            tokens += weight(text.charAt(i));
        }
        return (int) Math.ceil(tokens);
    }

    /** The beginning of the text that has about so many tokens, ended at white space where there is some near. */
    static String cut(String text, int tokens) {
        double used = 0;
        for (int i = 0; i < text.length(); i++) {
            used += weight(text.charAt(i));
            if (used > tokens) {
                int blank = text.lastIndexOf(' ', i);
                int end = blank > i - 100 && blank > 0 ? blank : i;
                return text.substring(0, Truncation.end(text, end));
            }
        }
        return text;
    }

    private static double weight(char c) {
        if (c < 0x250) {
            return 0.25;
        }
        return c < 0x2E80 ? 0.5 : 1;
    }
}
