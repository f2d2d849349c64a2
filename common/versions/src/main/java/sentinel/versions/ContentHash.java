package sentinel.versions;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * MD5 of what a reader would call the article: it shows whether headline or text changed. Before it is taken,
 *
 * <ol>
 *   <li>characters are folded: Unicode's compatible forms (NFKC), one kind of quotation marks, of apostrophes and of dashes,
 *       no invisible characters, one blank for any white space and none beside quotation marks and before punctuation;
 *   <li>a line is left out that consists only of words for clocks, dates, relative times and counters, and of numbers, with
 *       one word that says so: "Updated 14:05", "3 hours ago", "12 comments", "5 min read"; and a line with bars of which at least half the pieces are such;
 *   <li>the same words are left out at the start and the end of a line, where a bar, a dash, a bracket or the end of a
 *       sentence sets them apart: "... said. (Updated 14:05)". A number inside of a sentence always counts;
 *   <li>lines that lead to other articles are left out: "Related: ...", and below a line "Related" the titles that follow.
 * </ol>
 *
 * The words are in {@code words.txt}, in some forty languages.
 */
public final class ContentHash {

    /** Number of this definition; the first one was MD5 of the body, in NFC and with white space collapsed. */
    public static final int DEFINITION = 2;

    private ContentHash() {}

    /**
     * The hash of an article.
     *
     * @param title headline, or null when there is none
     * @param body one paragraph a line
     * @return 32 hex digits
     */
    public static String of(@Nullable String title, String body) {
        var text = ReaderText.of(title, body);
        var bytes = (text.title() + '\n' + text.body()).getBytes(StandardCharsets.UTF_8);
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has MD5", e);
        }
    }
}
