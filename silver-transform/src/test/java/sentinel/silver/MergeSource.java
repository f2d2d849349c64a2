package sentinel.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.delta.Snapshot;
import org.apache.spark.sql.delta.actions.AddFile;
import org.apache.spark.sql.expressions.UserDefinedFunction;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import scala.Option;
import scala.jdk.javaapi.CollectionConverters;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.ColumnCheck;
import sentinel.contract.table.TableColumn;

/** Bronze or the sightings as the design before read them in a batch, by Spark. */
final class MergeSource {

    private final SparkSession spark;
    private final String path;
    private final ColumnCheck<DataType> columns;
    private final UserDefinedFunction isKnown;

    /** Version of Bronze by the name of the file that it added; grown as asked for. */
    private final Map<String, Long> versionOfFile = new HashMap<>();

    private long filesKnownTo = -1;

    /**
     * @param needed columns that must be there, with their types
     * @param version the newest {@code schema_version} of a row that this job knows: that of the message
     */
    MergeSource(SparkSession spark, String path, List<? extends TableColumn> needed, int version) {
        this.spark = spark;
        this.path = path;
        this.columns = new ColumnCheck<>(path, needed, Columns::type);
        this.isKnown = isKnown(path, version);
    }

    /**
     * The newest snapshot; empty when the table does not exist.
     *
     * @throws sentinel.contract.table.IncompatibleTableException a needed column is missing or of another type
     */
    Optional<Snapshot> latest() {
        var log = DeltaLog.forTable(spark, path);
        var snapshot = log.update(false, Option.empty(), Option.empty());
        if (snapshot.version() < 0) {
            return Optional.empty();
        }
        columns.check(snapshot.metadata().schemaString(), () -> Columns.types(snapshot.schema()));
        return Optional.of(snapshot);
    }

    /**
     * Where a batch that starts after a version ends: as far as about {@code maxRows} rows or {@code maxBytes} of data
     * files reach, always whole commits, at least one; empty when nothing was added between {@code from} and {@code
     * latest}.
     *
     * @throws IllegalStateException when the log no longer reaches back that far
     */
    OptionalLong endOfBatch(long from, long latest, long maxRows, long maxBytes) {
        if (from >= latest) {
            return OptionalLong.empty();
        }
        long next = from + 1;
        long rows = 0;
        long bytes = 0;
        for (var commits = commits(from + 1); commits.hasNext(); ) {
            var commit = commits.next();
            long version = (Long) commit._1();
            if (version > latest) {
                break;
            }
            if (next != version) {
                throw new IllegalStateException(path + " has forgotten version " + next);
            }
            next++;
            for (var action : CollectionConverters.asJava(commit._2())) {
                if (action instanceof AddFile file && file.dataChange()) {
                    bytes += file.size();
                    rows += file.numLogicalRecords().isDefined()
                            ? (Long) file.numLogicalRecords().get()
                            : maxRows;
                }
            }
            if (rows >= maxRows || bytes >= maxBytes) {
                return OptionalLong.of(version);
            }
        }
        if (next <= latest) {
            throw new IllegalStateException(path + " has forgotten version " + next);
        }
        return rows == 0 ? OptionalLong.empty() : OptionalLong.of(latest);
    }

    /** True for every row; fails for one that a newer release wrote. */
    private static UserDefinedFunction isKnown(String path, int known) {
        UDF1<Integer, Boolean> check = version -> {
            if (version != null && version > known) {
                throw new NewerRowException(path, version, known);
            }
            return true;
        };
        return udf(check, DataTypes.BooleanType);
    }

    /** The rows; reading them fails with a {@link NewerRowException} if a newer release wrote one of them. */
    private Dataset<Row> known(Dataset<Row> rows) {
        return rows.filter(isKnown.apply(col(BronzeColumn.SCHEMA_VERSION.columnName())));
    }

    /** Rows added after {@code from} up to and with {@code to}, with {@code bronze_version}: the Change Data Feed. */
    Dataset<Row> changes(long from, long to) {
        return known(spark.read()
                        .format("delta")
                        .option("readChangeFeed", "true")
                        .option("startingVersion", from + 1)
                        .option("endingVersion", to)
                        .load(path)
                        .filter(col("_change_type").isin("insert", "update_postimage")))
                .withColumnRenamed("_commit_version", "bronze_version");
    }

    /** All rows there are now. */
    Dataset<Row> rows() {
        return known(spark.read().format("delta").load(path));
    }

    /** All rows of a version. */
    Dataset<Row> at(long version) {
        return known(spark.read().format("delta").option("versionAsOf", version).load(path));
    }

    /**
     * The commit that added each data file, by the file's name, up to a version. A compaction's files are its own; of
     * commits that the log has forgotten nothing is known.
     */
    Map<String, Long> versionOfFile(long upTo) {
        if (filesKnownTo < upTo) {
            for (var commits = commits(filesKnownTo + 1); commits.hasNext(); ) {
                var commit = commits.next();
                long version = (Long) commit._1();
                if (version > upTo) {
                    break;
                }
                for (var action : CollectionConverters.asJava(commit._2())) {
                    if (action instanceof AddFile file) {
                        versionOfFile.put(file.toPath().getName(), version);
                    }
                }
            }
            filesKnownTo = upTo;
        }
        return versionOfFile;
    }

    private scala.collection.Iterator<
                    scala.Tuple2<Object, scala.collection.immutable.Seq<org.apache.spark.sql.delta.actions.Action>>>
            commits(long from) {
        return DeltaLog.forTable(spark, path).getChanges(from, Option.empty(), false);
    }
}
