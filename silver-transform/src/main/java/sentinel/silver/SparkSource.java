package sentinel.silver;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.Map;
import java.util.function.Supplier;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import sentinel.contract.table.BronzeColumn;

/** Bronze or the sightings as a full fold reads them: all rows of a version, by Spark. */
final class SparkSource {

    /** Compressed; texts are about four times larger in memory. */
    private static final long BYTES_OF_A_TASK = 8 << 20;

    private static final long MOST_TASKS = 2_000;
    private static final long WORTH_COMPILING = 32 << 20;

    private final Supplier<SparkSession> spark;
    private final String path;
    private final int knownVersion;

    /** @param knownVersion the newest {@code schema_version} of a row that this job knows */
    SparkSource(Supplier<SparkSession> spark, String path, int knownVersion) {
        this.spark = spark;
        this.path = path;
        this.knownVersion = knownVersion;
    }

    /**
     * Sizes the plans of a fold by what it reads: enough tasks that each holds little, and compiled plans where there is more to do
     * than to compile.
     *
     * @param bytes of the table's files
     */
    void planFor(long bytes) {
        var conf = spark.get().conf();
        long tasks = Math.max(2, Math.min(MOST_TASKS, bytes / BYTES_OF_A_TASK));
        boolean isLarge = bytes > WORTH_COMPILING;
        conf.set("spark.sql.shuffle.partitions", tasks);
        conf.set("spark.sql.codegen.wholeStage", isLarge);
        conf.set("spark.sql.codegen.factoryMode", isLarge ? "FALLBACK" : "NO_CODEGEN");
    }

    /** All rows of a version; reading them fails with a {@link NewerRowException} if a newer release wrote one of them. */
    Dataset<Row> at(long version) {
        String table = path;
        int known = knownVersion;
        UDF1<Integer, Boolean> check = found -> {
            if (found != null && found > known) {
                throw new NewerRowException(table, found, known);
            }
            return true;
        };
        return spark.get()
                .read()
                .format("delta")
                .option("versionAsOf", version)
                .load(path)
                .filter(udf(check, DataTypes.BooleanType).apply(col(BronzeColumn.SCHEMA_VERSION.columnName())));
    }

    /** The same with the version that brought each row, by its file; {@code version} where that is not known. */
    Dataset<Row> at(long version, Map<String, Long> versionOfFile) {
        UDF1<String, Long> versionOf = file -> versionOfFile.getOrDefault(file, version);
        return at(version)
                .withColumn("bronze_version", udf(versionOf, DataTypes.LongType).apply(col("_metadata.file_name")));
    }
}
