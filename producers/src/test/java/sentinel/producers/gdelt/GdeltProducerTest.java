package sentinel.producers.gdelt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.Jedis;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Source;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.TestServers;
import sentinel.producers.Published;
import sentinel.producers.Running;

class GdeltProducerTest {

    private final KafkaSettings kafka = TestServers.kafka();
    private final Published published = new Published(kafka);
    private final FakeWeb web = new FakeWeb();
    private final StringBuilder master = new StringBuilder();

    @AfterEach
    void close() {
        web.close();
    }

    @Test
    void given_a_listed_file_when_read_then_its_web_rows_are_announced_once() {
        publish("20260301101500", Gkg.zip(Gkg.row("1", "https://paper.example/a"), "not\ta\trow"));

        try (var running = run(Map.of())) {
            published.awaitArticles(1);
            await().until(() -> running.counted("sentinel.gdelt.cycles") >= 3);

            assertThat(published.keyedArticles()).singleElement().satisfies(found -> {
                assertThat(found.key()).isEqualTo("paper.example");
                assertThat(found.value().source()).isEqualTo(Source.GDELT);
                assertThat(found.value().sourceName()).isEqualTo("paper.example");
                assertThat(found.value().recordId()).isEqualTo("1");
                assertThat(found.value().hints().language()).isEqualTo("en");
            });
            assertThat(running.counted("sentinel.gdelt.discovered")).isEqualTo(2);
            assertThat(running.counted("sentinel.gdelt.skipped")).isEqualTo(1);
            assertThat(web.requests("/gdeltv2/20260301101500.gkg.csv.zip")).hasSize(1);
            assertThat(web.requests("/gdeltv2/masterfilelist.txt")).isEmpty();
        }
    }

    @Test
    void given_slots_missed_while_away_when_started_again_then_they_are_made_up_for_in_order() {
        publish("20260301101500", Gkg.zip(Gkg.row("1", "https://paper.example/1")));
        try (var running = run(Map.of())) {
            published.awaitArticles(1);
            await().until(() -> running.counted("sentinel.gdelt.files") == 1);
        }
        publish("20260301103000", Gkg.zip(Gkg.row("2", "https://paper.example/2")));
        publish("20260301104500", Gkg.zip(Gkg.row("3", "https://paper.example/3")));
        publish("20260301110000", Gkg.zip(Gkg.row("4", "https://paper.example/4")));

        try (var running = run(Map.of())) {
            published.awaitArticles(4);
            await().until(() -> running.counted("sentinel.gdelt.files") == 3);
            assertThat(published.articles())
                    .extracting(ArticleFound::recordId)
                    .containsExactlyInAnyOrder("1", "2", "3", "4");
            assertThat(web.requests("/gdeltv2/20260301101500.gkg.csv.zip")).hasSize(1);
        }
    }

    @Test
    void given_redis_lost_its_memory_while_away_when_started_again_then_missed_slots_are_made_up_for() {
        publish("20260301101500", Gkg.zip(Gkg.row("1", "https://paper.example/1")));
        readOnce();
        forgetInRedis();
        publish("20260301103000", Gkg.zip(Gkg.row("2", "https://paper.example/2")));
        publish("20260301104500", Gkg.zip(Gkg.row("3", "https://paper.example/3")));

        try (var running = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") == 2);
        }

        assertThat(published.articles()).extracting(ArticleFound::recordId).containsExactlyInAnyOrder("1", "2", "3");
        assertThat(web.requests("/gdeltv2/20260301101500.gkg.csv.zip")).hasSize(1);
    }

    @Test
    void given_kafka_lost_the_cursor_while_away_when_started_again_then_redis_still_has_it() throws Exception {
        publish("20260301101500", Gkg.zip(Gkg.row("1", "https://paper.example/1")));
        readOnce();
        forgetInKafka();
        publish("20260301103000", Gkg.zip(Gkg.row("2", "https://paper.example/2")));
        publish("20260301104500", Gkg.zip(Gkg.row("3", "https://paper.example/3")));

        try (var running = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") == 2);
        }

        assertThat(published.articles()).extracting(ArticleFound::recordId).containsExactlyInAnyOrder("1", "2", "3");
    }

