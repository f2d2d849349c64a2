package sentinel.text.charset;

import java.nio.charset.Charset;
import java.util.List;

/**
 * Guesses the encoding of bytes that say nothing of it and are not UTF-8: the East Asian ones by their structure, the others
 * by the alphabets of {@link Alphabet}.
 */
final class CharsetGuess {

    private static final List<Charset> EAST_ASIAN = List.of(
            Charset.forName("EUC-JP"),
            Charset.forName("windows-31j"),
            Charset.forName("GB18030"),
            Charset.forName("x-windows-949"),
            Charset.forName("Big5-HKSCS"));
    private static final int LOOK_AT = 100_000;

    private CharsetGuess() {}

    /** @param language that the page claims, or empty: a hint */
    static Charset of(byte[] body, String language) {
        int high = 0;
        int pairs = 0;
        int n = Math.min(body.length, LOOK_AT);
        for (int i = 0; i < n; i++) {
            if (body[i] < 0) {
                high++;
                pairs += i + 1 < n && body[i + 1] < 0 ? 1 : 0;
            }
        }
        var alphabet = Alphabet.best(body, language);
        if (high < 10 || pairs < high / 2) {
            return alphabet.charset(); // single letters among ASCII
        }
        Charset best = null;
        double bestScore = 0.3;
        for (var charset : EAST_ASIAN) {
            if (Charsets.decodes(body, charset)) {
                double score = plainAsian(new String(body, 0, n, charset), charset);
                if (score > bestScore) {
                    bestScore = score;
                    best = charset;
                }
            }
        }
        boolean alphabetic = alphabet.score() > 0.6 && alphabet.score() > bestScore - 0.1;
        return best == null || alphabetic ? alphabet.charset() : best;
    }

    /** Share of the letters beyond ASCII that are common in running text of the charset's language. */
    private static double plainAsian(String text, Charset charset) {
        int all = 0;
        int good = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c > 0x7f) {
                all++;
                boolean kana = c >= 0x3040 && c <= 0x30ff;
                boolean hangul = c >= 0xac00 && c <= 0xd7a3;
                boolean punctuation = (c >= 0x3000 && c <= 0x3011) || (c >= 0xff01 && c <= 0xff1f);
                boolean common = "的一是不了在人有我他这個个们們中来來上大为為和国國地到以说說时時要就出会會可也你对對生能而子那得于着下自之年过過发發".indexOf(c) >= 0;
                good += switch (charset.name()) {
                    case "EUC-JP", "windows-31j" -> kana ? 2 : punctuation ? 1 : 0;
                    case "x-windows-949" -> hangul ? 1 : 0;
                    default -> common ? 4 : punctuation ? 1 : 0;
                };
            }
        }
        return all == 0 ? 0 : Math.min(1.5, (double) good / all);
    }
}
