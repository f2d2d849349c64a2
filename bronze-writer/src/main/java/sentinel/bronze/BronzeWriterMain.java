package sentinel.bronze;

import io.delta.kernel.engine.Engine;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.Sighting;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.delta.AppendTable;
import sentinel.delta.Compaction;
import sentinel.delta.DeltaEngine;
import sentinel.delta.Vacuum;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.kafka.TopicWatch;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;
import sentinel.service.stage.GroupMember;

/** The Bronze writer: parsed articles, sightings and calls to models from Kafka into their Delta tables, each exactly once. */
public final class BronzeWriterMain {

    private static final int MAX_POLL_RECORDS = 2_000;
    /** Of one partition at a time; a larger message comes alone. */
    private static final int FETCH_BYTES = 4 << 20;
    /** How long an article that comes alone waits for others: those of one transaction arrive together. */
    private static final Duration ARTICLES_DELAY = Duration.ofMillis(100);

    private BronzeWriterMain() {}

    public static void main(String[] args) {
        ServiceMain.run("bronze-writer", BronzeWriterConfig::from, BronzeWriterMain::wire);
    }

    /** Puts the service together; see {@link ServiceMain}. */
    public static Loop wire(BronzeWriterConfig config, ServiceContext context) {
        var kafka = config.kafka();
        var topics = kafka.topics();
        TopicCreator.createMissing(kafka.bootstrapServers(), topics);
        var engine = DeltaEngine.create();
        var parked = new ParkedMessages(
                context.scope().add(producer(kafka)), topics.parked(DeadLetterStage.PARSE), Clock.systemUTC());
        var admin = context.scope().add(Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, (Object)
                kafka.bootstrapServers())));
        var wiring = new Wiring(config, context, engine, parked, admin);
        return Loop.all(
                wiring.writer(
                        "articles",
                        topics.parsedArticles(),
                        config.tables().bronze(),
                        BronzeArticle.class,
                        RowLayout.articles(),
                        min(ARTICLES_DELAY, config.commitInterval()),
                        config.threads()),
                wiring.writer(
                        "sightings",
                        topics.sightings(),
                        config.tables().sightings(),
                        Sighting.class,
                        RowLayout.sightings(),
                        config.commitInterval(), // nobody waits for one
                        1),
                wiring.writer(
                        "llm_calls",
                        topics.llmCalls(),
                        config.tables().llmCalls(),
                        LlmCall.class,
                        RowLayout.llmCalls(),
                        config.commitInterval(), // nobody waits for one
                        1));
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** What the tables' writers share. */
    private record Wiring(
            BronzeWriterConfig config, ServiceContext context, Engine engine, ParkedMessages parked, Admin admin) {

        <M> Loop writer(
                String name,
                String topic,
                String path,
                Class<M> type,
                RowLayout<M> layout,
                Duration delay,
                int threads) {
            var maintenance = context.scope().add(new Maintenance(name, context.metrics()));
            var table = new AppendTable(engine, path, layout.contract(), config.retention(), maintenance::afterCommit);
            maintenance.start(
                    new Compaction(engine, table, Compaction.Sizes.DEFAULT),
                    new Vacuum(engine, DeltaEngine.hadoop(), path, config.retention(), Clock.systemUTC()),
                    config.maintenanceInterval());
            var consumer = context.scope().add(consumer(name));
            return new TopicWriter<>(
                    name,
                    topic,
                    consumer,
                    table,
                    new StartPosition(consumer, table, new TopicIdentity(admin, table)),
                    new BatchWriter<>(type, layout, table, parked),
                    pool(name, threads),
                    new BatchLimits(config.batchRows(), config.batchBytes(), delay, config.commitInterval()),
                    () -> watch(name, topic),
                    context.metrics(),
                    context.health());
        }

        private TopicWatch watch(String table, String topic) {
            return TopicWatch.start(
                    config.kafka().bootstrapServers(),
                    config.kafka().topics(),
                    topic,
                    member(table).groupId());
        }

        private GroupMember member(String table) {
            return new GroupMember(config.kafka(), "bronze-writer." + table);
        }

        private Consumer<byte[], byte[]> consumer(String table) {
            var settings = member(table).consumerSettings();
            settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, MAX_POLL_RECORDS);
            settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, FETCH_BYTES);
            return new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        }

        private ExecutorService pool(String table, int size) {
            var pool = Executors.newFixedThreadPool(size, task -> new Thread(task, "bronze-" + table));
            context.scope().add(() -> {
                pool.shutdown();
                if (!pool.awaitTermination(Duration.ofSeconds(10).toMillis(), TimeUnit.MILLISECONDS)) {
                    pool.shutdownNow();
                }
            });
            return pool;
        }
    }

    private static Producer<byte[], byte[]> producer(KafkaSettings kafka) {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.CLIENT_ID_CONFIG,
                        "bronze-writer-" + kafka.instance(),
                        ProducerConfig.ACKS_CONFIG,
                        "all",
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4",
                        // Headers come on top of a message that was let in before.
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG,
                        Topics.MAX_MESSAGE_BYTES + 1024 * 1024),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }
}
