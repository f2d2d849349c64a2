package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What an extractor read in a page. A field is null where it found nothing.
 *
 * @param body empty when it found none
 * @param confidence its own opinion of the body, in [0,1]; NaN when it has none
 */
record Prediction(
        String body,
        @Nullable String title,
        List<String> authors,
        @Nullable String date,
        @Nullable String siteName,
        @Nullable String language,
        double confidence) {

    static final Prediction NOTHING = new Prediction("", null, List.of(), null, null, null, Double.NaN);

    Prediction {
        requireNonNull(body, "body");
        authors = List.copyOf(authors);
    }
}