    @Test
    void given_a_cursor_that_is_no_message_when_started_then_as_if_there_were_none() {
        publish("20260301101500", Gkg.zip(Gkg.row("1", "https://paper.example/1")));
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new StringSerializer())) {
            producer.send(new ProducerRecord<>(
                    kafka.topics().cursors(), web.uri("/gdeltv2/lastupdate.txt").toString(), "no json"));
        }

        try (var running = run(Map.of())) {
            assertThat(published.awaitArticles(1)).hasSize(1);
            assertThat(running.context.health().report().ready()).isTrue();
        }
    }

    @Test
    void given_a_bound_of_catching_up_when_started_again_then_older_slots_stay_missed() {
        publish("20260301101500", Gkg.zip(Gkg.row("1", "https://paper.example/1")));
        try (var running = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") == 1);
        }
        publish("20260301103000", Gkg.zip(Gkg.row("2", "https://paper.example/2")));
        publish("20260301104500", Gkg.zip(Gkg.row("3", "https://paper.example/3")));
        publish("20260301110000", Gkg.zip(Gkg.row("4", "https://paper.example/4")));

        try (var running = run(Map.of("SENTINEL_GDELT_CATCH_UP", "15m"))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") == 2);
            assertThat(published.articles())
                    .extracting(ArticleFound::recordId)
                    .containsExactlyInAnyOrder("1", "3", "4");
        }
    }

    @Test
    void given_a_wrong_md5_when_read_then_nothing_of_the_file_is_announced_until_it_is_right() {
        byte[] zip = Gkg.zip(Gkg.row("1", "https://paper.example/1"));
        publish("20260301101500", zip);
        byte[] damaged = zip.clone();
        damaged[damaged.length / 2] ^= 1;
        web.route("/gdeltv2/20260301101500.gkg.csv.zip", damaged);

        try (var running = run(Map.of("SENTINEL_GDELT_FILE_ATTEMPTS", "1000"))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") >= 2);
            assertThat(published.articles()).isEmpty();

            web.route("/gdeltv2/20260301101500.gkg.csv.zip", zip);
            assertThat(published.awaitArticles(1)).hasSize(1);
        }
    }

    @Test
    void given_a_file_that_stays_missing_when_tried_often_then_it_is_given_up_and_the_next_is_read() {
        publish("20260301101500", Gkg.zip(Gkg.row("1", "https://paper.example/1")));
        web.route("/gdeltv2/20260301101500.gkg.csv.zip", FakeWeb.response(404));

        try (var running = run(Map.of("SENTINEL_GDELT_FILE_ATTEMPTS", "2"))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") == 2);
            publish("20260301103000", Gkg.zip(Gkg.row("2", "https://paper.example/2")));
            assertThat(published.awaitArticles(1))
                    .extracting(ArticleFound::recordId)
                    .containsExactly("2");
        }
    }

    @Test
    void given_more_rows_than_the_cap_when_read_then_the_rest_is_counted() {
        publish(
                "20260301101500",
                Gkg.zip(
                        Gkg.row("1", "https://paper.example/1"),
                        Gkg.row("2", "https://paper.example/2"),
                        Gkg.row("3", "https://paper.example/3")));

        try (var running = run(Map.of("SENTINEL_GDELT_CAP", "2"))) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") == 1);
            assertThat(published.articles()).hasSize(2);
            assertThat(running.context
                            .metrics()
                            .get("sentinel.gdelt.skipped")
                            .tag("reason", "over_cap")
                            .counter()
                            .count())
                    .isEqualTo(1);
        }
    }

    @Test
    void given_gdelt_is_off_when_run_then_it_only_waits_to_be_stopped() {
        try (var running = new Running(
                Running.variables(kafka, Map.of("SENTINEL_GDELT", "off")),
                GdeltConfig::from,
                GdeltProducerMain::wire)) {
            assertThat(running.context.health().report().ready()).isTrue();
        }
    }

    private void readOnce() {
        try (var running = run(Map.of())) {
            await().atMost(Duration.ofSeconds(20)).until(() -> running.counted("sentinel.gdelt.files") == 1);
        }
    }

    private void forgetInRedis() {
        try (var redis = new Jedis(TestServers.redisUrl())) {
            var keys = redis.keys(kafka.topics().prefix() + ":*");
            assertThat(keys).isNotEmpty();
            redis.del(keys.toArray(String[]::new));
        }
    }

    private void forgetInKafka() throws Exception {
        String cursors = kafka.topics().cursors();
        try (var admin = Admin.create(Map.of("bootstrap.servers", kafka.bootstrapServers()))) {
            admin.deleteTopics(List.of(cursors)).all().get();
            await().until(() -> !admin.listTopics().names().get().contains(cursors));
        }
    }

    private void publish(String slot, byte[] zip) {
        String lines = Gkg.listed(slot, zip);
        master.append(lines);
        web.route("/gdeltv2/" + slot + ".gkg.csv.zip", zip);
        web.route("/gdeltv2/masterfilelist.txt", master.toString().getBytes(StandardCharsets.UTF_8));
        web.route("/gdeltv2/lastupdate.txt", lines.getBytes(StandardCharsets.UTF_8));
    }

    private Running run(Map<String, String> more) {
        var variables = new HashMap<>(
                Map.of("SENTINEL_GDELT", web.uri("/gdeltv2").toString(), "SENTINEL_GDELT_INTERVAL", "100ms"));
        variables.putAll(more);
        return new Running(Running.variables(kafka, variables), GdeltConfig::from, GdeltProducerMain::wire);
    }
}
