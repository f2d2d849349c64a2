package sentinel.api.index;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.Row;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.api.index.ArticleIndex.Origin;
import sentinel.api.silver.RowReader;
import sentinel.delta.ChangeSink;
import sentinel.delta.DeltaReader;
import sentinel.delta.HistoryGoneException;
import sentinel.delta.TableVersion;
import sentinel.service.run.Loop;

/**
 * Keeps the index as Silver is: applies each new version's changes, or builds a new index from the whole table where
 * there is no other way, serving the old one meanwhile. Whatever fails is tried again; what was half applied is not
 * shown, and applying it again gives the same.
 */
public final class SilverFollower implements Loop, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SilverFollower.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Failures in a row after which changes are given up and the whole table is read. */
    private static final int PATIENCE = 3;

    private final DeltaReader table;
    private final IndexHome home;
    private final Duration refresh;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile ArticleIndex index;
    private volatile boolean caughtUpOnce;
    private volatile boolean suspect;
    private volatile Instant pendingSince;
    private volatile String failure;
    private volatile Instant failingSince;
    private int failures;

    /**
     * @param path of the index; opened here, or begun empty
     * @param refresh how often Silver is looked at
     * @throws IOException the directory cannot be used, or another process uses it
     */
    public SilverFollower(DeltaReader table, Path path, Duration refresh, Clock clock) throws IOException {
        this.table = requireNonNull(table, "table");
        this.refresh = requireNonNull(refresh, "refresh");
        this.clock = requireNonNull(clock, "clock");
        this.home = new IndexHome(path);
        var known = home.open();
        this.index = known.isPresent() ? known.get() : home.create();
        if (known.isEmpty()) {
            index.publish(null);
            home.activate(index);
        }
        home.deleteOthers(index);
    }

    /** The articles as they are served now. To be closed soon. */
    public IndexView view() throws IOException {
        while (true) {
            var current = index;
            try {
                return current.view();
            } catch (AlreadyClosedException e) {
                if (current == index) { // not replaced, but broken or shut down
                    suspect = true;
                    throw e;
                }
            }
        }
    }

    /** The index turned out to be broken: it is built anew. */
    public void suspectIndex() {
        suspect = true;
    }

    /** What is wrong, for {@code /health/ready}; empty when articles are served and follow Silver. */
    public Optional<String> problem() {
        if (!caughtUpOnce) {
            return Optional.of(failure == null ? "the index is catching up with Silver" : failure);
        }
        var since = failingSince;
        boolean stale = since != null && since.plus(LONGEST_PAUSE).isBefore(clock.instant());
        return stale ? Optional.of("articles are stale since " + since + ": " + failure) : Optional.empty();
    }

    /** Seconds since the oldest commit of Silver that is not served yet; 0 when all are, NaN when that is unknown. */
    public double lagSeconds() {
        var since = pendingSince;
        return since == null
                ? caughtUpOnce && failingSince == null ? 0 : Double.NaN
                : Math.max(0, Duration.between(since, clock.instant()).toMillis() / 1000.0);
    }

    /** The version of Silver that is served; -1 before there is one. */
    public long silverVersion() {
        return index.silverVersion().orElse(-1);
    }

    /** How many articles are served. */
    public int size() {
        try (var view = view()) {
            return view.size();
        } catch (IOException | AlreadyClosedException e) {
            return 0;
        }
    }

    @Override
    public void run() {
        try {
            Duration pause = Duration.ZERO;
            while (!stopped.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                pause = follow();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void stop() {
        stopped.countDown();
    }

    /** Looks at Silver once. Returns how long to wait before the next look. */
    private Duration follow() {
        try {
            catchUp();
            caughtUpOnce = true;
            pendingSince = null;
            failure = null;
            failingSince = null;
            failures = 0;
            return refresh;
        } catch (StoppedException e) {
            return Duration.ZERO;
        } catch (IOException | RuntimeException e) {
            failures++;
            failure = "cannot follow Silver: " + e.getMessage();
            failingSince = failingSince == null ? clock.instant() : failingSince;
            suspect |= e instanceof CorruptIndexException || e instanceof AlreadyClosedException;
            var pause = refresh.multipliedBy(1L << Math.min(failures, 10));
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
            log.warn("silver_follow_failed version={} retry_in={}", silverVersion(), pause, e);
            return pause;
        }
    }

    private void catchUp() throws IOException {
        var known = index.origin();
        if (known.isPresent() && caughtUpOnce && !suspect && failures < PATIENCE) {
            if (table.newsAfter(known.get().version()) == DeltaReader.News.NONE) {
                return;
            }
        }
        var latest = table.latest();
        if (latest.isEmpty()) {
            if (known.isPresent() || suspect) {
                log.info("silver_gone action=serve_nothing");
                replaceBy(home.create(), null);
            }
            return;
        }
        var snapshot = latest.get();
        boolean sameTable = known.isPresent()
                && known.get().table().equals(snapshot.tableId())
                && known.get().version() <= snapshot.version();
        if (!sameTable || suspect || failures >= PATIENCE) {
            rebuild(snapshot);
        } else if (known.get().version() < snapshot.version()) {
            try {
                apply(known.get(), snapshot);
            } catch (HistoryGoneException e) {
                log.info("silver_history_gone version={} action=rebuild reason={}", silverVersion(), e.getMessage());
                rebuild(snapshot);
            }
        }
    }

    private void apply(Origin known, TableVersion snapshot) throws IOException {
        var changes = table.changes(known.version(), snapshot);
        pendingSince = Instant.ofEpochMilli(changes.get(0).committedAt());
        for (var change : changes) {
            change.applyTo(new ChangeSink() {
                @Override
                public void upsert(Row row) throws IOException {
                    index.upsert(RowReader.article(row));
                }

                @Override
                public void delete(String id) throws IOException {
                    index.delete(id);
                }
            });
            checkStopped();
        }
        index.publish(new Origin(known.table(), snapshot.version()));
        log.debug("silver_applied version={} versions={}", snapshot.version(), changes.size());
    }

    private void rebuild(TableVersion snapshot) throws IOException {
        pendingSince = Instant.ofEpochMilli(snapshot.committedAt());
        var started = clock.instant();
        var fresh = home.create();
        try {
            snapshot.scan(new ChangeSink() {
                @Override
                public void upsert(Row row) throws IOException {
                    checkStopped();
                    fresh.add(RowReader.article(row));
                }

                @Override
                public void delete(String id) {
                    throw new IllegalStateException("a scan deletes nothing");
                }
            });
            replaceBy(fresh, new Origin(snapshot.tableId(), snapshot.version()));
        } catch (IOException | RuntimeException e) {
            if (index != fresh) {
                closeQuietly(fresh);
                home.deleteOthers(index);
            }
            throw e;
        }
        log.info("index_built version={} took={}", snapshot.version(), Duration.between(started, clock.instant()));
    }

    private void replaceBy(ArticleIndex fresh, Origin origin) throws IOException {
        fresh.publish(origin);
        home.activate(fresh);
        var old = index;
        index = fresh;
        suspect = false;
        closeQuietly(old);
        home.deleteOthers(fresh);
    }

    private void checkStopped() {
        if (stopped.getCount() == 0) {
            throw new StoppedException();
        }
    }

    private static void closeQuietly(ArticleIndex index) {
        try {
            index.close();
        } catch (IOException | RuntimeException e) {
            log.debug("index_close_failed path={}", index.path(), e);
        }
    }

    @Override
    public void close() {
        stop();
        closeQuietly(index);
    }

    /** The service was asked to stop in the middle of something that can be done again. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
