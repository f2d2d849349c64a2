package sentinel.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import okhttp3.Dns;
import org.jspecify.annotations.Nullable;

/**
 * Resolves names with a time limit and a short cache. The system's resolver supports neither a time limit nor
 * cancellation. {@link TargetGuard} uses this class and checks every result again, cached or not.
 *
 * <p>No caching library is used: the time of an entry starts when the name is asked for, so that a look-up that hangs is
 * started again. Caffeine never drops a computation that runs.
 */
public final class CachedDns implements Dns, AutoCloseable {

    /** Shorter than the TTL of most names, so that a site that moves is followed. */
    public static final Duration KEEP = Duration.ofSeconds(60);

    static final Duration KEEP_FAILURE = Duration.ofSeconds(10);
    private static final int MAX_NAMES = 10_000;
    /** A name with more addresses is no more reachable for it. */
    private static final int MAX_ADDRESSES = 8;

    private static final int MAX_LOOKUPS = 256;

    private record Entry(CompletableFuture<List<InetAddress>> addresses, Instant askedAt) {
        private boolean isFresh(Instant now) {
            var kept = addresses.isCompletedExceptionally() ? KEEP_FAILURE : KEEP;
            return now.isBefore(askedAt.plus(kept));
        }
    }

    private final Dns names;
    private final Duration patience;
    private final Clock clock;
    private final ExecutorService threads;
    private final Map<String, Entry> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Entry> eldest) {
            return size() > MAX_NAMES;
        }
    };

    /** @param patience time limit of one look-up */
    public CachedDns(Dns names, Duration patience, Clock clock) {
        this.names = names;
        this.patience = patience;
        this.clock = clock;
        threads = new ThreadPoolExecutor(0, MAX_LOOKUPS, 30, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "dns");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public List<InetAddress> lookup(String hostname) throws UnknownHostException {
        try {
            return entry(hostname).addresses().get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (ExecutionException e) {
            throw unknown(hostname, "no address", e.getCause());
        } catch (TimeoutException e) {
            throw unknown(hostname, "no answer from DNS within " + patience, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unknown(hostname, "interrupted", e);
        }
    }

    private static UnknownHostException unknown(String hostname, String what, @Nullable Throwable cause) {
        var unknown = new UnknownHostException(hostname + ": " + what);
        unknown.initCause(cause);
        return unknown;
    }

    private synchronized Entry entry(String hostname) {
        var entry = known.get(hostname);
        if (entry == null || !entry.isFresh(clock.instant())) {
            entry = new Entry(new CompletableFuture<>(), clock.instant());
            known.put(hostname, entry);
            begin(hostname, entry.addresses());
        }
        return entry;
    }

    private void begin(String hostname, CompletableFuture<List<InetAddress>> answer) {
        try {
            threads.execute(() -> {
                try {
                    answer.complete(
                            names.lookup(hostname).stream().limit(MAX_ADDRESSES).toList());
                } catch (UnknownHostException | RuntimeException e) {
                    answer.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) { // as many look-ups hang already
            answer.completeExceptionally(e);
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
