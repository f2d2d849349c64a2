package sentinel.producers.feeds;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.text.charset.Charsets;

/** The text of a feed from its bytes, by the rules that pages are read by too. */
final class FeedText {

    private static final Pattern BEFORE = Pattern.compile("^[\\s\\x{FEFF}]+");
    private static final Pattern NO_XML_CHARACTER =
            Pattern.compile("[^\\t\\n\\r\\x{20}-\\x{D7FF}\\x{E000}-\\x{FFFD}\\x{10000}-\\x{10FFFF}]");

    private FeedText() {}

    /** Without byte order marks, leading white space, and characters that XML forbids. */
    static String decode(byte[] bytes, @Nullable String contentType) {
        var text = new StringWriter(bytes.length);
        try (var reader = Charsets.reader(bytes, contentType, Integer.MAX_VALUE)) {
            reader.transferTo(text);
        } catch (IOException e) {
            throw new UncheckedIOException("reading an array", e);
        }
        String valid = NO_XML_CHARACTER.matcher(text.toString()).replaceAll("");
        return BEFORE.matcher(valid).replaceFirst("").stripTrailing();
    }
}
