package sentinel.silver;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import sentinel.delta.DeltaEngine;

/**
 * The Spark session: what {@code spark-submit} was told, and what this job needs. Batches need none, so it is made when the first
 * full fold asks for it.
 */
final class SilverSession implements Supplier<SparkSession>, AutoCloseable {

    private static final String OF_HADOOP = "spark.hadoop.";

    private @Nullable SparkSession session;

    @Override
    public SparkSession get() {
        var known = session;
        if (known == null) {
            known = open();
            session = known;
        }
        return known;
    }

    @Override
    public void close() {
        if (session != null) {
            session.stop();
        }
    }

    /** Hadoop's configuration with what {@code spark-submit} was told of it, as a session would have it. */
    static Configuration hadoop() {
        var hadoop = new Configuration();
        for (var property : new SparkConf().getAll()) {
            if (property._1().startsWith(OF_HADOOP)) {
                hadoop.set(property._1().substring(OF_HADOOP.length()), property._2());
            }
        }
        return DeltaEngine.hadoop(hadoop);
    }

    /** Gets or makes the session; {@code local[*]} when no master is named. */
    static SparkSession open() {
        var given = new SparkConf();
        var builder = SparkSession.builder()
                .appName("sentinel-silver")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog");
        if (!given.contains("spark.master")) {
            builder.master("local[*]");
        }
        if (given.get("spark.master", "local").startsWith("local")) {
            // driver and executor are this process: nobody else may talk to them
            set(builder, given, "spark.driver.bindAddress", "127.0.0.1");
            set(builder, given, "spark.driver.host", "127.0.0.1");
        }
        // Spark makes this directory at its start and nothing ever gets into it; by default it is where one happens to
        // be
        set(
                builder,
                given,
                "spark.sql.warehouse.dir",
                Path.of(System.getProperty("java.io.tmpdir"), "sentinel-spark-warehouse")
                        .toUri()
                        .toString());
        // most folds are of small tables and must be quick: few tasks, no second planning, no web server
        set(builder, given, "spark.ui.enabled", "false");
        set(builder, given, "spark.sql.shuffle.partitions", "2");
        set(builder, given, "spark.sql.adaptive.enabled", "false");
        set(builder, given, "spark.databricks.delta.snapshotPartitions", "2");
        set(builder, given, "spark.databricks.delta.merge.materializeSource", "none");
        // compiling a plan costs seconds, and saves milliseconds on a few hundred rows; SparkSource says when there are
        // more
        set(builder, given, "spark.sql.codegen.wholeStage", "false");
        set(builder, given, "spark.sql.codegen.factoryMode", "NO_CODEGEN");
        var spark = builder.getOrCreate();
        spark.conf().set("spark.sql.session.timeZone", "UTC");
        spark.conf().set("spark.sql.datetime.java8API.enabled", "true");
        return spark;
    }

    private static void set(SparkSession.Builder builder, SparkConf given, String key, String value) {
        if (!given.contains(key)) {
            builder.config(key, value);
        }
    }
}
