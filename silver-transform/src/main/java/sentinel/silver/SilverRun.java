package sentinel.silver;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.sql.SparkSession;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.TablePaths;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;
import sentinel.delta.DeltaEngine;
import sentinel.delta.LiveFile;

/** Runs batches over the three tables, each under Silver's lock and from what Silver says it has read. */
final class SilverRun {

    private static final Logger LOG = LoggerFactory.getLogger(SilverRun.class);

    /** Versions of the sources that change no article are noted in Silver when this many have come together. */
    private static final long MAX_UNNOTED_VERSIONS = 50;

    /** Of compressed data files; a batch's rows are held in memory. */
    private static final long MAX_BATCH_BYTES = 32 << 20;

    private static final Duration IDLE_CARE = Duration.ofMinutes(1);

    private final TablePaths paths;
    private final int batchRows;
    private final SourceTable bronze;
    private final SourceTable sightings;
    private final SilverTable silver;
    private final FullFold full;
    private final IncrementalFold incremental;
    private final ReportFile report;

    /** What is in Silver at {@link #silverVersion}. */
    private Optional<Progress> noted = Optional.empty();

    /** {@link #noted}, or beyond it by versions that changed nothing. */
    private Optional<Progress> progress = Optional.empty();

    private long silverVersion = -2;

    private long lastIdleCare = System.nanoTime();

    /**
     * @param spark makes the session when a full fold needs one
     * @param hadoop configuration of {@link sentinel.delta.DeltaEngine}
     * @param batchRows about the most rows of Bronze in a batch
     * @param retention of older versions of Silver
     */
    SilverRun(Supplier<SparkSession> spark, Configuration hadoop, TablePaths paths, int batchRows, Duration retention) {
        var engine = DeltaEngine.create(hadoop);
        this.paths = paths;
        this.batchRows = batchRows;
        this.bronze = new SourceTable(engine, hadoop, paths.bronze(), Columns.OF_BRONZE, BronzeArticle.SCHEMA_VERSION);
        this.sightings =
                new SourceTable(engine, hadoop, paths.sightings(), Columns.OF_SIGHTINGS, Sighting.SCHEMA_VERSION);
        this.silver = new SilverTable(spark, engine, hadoop, paths.silver(), retention);
        this.full = new FullFold(
                new SparkSource(spark, paths.bronze(), BronzeArticle.SCHEMA_VERSION),
                bronze::versionOfFile,
                new SparkSource(spark, paths.sightings(), Sighting.SCHEMA_VERSION),
                silver);
        this.incremental = new IncrementalFold(new BronzeRows(bronze), new SightingRows(sightings), silver);
        this.report = new ReportFile(paths.silver(), hadoop, Clock.systemUTC());
    }

    /** Whether Bronze is there to be read. */
    boolean hasBronze() {
        return bronze.latest().isPresent();
    }

    /** Whether the sightings are there to be read. */
    boolean hasSightings() {
        return sightings.latest().isPresent();
    }

    /** The newest version of Bronze; -1 when there is none yet. */
    long newestBronze() {
        return bronze.latest().map(SourceTable.Version::number).orElse(-1L);
    }

    /** Whether what Bronze held at a version is in Silver, by the rules of this code; -1 for a Bronze that was not there. */
    boolean holds(long bronzeVersion) {
        return bronzeVersion < 0
                || progress.filter(p -> p.rules() == Progress.RULES && p.bronzeVersion() >= bronzeVersion)
                        .isPresent();
    }

    /** Makes an empty Silver when there is none, so that its readers find it, and begins the report. */
    void createSilver() throws InterruptedException {
        SilverLock.holding(paths.silver(), () -> {
            refresh();
            report.started(progress.map(Progress::bronzeVersion).orElse(-1L), silverVersion);
            return null;
        });
    }

    /** Tells those who watch that nothing fails; whatever failed before, a batch or a look for news, it has passed. */
    void passed() {
        report.progressed(progress.map(Progress::bronzeVersion).orElse(-1L), silverVersion);
    }

    /** Tells those who watch why a batch failed. */
    void failed(Throwable failure) {
        report.failed(failure);
    }

    /** Whether the sources may have got further than Silver: a few looks at the file system. */
    boolean mayHaveNews() {
        return progress.isEmpty()
                || bronze.mayHaveCommitAfter(progress.get().bronzeVersion())
                || sightings.mayHaveCommitAfter(progress.get().sightingsVersion());
    }

    /**
     * Folds one batch of what is new, or everything when Silver has read nothing yet.
     *
     * @return false when there was nothing new
     * @throws SourceReplacedException when Bronze or sightings are other tables than Silver was made from
     */
    boolean step() throws InterruptedException {
        return SilverLock.holding(paths.silver(), () -> {
            var bronzeNow = bronze.latest();
            if (bronzeNow.isEmpty()) {
                return false;
            }
            var sightingsNow = sightings.latest();
            refresh();
            if (progress.isEmpty()) {
                var all = newest(0, bronzeNow.get(), sightingsNow);
                if (silver.isEmpty()) {
                    build(all);
                } else {
                    foldAll(all, true);
                }
                return true;
            }
            var from = progress.get();
            var newest = newest(from.epoch(), bronzeNow.get(), sightingsNow);
            requireSameSources(from, newest);
            if (from.rules() != Progress.RULES) {
                LOG.info("silver_rules_changed action=fold_all_of_bronze was={} is={}", from.rules(), Progress.RULES);
                foldAll(newest, true);
                return true;
            }
            try {
                return next(from, newest);
            } catch (Exception e) { // Spark throws checked exceptions that it does not declare
                if (!SourceTable.isGone(e)) {
                    throw e;
                }
                LOG.warn("silver_changes_gone action=fold_all_of_bronze reason=\"{}\"", e.toString());
                foldAll(from.to(newest.bronzeVersion(), newest.sightingsId(), newest.sightingsVersion()), true);
                return true;
            }
        });
    }

