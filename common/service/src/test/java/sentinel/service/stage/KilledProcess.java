package sentinel.service.stage;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import sentinel.config.KafkaSettings;
import sentinel.contract.topic.Topics;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.KafkaProbe;
import sentinel.service.run.Health;

/** A process that copies, slowly, until it is killed. Arguments: bootstrap servers, topic prefix. */
final class KilledProcess {

    private KilledProcess() {}

    public static void main(String[] args) {
        var kafka = new KafkaSettings(args[0], new Topics(args[1]), "0");
        var settings = StageLoop.Settings.of(kafka, "fetcher", kafka.topics().urls(), DeadLetterStage.FETCH)
                .withWindow(100)
                .withCommitInterval(Duration.ofMillis(5));
        new StageLoop<>(settings, String.class, KilledProcess::copy, new SimpleMeterRegistry(), new Health()).run();
    }

    private static CompletableFuture<Verdict> copy(Input<String> in) {
        var output =
                new Verdict.Output(in.topic().replace(".urls", ".raw_html"), in.key(), KafkaProbe.bytes(in.value()));
        return new CompletableFuture<Verdict>()
                .completeOnTimeout(Verdict.Emit.of(output), in.offset() % 10 * 20, TimeUnit.MILLISECONDS);
    }
}
