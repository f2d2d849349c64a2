package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.delta.DeltaLog;
import org.apache.spark.sql.types.StructType;
import sentinel.config.TablePaths;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.SilverReport;
import sentinel.delta.DeltaEngine;

/** Three tables in a directory, the sources written as the Bronze writer writes them: append-only, with a change feed. */
final class Tables {

    static final StructType BRONZE = Columns.schema(BronzeColumn.ALL);

    static final StructType SIGHTINGS = Columns.schema(SightingColumn.ALL);

    static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    private final SparkSession spark;
    final TablePaths paths;

    Tables(SparkSession spark, Path directory) {
        this.spark = spark;
        this.paths = new TablePaths(
                directory.resolve("bronze/articles").toString(),
                directory.resolve("bronze/sightings").toString(),
                directory.resolve("bronze/llm_calls").toString(),
                directory.resolve("silver/articles").toString());
    }

    /** Another Silver over the same sources. */
    Tables(Tables other, String silver) {
        this.spark = other.spark;
        this.paths = new TablePaths(other.paths.bronze(), other.paths.sightings(), other.paths.llmCalls(), silver);
    }

    SilverRun run() {
        return new SilverRun(() -> spark, SilverSession.hadoop(), paths, 10_000, Duration.ofDays(1));
    }

    SourceTable bronzeTable() {
        return bronzeTable(paths.bronze());
    }

    static SourceTable bronzeTable(String path) {
        var hadoop = SilverSession.hadoop();
        return new SourceTable(
                DeltaEngine.create(hadoop), hadoop, path, Columns.OF_BRONZE, BronzeArticle.SCHEMA_VERSION);
    }

    SilverTable silverTable() {
        var hadoop = SilverSession.hadoop();
        return new SilverTable(() -> spark, DeltaEngine.create(hadoop), hadoop, paths.silver(), Duration.ofDays(1));
    }

    void once() throws InterruptedException {
        var run = run();
        while (run.step()) {}
    }

    void bronze(Collection<Article> articles) {
        append(paths.bronze(), BRONZE, articles.stream().map(Article::row).toList());
    }

    /** A row as it is, whatever it lacks. */
    void bronzeRow(Row row) {
        append(paths.bronze(), BRONZE, List.of(row));
    }

    void sightingRow(Row row) {
        append(paths.sightings(), SIGHTINGS, List.of(row));
    }

    /** What the job said last of this Silver. */
    SilverReport report() throws IOException {
        return SilverReport.decode(Files.readAllBytes(Path.of(SilverReport.path(paths.silver()))));
    }

    /** Writes a checkpoint of a source and deletes the commits before it: log cleaning does when they are old. */
    void cleanLog(String path) throws IOException {
        var log = DeltaLog.forTable(spark, path);
        var snapshot = log.update(false, scala.Option.empty(), scala.Option.empty());
        log.checkpoint(snapshot, scala.Option.empty());
        for (long version = 0; version < snapshot.version(); version++) {
            Files.delete(Path.of(path, "_delta_log", "%020d.json".formatted(version)));
            Files.deleteIfExists(Path.of(path, "_delta_log", ".%020d.json.crc".formatted(version)));
        }
        DeltaLog.clearCache();
    }

    void bronze(Article... articles) {
        bronze(List.of(articles));
    }

    void sightings(Sighted... sightings) {
        sightings(List.of(sightings));
    }

    void sightings(Collection<Sighted> sightings) {
        append(
                paths.sightings(),
                SIGHTINGS,
                sightings.stream().map(Sighted::row).toList());
    }

    private void append(String path, StructType schema, List<Row> rows) {
        spark.createDataFrame(rows, schema)
                .coalesce(1)
                .write()
                .format("delta")
                .partitionBy("ingest_date")
                .option("delta.enableChangeDataFeed", "true")
                .option("delta.appendOnly", "true")
                .mode("append")
                .save(path);
    }

    long version(String path) {
        return DeltaLog.forTable(spark, path)
                .update(false, scala.Option.empty(), scala.Option.empty())
                .version();
    }

    /** Compares Silver with one that is made from nothing, and with what a full fold finds. */
    void assertThatNothingDiffers() throws InterruptedException {
        var fresh = new Tables(this, paths.silver() + "-fresh");
        fresh.once();
        assertThat(fresh.silver()).isEqualTo(silver());
        long version = version(paths.silver());
        assertThat(run().reconcile().orElseThrow().changedNothing()).isTrue();
        assertThat(version(paths.silver())).isEqualTo(version);
    }

    /** Structs as maps. */
    private static List<Object> list(Row row, String column) {
        return row.<Object>getList(row.fieldIndex(column)).stream()
                .map(element -> element instanceof Row struct ? map(struct) : element)
                .toList();
    }

    /** Without the fields that are null. */
    private static Map<String, Object> map(Row struct) {
        var fields = new LinkedHashMap<String, Object>();
        for (var name : struct.schema().fieldNames()) {
            Object value = struct.getAs(name);
            if (value != null) {
                fields.put(name, value);
            }
        }
        return fields;
    }

    /** Silver's rows by their URL, each a map of its columns; arrays as lists, structs as maps. */
    Map<String, Map<String, Object>> silver() {
        var rows = new LinkedHashMap<String, Map<String, Object>>();
        for (var row : spark.read()
                .format("delta")
                .load(paths.silver())
                .orderBy("normalized_url")
                .collectAsList()) {
            var columns = new LinkedHashMap<String, Object>();
            for (var name : row.schema().fieldNames()) {
                Object value = row.getAs(name);
                columns.put(name, value instanceof scala.collection.Seq<?> ? list(row, name) : value);
            }
            if (rows.put((String) columns.get("normalized_url"), columns) != null) {
                throw new AssertionError("twice in Silver: " + columns.get("normalized_url"));
            }
        }
        return rows;
    }

