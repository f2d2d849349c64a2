package sentinel.parser.provider;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A claim that the article quotes somebody.
 *
 * @param text what was said, without quotation marks
 * @param speaker a name, or null
 */
public record ClaimedQuote(String text, @Nullable String speaker) {
    public ClaimedQuote {
        requireNonNull(text, "text");
    }
}
