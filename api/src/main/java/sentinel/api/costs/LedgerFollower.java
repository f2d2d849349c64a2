package sentinel.api.costs;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.Row;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.delta.ChangeSink;
import sentinel.delta.DeltaReader;
import sentinel.delta.HistoryGoneException;
import sentinel.delta.TableLog;
import sentinel.delta.TableVersion;
import sentinel.service.run.RepeatedLook;

/**
 * Keeps the sums as the ledger's table is. New rows are added to the sums. The whole table is read at the start, and when an
 * entry was {@linkplain sentinel.contract.message.LlmCall recovered}: it may be there twice, and counts once.
 */
public final class LedgerFollower extends RepeatedLook {

    private static final Logger log = LoggerFactory.getLogger(LedgerFollower.class);

    private final DeltaReader ledger;

    private volatile CostBook book = CostBook.EMPTY;
    private volatile @Nullable String failure; // null: the last look succeeded
    private @Nullable String table; // null: there was none at the last look
    private Set<String> recovered = Set.of();

    /**
     * @param ledger reads {@link #columns}
     * @param refresh how often to look
     */
    public LedgerFollower(DeltaReader ledger, Duration refresh) {
        super(refresh);
        this.ledger = requireNonNull(ledger, "ledger");
    }

    /** What is read of the table. */
    public static List<sentinel.contract.table.LlmCallColumn> columns() {
        return CallRow.COLUMNS;
    }

    /** The sums as they are known. */
    public CostBook book() {
        return book;
    }

    /** Why the sums may be out of date; empty when they are not. */
    public Optional<String> problem() {
        return Optional.ofNullable(failure);
    }

    @Override
    protected void look() {
        try {
            catchUp();
            failure = null;
        } catch (IOException | RuntimeException e) {
            String reason = "cannot read the ledger: " + e.getMessage();
            if (!reason.equals(failure)) {
                log.warn("ledger_read_failed", e);
            }
            failure = reason;
        }
    }

    private void catchUp() throws IOException {
        if (table != null && ledger.log().newsAfter(book.version()) == TableLog.News.NONE) {
            return;
        }
        var latest = ledger.latest();
        if (latest.isEmpty()) {
            table = null;
            book = CostBook.EMPTY;
            return;
        }
        var version = latest.get();
        boolean known = version.tableId().equals(table) && book.version() <= version.version();
        if (!known || !add(version)) {
            readAll(version);
        }
        table = version.tableId();
    }

    /** Adds the rows that are new; false when the whole table has to be read instead. */
    private boolean add(TableVersion until) throws IOException {
        var sums = new CostBook.Builder(book);
        var rows = new Rows();
        try {
            for (var change : ledger.changes(book.version(), until)) {
                change.applyTo(rows);
            }
        } catch (HistoryGoneException e) {
            return false;
        }
        for (var row : rows.all) {
            if (row.recovered() || recovered.contains(row.callId())) {
                return false;
            }
            sums.add(row.key(), row.costs());
        }
        book = sums.at(until.version());
        return true;
    }

    private void readAll(TableVersion version) throws IOException {
        var sums = new CostBook.Builder(CostBook.EMPTY);
        var second = new ArrayList<CallRow>();
        version.scan(new Rows() {
            @Override
            void take(CallRow row) {
                if (row.recovered()) {
                    second.add(row);
                } else {
                    sums.add(row.key(), row.costs());
                }
            }
        });
        var ids = new HashSet<String>();
        second.forEach(row -> ids.add(row.callId()));
        recovered = Set.copyOf(ids);
        if (!ids.isEmpty()) {
            version.scan(new Rows() {
                @Override
                void take(CallRow row) {
                    if (!row.recovered()) {
                        ids.remove(row.callId()); // it counts already
                    }
                }
            });
            for (var row : second) {
                if (ids.remove(row.callId())) {
                    sums.add(row.key(), row.costs());
                }
            }
        }
        book = sums.at(version.version());
    }

    /** The rows of a table that is only appended to. */
    private static class Rows implements ChangeSink {
        private final List<CallRow> all = new ArrayList<>();

        void take(CallRow row) {
            all.add(row);
        }

        @Override
        public void upsert(Row row) {
            take(CallRow.of(row));
        }

        @Override
        public void delete(String id) {
            throw new IllegalStateException("rows of the ledger are never deleted");
        }
    }
}
