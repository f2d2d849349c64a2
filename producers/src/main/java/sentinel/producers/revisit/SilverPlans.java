package sentinel.producers.revisit;

import io.delta.kernel.data.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.delta.ChangeSink;
import sentinel.delta.DeltaReader;
import sentinel.delta.HistoryGoneException;
import sentinel.delta.TableLog;
import sentinel.delta.TableVersion;
import sentinel.producers.gate.StopSignal;
import sentinel.producers.revisit.Schedule.Position;

/**
 * Keeps the plans as Silver is: takes each new version's changes, or reads the whole table when Redis knows nothing of it, or of
 * another table, or when the changes are no longer available. The position moves behind what was taken, so that taking some of it again is all
 * that a crash costs.
 */
final class SilverPlans {

    private static final Logger log = LoggerFactory.getLogger(SilverPlans.class);
    private static final int BATCH = 500;

    private final DeltaReader silver;
    private final Schedule schedule;
    private final Plans plans;
    private final StopSignal stop;
    private volatile @Nullable String problem;

    SilverPlans(DeltaReader silver, Schedule schedule, Plans plans, StopSignal stop) {
        this.silver = silver;
        this.schedule = schedule;
        this.plans = plans;
        this.stop = stop;
    }

    /** What went wrong last, until something goes right. For a health check. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /**
     * Looks at Silver once. What fails is tried again at the next look.
     *
     * @throws StopSignal.StoppedException the process stops meanwhile
     */
    void follow() {
        try {
            catchUp();
            problem = null;
        } catch (StopSignal.StoppedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            problem = "cannot follow Silver: " + e.getMessage();
            log.warn("revisits_cannot_follow_silver", e);
        }
    }

    private void catchUp() throws IOException {
        var known = schedule.position();
        if (known.isPresent() && silver.log().newsAfter(known.get().version()) == TableLog.News.NONE) {
            return;
        }
        var latest = silver.latest();
        if (latest.isEmpty()) {
            return;
        }
        var snapshot = latest.get();
        boolean isSame = known.isPresent()
                && known.get().table().equals(snapshot.tableId())
                && known.get().version() <= snapshot.version();
        if (!isSame) {
            readAll(snapshot);
        } else if (known.get().version() < snapshot.version()) {
            try {
                apply(known.get(), snapshot);
            } catch (HistoryGoneException e) {
                log.info(
                        "silver_history_gone version={} action=read_all",
                        known.get().version());
                readAll(snapshot);
            }
        }
    }

    private void apply(Position known, TableVersion snapshot) throws IOException {
        for (var change : silver.changes(known.version(), snapshot)) {
            var sink = new Batches();
            change.applyTo(sink);
            sink.flush();
            schedule.position(new Position(known.table(), change.version()));
        }
    }

    private void readAll(TableVersion snapshot) throws IOException {
        var sink = new Batches();
        snapshot.scan(sink);
        sink.flush();
        schedule.position(new Position(snapshot.tableId(), snapshot.version()));
        log.info("revisits_planned_from_silver version={} articles={}", snapshot.version(), sink.taken);
    }

    /** Takes rows and deletions by the hundred. */
    private final class Batches implements ChangeSink {

        private final List<StoredArticle> rows = new ArrayList<>();
        private final List<String> deleted = new ArrayList<>();
        private long taken;

        @Override
        public void upsert(Row row) {
            rows.add(StoredArticle.of(row));
            flushFull();
        }

        @Override
        public void delete(String id) {
            deleted.add(id);
            flushFull();
        }

        private void flushFull() {
            if (rows.size() + deleted.size() >= BATCH) {
                flush();
            }
        }

        void flush() {
            if (stop.raised()) {
                stop.pause(Duration.ZERO);
            }
            schedule.remove(deleted);
            plans.take(rows);
            taken += rows.size();
            rows.clear();
            deleted.clear();
        }
    }
}
