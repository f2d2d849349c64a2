package sentinel.bronze;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sentinel.bronze.TableRows.number;
import static sentinel.bronze.TableRows.numbers;
import static sentinel.bronze.TableRows.range;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.delta.AppendTable;
import sentinel.fixture.TestServers;
import sentinel.service.json.Json;

class BronzeWriterTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private KafkaSettings kafka;
    private KafkaMessages messages;
    private String articles;
    private String sightings;

    @BeforeEach
    void connect() {
        kafka = TestServers.kafka();
        messages = new KafkaMessages(kafka);
        articles = RunningWriter.tables(data).bronze();
        sightings = RunningWriter.tables(data).sightings();
    }

    @AfterEach
    void disconnect() {
        messages.close();
    }

    @Test
    void given_articles_and_sightings_when_running_then_each_is_one_row_with_every_field() {
        messages.articles(0, 500);
        messages.sightings(0, 120);
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 500);
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "sightings") == 120);
            assertThat(writer.health().checks())
                    .containsEntry("bronze-writer.articles", "up")
                    .containsEntry("bronze-writer.sightings", "up");
        }
        var rows = TableRows.read(articles);
        assertThat(numbers(rows)).containsExactlyInAnyOrderElementsOf(range(0, 500));
        for (var row : rows) {
            int n = number(row);
            var expected = Articles.article(n);
            assertThat(row)
                    .containsEntry("schema_version", 1)
                    .containsEntry("url", expected.url())
                    .containsEntry("discovered_normalized_url", expected.discoveredNormalizedUrl())
                    .containsEntry("source", expected.source().id())
                    .containsEntry("title", expected.title())
                    .containsEntry("publish_date", expected.publishDate())
                    .containsEntry("body", expected.body())
                    .containsEntry("sentiment_score", expected.sentimentScore())
                    .containsEntry("companies", expected.companies())
                    .containsEntry("people", expected.people())
                    .containsEntry("data_value_score", expected.dataValueScore())
                    .containsEntry("parse_ts", expected.parseTs())
                    .containsEntry("input_tokens", n)
                    .containsEntry("cost_usd", 0.0125)
                    .containsEntry("kafka_partition", n % 3)
                    .containsEntry("kafka_offset", (long) (n / 3));
            var appended = (Instant) row.get("kafka_ts");
            assertThat(appended).isBetween(Instant.now().minusSeconds(600), Instant.now());
            assertThat(row).containsEntry("ingest_date", LocalDate.ofInstant(appended, ZoneOffset.UTC));
        }
        assertThat(TableRows.read(sightings)).hasSize(120).allSatisfy(row -> assertThat(row)
                .containsOnlyKeys(
                        "schema_version",
                        "normalized_url",
                        "source",
                        "source_name",
                        "record_id",
                        "seen_at",
                        "status",
                        "moved_to",
                        "kafka_ts",
                        "kafka_partition",
                        "kafka_offset",
                        "ingest_date"));
    }

    @Test
    void given_a_crash_before_kafka_knew_when_restarted_then_nothing_is_written_twice() throws Exception {
        messages.articles(0, 300);
        runUntilWritten(300);
        messages.setGroupOffsets(0); // what Kafka would hold, had the writer died right after the table's commit
        messages.articles(300, 400);
        runUntilWritten(100);
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 400));
    }

    @Test
    void given_offsets_ahead_of_the_table_when_restarted_then_nothing_is_lost() throws Exception {
        messages.articles(0, 300);
        messages.setGroupOffsets(90);
        runUntilWritten(300);
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 300));
    }

    @Test
    void given_all_is_written_when_asked_for_the_lag_then_kafka_says_none() {
        messages.articles(0, 30);
        messages.transaction(30, 36); // ends with markers that are no messages
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 36);
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(messages.lag()).isZero());
        }
    }

    @Test
    void given_messages_that_are_no_articles_when_read_then_they_are_parked_with_their_bytes_and_the_rest_is_written() {
        byte[] garbage = {(byte) 0xff, 0, 1};
        byte[] wrongShape = "{\"url\":\"x\"}".getBytes(UTF_8);
        byte[] farFuture = new String(Json.encode(Articles.article(7)), UTF_8)
                .replaceFirst("\"parse_ts\":\"[^\"]+\"", "\"parse_ts\":\"+999999999-01-01T00:00:00Z\"")
                .getBytes(UTF_8);
        byte[] newer = new String(Json.encode(Articles.article(7)), UTF_8)
                .replaceFirst("\"schema_version\":\\d+", "\"schema_version\":" + (BronzeArticle.SCHEMA_VERSION + 1))
                .getBytes(UTF_8);
        messages.articles(0, 9);
        messages.send(1, garbage);
        messages.send(1, wrongShape);
        messages.send(1, farFuture);
        messages.send(1, null);
        messages.send(1, newer);
        messages.articles(9, 18);
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 18);
            assertThat(writer.count("sentinel.bronze.parked", "articles")).isEqualTo(5);
            assertThat(writer.count("sentinel.bronze.consumed", "articles")).isEqualTo(23);
        }
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 18));
        var parked = messages.read(kafka.topics().parked(DeadLetterStage.PARSE), 0);
        assertThat(parked)
                .extracting(ConsumerRecord::value)
                .containsExactly(garbage, wrongShape, farFuture, null, newer);
        assertThat(parked).allSatisfy(letter -> {
            assertThat(header(letter, ErrorHeaders.ORIGIN_TOPIC))
                    .isEqualTo(kafka.topics().parsedArticles());
            assertThat(header(letter, ErrorHeaders.ORIGIN_PARTITION)).isEqualTo("1");
            assertThat(header(letter, ErrorHeaders.KIND)).isEqualTo(ErrorHeaders.PERMANENT);
            assertThat(header(letter, ErrorHeaders.MESSAGE)).isNotBlank();
        });
        assertThat(parked)
                .extracting(l -> header(l, ErrorHeaders.ORIGIN_OFFSET))
                .containsExactly("3", "4", "5", "6", "7");
        assertThat(parked)
                .extracting(l -> header(l, ErrorHeaders.CLASS))
                .containsExactly("undecodable", "undecodable", "unwritable", "undecodable", "newer_schema");
    }

    @Test
    void given_only_poison_when_restarted_then_it_is_not_parked_again() throws Exception {
        messages.send(0, new byte[] {1});
        messages.flush();
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.parked", "articles") == 1);
        }
        messages.articles(0, 1);
        runUntilWritten(1);
        assertThat(messages.read(kafka.topics().parked(DeadLetterStage.PARSE), 0))
                .hasSize(1);
    }

    @Test
    void given_storage_that_fails_when_writing_then_health_says_so_and_all_is_written_once_it_works() throws Exception {
        Files.writeString(data.resolve("articles"), "a file where the table should be");
        messages.articles(0, 50);
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(writer.health().checks().get("bronze-writer.articles"))
                            .contains("cannot open table " + articles));
            Files.delete(data.resolve("articles"));
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 50);
            assertThat(writer.health().checks()).containsEntry("bronze-writer.articles", "up");

            // And in mid-flight: the directory that rows go to is taken away, and a file put in its place.
            var day = "ingest_date=" + LocalDate.now(ZoneOffset.UTC);
            Files.move(data.resolve("articles").resolve(day), data.resolve("aside"));
            Files.writeString(data.resolve("articles").resolve(day), "in the way");
            messages.articles(50, 100);
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(writer.health().checks().get("bronze-writer.articles"))
                            .contains("cannot write to " + articles));
            Files.delete(data.resolve("articles").resolve(day));
            Files.move(data.resolve("aside"), data.resolve("articles").resolve(day));
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 100);
            assertThat(writer.count("sentinel.bronze.reread", "articles")).isPositive();
            await().atMost(DEADLINE)
                    .untilAsserted(
                            () -> assertThat(writer.health().checks()).containsEntry("bronze-writer.articles", "up"));
        }
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 100));
    }

    @Test
    void given_a_process_that_is_halted_when_it_goes_on_then_all_is_written() {
        var full = new AtomicReference<>(Optional.of("the disk is full"));
        messages.articles(0, 250);
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data), full::get)) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.consumed", "articles") >= 100);
            assertThat(writer.count("sentinel.bronze.written", "articles")).isZero();
            full.set(Optional.empty());
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 250);
        }
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 250));
    }

    @Test
    void given_a_second_writer_of_the_same_partition_when_both_write_then_each_message_is_one_row() throws Exception {
        messages.articles(0, 30);
        var slow = RunningWriter.config(kafka, data, Duration.ofMillis(700)); // leaves the rival a chance
        try (var writer = new RunningWriter(slow)) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 30);
            var rival = new Rival(kafka, messages.topicId(), articles);
            for (int n = 30; n < 330; n += 30) {
                messages.articles(n, n + 30);
                rival.write(messages);
            }
            await().atMost(DEADLINE).untilAsserted(() -> assertThat(numbers(TableRows.read(articles)))
                    .containsExactlyInAnyOrderElementsOf(range(0, 330)));
            assertThat(rival.rows() + writer.count("sentinel.bronze.written", "articles"))
                    .isEqualTo(330);
            assertThat(rival.rows()).isPositive();
        }
    }

    /** Writes partition 0 as a zombie would: as fast as it can, knowing nothing of the other. */
    private static final class Rival {
        private final String topic;
        private final AppendTable table;
        private final BatchWriter<BronzeArticle> batches;
        private final String appId;
        private int rows;

        Rival(KafkaSettings kafka, String topicId, String path) {
            appId = kafka.topics().parsedArticles() + "-0@" + topicId;
            topic = kafka.topics().parsedArticles();
            table = Batches.table(path);
            batches = new BatchWriter<>(
                    BronzeArticle.class,
                    RowLayout.articles(),
                    table,
                    new ParkedMessages(new MockProducer<>(), "none", Clock.systemUTC()));
        }

        void write(KafkaMessages messages) throws Exception {
            var last = table.lastOffset(appId);
            var news = messages.read(topic, 0).stream()
                    .filter(m -> m.offset() > last.orElse(-1))
                    .toList();
            if (!news.isEmpty()) {
                try {
                    rows += batches.write(appId, last, new ArrayDeque<>(news)).rows();
                } catch (AppendTable.StaleWriterException e) {
                    // the other was faster
                }
            }
        }

        int rows() {
            return rows;
        }
    }

    private void runUntilWritten(int rows) {
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == rows);
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> message, String name) {
        return new String(message.headers().lastHeader(name).value(), UTF_8);
    }
}
