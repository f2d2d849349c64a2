package sentinel.producers.rss;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import org.jspecify.annotations.Nullable;

/**
 * A feed that is to be read.
 *
 * @param name unique; {@code source_name} of what it announces
 * @param category for people, or null
 */
record Feed(String name, URI url, @Nullable String category) {
    Feed {
        requireNonNull(name, "name");
        requireNonNull(url, "url");
    }
}
