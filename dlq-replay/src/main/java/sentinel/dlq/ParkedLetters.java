package sentinel.dlq;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerGroupMetadata;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.service.stage.FailureHeaders;

/**
 * Sends the parked letters of one stage and one class of error to the stage again, as if they came for the first time. Each
 * batch and the position behind it are one transaction, and each class has a position of its own: whatever ends a run, the next
 * one sends what is left, and nothing twice. Two runs for one class exclude each other.
 */
final class ParkedLetters {

    private static final Duration POLL = Duration.ofSeconds(5);
    private static final Duration DEADLINE = Duration.ofSeconds(30);

    /**
     * What became of what is parked.
     *
     * @param seen letters since the last run
     * @param sent of the class asked for, by the topic that they go to
     * @param empty of the class, but parked without content, which cannot be sent
     * @param others how many of each other class were left
     */
    record Counts(long seen, Map<String, Long> sent, long empty, Map<String, Long> others) {}

    private final KafkaSettings kafka;
    private final DeadLetterStage stage;
    private final String reason;
    private final Clock clock;
    private final Consumer<String> progress;

    private long seen;
    private final Map<String, Long> sent = new TreeMap<>();
    private long empty;
    private final Map<String, Long> others = new TreeMap<>();

    /** @param reason the class of the first failure, as {@code paywall} */
    ParkedLetters(KafkaSettings kafka, DeadLetterStage stage, String reason, Clock clock, Consumer<String> progress) {
        this.kafka = kafka;
        this.stage = stage;
        this.reason = reason;
        this.clock = clock;
        this.progress = progress;
    }

    /** @throws KafkaException when the broker cannot be reached, or another run has begun */
    Counts resend(boolean dryRun) {
        var parked = kafka.topics().parked(stage);
        sent.put(kafka.topics().inputOf(stage), 0L);
        try (var consumer = new KafkaConsumer<>(reading(), new ByteArrayDeserializer(), new ByteArrayDeserializer());
                var producer = dryRun ? null : producer()) {
            if (producer != null) {
                producer.initTransactions(); // first, so that an older run can move no position any more
            }
            var partitions = consumer.partitionsFor(parked, DEADLINE).stream()
                    .map(info -> new TopicPartition(info.topic(), info.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            consumer.committed(Set.copyOf(partitions), DEADLINE).forEach((partition, at) -> {
                if (at != null && at.offset() > consumer.position(partition, DEADLINE)) {
                    consumer.seek(partition, at.offset());
                }
            });
            var ends = consumer.endOffsets(partitions, DEADLINE);
            long all = ends.entrySet().stream()
                    .mapToLong(end -> end.getValue() - consumer.position(end.getKey(), DEADLINE))
                    .sum();
            while (ends.entrySet().stream()
                    .anyMatch(end -> consumer.position(end.getKey(), DEADLINE) < end.getValue())) {
                move(consumer.poll(POLL), producer, consumer.groupMetadata());
                progress.accept("%,d of at most %,d letters looked at, %,d %s"
                        .formatted(seen, all, sum(sent), dryRun ? "would be sent" : "sent"));
            }
        }
        return new Counts(seen, sent, empty, others);
    }

    /** @param producer null in a dry run */
    private void move(
            ConsumerRecords<byte[], byte[]> letters,
            @Nullable KafkaProducer<byte[], byte[]> producer,
            ConsumerGroupMetadata group) {
        if (producer != null && !letters.nextOffsets().isEmpty()) {
            producer.beginTransaction();
        }
        for (var letter : letters) {
            seen++;
            String why =
                    FailureHeaders.text(letter.headers(), ErrorHeaders.CLASS).orElse("unknown");
            if (!why.equals(reason)) {
                others.merge(why, 1L, Long::sum);
            } else if (letter.value() == null) {
                empty++;
            } else {
                sent.merge(destination(letter), 1L, Long::sum);
                if (producer != null) {
                    var unused = producer.send(again(letter)); // when it fails, so does the commit
                }
            }
        }
        if (producer != null && !letters.nextOffsets().isEmpty()) {
            Map<TopicPartition, OffsetAndMetadata> offsets = letters.nextOffsets();
            producer.sendOffsetsToTransaction(offsets, group);
            producer.commitTransaction();
        }
    }

    private static long sum(Map<String, Long> counts) {
        return counts.values().stream().mapToLong(Long::longValue).sum();
    }

    private ProducerRecord<byte[], byte[]> again(ConsumerRecord<byte[], byte[]> letter) {
        var headers = new RecordHeaders(letter.headers().toArray());
        ErrorHeaders.FAILURE.forEach(headers::remove);
        headers.remove(ErrorHeaders.RESENT_AT);
        headers.add(ErrorHeaders.RESENT_AT, clock.instant().toString().getBytes(StandardCharsets.UTF_8));
        return new ProducerRecord<>(destination(letter), null, letter.key(), letter.value(), headers);
    }

    /** The stage's input; for a letter that the Bronze writer parked, the topic that the writer read it from. */
    private String destination(ConsumerRecord<byte[], byte[]> letter) {
        var topics = kafka.topics();
        return FailureHeaders.text(letter.headers(), ErrorHeaders.ORIGIN_TOPIC)
                .filter(Set.of(topics.parsedArticles(), topics.sightings(), topics.llmCalls())::contains)
                .orElse(topics.inputOf(stage));
    }

    private String group() {
        return kafka.topics().prefix() + "resend." + stage.id() + "." + reason;
    }

    private Map<String, Object> reading() {
        return Map.of(
                ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG,
                kafka.bootstrapServers(),
                ConsumerConfig.GROUP_ID_CONFIG,
                group(),
                ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
                false,
                ConsumerConfig.ISOLATION_LEVEL_CONFIG,
                "read_committed",
                ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) DEADLINE.toMillis());
    }

    private KafkaProducer<byte[], byte[]> producer() {
        return new KafkaProducer<>(
                Map.of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers(),
                        ProducerConfig.TRANSACTIONAL_ID_CONFIG, group(),
                        ProducerConfig.MAX_REQUEST_SIZE_CONFIG, Topics.MAX_MESSAGE_BYTES,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG, "lz4",
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, DEADLINE.toMillis()),
                new ByteArraySerializer(),
                new ByteArraySerializer());
    }

    /** The names of the stages, for messages. */
    static List<String> stages() {
        return List.of(DeadLetterStage.values()).stream()
                .map(DeadLetterStage::id)
                .toList();
    }
}
