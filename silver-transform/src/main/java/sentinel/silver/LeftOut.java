package sentinel.silver;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Rows of Bronze that have a {@link Flaw}.
 *
 * @param count of rows
 * @param reason of one of them; null when there are none
 */
record LeftOut(long count, @Nullable String reason) {

    static final LeftOut NONE = new LeftOut(0, null);

    private static final Logger LOG = LoggerFactory.getLogger(LeftOut.class);

    /** Rows that are said one by one; what is wrong with more is the same, most often. */
    private static final int MAX_LINES = 20;

    /** Counts and logs rows that are in memory; each has {@link Flaw#COLUMN}. */
    static LeftOut of(List<Row> flawed) {
        flawed.stream().limit(MAX_LINES).forEach(LeftOut::log);
        return flawed.isEmpty()
                ? NONE
                : new LeftOut(flawed.size(), flawed.get(0).getAs(Flaw.COLUMN));
    }

    /** Counts rows of a table, however many, and logs some; rows without a flaw are not counted. */
    static LeftOut among(Dataset<Row> marked) {
        var flawed = marked.select("normalized_url", "kafka_partition", "kafka_offset", "bronze_version", Flaw.COLUMN)
                .filter(functions.col(Flaw.COLUMN).isNotNull());
        var some = flawed.limit(MAX_LINES).collectAsList();
        some.forEach(LeftOut::log);
        if (some.size() < MAX_LINES) {
            return some.isEmpty() ? NONE : new LeftOut(some.size(), some.get(0).getAs(Flaw.COLUMN));
        }
        return new LeftOut(flawed.count(), some.get(0).getAs(Flaw.COLUMN));
    }

    private static void log(Row row) {
        LOG.warn(
                "silver_row_left_out url={} kafka_partition={} kafka_offset={} bronze_version={} reason=\"{}\"",
                row.<String>getAs("normalized_url"),
                row.<Integer>getAs("kafka_partition"),
                row.<Long>getAs("kafka_offset"),
                row.<Long>getAs("bronze_version"),
                row.<String>getAs(Flaw.COLUMN));
    }
}
