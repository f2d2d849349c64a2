package sentinel.producers.rss;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import okhttp3.Headers;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.Hints;
import sentinel.contract.message.Source;
import sentinel.producers.feeds.FeedDocument;
import sentinel.producers.feeds.FeedDocument.Condition;
import sentinel.producers.feeds.FeedFormatException;
import sentinel.producers.feeds.FeedItem;
import sentinel.producers.feeds.FeedReader;
import sentinel.producers.gate.Discovery;
import sentinel.producers.gate.DiscoveryMetrics;
import sentinel.producers.gate.Gate;
import sentinel.producers.gate.SkipReason;
import sentinel.producers.gate.Tally;
import sentinel.producers.rss.FailingFeeds.Failure;
import sentinel.web.download.Downloads;
import sentinel.web.download.Reply;

/** One look at one feed: ask for news, offer them to the gate, remember where we are, say when to come back. */
final class FeedPoll {

    /** Bytes of a feed after decompression. */
    static final int LARGEST_FEED = 5 * 1024 * 1024;

    private static final Logger log = LoggerFactory.getLogger(FeedPoll.class);
    private static final String ACCEPT = "application/atom+xml, application/rss+xml, application/rdf+xml,"
            + " application/feed+json, application/xml;q=0.9, text/xml;q=0.9, */*;q=0.5";

    private final Downloads web;
    private final Gate gate;
    private final FeedStates states;
    private final PollTimes times;
    private final Duration fullFetch;
    private final DiscoveryMetrics discoveries;
    private final MeterRegistry metrics;
    private final FailingFeeds failing;
    private final Clock clock;

    FeedPoll(
            Downloads web,
            Gate gate,
            FeedStates states,
            PollTimes times,
            Duration fullFetch,
            DiscoveryMetrics discoveries,
            MeterRegistry metrics,
            FailingFeeds failing,
            Clock clock) {
        this.web = web;
        this.gate = gate;
        this.states = states;
        this.times = times;
        this.fullFetch = fullFetch;
        this.discoveries = discoveries;
        this.metrics = metrics;
        this.failing = failing;
        this.clock = clock;
    }

    /** Polls the feed; returns the time to wait until the next poll. */
    Duration poll(Feed feed) {
        var started = clock.instant();
        var state = states.load(feed);
        var reply = web.get(feed.url(), conditions(state, started), LARGEST_FEED);
        boolean forgotten = reply instanceof Reply.NotModified && !gate.keep(Source.RSS, feed.name(), state.shown());
        if (forgotten) {
            // "not modified" means the same items; some of them are no longer known, so they are due again
            reply = web.get(feed.url(), accept(), LARGEST_FEED);
        }
        var seen = see(feed, state, reply, started);
        states.save(feed, seen.state());
        report(feed, seen, Duration.between(started, clock.instant()));
        return seen.next();
    }

    /**
     * What a poll came to.
     *
     * @param outcome {@code ok}, {@code not_modified}, or what failed
     * @param reason class of what is wrong; empty where nothing is
     * @param detail what is to be said about it, or empty
     */
    private record Seen(
            FeedState state, Duration next, String outcome, String reason, String detail, int skipped, Tally tally) {}

    private Seen see(Feed feed, FeedState state, Reply reply, Instant now) {
        if (reply instanceof Reply.Page page) {
            try {
                return news(
                        feed,
                        state,
                        page,
                        FeedReader.read(page.body(), page.headers().get("Content-Type"), page.finalUrl(), now),
                        now);
            } catch (FeedFormatException e) {
                return failure(state, "unreadable", name(e.kind()), String.valueOf(e.getMessage()), page.retryAfter());
            }
        }
        if (reply instanceof Reply.NotModified unchanged) {
            return sameAsBefore(state, unchanged);
        }
        var failed = (Reply.Failed) reply;
        String reason = failed.kind() == Reply.Kind.STATUS ? "status_" + failed.status() : name(failed.kind());
        return failure(
                state, failed.status() == 0 ? "no_answer" : "refused", reason, failed.reason(), failed.retryAfter());
    }

    private static String name(Enum<?> kind) {
        return kind.name().toLowerCase(Locale.ROOT);
    }

