package sentinel.api.costs;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.types.StructType;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.LlmCall;
import sentinel.contract.table.LlmCallColumn;
import sentinel.delta.ColumnValues;
import sentinel.delta.Rows;

/** Rows of the ledger's table. */
record LedgerRows(List<Map<LlmCallColumn, @Nullable Object>> rows) implements Rows {

    static Map<LlmCallColumn, @Nullable Object> row(LlmCall call, long offset) {
        var row = new EnumMap<LlmCallColumn, @Nullable Object>(LlmCallColumn.class);
        for (var column : LlmCallColumn.ALL) {
            row.put(column, column.isOfMessage() ? column.of(call) : null);
        }
        row.put(LlmCallColumn.KAFKA_TS, Instant.EPOCH);
        row.put(LlmCallColumn.KAFKA_PARTITION, 0);
        row.put(LlmCallColumn.KAFKA_OFFSET, offset);
        row.put(LlmCallColumn.INGEST_DATE, LocalDate.parse("2026-03-01"));
        return row;
    }

    @Override
    public ColumnarBatch as(StructType table) {
        var vectors = new ColumnVector[table.length()];
        for (int i = 0; i < vectors.length; i++) {
            var column = LlmCallColumn.valueOf(table.at(i).getName().toUpperCase(Locale.ROOT));
            var values = rows.stream().map(row -> row.get(column)).toArray();
            vectors[i] = new ColumnValues(table.at(i).getDataType(), values);
        }
        return new DefaultColumnarBatch(rows.size(), table, vectors);
    }
}
