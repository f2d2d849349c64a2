package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sentinel.bronze.TableRows.numbers;
import static sentinel.bronze.TableRows.range;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.kafka.clients.producer.MockProducer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.fixture.TestServers;

/** Where the writer reads on when the topic, or the table, is not the one that it was. */
class TopicIdentityTest {

    private static final Duration DEADLINE = Duration.ofSeconds(30);

    @TempDir
    Path data;

    private KafkaSettings kafka;
    private KafkaMessages messages;
    private String articles;

    @BeforeEach
    void connect() {
        kafka = TestServers.kafka();
        messages = new KafkaMessages(kafka);
        articles = RunningWriter.tables(data).bronze();
    }

    @AfterEach
    void disconnect() {
        messages.close();
    }

    @Test
    void given_a_new_topic_that_outgrew_the_old_one_when_read_then_every_message_of_both_is_a_row() throws Exception {
        messages.articles(0, 30);
        runUntilWritten(30);
        messages.replaceTopic();
        messages.articles(30, 90);
        runUntilWritten(60);
        messages.articles(90, 99);
        runUntilWritten(9);
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 99));
    }

    @Test
    void given_a_topic_replaced_while_the_writer_runs_when_read_then_every_message_of_both_is_a_row() throws Exception {
        messages.articles(0, 30);
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 30);
            messages.replaceTopic();
            messages.articles(30, 42);
            await().atMost(Duration.ofSeconds(90))
                    .until(() -> writer.count("sentinel.bronze.written", "articles") == 42);
        }
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 42));
    }

    @Test
    void given_a_table_with_offsets_without_topic_id_when_started_on_the_same_topic_then_it_goes_on() throws Exception {
        messages.articles(0, 9);
        writeAsBefore(9);
        messages.articles(9, 21);
        runUntilWritten(12);
        messages.articles(21, 30);
        runUntilWritten(9);
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrderElementsOf(range(0, 30));
    }

    @Test
    void given_a_table_with_offsets_without_topic_id_when_the_topic_is_a_later_one_then_it_is_read_from_its_start()
            throws Exception {
        messages.articles(0, 9);
        writeAsBefore(9);
        messages.replaceTopic();
        setBackLastCommit(Duration.ofHours(1));
        messages.articles(100, 130); // as long as the old one, and longer
        runUntilWritten(30);
        messages.replaceTopic();
        messages.articles(200, 300); // the old offsets count for nothing now, whatever the times
        runUntilWritten(100);
        assertThat(numbers(TableRows.read(articles)))
                .hasSize(139)
                .containsAll(range(0, 9))
                .containsAll(range(100, 130))
                .containsAll(range(200, 300));
    }

    @Test
    void given_a_table_ahead_of_its_very_topic_when_started_then_health_says_so() throws Exception {
        var table = Batches.table(articles);
        table.append(
                kafka.topics().parsedArticles() + "-1@" + messages.topicId(), OptionalLong.empty(), 1_000, Map.of());
        messages.articles(0, 9);
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE)
                    .untilAsserted(() -> assertThat(writer.health().checks().get("bronze-writer.articles"))
                            .contains("up to offset 1000, but this same topic ends at 3"));
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == 6);
        }
        assertThat(numbers(TableRows.read(articles))).containsExactlyInAnyOrder(0, 2, 3, 5, 6, 8);
    }

    /** The first messages of each partition as rows, their offset under the name without the topic's id. */
    private void writeAsBefore(int articlesInTopic) throws Exception {
        var table = Batches.table(articles);
        var topic = kafka.topics().parsedArticles();
        var batches = new BatchWriter<>(
                BronzeArticle.class,
                RowLayout.articles(),
                table,
                new ParkedMessages(new MockProducer<>(), "none", Clock.systemUTC()));
        int rows = 0;
        for (int partition = 0; partition < 3; partition++) {
            var read = new ArrayDeque<>(messages.read(topic, partition));
            rows += batches.write(topic + "-" + partition, OptionalLong.empty(), read)
                    .rows();
        }
        assertThat(rows).isEqualTo(articlesInTopic);
    }

    private void setBackLastCommit(Duration by) throws Exception {
        try (var log = Files.list(Path.of(articles, "_delta_log"))) {
            for (var entry :
                    log.filter(file -> file.toString().endsWith(".json")).toList()) {
                Files.setLastModifiedTime(entry, FileTime.from(Instant.now().minus(by)));
            }
        }
    }

    private void runUntilWritten(int rows) {
        try (var writer = new RunningWriter(RunningWriter.config(kafka, data))) {
            await().atMost(DEADLINE).until(() -> writer.count("sentinel.bronze.written", "articles") == rows);
        }
    }
}
