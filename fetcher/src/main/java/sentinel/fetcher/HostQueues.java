package sentinel.fetcher;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.HttpUrl;
import sentinel.web.AllowedHosts;
import sentinel.web.turns.HostTurns;
import sentinel.web.turns.HostTurns.Manners;
import sentinel.web.turns.HostTurns.Turn;
import sentinel.web.turns.SharedGap;

/**
 * The queue of each host that pages are fetched from. The operator's own hosts have no gap and take several requests at
 * once; all others take one at a time, with the operator's gap or the longer one that their robots.txt asks for.
 */
final class HostQueues implements AutoCloseable {

    private static final int MAX_QUEUE = 5_000;
    private static final int CONCURRENCY_OWN_HOST = 8;
    private static final int CONCURRENCY_HOST = 1;

    /** A host's wish for a pause is granted for so long; its article waits as long as asked. */
    private static final Duration MAX_HOLD = Duration.ofHours(1);
    /** An article whose host is held for longer is tried again from the retry tiers, at the time the host named. */
    private static final Duration WORTH_WAITING = Duration.ofMinutes(1);

    /** What came of queueing. */
    sealed interface Entry {

        /** It is one's turn. Who gets it closes it. */
        record Admitted(Turn turn) implements Entry {}

        /** The host asked for no requests, and that lasts too long to wait for. */
        record OnHold(String host, Duration left) implements Entry {}

        /** So many wait for this host that one should come back later. */
        record TooFar(String host, Duration waiting) implements Entry {}
    }

    private final HostTurns turns;
    private final AllowedHosts allowed;
    private final Duration gap;

    HostQueues(FetcherConfig config, SharedGap shared) {
        turns = new HostTurns(config.concurrency(), config.maxTurnWait(), MAX_QUEUE, WORTH_WAITING, shared);
        allowed = config.allowedHosts();
        gap = config.hostGap();
    }

    /**
     * Waits for the turn of a URL's host.
     *
     * @param patient waits however long, but for a hold
     * @param crawlDelay the gap that the site asks for
     */
    CompletionStage<Entry> enter(HttpUrl url, boolean patient, Duration crawlDelay) {
        boolean own = isOwn(url);
        String host = queueName(url);
        var hold = turns.holdLeft(host);
        if (hold.compareTo(WORTH_WAITING) > 0) {
            return CompletableFuture.completedFuture(new Entry.OnHold(host, hold));
        }
        var manners = new Manners(
                own ? Duration.ZERO : longer(gap, crawlDelay), own ? CONCURRENCY_OWN_HOST : CONCURRENCY_HOST);
        var entry = new CompletableFuture<Entry>();
        turns.enqueue(
                        host,
                        manners,
                        patient,
                        time -> entry.complete(turnedAway(host, time)),
                        turn -> entry.complete(new Entry.Admitted(turn)))
                .ifPresent(wait -> entry.complete(new Entry.TooFar(host, wait)));
        return entry;
    }

    private Entry turnedAway(String host, Duration time) {
        return turns.holdLeft(host).compareTo(WORTH_WAITING) > 0
                ? new Entry.OnHold(host, time)
                : new Entry.TooFar(host, time);
    }

    /** No request to the host of this URL for a while: it asked for that. */
    void pause(HttpUrl url, Duration wait) {
        turns.hold(queueName(url), wait.compareTo(MAX_HOLD) > 0 ? MAX_HOLD : wait);
    }

    int running() {
        return turns.running();
    }

    int waiting() {
        return turns.waiting();
    }

    long missed() {
        return turns.missed();
    }

    private String queueName(HttpUrl url) {
        return isOwn(url) ? url.host() + ":" + url.port() : url.host();
    }

    private boolean isOwn(HttpUrl url) {
        return allowed.isOwn(url.host(), url.port());
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    @Override
    public void close() {
        turns.close();
    }
}
