import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.from_json;
import static org.apache.spark.sql.functions.to_date;

import java.time.Duration;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;

/**
 * What the Bronze writer is measured against: Spark Structured Streaming from the same topic into a Delta table with
 * the same columns, properties and compression. Run from its source by a JVM with Spark on its class path, so that
 * nothing of ours depends on Spark. Arguments: bootstrap servers, topic, table, checkpoint directory, rows per batch,
 * rows to write, seconds to take at most. Prints a line {@code trigger MILLISECONDS ROWS} for each batch.
 */
public final class SparkBronze {

    /** Columns of the message, as the parser sends them. */
    private static final String MESSAGE = "schema_version INT, url STRING, normalized_url STRING,"
            + " discovered_normalized_url STRING, final_url STRING, source STRING, source_name STRING, record_id STRING,"
            + " title STRING, author STRING, publish_date TIMESTAMP, body STRING, summary STRING, sentiment STRING,"
            + " sentiment_score DOUBLE, companies ARRAY<STRING>, people ARRAY<STRING>, topics ARRAY<STRING>,"
            + " site_name STRING, lead_image STRING, language STRING, content_hash STRING, data_value_score DOUBLE,"
            + " discovered_ts TIMESTAMP, fetch_timestamp TIMESTAMP, parse_ts TIMESTAMP, provider STRING, model STRING,"
            + " prompt_version STRING, input_tokens INT, output_tokens INT, cost_usd DOUBLE";

    private SparkBronze() {}

    public static void main(String[] args) throws Exception {
        String servers = args[0];
        String topic = args[1];
        String table = args[2];
        String checkpoint = args[3];
        String rowsPerBatch = args[4];
        long rows = Long.parseLong(args[5]);
        long limit = System.nanoTime() + Duration.ofSeconds(Long.parseLong(args[6])).toNanos();
        var spark = SparkSession.builder()
                .master("local[*]")
                .appName("spark-bronze")
                .config("spark.sql.extensions", "io.delta.sql.DeltaSparkSessionExtension")
                .config("spark.sql.catalog.spark_catalog", "org.apache.spark.sql.delta.catalog.DeltaCatalog")
                .config("spark.databricks.delta.properties.defaults.enableChangeDataFeed", "true")
                .config("spark.databricks.delta.properties.defaults.appendOnly", "true")
                .config("spark.sql.parquet.compression.codec", "zstd")
                .config("spark.sql.session.timeZone", "UTC")
                .config("spark.sql.streaming.numRecentProgressUpdates", "100000")
                .config("spark.ui.enabled", "false")
                .getOrCreate();
        spark.sparkContext().setLogLevel("ERROR");
        Dataset<Row> messages = spark.readStream()
                .format("kafka")
                .option("kafka.bootstrap.servers", servers)
                .option("kafka.isolation.level", "read_committed")
                .option("subscribe", topic)
                .option("startingOffsets", "earliest")
                .option("maxOffsetsPerTrigger", rowsPerBatch)
                .load();
        Dataset<Row> articles = messages.select(
                        from_json(col("value").cast("string"), StructType.fromDDL(MESSAGE)).as("message"),
                        col("timestamp").as("kafka_ts"),
                        col("partition").as("kafka_partition"),
                        col("offset").as("kafka_offset"),
                        to_date(col("timestamp")).as("ingest_date"))
                .select("message.*", "kafka_ts", "kafka_partition", "kafka_offset", "ingest_date");
        var query = articles.writeStream()
                .format("delta")
                .partitionBy("ingest_date")
                .option("checkpointLocation", checkpoint)
                .start(table);
        long written = 0;
        while (written < rows && System.nanoTime() < limit && !query.awaitTermination(200)) {
            written = 0;
            for (var progress : query.recentProgress()) {
                written += progress.numInputRows();
            }
        }
        for (var progress : query.recentProgress()) {
            if (progress.numInputRows() > 0) {
                System.out.println(
                        "trigger " + progress.durationMs().get("triggerExecution") + " " + progress.numInputRows());
            }
        }
        System.out.println("done");
        System.out.flush();
        System.in.read(); // until our memory was looked at
        Runtime.getRuntime().halt(0);
    }
}
