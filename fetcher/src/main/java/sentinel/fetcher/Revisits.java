package sentinel.fetcher;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Sighting;
import sentinel.contract.url.UrlIdentity;
import sentinel.service.json.Json;
import sentinel.service.stage.Input;
import sentinel.service.stage.Verdict.Emit;
import sentinel.service.stage.Verdict.Output;

/**
 * Pages that were read before and are announced again: they are asked for only if they changed. That a page is known must
 * mean that its article is in Kafka for good, or a "not modified" would lose it: a page becomes known after its article was
 * committed, and to messages behind that one only.
 */
final class Revisits {

    private final KnownPages known;
    private final Duration fullAfter;
    private final String sightings;
    private final Clock clock;

    /**
     * @param fullAfter servers err: a page that was read longer ago is read in full all the same
     * @param sightings topic of those that announced a page that did not change
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
        if (found.source() == page.source() && found.sourceName().equals(page.sourceName())) {
            return Emit.nothing();
        }
        var sighting = Sighting.announced(
                key(found), found.source(), found.sourceName(), found.recordId(), found.discoveredAt());
        return Emit.of(new Output(sightings, sighting.normalizedUrl(), Json.encode(sighting)));
    }

    private static String key(ArticleFound found) {
        return UrlIdentity.normalize(found.url()).orElse(found.normalizedUrl());
    }
}
