package sentinel.endtoend.bench;

import static java.util.concurrent.CompletableFuture.completedFuture;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.embedded.EmbeddedKafka;
import sentinel.service.kafka.HangingTransactions;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.run.Health;
import sentinel.service.stage.StageLoop;
import sentinel.service.stage.Verdict;

/** A broker and a stage that copies a topic in many small transactions, in one process, to be killed. */
final class KilledBroker {

    static final String READY = "ready ";

    /** Messages a transaction: the smaller, the more of the time is spent in commits. */
    private static final int WINDOW = 12;

    private KilledBroker() {}

    public static void main(String[] directory) {
        var kafka = EmbeddedKafka.start(Path.of(directory[0]), 0);
        HangingTransactions.abortAll(kafka.bootstrapServers());
        var settings = new KafkaSettings(kafka.bootstrapServers(), Topics.DEFAULT, "0");
        TopicCreator.createMissing(kafka.bootstrapServers(), Topics.DEFAULT);
        var stage = StageLoop.Settings.of(settings, "fetcher", Topics.DEFAULT.urls(), DeadLetterStage.FETCH)
                .withWindow(WINDOW)
                .withCommitInterval(Duration.ofMillis(1));
        System.out.println(READY + kafka.bootstrapServers());
        new StageLoop<>(
                        stage,
                        String.class,
                        in -> completedFuture(Verdict.Emit.of(new Verdict.Output(
                                Topics.DEFAULT.rawHtml(), in.key(), in.value().getBytes(StandardCharsets.UTF_8)))),
                        new SimpleMeterRegistry(),
                        new Health())
                .run();
    }
}
