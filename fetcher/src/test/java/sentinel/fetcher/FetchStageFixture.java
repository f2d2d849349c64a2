package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.TestServers;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** The whole stage with real Kafka and a web server that misbehaves: what comes out where is counted exactly. */
abstract class FetchStageFixture {

    @TempDir
    Path archive;

    final KafkaSettings kafka = TestServers.kafka();

    final Scope scope = new Scope();

    final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);

    FakeWeb web;

    KafkaProducer<String, byte[]> producer;

    Loop loop;

    Thread thread;

    @BeforeEach
    void start() throws Exception {
        web = scope.add(new FakeWeb());
        producer = scope.add(new KafkaProducer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers()),
                new StringSerializer(),
                new ByteArraySerializer()));
    }

    @AfterEach
    void stop() throws Exception {
        if (loop != null) {
            loop.stop();
            thread.join(20_000);
        }
        scope.close();
    }

    void run(String... settings) {
        var env = new HashMap<>(Map.of(
                "KAFKA_BOOTSTRAP_SERVERS",
                kafka.bootstrapServers(),
                "SENTINEL_TOPIC_PREFIX",
                kafka.topics().prefix(),
                "SENTINEL_ALLOW_PRIVATE_HOSTS",
                "127.0.0.1,localhost",
                "SENTINEL_FETCH_READ_TIMEOUT",
                "1s",
                "SENTINEL_FETCH_MAX_BYTES",
                "300000",
                "SENTINEL_ARCHIVE",
                archive.toString()));
        for (int i = 0; i < settings.length; i += 2) {
            env.put(settings[i], settings[i + 1]);
        }
        var config = Env.read(env, FetcherConfig::from);
        loop = FetcherMain.wire(config, new ServiceContext(scope, metrics, new Health()));
        thread = new Thread(loop::run, "fetcher-under-test");
        thread.start();
    }

    Map<String, PageFetched> paths(List<ConsumerRecord<String, byte[]>> records) throws Exception {
        var pages = new HashMap<String, PageFetched>();
        for (var record : records) {
            var page = Json.decode(record.value(), PageFetched.class);
            pages.put(page.url().replace(web.url(""), ""), page);
        }
        return pages;
    }

    double count(String outcome) {
        var counter = metrics.find("sentinel.fetcher.outcomes")
                .tag("outcome", outcome)
                .counter();
        return counter == null ? 0 : counter.count();
    }

    void announce(String url) throws Exception {
        announce(url, null);
    }

    void announce(String url, String title) throws Exception {
        var found = new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                UrlIdentity.normalize(url).orElse(url),
                Source.RSS,
                "test",
                url,
                title,
                null,
                Instant.parse("2026-03-04T06:00:00Z"),
                null,
                null);
        producer.send(new ProducerRecord<>(kafka.topics().urls(), "127.0.0.1", Json.encode(found)))
                .get();
    }

    static String header(ConsumerRecord<String, byte[]> record, String name) {
        var header = record.headers().lastHeader(name);
        return header == null ? null : new String(header.value(), StandardCharsets.UTF_8);
    }

    /** All committed records of a topic, when there are as many as expected and, a moment later, no more. */
    List<ConsumerRecord<String, byte[]>> read(String topic, int expected) {
        var records = new ArrayList<ConsumerRecord<String, byte[]>>();
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new StringDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            Predicate<List<?>> enough = list -> list.size() >= expected;
            await().atMost(Duration.ofSeconds(60)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(records::add);
                return enough.test(records);
            });
            consumer.poll(Duration.ofMillis(500)).forEach(records::add);
        }
        assertThat(records).hasSize(expected);
        return records;
    }
}
