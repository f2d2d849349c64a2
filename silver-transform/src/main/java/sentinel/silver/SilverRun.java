package sentinel.silver;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.Snapshot;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.TablePaths;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;

/** Runs batches over the three tables, each under Silver's lock and from what Silver says it has read. */
final class SilverRun {

    private static final Logger LOG = LoggerFactory.getLogger(SilverRun.class);

    /** Versions of the sources that change no article are noted in Silver when this many have come together. */
    private static final long MAX_UNNOTED_VERSIONS = 50;

    /** Of compressed data files; a batch's rows are held in memory, several times over while Spark takes them in. */
    private static final long MAX_BATCH_BYTES = 8 << 20;

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

    SilverRun(SparkSession spark, TablePaths paths, int batchRows) {
        this.paths = paths;
        this.batchRows = batchRows;
        this.bronze = new SourceTable(spark, paths.bronze(), Columns.OF_BRONZE, BronzeArticle.SCHEMA_VERSION);
        this.sightings = new SourceTable(spark, paths.sightings(), Columns.OF_SIGHTINGS, Sighting.SCHEMA_VERSION);
        this.silver = new SilverTable(spark, paths.silver());
        this.full = new FullFold(bronze, sightings, silver);
        this.incremental = new IncrementalFold(spark, bronze, sightings, silver);
        this.report = new ReportFile(paths.silver(), spark.sessionState().newHadoopConf(), Clock.systemUTC());
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
        return bronze.latest().map(Snapshot::version).orElse(-1L);
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
                foldAll(newest(0, bronzeNow.get(), sightingsNow), true);
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
                return next(from, newest, sightingsNow);
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

    private boolean next(Progress from, Progress newest, Optional<Snapshot> sightingsNow) {
        boolean sightingsHaveFeed = sightingsNow.map(SourceTable::hasChangeFeed).orElse(false);
        var bronzeEnd = bronze.endOfBatch(from.bronzeVersion(), newest.bronzeVersion(), batchRows, MAX_BATCH_BYTES);
        var sightingsEnd = sightings.endOfBatch(
                from.sightingsVersion(),
                newest.sightingsVersion(),
                sightingsHaveFeed ? 10L * batchRows : Long.MAX_VALUE,
                Long.MAX_VALUE);
        var to = from.to(
                bronzeEnd.orElse(newest.bronzeVersion()),
                newest.sightingsId(),
                sightingsEnd.orElse(newest.sightingsVersion()));
        boolean note =
                noted.map(p -> p.versionsUntil(to) > MAX_UNNOTED_VERSIONS).orElse(true);
        if (bronzeEnd.isEmpty() && sightingsEnd.isEmpty() && !note) {
            progress = Optional.of(to);
            report.progressed(to.bronzeVersion(), silverVersion);
            return false;
        }
        long start = System.nanoTime();
        var summary = incremental.run(from, to, sightingsHaveFeed, note);
        finish("incremental", summary, to, note, start);
        return true;
    }

    private Summary foldAll(Progress to, boolean note) {
        long start = System.nanoTime();
        var summary = full.run(to, note);
        finish("full", summary, to, note, start);
        return summary;
    }

    private void finish(String mode, Summary summary, Progress to, boolean note, long start) {
        progress = Optional.of(to);
        boolean committed = note || !summary.changedNothing();
        if (committed) {
            noted = progress;
            silverVersion = silver.snapshot().version();
        }
        report.progressed(to.bronzeVersion(), silverVersion, summary.leftOut(), mode.equals("full"));
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
        var snapshot = silver.snapshot();
        if (snapshot.version() < 0 || silverVersion == -2) {
            silver.create();
            snapshot = silver.snapshot();
        }
        if (snapshot.version() != silverVersion) {
            noted = SilverTable.progress(snapshot);
            progress = noted;
            silverVersion = snapshot.version();
        }
    }

    private static Progress newest(int epoch, Snapshot bronze, Optional<Snapshot> sightings) {
        return new Progress(
                epoch,
                bronze.metadata().id(),
                sightings.map(s -> s.metadata().id()).orElse(Progress.NO_TABLE),
                bronze.version(),
                sightings.map(Snapshot::version).orElse(-1L));
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
