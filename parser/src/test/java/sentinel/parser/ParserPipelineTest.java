package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.common.config.Env;
import sentinel.common.config.KafkaSettings;
import sentinel.common.message.BronzeArticle;
import sentinel.common.message.Json;
import sentinel.common.message.PageFetched;
import sentinel.common.run.Health;
import sentinel.common.run.Loop;
import sentinel.common.run.Scope;
import sentinel.common.run.ServiceContext;
import sentinel.common.stage.ErrorHeaders;
import sentinel.common.topic.Topics.DeadLetterStage;
import sentinel.testing.TestServers;

/** The whole service between its topics, with real Kafka. */
class ParserPipelineTest {

    private final KafkaSettings kafka = TestServers.kafka();
    private final Scope scope = new Scope();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private Loop loop;
    private Thread thread;

    private void start(Map<String, String> variables) {
        var env = new HashMap<>(variables);
        env.put("KAFKA_BOOTSTRAP_SERVERS", kafka.bootstrapServers());
        env.put("SENTINEL_TOPIC_PREFIX", kafka.topics().prefix());
        var config = Env.read(env, ParserConfig::from);
        loop = ParserMain.wire(config, new ServiceContext(scope, metrics, new Health()));
        thread = new Thread(loop::run, "parser-under-test");
        thread.start();
    }

    @AfterEach
    void stop() throws InterruptedException {
        loop.stop();
        thread.join(20_000);
        scope.close();
        assertThat(thread.isAlive()).isFalse();
    }

    @Test
    void given_pages_when_the_local_provider_parses_then_each_is_one_article_and_poison_is_one_dead_letter()
            throws Exception {
        var pages = IntStream.range(0, 200)
                .mapToObj(i -> Pages.withText(Pages.TEXT + "\n\nStory number " + i + "."))
                .toList();
        send(pages);
        sendRaw("poison", "{\"url\": 7".getBytes(StandardCharsets.UTF_8));
        start(Map.of());

        var articles = read(kafka.topics().parsedArticles(), 200);
        var dead = read(kafka.topics().deadLetters(DeadLetterStage.PARSE), 1);

        assertThat(articles).hasSize(200);
        var decoded = new ArrayList<BronzeArticle>();
        for (var article : articles) {
            decoded.add(Json.decode(article.value(), BronzeArticle.class));
        }
        assertThat(decoded)
                .extracting(BronzeArticle::contentHash)
                .containsExactlyInAnyOrderElementsOf(
                        pages.stream().map(PageFetched::contentHash).toList());
        assertThat(decoded).allSatisfy(article -> {
            assertThat(article.provider()).isEqualTo("local");
            assertThat(article.model()).isEqualTo("rules-1");
            assertThat(article.companies()).contains("Acme Corp");
            assertThat(article.dataValueScore()).isEqualTo(1);
        });
        assertThat(dead).hasSize(1);
        assertThat(header(dead.get(0), ErrorHeaders.CLASS)).isEqualTo("undecodable");
        assertThat(header(dead.get(0), ErrorHeaders.KIND)).isEqualTo(ErrorHeaders.PERMANENT);
        assertThat(header(dead.get(0), ErrorHeaders.STAGE)).isEqualTo("parse");
    }

    @Test
    void given_a_page_without_text_when_parsed_then_it_is_an_article_all_the_same() throws Exception {
        send(List.of(Pages.withText("")));
        start(Map.of());

        var article =
                Json.decode(read(kafka.topics().parsedArticles(), 1).get(0).value(), BronzeArticle.class);

        assertThat(article.title()).isEqualTo("Acme to buy Gearbox");
        assertThat(article.summary()).isNull();
    }

    // ---- Kafka

    private void send(List<PageFetched> pages) {
        try (var producer = producer()) {
            for (var page : pages) {
                producer.send(new ProducerRecord<>(
                        kafka.topics().rawHtml(),
                        page.normalizedUrl().getBytes(StandardCharsets.UTF_8),
                        Json.encode(page)));
            }
        }
    }

    private void sendRaw(String key, byte[] value) {
        try (var producer = producer()) {
            producer.send(new ProducerRecord<>(kafka.topics().rawHtml(), key.getBytes(StandardCharsets.UTF_8), value));
        }
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** All committed records of a topic once there are {@code n}, and any that come within half a second more. */
    private List<ConsumerRecord<byte[], byte[]>> read(String topic, int n) {
        Map<String, Object> config = Map.of(
                "bootstrap.servers", kafka.bootstrapServers(),
                "isolation.level", "read_committed",
                "auto.offset.reset", "earliest");
        try (var consumer = new KafkaConsumer<>(config, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            consumer.assign(consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList());
            var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(100)).forEach(records::add);
                return records.size() >= n;
            });
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
            return records;
        }
    }

    private static String header(ConsumerRecord<byte[], byte[]> record, String name) {
        return new String(record.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }
}
