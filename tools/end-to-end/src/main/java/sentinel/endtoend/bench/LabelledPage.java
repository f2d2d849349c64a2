package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page and what people, or its own site's data, say should be read in it.
 *
 * @param source the set it is from
 * @param url where it was found, or null
 * @param html its bytes as they came
 */
@SuppressWarnings("ArrayRecordComponent") // read, never compared
record LabelledPage(String id, String source, @Nullable String url, byte[] html, Gold gold) {

    LabelledPage {
        requireNonNull(id, "id");
        requireNonNull(source, "source");
        requireNonNull(html, "html");
        requireNonNull(gold, "gold");
    }

    /**
     * What is right. A field is null, or a list empty, where nothing is known.
     *
     * @param optional text that may be there or not
     * @param authors null when not known, empty when there is none
     * @param date the day, or the moment with its offset
     * @param with text that must be in the body
     * @param without text that must not be
     */
    record Gold(
            @Nullable String body,
            @Nullable String optional,
            @Nullable String title,
            @Nullable List<String> authors,
            @Nullable String date,
            @Nullable String siteName,
            @Nullable String language,
            List<String> with,
            List<String> without) {

        static final Gold NOTHING = new Gold(null, null, null, null, null, null, null, List.of(), List.of());

        Gold {
            authors = authors == null ? null : List.copyOf(authors);
            with = List.copyOf(with);
            without = List.copyOf(without);
        }
    }
}
