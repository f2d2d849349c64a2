package sentinel.fetcher;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BiFunction;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import sentinel.web.BodyReader;
import sentinel.web.ForbiddenTargetException;
import sentinel.web.RetryAfter;

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
    private static final Duration SHORTEST_CALL = Duration.ofMillis(100);

    /** What came of fetching a file. */
    sealed interface Answer {
        /** The file, or its start. */
        final class Found implements Answer {
            private final HttpUrl url;
            private final byte[] body;
            private final boolean whole;

            private Found(HttpUrl url, byte[] body, boolean whole) {
                this.url = url;
                this.body = body;
                this.whole = whole;
            }

            HttpUrl url() {
                return url;
            }

            /** Not to be changed. */
            byte[] body() {
                return body;
            }

            /** False when the file goes on behind the body, which may end within a line. */
            boolean isWhole() {
                return whole;
            }
        }

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
        record Unavailable(String reason, Duration retryAfter, boolean heard) implements Answer {}
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
    private final OkHttpClient client;
    private final String userAgent;
    private final Duration deadline;
    private final Clock clock;
    private final BiFunction<String, Answer, Made<T>> maker;
    /** Takes one byte more than counts: only so is it known whether there are more. */
    private final BodyReader reader = new BodyReader(MAX_BYTES + 1, MAX_BYTES + 1, Integer.MAX_VALUE);

    private final LinkedHashMap<String, Slot<T>> origins = new LinkedHashMap<>(64, 0.75f, true);
    private long heldBytes;

    /**
     * @param client guards its targets, follows no redirects
     * @param deadline for a file with all its redirects
     * @param maker of an origin and its file; must not fail
     */
    SiteFiles(
            String path,
            OkHttpClient client,
            String userAgent,
            Duration deadline,
            Clock clock,
            BiFunction<String, Answer, Made<T>> maker) {
        this.path = path;
        this.client = client;
        this.userAgent = userAgent;
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
        var unused = fetch(url.resolve(path), 0, System.nanoTime())
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

    private CompletableFuture<Answer> fetch(HttpUrl url, int redirects, long startedAt) {
        var left = deadline.minusNanos(System.nanoTime() - startedAt);
        if (left.compareTo(SHORTEST_CALL) < 0) {
            return CompletableFuture.completedFuture(
                    new Answer.Unavailable("no answer within " + deadline, null, false));
        }
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", userAgent)
                .header("Accept", "text/plain,*/*;q=0.5")
                .header("Accept-Encoding", BodyReader.ACCEPTED)
                .build();
        var call = client.newCall(request);
        call.timeout().timeout(left.toNanos(), TimeUnit.NANOSECONDS);
        var answer = new CompletableFuture<CompletableFuture<Answer>>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failedCall, IOException e) {
                answer.completeExceptionally(
                        redirects > 0 && e instanceof ForbiddenTargetException
                                ? new IOException("redirects to where it may not: " + e.getMessage())
                                : e);
            }

            @Override
            public void onResponse(Call answered, Response response) {
                try (response) {
                    answer.complete(read(url, response, redirects, startedAt));
                } catch (IOException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            }
        });
        return answer.thenCompose(next -> next);
    }

    private CompletableFuture<Answer> read(HttpUrl url, Response response, int redirects, long startedAt)
            throws IOException {
        int status = response.code();
        if (status >= 300 && status < 400) {
            String location = response.header("Location");
            var target = location == null ? null : url.resolve(location.strip());
            return target == null || redirects == MAX_REDIRECTS
                    ? CompletableFuture.completedFuture(new Answer.Missing())
                    : fetch(target, redirects + 1, startedAt);
        }
        if (status >= 500 || status == 429) {
            var wait = RetryAfter.parse(response.header("Retry-After"), clock).orElse(null);
            return CompletableFuture.completedFuture(new Answer.Unavailable("answers " + status, wait, true));
        }
        if (status >= 400) {
            return CompletableFuture.completedFuture(new Answer.Missing());
        }
        byte[] body = reader.readStart(response.body().byteStream(), response.header("Content-Encoding"));
        boolean whole = body.length <= MAX_BYTES;
        return CompletableFuture.completedFuture(
                new Answer.Found(url, whole ? body : Arrays.copyOf(body, MAX_BYTES), whole));
    }

    private static Answer failed(Throwable thrown) {
        var e = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
        return e instanceof ForbiddenTargetException
                ? new Answer.Forbidden()
                : new Answer.Unavailable(e.getClass().getSimpleName() + ": " + e.getMessage(), null, false);
    }
}
