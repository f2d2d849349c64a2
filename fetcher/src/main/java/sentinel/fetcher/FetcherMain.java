package sentinel.fetcher;

import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import okhttp3.Dns;
import sentinel.archive.PageArchive;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.extractor.Extractor;
import sentinel.fetcher.identity.ClaimNotes;
import sentinel.fetcher.identity.ClaimedHeadlines;
import sentinel.fetcher.identity.RedisClaimNotes;
import sentinel.service.kafka.TopicCreator;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;
import sentinel.service.stage.StageLoop;
import sentinel.web.turns.SharedGap;

/** The fetcher as a service: {@code urls} to {@code raw_html}. */
public final class FetcherMain {

    /** An answer that comes later is of no use: a turn that was granted then is too near to the next one. */
    private static final Duration REDIS_TIMEOUT = Duration.ofMillis(500);

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
        var redis = config.redis().map(settings -> context.scope()
                .add(redis(settings, kafka.topics().prefix(), OptionalRedis.PAUSE)));
        redis.ifPresent(metrics::watch);
        var gap = redis.<SharedGap>map(RedisGap::new).orElse(SharedGap.NONE);
        var pages = context.scope().add(new PageFetcher(config, Dns.SYSTEM, clock, gap));
        metrics.watch(pages);
        var revisits = new Revisits(
                known(config, redis), config.fullAfter(), kafka.topics().sightings(), clock);
        var claims = redis.<ClaimNotes>map(RedisClaimNotes::new).orElse(ClaimNotes.NONE);
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

    /**
     * Redis as the fetcher uses it.
     *
     * @param prefix of all keys
     * @param pause how long Redis is left alone after it failed
     */
    static OptionalRedis redis(RedisSettings settings, String prefix, Duration pause) {
        return new OptionalRedis(
                settings, prefix, REDIS_TIMEOUT, pause, "each instance keeps its own gaps, pages are fetched in full");
    }

    private static KnownPages known(FetcherConfig config, Optional<OptionalRedis> redis) {
        var ttl = config.knownFor();
        return redis.filter(it -> ttl.toMillis() > 0)
                .<KnownPages>map(it -> new RedisKnownPages(it, ttl))
                .orElse(KnownPages.NONE);
    }
}
