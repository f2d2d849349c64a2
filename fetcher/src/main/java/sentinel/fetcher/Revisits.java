package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.SightingBuilder;
import sentinel.contract.url.UrlIdentity;
import sentinel.service.json.Json;
import sentinel.service.stage.Input;
import sentinel.service.stage.Verdict.Emit;
import sentinel.service.stage.Verdict.Output;

/**
 * Pages that were read before and are announced again, by a source or as the revisit of a stored article: they are asked for only if
 * they changed. That a page is known must mean that its article is in Kafka for good, or a "not modified" would lose it: a page
 * becomes known after its article was committed, and to messages behind that one only.
 *
 * <p>What a revisit learns of an article without a page of it is a sighting with a state: gone, or moved. Any other failure of a revisit
 * says nothing about the article; the schedule comes back to it.
 */
final class Revisits {

    private final KnownPages known;
    private final Duration fullAfter;
    private final String sightings;
    private final Clock clock;

    /**
     * @param fullAfter servers err: a page that was read longer ago is read in full all the same
     * @param sightings topic of those that announced a page that did not change, and of what became of stored articles
     */
    Revisits(KnownPages known, Duration fullAfter, String sightings, Clock clock) {
        this.known = known;
        this.fullAfter = fullAfter;
        this.sightings = sightings;
        this.clock = clock;
    }

    /** The page of an announcement, where it is enough to hear that it did not change. */
    CompletionStage<Optional<KnownPage>> of(Input<Announcement> input) {
        return known.find(key(input.value().article()))
                .thenApply(found -> found.filter(page -> page.wasReadBefore(input)
                        && page.readAt().plus(fullAfter).isAfter(clock.instant())));
    }

    /** Makes a page that was read in full known; to be run once the verdict on it is committed. */
    Runnable onceRead(Input<Announcement> input, WebPage page) {
        String key = key(input.value().article());
        var next = KnownPage.of(input, page, clock);
        return () -> next.ifPresentOrElse(it -> known.remember(key, it), () -> known.forget(key));
    }

    /** The verdict on a page that did not change: nothing, but a word of who else told of it. */
    Emit notModified(ArticleFound found, KnownPage page) {
        if (isRevisit(found)) {
            return Emit.nothing();
        }
        if (found.source() == page.source() && found.sourceName().equals(page.sourceName())) {
            return Emit.nothing();
        }
        var sighting = Sighting.announced(
                key(found), found.source(), found.sourceName(), found.recordId(), found.discoveredAt());
        return Emit.of(output(sighting));
    }

    /** Whether a stored article is to be read again. */
    static boolean isRevisit(ArticleFound found) {
        return found.revisitOf() != null;
    }

    /**
     * The verdict on a stored article whose page is gone. It is no longer known, so that the next visit reads it in full if it is there
     * again.
     *
     * @param status 404 or 410
     */
    Emit gone(ArticleFound found, int status) {
        String key = key(found);
        var sighting = state(found, clock.instant().truncatedTo(ChronoUnit.MILLIS))
                .status(status)
                .build();
        return Emit.of(output(sighting)).onceCommitted(() -> known.forget(key));
    }

    /** Of a stored article, that its page is another article now; empty when it is still the same, or was not stored. */
    Optional<Output> moved(ArticleFound found, PageFetched page) {
        String now = page.normalizedUrl();
        return isRevisit(found) && !now.equals(found.revisitOf())
                ? Optional.of(
                        output(state(found, page.fetchTimestamp()).movedTo(now).build()))
                : Optional.empty();
    }

    private static SightingBuilder state(ArticleFound found, Instant seenAt) {
        return SightingBuilder.builder()
                .schemaVersion(Sighting.SCHEMA_VERSION)
                .normalizedUrl(requireNonNull(found.revisitOf(), "of a revisit"))
                .source(found.source())
                .sourceName(found.sourceName())
                .recordId(found.recordId())
                .seenAt(seenAt);
    }

    private Output output(Sighting sighting) {
        return new Output(sightings, sighting.normalizedUrl(), Json.encode(sighting));
    }

    private static String key(ArticleFound found) {
        return UrlIdentity.normalize(found.url()).orElse(found.normalizedUrl());
    }
}
