package sentinel.producers.rss;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import sentinel.config.ShortDuration;

/**
 * The feeds whose last poll failed, for health and metrics: {@code sentinel.rss.failing} is how many polls of a feed failed in a row,
 * with the feed's name and the class of the reason; there is none for a feed that works.
 */
final class FailingFeeds {

    /**
     * @param reason class of what is wrong, for metrics
     * @param detail what is wrong, for a person
     * @param polls that failed in a row
     * @param pause until the next one
     */
    record Failure(String reason, String detail, int polls, Duration pause) {
        @Override
        public String toString() {
            String often = polls == 1 ? "" : ", " + polls + " polls in a row";
            return detail + " (" + reason + often + "); next one in " + ShortDuration.of(pause);
        }
    }

    private final Map<String, Failure> failures = new TreeMap<>();
    private Set<String> listed = Set.of();

    private final MultiGauge gauge;

    FailingFeeds(MeterRegistry metrics) {
        gauge = MultiGauge.builder("sentinel.rss.failing")
                .description("polls of a feed that failed in a row")
                .register(metrics);
    }

    /** A feed that went from the list while it was polled does not fail any more. */
    synchronized void failed(Feed feed, Failure failure) {
        if (listed.contains(feed.name())) {
            failures.put(feed.name(), failure);
            measure();
        }
    }

    synchronized void worked(Feed feed) {
        if (failures.remove(feed.name()) != null) {
            measure();
        }
    }

    /** Takes the list of feeds; others do not fail. */
    synchronized void follow(Collection<Feed> feeds) {
        listed = feeds.stream().map(Feed::name).collect(Collectors.toSet());
        if (failures.keySet().retainAll(listed)) {
            measure();
        }
    }

    /** What is wrong, by the name of the feed. */
    synchronized Map<String, String> problems() {
        return failures.entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().toString()));
    }

    private void measure() {
        gauge.register(
                failures.entrySet().stream()
                        .map(e -> MultiGauge.Row.of(
                                Tags.of(
                                        "feed",
                                        e.getKey(),
                                        "reason",
                                        e.getValue().reason()),
                                e.getValue().polls()))
                        .collect(Collectors.toList()),
                true);
    }
}
