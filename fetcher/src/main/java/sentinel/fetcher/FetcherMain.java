package sentinel.fetcher;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.Executors;
import okhttp3.Dns;
import sentinel.archive.PageArchive;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.extractor.Extractor;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;
import sentinel.service.stage.StageLoop;

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
        var metrics = new FetchMetrics(context.metrics());
        var redis = config.redis().map(settings -> context.scope().add(new RedisPipe(settings)));
        redis.ifPresent(metrics::watch);
        var gap = redis.<SharedGap>map(pipe -> new RedisGap(pipe, kafka.topics().prefix()))
                .orElse(SharedGap.NONE);
        var pages = context.scope().add(new PageFetcher(config, Dns.SYSTEM, clock, gap));
        metrics.watch(pages);
        var revisits = new Revisits(
                known(config, redis), config.fullAfter(), kafka.topics().sightings(), clock);
        var claims = redis.<ClaimNotes>map(
                        pipe -> new RedisClaimNotes(pipe, kafka.topics().prefix()))
                .orElse(ClaimNotes.NONE);
        var archive = PageArchive.open(config.archive(), kafka.instance(), context, clock);
        var stage = new FetchStage(
                pages,
                new Extractor(config.siteRules()),
                cpu,
                archive,
                new Requeue(kafka.topics().urls(), config.requeueAfter(), config.requeuesPerSecond(), clock),
                revisits,
                new ClaimedHeadlines(claims),
                kafka.topics(),
                metrics);
        var settings = StageLoop.Settings.of(kafka, "fetcher", kafka.topics().urls(), DeadLetterStage.FETCH)
                .withWindow(config.window());
        return new StageLoop<>(settings, Announcement::decode, stage, context.metrics(), context.health());
    }

    private static KnownPages known(FetcherConfig config, Optional<RedisPipe> redis) {
        var ttl = config.knownFor();
        return redis.filter(pipe -> ttl.toMillis() > 0)
                .<KnownPages>map(pipe ->
                        new RedisKnownPages(pipe, config.kafka().topics().prefix(), ttl))
                .orElse(KnownPages.NONE);
    }
}
