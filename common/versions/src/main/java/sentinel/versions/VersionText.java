package sentinel.versions;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;

/**
 * A version of an article, as far as the functions of this package look at it.
 *
 * @param title headline, or null when none was found
 * @param body text of the article, one paragraph a line; empty lines do not count
 * @param confidence of the extraction, in [0,1]; null when it is not known
 */
public record VersionText(@Nullable String title, String body, @Nullable Double confidence) {
    public VersionText {
        requireNonNull(body, "body");
    }
}
