package sentinel.api.index;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.Row;
import io.micrometer.core.instrument.Counter;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.api.index.ArticleIndex.Origin;
import sentinel.api.silver.RowReader;
import sentinel.api.silver.SilverArticle;
import sentinel.delta.ChangeSink;
import sentinel.delta.DeltaReader;
import sentinel.delta.HistoryGoneException;
import sentinel.delta.TableLog;
import sentinel.delta.TableVersion;
import sentinel.service.run.Loop;

/**
 * Keeps the index as Silver is: applies each new version's changes, or builds a new index from the whole table where
 * there is no other way, while the old one is served. Whatever fails is tried again; what was half applied is not
 * shown, and applying it again gives the same.
 */
public final class SilverFollower implements Loop {

    private static final Logger log = LoggerFactory.getLogger(SilverFollower.class);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);
    /** Failures in a row after which changes are given up and the whole table is read. */
    private static final int PATIENCE = 3;

    private final DeltaReader silver;
    private final ServedIndex served;
    private final Duration refresh;
    private final Counter leftOut;
    private final Clock clock;
    private final CountDownLatch stopped = new CountDownLatch(1);

    private volatile boolean caughtUpOnce;
    private volatile @Nullable Instant pendingSince; // null: nothing is, or that is unknown
    private volatile @Nullable String failure; // both null: the last look succeeded
    private volatile @Nullable Instant failingSince;
    private int failures;
    private @Nullable ArticleGroups groups; // of the index that is served; null: not read yet

    /**
     * @param served written by this class only
     * @param refresh how often Silver is looked at
     * @param leftOut counts rows that are not served
     */
    public SilverFollower(DeltaReader silver, ServedIndex served, Duration refresh, Counter leftOut, Clock clock) {
        this.silver = requireNonNull(silver, "silver");
        this.served = requireNonNull(served, "served");
        this.refresh = requireNonNull(refresh, "refresh");
        this.leftOut = requireNonNull(leftOut, "left out");
        this.clock = requireNonNull(clock, "clock");
    }

    /** What is wrong, for {@code /health/ready}; empty when articles are served and follow Silver. */
    public Optional<String> problem() {
        if (!caughtUpOnce) {
            return Optional.of(Objects.requireNonNullElse(failure, "the index is catching up with Silver"));
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
            if (e instanceof CorruptIndexException || e instanceof AlreadyClosedException) {
                served.suspect();
            }
            var pause = refresh.multipliedBy(1L << Math.min(failures, 10));
            pause = pause.compareTo(LONGEST_PAUSE) < 0 ? pause : LONGEST_PAUSE;
            log.warn("silver_follow_failed version={} retry_in={}", served.silverVersion(), pause, e);
            return pause;
        }
    }

    private void catchUp() throws IOException {
        var known = served.current().origin();
        if (known.isPresent() && caughtUpOnce && !served.isSuspect() && failures < PATIENCE) {
            if (silver.log().newsAfter(known.get().version()) == TableLog.News.NONE) {
                return;
            }
        }
        var latest = silver.latest();
        if (latest.isEmpty()) {
            if (known.isPresent() || served.isSuspect()) {
                log.info("silver_gone action=serve_nothing");
                closeGroups();
                served.replaceBy(served.create(), null);
            }
            return;
        }
        var snapshot = latest.get();
        boolean sameTable = known.isPresent()
                && known.get().table().equals(snapshot.tableId())
                && known.get().version() <= snapshot.version();
        boolean broken = served.isSuspect() || (groups != null && groups.isBroken());
        if (!sameTable || broken || failures >= PATIENCE) {
            rebuild(snapshot);
        } else if (known.get().version() < snapshot.version()) {
            try {
                apply(known.get(), snapshot);
            } catch (HistoryGoneException e) {
                log.info(
                        "silver_history_gone version={} action=rebuild reason=\"{}\"",
                        served.silverVersion(),
                        e.getMessage());
                rebuild(snapshot);
            }
        }
    }

    private void apply(Origin known, TableVersion snapshot) throws IOException {
        var changes = silver.changes(known.version(), snapshot);
        pendingSince = Instant.ofEpochMilli(changes.get(0).committedAt());
        var index = served.current();
        var articleGroups = groups == null ? ArticleGroups.restored(index) : groups;
        groups = articleGroups;
        for (var change : changes) {
            change.applyTo(new ChangeSink() {
                @Override
                public void upsert(Row row) throws IOException {
                    var article = article(row, snapshot);
                    if (article.isPresent()) {
                        index.upsert(article.get());
                        articleGroups.upsert(article.get());
                    }
                }

                @Override
                public void delete(String id) throws IOException {
                    index.delete(id);
                    articleGroups.delete(id);
                }
            });
            checkStopped();
        }
        articleGroups.write();
        index.publish(new Origin(known.table(), snapshot.version()));
        log.debug("silver_applied version={} versions={}", snapshot.version(), changes.size());
    }

    private void rebuild(TableVersion snapshot) throws IOException {
        pendingSince = Instant.ofEpochMilli(snapshot.committedAt());
        var started = clock.instant();
        var fresh = served.create();
        try {
            snapshot.scan(new ChangeSink() {
                @Override
                public void upsert(Row row) throws IOException {
                    checkStopped();
                    var article = article(row, snapshot);
                    if (article.isPresent()) {
                        fresh.add(article.get());
                    }
                }

                @Override
                public void delete(String id) {
                    throw new IllegalStateException("a scan deletes nothing");
                }
            });
            var built = ArticleGroups.built(fresh, this::checkStopped);
            closeGroups();
            groups = built;
            served.replaceBy(fresh, new Origin(snapshot.tableId(), snapshot.version()));
        } catch (IOException | RuntimeException e) {
            closeGroups();
            served.discard(fresh);
            throw e;
        }
        log.info("index_built version={} took={}", snapshot.version(), Duration.between(started, clock.instant()));
    }

    private Optional<SilverArticle> article(Row row, TableVersion snapshot) {
        var article = RowReader.article(row);
        if (article.isEmpty()) {
            leftOut.increment();
            log.warn("silver_row_not_served version={} reason=\"no id or no normalized_url\"", snapshot.version());
        }
        return article;
    }

    private void closeGroups() {
        var closing = groups;
        groups = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (IOException e) {
                log.debug("groups_close_failed", e);
            }
        }
    }

    private void checkStopped() {
        if (stopped.getCount() == 0) {
            throw new StoppedException();
        }
    }

    /** The service was asked to stop in the middle of something that can be done again. */
    private static final class StoppedException extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }
}
