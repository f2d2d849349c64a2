package sentinel.producers.rss;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import sentinel.config.ConfigException;
import sentinel.contract.message.Source;
import sentinel.producers.gate.DiscoveryMetrics;
import sentinel.producers.gate.Gate;
import sentinel.producers.gate.StopSignal;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.Loop;
import sentinel.service.run.ServiceContext;
import sentinel.service.run.ServiceMain;
import sentinel.web.download.Downloads;

/** Polls RSS, Atom and JSON feeds and announces their new articles. */
public final class RssProducerMain {

    private RssProducerMain() {}

    public static void main(String[] args) {
        ServiceMain.run("rss-producer", RssConfig::from, RssProducerMain::wire);
    }

    /** @throws ConfigException the list of feeds cannot be used */
    public static Loop wire(RssConfig config, ServiceContext context) {
        var scope = context.scope();
        var clock = Clock.systemUTC();
        var stop = new StopSignal();
        var feeds = feeds(config.feeds(), context);
        var redis = scope.add(new PatientRedis(
                config.gate().redis(), config.gate().kafka().topics().prefix(), stop::pause));
        var web = scope.add(new Downloads(config.userAgent(), config.timeout(), config.allowed(), clock));
        var discoveries = new DiscoveryMetrics(context.metrics(), Source.RSS.id());
        var gate = Gate.open(config.gate(), redis, Source.RSS, discoveries, context, stop);
        var failing = new FailingFeeds(context.metrics());
        context.health().warn("feed", failing::problems);
        var poll = new FeedPoll(
                web,
                gate,
                new FeedStates(redis),
                config.times(),
                config.fullFetch(),
                discoveries,
                context.metrics(),
                failing,
                clock);
        return new RssLoop(feeds, poll, failing, web, redis, stop, config, clock);
    }

    /** The list once, and then its changes. */
    private static Supplier<Optional<List<Feed>>> feeds(Optional<Path> path, ServiceContext context) {
        if (path.isEmpty()) {
            var builtIn = new AtomicReference<@Nullable List<Feed>>(FeedList.builtIn());
            return () -> Optional.ofNullable(builtIn.getAndSet(null));
        }
        try {
            FeedFile.read(path.get());
        } catch (BrokenFeedListException e) {
            throw new ConfigException(List.of("SENTINEL_FEEDS names " + path.get() + ": " + e.getMessage()));
        }
        var file = new FeedFile(path.get());
        context.health().warn("rss.feeds", () -> file.problem()
                .map(p -> Map.of("file", p))
                .orElse(Map.of()));
        return file::changed;
    }
}
