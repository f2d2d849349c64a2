package sentinel.api.silver;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.engine.Engine;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.TablePaths;
import sentinel.contract.table.SilverReport;
import sentinel.delta.DeltaEngine;
import sentinel.delta.TableLog;
import sentinel.service.run.RepeatedLook;

/**
 * Watches the Silver job from outside: what Bronze's log holds, against what the job says that it has read. A job that
 * fails says so itself; one that is dead, hangs or never began shows in news that wait while nothing moves.
 */
public final class SilverWatch extends RepeatedLook {

    private static final Logger log = LoggerFactory.getLogger(SilverWatch.class);

    private final String reportPath;
    private final Configuration hadoop = DeltaEngine.hadoop();
    private final Backlog backlog;
    private final Duration patience;
    private final Clock clock;

    private volatile State state;

    /**
     * What was seen last.
     *
     * @param report of the job; null when there is none
     * @param still since when news wait and the job has made no progress; null when none waits
     * @param failure why it could not be looked at; null when it could
     */
    private record State(
            SilverLag lag, @Nullable SilverReport report, @Nullable Instant still, @Nullable String failure) {}

    /**
     * @param engine of {@link DeltaEngine}
     * @param refresh how often to look
     * @param patience how long news may wait without any progress
     */
    public SilverWatch(Engine engine, TablePaths tables, Duration refresh, Duration patience, Clock clock) {
        super(refresh);
        this.reportPath = SilverReport.path(tables.silver());
        this.backlog = new Backlog(new TableLog(engine, tables.bronze()));
        this.patience = requireNonNull(patience, "patience");
        this.clock = requireNonNull(clock, "clock");
        this.state = new State(SilverLag.UNKNOWN, null, clock.instant(), null);
    }

    public SilverLag lag() {
        return state.lag();
    }

    /** Seconds that the oldest row of Bronze has waited for Silver; null when unknown. */
    public @Nullable Double lagSeconds() {
        return state.lag().seconds(clock.instant());
    }

    /** Rows of Bronze that cannot be folded and were left out; null when the job has not said. */
    public @Nullable Long leftOut() {
        var report = state.report();
        return report == null ? null : report.leftOut();
    }

    /** What is wrong with one of the rows that were left out; null when there are none, or the job has not said. */
    public @Nullable String leftOutReason() {
        var report = state.report();
        return report == null ? null : report.leftOutReason();
    }

    /**
     * What is wrong, for {@code /health/ready}.
     *
     * @param served articles that are served, and the version of Silver that they come from; nothing served while rows wait
     *     is not ready, however long they have waited
     */
    public Optional<String> problem(int served, long silverVersion) {
        var now = state;
        if (now.failure() != null) {
            return Optional.of(now.failure());
        }
        var report = now.report();
        if (report != null && report.failure() != null) {
            return Optional.of("the Silver job has failed since " + report.at() + ": " + report.failure());
        }
        if (now.still() != null && now.still().plus(patience).isBefore(clock.instant())) {
            return Optional.of(waiting(now) + "; Silver has made no progress since " + now.still()
                    + (report == null ? ", its job has not reported yet" : ", its last report is from " + report.at())
                    + (report == null || report.work() == null ? "" : ": it " + report.work()));
        }
        if (served == 0 && now.lag().waits()) {
            return Optional.of(waiting(now) + ", and no article is served yet");
        }
        if (served == 0 && report != null && report.silverVersion() > silverVersion) {
            return Optional.of("the index is catching up with Silver");
        }
        return Optional.empty();
    }

    private static String waiting(State now) {
        Long rows = now.lag().rows();
        return rows == null
                ? "it is not known how many rows of Bronze wait for Silver"
                : "%,d rows of Bronze wait for Silver".formatted(rows);
    }

    @Override
    protected void look() {
        var before = state;
        try {
            var report = report();
            var found = backlog.after(report.map(SilverReport::bronzeVersion).orElse(-1L));
            var lag = found.orElse(SilverLag.NONE);
            if (report.isEmpty() && lag.waits()) {
                lag = SilverLag.UNKNOWN; // how much of it is in Silver, only the job can tell
            }
            state = new State(lag, report.orElse(null), still(before, lag, report), null);
        } catch (IOException | RuntimeException e) {
            String failure = "cannot tell how far Silver is: " + e.getMessage();
            if (!failure.equals(before.failure())) {
                log.warn("silver_watch_failed", e);
            }
            state = new State(SilverLag.UNKNOWN, before.report(), before.still(), failure);
        }
    }

    private @Nullable Instant still(State before, SilverLag lag, Optional<SilverReport> report) {
        if (!lag.waits()) {
            return null;
        }
        boolean moved = report.isPresent()
                && (before.report() == null
                        || before.report().bronzeVersion() != report.get().bronzeVersion()
                        || !Objects.equals(before.report().work(), report.get().work()));
        return before.still() == null || moved ? clock.instant() : before.still();
    }

    private Optional<SilverReport> report() throws IOException {
        var file = new Path(reportPath);
        try (var in = file.getFileSystem(hadoop).open(file)) {
            return Optional.of(SilverReport.decode(in.readAllBytes()));
        } catch (FileNotFoundException e) {
            return Optional.empty();
        }
    }
}
