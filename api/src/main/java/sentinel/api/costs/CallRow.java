package sentinel.api.costs;

import io.delta.kernel.data.Row;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import sentinel.contract.message.LlmCall;
import sentinel.contract.table.LlmCallColumn;

/** One row of the ledger, as far as the sums need it. */
record CallRow(String callId, boolean recovered, CostBook.Key key, Costs costs) {

    /** What is read of the table. */
    static final List<LlmCallColumn> COLUMNS = List.of(
            LlmCallColumn.CALL_ID,
            LlmCallColumn.SOURCE,
            LlmCallColumn.PROVIDER,
            LlmCallColumn.MODEL,
            LlmCallColumn.RUNG,
            LlmCallColumn.INPUT_TOKENS,
            LlmCallColumn.CACHED_INPUT_TOKENS,
            LlmCallColumn.CACHE_WRITE_TOKENS,
            LlmCallColumn.OUTPUT_TOKENS,
            LlmCallColumn.COST_USD,
            LlmCallColumn.SAVED_USD,
            LlmCallColumn.OUTCOME,
            LlmCallColumn.CALLED_AT,
            LlmCallColumn.RECOVERED);

    static CallRow of(Row row) {
        String outcome = row.getString(at(row, LlmCallColumn.OUTCOME));
        boolean cached = outcome.equals(LlmCall.CACHED);
        boolean copied = outcome.equals(LlmCall.COPIED);
        boolean made = LlmCall.isOfCall(outcome);
        boolean ok = outcome.equals(LlmCall.OK);
        int cost = at(row, LlmCallColumn.COST_USD);
        int source = at(row, LlmCallColumn.SOURCE);
        boolean ofArticle = !row.isNullAt(source);
        var day = Instant.EPOCH
                .plus(row.getLong(at(row, LlmCallColumn.CALLED_AT)), ChronoUnit.MICROS)
                .atZone(ZoneOffset.UTC)
                .toLocalDate();
        return new CallRow(
                row.getString(at(row, LlmCallColumn.CALL_ID)),
                row.getBoolean(at(row, LlmCallColumn.RECOVERED)),
                new CostBook.Key(
                        day,
                        row.getString(at(row, LlmCallColumn.PROVIDER)),
                        row.getString(at(row, LlmCallColumn.MODEL)),
                        ofArticle ? row.getString(source) : null,
                        row.getInt(at(row, LlmCallColumn.RUNG))),
                new Costs(
                        ofArticle && (ok || !made) ? 1 : 0,
                        made ? 1 : 0,
                        made && !ok ? 1 : 0,
                        made && row.isNullAt(cost) ? 1 : 0,
                        cached ? 1 : 0,
                        copied ? 1 : 0,
                        row.getInt(at(row, LlmCallColumn.INPUT_TOKENS)),
                        row.getInt(at(row, LlmCallColumn.CACHED_INPUT_TOKENS)),
                        row.getInt(at(row, LlmCallColumn.CACHE_WRITE_TOKENS)),
                        row.getInt(at(row, LlmCallColumn.OUTPUT_TOKENS)),
                        row.isNullAt(cost) ? 0 : row.getDouble(cost),
                        row.getDouble(at(row, LlmCallColumn.SAVED_USD))));
    }

    private static int at(Row row, LlmCallColumn column) {
        return row.getSchema().indexOf(column.columnName());
    }
}