    /** A row of Bronze; what a test does not care for is made up from the rest. */
    record Article(
            String url,
            String alias,
            String hash,
            double score,
            String source,
            String sourceName,
            long second,
            int partition,
            long offset,
            Long fetched,
            Instant published) {

        static Article of(String url, String hash, long second) {
            var published = START.plusSeconds(second).minusSeconds(3600);
            return new Article(url, url, hash, 0.8, "rss", "feed-a", second, 0, second, null, published);
        }

        /** Fetched at another time than shortly before it was parsed. */
        Article fetched(long atSecond) {
            return new Article(
                    url, alias, hash, score, source, sourceName, second, partition, offset, atSecond, published);
        }

        Article published(Instant date) {
            return new Article(url, alias, hash, score, source, sourceName, second, partition, offset, fetched, date);
        }

        Article by(String kind, String name) {
            return new Article(url, alias, hash, score, kind, name, second, partition, offset, fetched, published);
        }

        Article as(String discovered) {
            return new Article(
                    url, discovered, hash, score, source, sourceName, second, partition, offset, fetched, published);
        }

        Article scored(double value) {
            return new Article(
                    url, alias, hash, value, source, sourceName, second, partition, offset, fetched, published);
        }

        Article at(long kafkaOffset) {
            return new Article(
                    url, alias, hash, score, source, sourceName, second, partition, kafkaOffset, fetched, published);
        }

        Article on(int kafkaPartition) {
            return new Article(
                    url, alias, hash, score, source, sourceName, second, kafkaPartition, offset, fetched, published);
        }

        Instant kafkaTs() {
            return START.plusSeconds(second);
        }

        Row row() {
            var at = kafkaTs();
            var values = new EnumMap<BronzeColumn, Object>(BronzeColumn.class);
            values.put(BronzeColumn.SCHEMA_VERSION, BronzeArticle.SCHEMA_VERSION);
            values.put(BronzeColumn.URL, "https://" + alias + "?utm_source=x");
            values.put(BronzeColumn.NORMALIZED_URL, url);
            values.put(BronzeColumn.DISCOVERED_NORMALIZED_URL, alias);
            values.put(BronzeColumn.FINAL_URL, "https://" + url);
            values.put(BronzeColumn.SOURCE, source);
            values.put(BronzeColumn.SOURCE_NAME, sourceName);
            values.put(BronzeColumn.RECORD_ID, "record-" + offset);
            values.put(BronzeColumn.TITLE, "Title of " + hash);
            values.put(BronzeColumn.AUTHOR, "Jane Doe");
            values.put(BronzeColumn.PUBLISH_DATE, published);
            values.put(BronzeColumn.BODY, TestTexts.of(hash));
            values.put(BronzeColumn.CONFIDENCE, hash.equals(TestTexts.SHORTENED) ? 0.3 : 0.9);
            values.put(BronzeColumn.SUMMARY, "Summary of " + hash);
            values.put(BronzeColumn.SENTIMENT, "positive");
            values.put(BronzeColumn.SENTIMENT_SCORE, 0.5);
            values.put(BronzeColumn.COMPANIES, new String[] {"Acme"});
            values.put(BronzeColumn.PEOPLE, new String[] {"Jane Doe"});
            values.put(BronzeColumn.TOPICS, new String[] {"economy"});
            values.put(BronzeColumn.SITE_NAME, "Example");
            values.put(BronzeColumn.LANGUAGE, "en");
            values.put(BronzeColumn.CONTENT_HASH, hash);
            values.put(BronzeColumn.DATA_VALUE_SCORE, score);
            values.put(BronzeColumn.DISCOVERED_TS, at.minusSeconds(30));
            values.put(
                    BronzeColumn.FETCH_TIMESTAMP, fetched == null ? at.minusSeconds(20) : START.plusSeconds(fetched));
            values.put(BronzeColumn.PARSE_TS, at.minusSeconds(10));
            values.put(BronzeColumn.PROVIDER, "local");
            values.put(BronzeColumn.PROMPT_VERSION, "1");
            values.put(BronzeColumn.INPUT_TOKENS, 0);
            values.put(BronzeColumn.OUTPUT_TOKENS, 0);
            values.put(BronzeColumn.COST_USD, 0.0);
            values.put(BronzeColumn.KAFKA_TS, at);
            values.put(BronzeColumn.KAFKA_PARTITION, partition);
            values.put(BronzeColumn.KAFKA_OFFSET, offset);
            values.put(BronzeColumn.INGEST_DATE, LocalDate.ofInstant(at, ZoneOffset.UTC));
            return RowFactory.create(BronzeColumn.ALL.stream().map(values::get).toArray());
        }
    }

    /** A row of the sightings table. */
    record Sighted(String url, String source, String sourceName, long second, Integer status, String movedTo) {

        Sighted(String url, String source, String sourceName, long second) {
            this(url, source, sourceName, second, null, null);
        }

        Row row() {
            var at = START.plusSeconds(second);
            return RowFactory.create(
                    1,
                    url,
                    source,
                    sourceName,
                    "record",
                    at,
                    status,
                    movedTo,
                    at,
                    0,
                    second,
                    LocalDate.ofInstant(at, ZoneOffset.UTC));
        }
    }
}
