package sentinel.service.stage;

import static java.util.concurrent.CompletableFuture.completedFuture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.embedded.EmbeddedKafka;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.RunningLoop;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.run.Health;

class BrokerGoneTest {

    private static final Duration DEADLINE = Duration.ofSeconds(90);

    @TempDir
    private Path directory;

    @Test
    void given_a_broker_that_goes_away_and_comes_back_when_running_then_health_tells_and_all_goes_on() {
        var broker = EmbeddedKafka.start(directory, 0);
        var kafka = new KafkaSettings(broker.bootstrapServers(), Topics.DEFAULT, "0");
        var topics = kafka.topics();
        var health = new Health();
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            TopicCreator.createMissing(kafka.bootstrapServers(), topics);
            var settings = StageLoop.Settings.of(kafka, "fetcher", topics.urls(), DeadLetterStage.FETCH);
            Stage<String> stage = in -> completedFuture(
                    Verdict.Emit.of(new Verdict.Output(topics.rawHtml(), in.key(), KafkaProbe.bytes(in.value()))));
            var loop = new StageLoop<>(settings, String.class, stage, new SimpleMeterRegistry(), health);
            var running = RunningLoop.start(loop::run, loop::stop);
            try (running) {
                probe.send(topics.urls(), "k", "\"before\"");
                await().atMost(DEADLINE).until(() -> probe.count(topics.rawHtml()) == 1);
                await().atMost(DEADLINE).until(() -> health.report().ready());

                int port = Integer.parseInt(broker.bootstrapServers().split(":")[1]);
                broker.close();
                await().atMost(DEADLINE).until(() -> !health.report().ready());
                assertThat(health.report().checks().get("fetcher.kafka")).contains("no broker was reached");

                broker = EmbeddedKafka.start(directory, port);
                probe.send(topics.urls(), "k", "\"after\"");
                await().atMost(DEADLINE).until(() -> health.report().ready());
                await().atMost(DEADLINE).until(() -> probe.count(topics.rawHtml()) >= 2);
                assertThat(probe.values(topics.rawHtml())).containsExactlyInAnyOrder("before", "after");
            }
        } finally {
            broker.close();
        }
    }
}
