package sentinel.web.site;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiFunction;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import sentinel.web.BodyReader;
import sentinel.web.Bytes;
import sentinel.web.RetryAfter;
import sentinel.web.Trouble;
import sentinel.web.WebClient;
import sentinel.web.WebRequest;
import sentinel.web.WebResult;
import sentinel.web.WebResult.Answered;
import sentinel.web.WebResult.NoAnswer;

/**
 * What sites keep at a fixed place of each origin ({@code /robots.txt}): fetched once however many ask at once, by the rules
 * of RFC 9309, 2.3.1, and what was made of it kept for a while, within a bound on the memory of all. No caching library is
 * used: a crawl visits a site in one stretch, so the newest file must stay, whereas caffeine, once full, turns away what
 * was not asked for before.
 *
 * @param <T> what is made of a file
 */
final class SiteFiles<T> {

    /** As much of a file counts (RFC 9309, 2.5). */
    static final int MAX_BYTES = 500 * 1024;

    private static final int MAX_REDIRECTS = 5;
    private static final int MAX_ORIGINS = 20_000;
    private static final long MAX_HELD_BYTES = 48L * 1024 * 1024;

    /** What came of fetching a file. */
    sealed interface Answer {
        /**
         * The file, or its start.
         *
         * @param url where the redirects ended
         * @param isWhole false when the file goes on behind the body, which may end within a line
         */
        record Found(HttpUrl url, Bytes body, boolean isWhole) implements Answer {}

        /** There is none: 4xx, too many redirects, or no redirect that can be followed. */
        record Missing() implements Answer {}

        /** The origin is one that the guard lets nobody go to. */
        record Forbidden() implements Answer {}

        /**
         * It could not be had: 5xx, 429, no connection.
         *
         * @param retryAfter what the server asked for, or null
         * @param heard whether there was an answer at all
         */
        record Unavailable(String reason, @Nullable Duration retryAfter, boolean heard) implements Answer {}
    }

    /**
     * What was made of an answer.
     *
     * @param keep for so long
     * @param heldBytes about what it takes in memory
     */
    record Made<T>(T value, Duration keep, long heldBytes) {}

    /** @param until when it is asked for again */
    record Entry<T>(T value, Instant until) {}

    private static final class Slot<T> {
        private final CompletableFuture<Entry<T>> entry = new CompletableFuture<>();
        private long heldBytes;

        private boolean isPast(Instant now) {
            return entry.isDone() && !now.isBefore(entry.join().until());
        }
    }

    private final String path;
    private final WebClient client;
    private final Duration deadline;
    private final Clock clock;
    private final BiFunction<String, Answer, Made<T>> maker;
    /** Takes one byte more than counts: only so is it known whether there are more. */
    private final BodyReader reader = new BodyReader(MAX_BYTES + 1, MAX_BYTES + 1, Integer.MAX_VALUE);

    private final LinkedHashMap<String, Slot<T>> origins = new LinkedHashMap<>(64, 0.75f, true);
    private long heldBytes;

    /**
     * @param deadline for a file with all its redirects
     * @param maker of an origin and its file; must not fail
     */
    SiteFiles(
            String path, WebClient client, Duration deadline, Clock clock, BiFunction<String, Answer, Made<T>> maker) {
        this.path = path;
        this.client = client;
        this.deadline = deadline;
        this.clock = clock;
        this.maker = maker;
    }

    /** What is known of the origin of a URL. */
    CompletableFuture<Entry<T>> ask(HttpUrl url) {
        String origin = url.scheme() + "://" + url.host() + ":" + url.port();
        Slot<T> fresh;
        synchronized (origins) {
            var known = origins.get(origin);
            if (known != null && !known.isPast(clock.instant())) {
                return known.entry;
            }
            fresh = new Slot<>();
            origins.put(origin, fresh);
            heldBytes -= known == null ? 0 : known.heldBytes;
        }
        var unused = fetch(url.resolve(path))
                .exceptionally(SiteFiles::failed)
                .thenApply(answer -> maker.apply(origin, answer))
                .whenComplete((made, bug) -> {
                    if (bug != null) {
                        forget(origin, fresh);
                        fresh.entry.completeExceptionally(bug);
                        return;
                    }
                    keep(origin, fresh, made.heldBytes());
                    fresh.entry.complete(
                            new Entry<>(made.value(), clock.instant().plus(made.keep())));
                });
        return fresh.entry;
    }

    /** About what is held in memory, of all origins. */
    long heldBytes() {
        synchronized (origins) {
            return heldBytes;
        }
    }

    private void forget(String origin, Slot<T> slot) {
        synchronized (origins) {
            origins.remove(origin, slot);
        }
    }

    private void keep(String origin, Slot<T> slot, long bytes) {
        synchronized (origins) {
            if (origins.get(origin) != slot) { // pushed out meanwhile
                return;
            }
            slot.heldBytes = bytes;
            heldBytes += bytes;
            var eldest = origins.entrySet().iterator();
            while (origins.size() > 1 && (origins.size() > MAX_ORIGINS || heldBytes > MAX_HELD_BYTES)) {
                heldBytes -= eldest.next().getValue().heldBytes;
                eldest.remove();
            }
        }
    }

    private CompletableFuture<Answer> fetch(HttpUrl url) {
        var request = WebRequest.of(url, Map.of("Accept", "text/plain,*/*;q=0.5"));
        return client.follow(request, MAX_REDIRECTS, deadline, this::read).thenApply(SiteFiles::answer);
    }

    private Answer read(HttpUrl url, Response response) throws IOException {
        int status = response.code();
        if (status >= 500 || status == 429) {
            var wait = RetryAfter.parse(response.header("Retry-After"), clock).orElse(null);
            return new Answer.Unavailable("answers " + status, wait, true);
        }
        if (status >= 300) {
            return new Answer.Missing();
        }
        byte[] body = reader.readStart(response.body().byteStream(), response.header("Content-Encoding"));
        boolean whole = body.length <= MAX_BYTES;
        return new Answer.Found(url, Bytes.of(whole ? body : Arrays.copyOf(body, MAX_BYTES)), whole);
    }

    private static Answer answer(WebResult<Answer> result) {
        if (result instanceof Answered<Answer> answered) {
            return answered.value();
        }
        var none = (NoAnswer<Answer>) result;
        if (none.trouble() != Trouble.FORBIDDEN) {
            return unavailable(none.cause());
        }
        return none.redirects() == 0
                ? new Answer.Forbidden()
                : new Answer.Unavailable(
                        "redirects to where it may not: " + none.cause().getMessage(), null, false);
    }

    private static Answer failed(Throwable thrown) {
        return unavailable(
                thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown);
    }

    private static Answer unavailable(Throwable e) {
        return new Answer.Unavailable(e.getClass().getSimpleName() + ": " + e.getMessage(), null, false);
    }
}