    /**
     * Folds all of Bronze again and corrects what differs in Silver.
     *
     * @return what differed; empty when there is no Bronze
     */
    Optional<Summary> reconcile() throws InterruptedException {
        return SilverLock.holding(paths.silver(), () -> {
            var bronzeNow = bronze.latest();
            if (bronzeNow.isEmpty()) {
                return Optional.empty();
            }
            refresh();
            int epoch = noted.map(p -> p.epoch() + 1).orElse(0);
            boolean note = noted.filter(p -> p.rules() == Progress.RULES).isEmpty();
            return Optional.of(foldAll(newest(epoch, bronzeNow.get(), sightings.latest()), note));
        });
    }

    private boolean next(Progress from, Progress newest) {
        var rows = bronze.added(from.bronzeVersion(), newest.bronzeVersion(), batchRows, MAX_BATCH_BYTES);
        var seen =
                sightings.added(from.sightingsVersion(), newest.sightingsVersion(), 10L * batchRows, MAX_BATCH_BYTES);
        var to = from.to(rows.to(), newest.sightingsId(), seen.to());
        boolean note =
                noted.map(p -> p.versionsUntil(to) > MAX_UNNOTED_VERSIONS).orElse(true);
        if (rows.files().isEmpty() && seen.files().isEmpty() && !note) {
            progress = Optional.of(to);
            report.progressed(to.bronzeVersion(), silverVersion);
            return false;
        }
        long start = System.nanoTime();
        try {
            var summary = incremental.run(to, rows.files(), seen.files(), note);
            finish("incremental", summary, to, note, start);
        } catch (RuntimeException e) {
            silver.rollback();
            throw e;
        }
        care(false);
        return true;
    }

    /** Keeps the table small when there is nothing to fold: at most one step a minute. */
    void careWhenIdle() throws InterruptedException {
        if (System.nanoTime() - lastIdleCare > IDLE_CARE.toNanos()) {
            lastIdleCare = System.nanoTime();
            careNow(false);
        }
    }

    /** Keeps the table small before the process ends. */
    void careAtEnd() throws InterruptedException {
        careNow(true);
    }

    private void careNow(boolean isLast) throws InterruptedException {
        SilverLock.holding(paths.silver(), () -> {
            refresh();
            care(isLast);
            return null;
        });
    }

    /** What the table needs besides its rows can wait: a failure is logged, and tried again after the next batch. */
    private void care(boolean isLast) {
        try {
            silver.care(isLast);
            silverVersion = silver.version(); // a merge of files changes no row
        } catch (RuntimeException e) {
            LOG.warn("silver_care_failed", e);
            silver.rollback();
        }
    }

    private void build(Progress to) {
        long start = System.nanoTime();
        try {
            finish("first", incremental.build(to, this::working), to, true, start);
        } catch (RuntimeException e) {
            silver.rollback();
            throw e;
        }
    }

    private Summary foldAll(Progress to, boolean note) {
        long start = System.nanoTime();
        working("is folding all of Bronze by Spark");
        var summary =
                full.run(to, bronze.files().stream().mapToLong(LiveFile::size).sum(), note);
        finish("full", summary, to, note, start);
        return summary;
    }

    private void working(String work) {
        LOG.info("silver_working work=\"{}\"", work);
        report.working(work);
    }

    private void finish(String mode, Summary summary, Progress to, boolean note, long start) {
        progress = Optional.of(to);
        boolean committed = note || !summary.changedNothing();
        if (committed) {
            noted = progress;
            silverVersion = silver.version();
        }
        report.progressed(to.bronzeVersion(), silverVersion, summary.leftOut(), !mode.equals("incremental"));
        LOG.info(
                "silver_batch mode={} bronze_version={} sightings_version={} silver_version={} committed={} changes=\"{}\" seconds={}",
                mode,
                to.bronzeVersion(),
                to.sightingsVersion(),
                silverVersion,
                committed,
                summary,
                TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start) / 1e3);
    }

    /** Another run may have been here since. */
    private void refresh() {
        if (!silver.refresh() || silverVersion == -2) {
            silver.create();
        }
        if (silver.version() != silverVersion) {
            noted = silver.progress();
            progress = noted;
            silverVersion = silver.version();
        }
    }

    private static Progress newest(int epoch, SourceTable.Version bronze, Optional<SourceTable.Version> sightings) {
        return new Progress(
                epoch,
                bronze.id(),
                sightings.map(SourceTable.Version::id).orElse(Progress.NO_TABLE),
                bronze.number(),
                sightings.map(SourceTable.Version::number).orElse(-1L));
    }

    private static void requireSameSources(Progress from, Progress newest) {
        if (!from.bronzeId().equals(newest.bronzeId()) || from.bronzeVersion() > newest.bronzeVersion()) {
            throw new SourceReplacedException("Bronze is not the table that Silver was made from");
        }
        boolean sameSightings =
                from.sightingsId().equals(newest.sightingsId()) && from.sightingsVersion() <= newest.sightingsVersion();
        if (!sameSightings && !from.sightingsId().equals(Progress.NO_TABLE)) {
            throw new SourceReplacedException("the sightings are not the table that Silver was made from");
        }
    }
}
