package sentinel.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.udf;

import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataTypes;
import org.jspecify.annotations.Nullable;

/**
 * Why a row of Bronze cannot be folded, found by folding it alone. Such a row is left out and counted: the others of its
 * batch, and of its article, must not wait for it. Every fold asks the same, so all agree on which rows count.
 */
final class Flaw {

    /** Column of the reason; null for a row that counts. */
    static final String COLUMN = "flaw";

    /** Of the content, what Silver computes with; see {@link Timing}. */
    private static final List<String> COMPUTED = List.of("publish_date");

    private static final UserDefinedFunction OF = udf((UDF1<Row, String>) Flaw::of, DataTypes.StringType);

    private Flaw() {}

    /** Rows of {@link Columns#bronze} with {@link #COLUMN}. */
    static Dataset<Row> marked(Dataset<Row> rows) {
        var asked = Stream.concat(Columns.HEAD.stream(), COMPUTED.stream())
                .map(name -> col(name))
                .toArray(Column[]::new);
        return rows.withColumn(COLUMN, OF.apply(struct(asked)));
    }

    /** The reason, or null. */
    static @Nullable String of(Row row) {
        try {
            var head = Columns.head(row);
            Timing.of(ArticleFold.fold(List.of(head)), row);
            return null;
        } catch (RuntimeException e) { // whatever it is, it would be the batch's end
            return e instanceof IllegalArgumentException ? e.getMessage() : e.toString();
        }
    }
}
