package sentinel.service.stage;

import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerRecord;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.RunningLoop;
import sentinel.fixture.TestServers;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;

/** Topics of its own, numbered messages in, and loops that end with the test. Messages are JSON strings. */
final class StageRig implements AutoCloseable {

    static final Duration DEADLINE = Duration.ofSeconds(30);
    static final int PARTITIONS = 6;

    final KafkaSettings kafka = TestServers.kafka();
    final String input = kafka.topics().urls();
    final String output = kafka.topics().rawHtml();
    final String deadLetters = kafka.topics().deadLetters(DeadLetterStage.FETCH);
    final KafkaProbe probe = new KafkaProbe(kafka.bootstrapServers());
    final MeterRegistry metrics = new SimpleMeterRegistry();
    final Health health = new Health();
    private final List<RunningLoop> running = new ArrayList<>();

    StageLoop.Settings settings() {
        return settings("0");
    }

    StageLoop.Settings settings(String instance) {
        var replica = new KafkaSettings(kafka.bootstrapServers(), kafka.topics(), instance);
        return StageLoop.Settings.of(replica, "fetcher", input, DeadLetterStage.FETCH);
    }

    /** With this rig's metrics and health. */
    StageLoop<String> loop(Stage<String> stage) {
        return loop(settings(), stage);
    }

    StageLoop<String> loop(StageLoop.Settings settings, Stage<String> stage) {
        return new StageLoop<>(settings, String.class, stage, metrics, health);
    }

    /** With metrics and health of its own: a second process of the same service. */
    StageLoop<String> other(StageLoop.Settings settings, Stage<String> stage) {
        return new StageLoop<>(settings, String.class, stage, new SimpleMeterRegistry(), new Health());
    }

    RunningLoop start(Loop loop) {
        var started = RunningLoop.start(loop::run, loop::stop);
        running.add(started);
        return started;
    }

    /** Emits the value, bare, under the message's key. */
    Verdict emit(Input<String> in) {
        return Verdict.Emit.of(new Verdict.Output(output, in.key(), KafkaProbe.bytes(in.value())));
    }

    /** {@code count} messages, key = value, round the partitions. */
    List<String> sendNumbered(String prefix, int count) {
        var sent = new ArrayList<String>();
        var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (int i = 0; i < count; i++) {
            String text = prefix + i;
            records.add(record(i % PARTITIONS, text, json(text)));
            sent.add(text);
        }
        probe.send(records);
        return sent;
    }

    void send(int partition, String key, byte[] value) {
        probe.send(record(partition, key, value));
    }

    private ProducerRecord<byte[], byte[]> record(int partition, String key, byte[] value) {
        return new ProducerRecord<>(input, partition, KafkaProbe.bytes(key), value);
    }

    static byte[] json(String text) {
        return KafkaProbe.bytes('"' + text + '"');
    }

    List<String> outputs() {
        return probe.values(output);
    }

    Map<Integer, Long> committed() {
        return probe.committed(settings().groupId(), input);
    }

    void awaitOutputs(int count) {
        await().atMost(DEADLINE).until(() -> probe.count(output) >= count);
    }

    /** Waits until so many messages were carried to an end, by the metric. */
    void awaitConsumed(long count) {
        await().atMost(DEADLINE).until(() -> count("consumed") >= count);
    }

    /** Sum of a counter over its tags. */
    long count(String name) {
        return (long) metrics.find("sentinel.stage." + name).counters().stream()
                .mapToDouble(Counter::count)
                .sum();
    }

    double gauge(String name) {
        return metrics.get("sentinel.stage." + name).gauge().value();
    }

    String healthProblem() {
        return health.report().checks().get("fetcher.kafka");
    }

    @Override
    public void close() {
        running.forEach(RunningLoop::close);
        probe.close();
    }
}
