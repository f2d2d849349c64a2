package sentinel.parser;

import java.util.regex.Pattern;

/** Words of a text, by the default rule of Unicode (UAX #29), shortened: an ideograph and a hiragana letter is a word. */
final class Words {

    private static final Pattern WORD =
            Pattern.compile("[\\p{IsHan}\\p{IsHiragana}]|[\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}]]++"
                    + "(?:['\u2019.,:][\\p{L}\\p{M}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}]]++)*+");

    private Words() {}

    static int count(String text) {
        return (int) WORD.matcher(text).results().count();
    }
}
