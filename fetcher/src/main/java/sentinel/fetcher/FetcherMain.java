package sentinel.fetcher;

import java.time.Clock;
import java.util.concurrent.Executors;
import okhttp3.Dns;
import sentinel.common.run.Loop;
import sentinel.common.run.ServiceContext;
import sentinel.common.run.ServiceMain;
import sentinel.common.stage.StageLoop;
import sentinel.common.topic.TopicCreator;
import sentinel.common.topic.Topics.DeadLetterStage;
import sentinel.fetcher.extract.Extractor;

/** The fetcher as a service: {@code urls} to {@code raw_html}. */
public final class FetcherMain {

    private FetcherMain() {}

    public static void main(String[] args) {
        ServiceMain.run("fetcher", FetcherConfig::from, FetcherMain::wire);
    }

    /** Creates the fetcher's clients and its loop. */
    public static Loop wire(FetcherConfig config, ServiceContext context) {
        var kafka = config.kafka();
        TopicCreator.createMissing(kafka.bootstrapServers(), kafka.topics());
        var clock = Clock.systemUTC();
        var cpu = Executors.newFixedThreadPool(Runtime.getRuntime().availableProcessors(), task -> {
            var thread = new Thread(task, "extract");
            thread.setDaemon(true);
            return thread;
        });
        context.scope().add(cpu::shutdownNow);
        var pages = context.scope().add(new PageFetcher(config, Dns.SYSTEM, clock));
        var stage = new FetchStage(
                pages,
                new Extractor(config.siteRules()),
                cpu,
                new Requeue(kafka.topics().urls(), config.requeueAfter(), config.requeuesPerSecond(), clock),
                kafka.topics(),
                new FetchMetrics(context.metrics(), pages),
                clock);
        var settings = StageLoop.Settings.of(kafka, "fetcher", kafka.topics().urls(), DeadLetterStage.FETCH)
                .withWindow(config.window());
        return new StageLoop<>(settings, Announcement::decode, stage, context.metrics(), context.health());
    }
}
