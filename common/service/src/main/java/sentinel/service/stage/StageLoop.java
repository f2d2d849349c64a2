package sentinel.service.stage;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;

/**
 * Runs a {@link Stage} over a topic. Up to a window of messages is processed at once, in any order, while no
 * transaction is open. At every commit interval, the loop takes the finished messages that follow the committed offset
 * of their partition without a gap, and writes them in one transaction: outputs, dead letters and offsets. A message
 * is either passed on or becomes a dead letter, never both and never neither, even when a process is killed.
 *
 * <ul>
 *   <li>{@link Verdict.Retry}, {@link Verdict.Reject}, an unexpected exception, an undecodable message, or an output that
 *       is too large for Kafka: the message becomes a dead letter with {@link ErrorHeaders}; the others continue.
 *   <li>{@link OutageException}: no work starts until the pause is over. Then that record alone is tried again, and after
 *       its success all others.
 *   <li>Health is {@linkplain Health#halted halted}: no work starts until it is not.
 *   <li>A failure between this process and Kafka: see {@link TransactionalLoop}.
 * </ul>
 *
 * <p>Metrics, all tagged {@code stage}: {@code sentinel.stage.consumed} = {@code emitted + retried + rejected} (the last
 * two also by {@code class}), counted when committed; {@code outputs}; gauges {@code in_flight}, {@code lag} (offsets not
 * yet committed of the assigned partitions; NaN while unknown), {@code outage} (0 or 1); {@code outages} by {@code what};
 * {@code restarts}; timer {@code transaction}. Health check: {@code <name>.kafka}.
 *
 * @param <I> the decoded input
 */
public final class StageLoop<I> implements Loop {

    /**
     * How a stage is attached to Kafka.
     *
     * @param name of the stage: consumer group, metrics' tag and health check ({@code fetcher})
     * @param window messages started and not committed; at least 1
     * @param windowBytes of these messages and their results
     * @param commitInterval between transactions
     */
    public record Settings(
            KafkaSettings kafka,
            String name,
            String inputTopic,
            Topics.DeadLetterStage deadLetters,
            int window,
            long windowBytes,
            Duration commitInterval) {

        public Settings {
            requireNonNull(kafka, "kafka");
            requireNonNull(name, "name");
            requireNonNull(inputTopic, "input topic");
            requireNonNull(deadLetters, "dead letters");
            if (window < 1 || windowBytes < 1 || commitInterval.isNegative()) {
                throw new IllegalArgumentException("window, its bytes and the commit interval must be positive");
            }
        }

        /** 1024 messages, 64 MB, 50 ms. */
        public static Settings of(
                KafkaSettings kafka, String name, String inputTopic, Topics.DeadLetterStage deadLetters) {
            return new Settings(kafka, name, inputTopic, deadLetters, 1024, 64L << 20, Duration.ofMillis(50));
        }

        public Settings withWindow(int records) {
            return new Settings(kafka, name, inputTopic, deadLetters, records, windowBytes, commitInterval);
        }

        public Settings withWindowBytes(long bytes) {
            return new Settings(kafka, name, inputTopic, deadLetters, window, bytes, commitInterval);
        }

        public Settings withCommitInterval(Duration interval) {
            return new Settings(kafka, name, inputTopic, deadLetters, window, windowBytes, interval);
        }

        /** {@code group.id} on the cluster, used to query the lag. */
        public String groupId() {
            return new GroupMember(kafka, name).groupId();
        }

        String deadLetterTopic() {
            return kafka.topics().deadLetters(deadLetters);
        }
    }

    private final TransactionalLoop loop;

    /** For messages that are our JSON. */
    public StageLoop(Settings settings, Class<I> inputType, Stage<I> stage, MeterRegistry metrics, Health health) {
        this(settings, (Decoder<I>) bytes -> Json.decode(bytes, inputType), stage, metrics, health);
    }

    /** For any other bytes. */
    public StageLoop(Settings settings, Decoder<I> decoder, Stage<I> stage, MeterRegistry metrics, Health health) {
        var counts = new StageMetrics(metrics, settings.name());
        var outage = new Outage();
        this.loop = new TransactionalLoop(
                settings.kafka(),
                settings.name(),
                settings.inputTopic(),
                session -> new StageWork<>(
                        settings, decoder, stage, session, counts, outage, Clock.systemUTC(), () -> health.halted()
                                .isPresent()),
                counts::restarted);
        counts.gauge("outage", () -> outage.problem().isPresent() ? 1 : 0);
        health.check(settings.name() + ".kafka", () -> loop.problem().or(outage::problem));
    }

    @Override
    public void run() {
        loop.run();
    }

    @Override
    public String name() {
        return loop.name();
    }

    @Override
    public void stop() {
        loop.stop();
    }

    /** Our own outage, if there is one: set by the loop's thread, read by the health check's. */
    static final class Outage {
        private volatile @Nullable String problem;
        private @Nullable String what; // null until the first outage

        /** One that brings no cause, since it only waits for the end of an earlier one, leaves that one's words. */
        void began(OutageException down) {
            if (problem == null || !down.what().equals(what) || down.getCause() != null) {
                problem = down.getMessage();
                what = down.what();
            }
        }

        void ended() {
            problem = null;
        }

        Optional<String> problem() {
            return Optional.ofNullable(problem);
        }
    }
}
