package sentinel.parser.injection;

import static java.util.Objects.requireNonNull;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import sentinel.contract.message.PageFetched;

/**
 * What is suspected of one page.
 *
 * @param page as a provider may read it: without the suspected parts of its text, title and other fields. Its content hash
 *     remains that of the whole text. The page itself, where nothing is suspected
 * @param reasons in the order of {@link Reason}; empty where nothing is suspected
 */
public record Suspicion(PageFetched page, Set<Reason> reasons) {

    public Suspicion {
        requireNonNull(page, "page");
        var sorted = EnumSet.noneOf(Reason.class);
        sorted.addAll(reasons);
        reasons = Collections.unmodifiableSet(sorted);
    }

    /** The reasons' ids with commas between; empty where nothing is suspected. */
    public Optional<String> ids() {
        return reasons.isEmpty()
                ? Optional.empty()
                : Optional.of(reasons.stream().map(Reason::id).collect(Collectors.joining(",")));
    }
}
