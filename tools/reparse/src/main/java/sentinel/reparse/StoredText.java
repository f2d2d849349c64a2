package sentinel.reparse;

import static java.util.Objects.requireNonNull;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.PageFetched;

/**
 * The current text of an article in Silver, as a page to read again, and what Silver has of the reading before.
 *
 * @param page without what Silver does not keep: hints of feed and GDELT, headers, description and keywords of the page
 */
record StoredText(PageFetched page, Facts facts) {

    StoredText {
        requireNonNull(page, "page");
        requireNonNull(facts, "facts");
    }

    /**
     * What Silver has.
     *
     * @param quotes their texts
     */
    record Facts(
            Reader reader,
            @Nullable String summary,
            @Nullable String sentiment,
            Set<String> companies,
            Set<String> people,
            Set<String> topics,
            Set<String> quotes) {

        static Facts of(
                Reader reader,
                @Nullable String summary,
                @Nullable String sentiment,
                List<String> companies,
                List<String> people,
                List<String> topics,
                List<String> quotes) {
            return new Facts(
                    reader,
                    summary,
                    sentiment,
                    Set.copyOf(companies),
                    Set.copyOf(people),
                    Set.copyOf(topics),
                    Set.copyOf(quotes));
        }
    }

    /** Who reads a text, and by which question. */
    record Reader(String provider, @Nullable String model, @Nullable String promptVersion) {

        @Override
        public String toString() {
            return provider + "/" + model + "/" + promptVersion;
        }
    }
}