    private Seen news(Feed feed, FeedState state, Reply.Page page, FeedDocument document, Instant now) {
        var found = new ArrayList<Discovery>();
        for (var item : document.items()) {
            discovery(feed, item, document.language(), now).ifPresent(found::add);
        }
        int skipped = document.unusable() + document.items().size() - found.size();
        discoveries.skip(SkipReason.NO_LINK, skipped);
        var tally = gate.offer(found);
        var adaptive = times.adapt(state.interval(), tally.newRecords());
        // of a feed that was cut off there is more, so it is not to be called unchanged
        boolean whole = document.condition() != Condition.CUT_OFF;
        var next = new FeedState(
                whole ? page.headers().get("ETag") : null,
                whole ? page.headers().get("Last-Modified") : null,
                now,
                adaptive,
                document.timeToLive().orElse(null),
                0,
                found.stream().map(Discovery::mark).toList());
        var wait = times.next(adaptive, document.timeToLive(), page.retryAfter());
        String flaw = document.condition() == Condition.SOUND ? "" : name(document.condition());
        return new Seen(next, wait, "ok", "", flaw, skipped, tally);
    }

    private Seen sameAsBefore(FeedState state, Reply.NotModified unchanged) {
        var adaptive = times.adapt(state.interval(), 0);
        var next = new FeedState(
                either(unchanged.headers(), "ETag", state.etag()),
                either(unchanged.headers(), "Last-Modified", state.lastModified()),
                state.lastFull(),
                adaptive,
                state.timeToLive(),
                0,
                state.shown());
        var wait = times.next(adaptive, Optional.ofNullable(state.timeToLive()), unchanged.retryAfter());
        return new Seen(next, wait, "not_modified", "", "", 0, Tally.NOTHING);
    }

    private Seen failure(FeedState state, String outcome, String reason, String detail, Optional<Duration> retryAfter) {
        var next = state.afterFailure();
        var wait = times.afterFailure(next.failures(), Optional.ofNullable(state.timeToLive()), retryAfter);
        return new Seen(next, wait, outcome, reason, detail, 0, Tally.NOTHING);
    }

    private static Optional<Discovery> discovery(Feed feed, FeedItem item, @Nullable String language, Instant now) {
        var hints = new Hints(
                item.title(), item.author(), item.summary(), language, null, null, List.of(), List.of(), List.of());
        return Discovery.of(item.link(), Source.RSS, feed.name(), item.recordId(), item.published(), now, hints);
    }

    /** Validators of the last answer, unless the feed has not been read whole for so long that it is not believed. */
    private Map<String, String> conditions(FeedState state, Instant now) {
        var headers = new TreeMap<>(accept());
        boolean recent =
                state.lastFull() != null && now.isBefore(state.lastFull().plus(fullFetch));
        if (recent && state.etag() != null) {
            headers.put("If-None-Match", state.etag());
        }
        if (recent && state.lastModified() != null) {
            headers.put("If-Modified-Since", state.lastModified());
        }
        return headers;
    }

    private static Map<String, String> accept() {
        return Map.of("Accept", ACCEPT);
    }

    private static @Nullable String either(Headers headers, String name, @Nullable String orElse) {
        String value = headers.get(name);
        return value == null ? orElse : value;
    }

    private void report(Feed feed, Seen seen, Duration took) {
        metrics.counter("sentinel.rss.polls", "feed", feed.name(), "outcome", seen.outcome())
                .increment();
        if (seen.reason().isEmpty()) {
            failing.worked(feed);
        } else {
            failing.failed(
                    feed, new Failure(seen.reason(), line(seen), seen.state().failures(), seen.next()));
        }
        var tally = seen.tally();
        log.info(
                "feed_polled feed=\"{}\" url={} outcome={} reason=\"{}\" announced={} sightings={} l1_hits={} l2_hits={} skipped={} next={} ms={}",
                feed.name(),
                feed.url(),
                seen.outcome(),
                line(seen),
                tally.announced(),
                tally.sightings(),
                tally.l1Hits(),
                tally.l2Hits(),
                seen.skipped(),
                seen.next(),
                took.toMillis());
    }

    private static String line(Seen seen) {
        return seen.detail().lines().findFirst().orElse("");
    }
}
