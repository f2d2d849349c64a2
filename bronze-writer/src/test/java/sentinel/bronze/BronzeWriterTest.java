package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.common.config.KafkaSettings;
import sentinel.testing.TestServers;

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
            await().atMost(DEADLINE).until(() -> writer.count("bronze.written", "articles") == 500);
            await().atMost(DEADLINE).until(() -> writer.count("bronze.written", "sightings") == 120);
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
                        "kafka_ts",
                        "kafka_partition",
                        "kafka_offset",
                        "ingest_date"));
    }

    private static List<Integer> numbers(List<Map<String, Object>> rows) {
        return rows.stream().map(BronzeWriterTest::number).toList();
    }

    private static int number(Map<String, Object> row) {
        return (Integer) row.get("input_tokens");
    }

    private static List<Integer> range(int from, int to) {
        return IntStream.range(from, to).boxed().toList();
    }
}
