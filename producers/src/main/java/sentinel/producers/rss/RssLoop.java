package sentinel.producers.rss;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.producers.gate.StopSignal;
import sentinel.producers.gate.StopSignal.StoppedException;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.Loop;
import sentinel.web.download.Downloads;

/**
 * Polls each feed when it is due, several at a time, and follows the list of feeds as it is edited. A feed is never polled
 * twice at once; all are due at the start.
 */
final class RssLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(RssLoop.class);
    private static final Duration TICK = Duration.ofMillis(200);
    private static final Duration PROBE = Duration.ofSeconds(5);
    private static final Duration FINISHING = Duration.ofSeconds(5);
    private static final double JITTER = 0.1;

    private final Supplier<Optional<List<Feed>>> changes;
    private final FeedPoll poll;
    private final FailingFeeds failing;
    private final Downloads web;
    private final PatientRedis redis;
    private final StopSignal stop;
    private final Duration reload;
    private final Duration min;
    private final Duration max;
    private final Clock clock;
    private final ExecutorService workers;

    /** Of this loop's thread only. */
    private final Map<Feed, Instant> due = new HashMap<>();

    private final HashSet<Feed> underWay = new HashSet<>();

    private record Finished(Feed feed, Instant next) {}

    private final ConcurrentLinkedQueue<Finished> finished = new ConcurrentLinkedQueue<>();

    RssLoop(
            Supplier<Optional<List<Feed>>> changes,
            FeedPoll poll,
            FailingFeeds failing,
            Downloads web,
            PatientRedis redis,
            StopSignal stop,
            RssConfig config,
            Clock clock) {
        this.changes = changes;
        this.poll = poll;
        this.failing = failing;
        this.web = web;
        this.redis = redis;
        this.stop = stop;
        this.reload = config.reload();
        this.min = config.times().min();
        this.max = config.times().max();
        this.clock = clock;
        workers = Executors.newFixedThreadPool(config.concurrency(), task -> {
            var thread = new Thread(task, "rss-poll");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void run() {
        var nextReload = Instant.MIN;
        var nextProbe = clock.instant().plus(PROBE);
        do {
            var now = clock.instant();
            if (!now.isBefore(nextReload)) {
                changes.get().ifPresent(this::follow);
                nextReload = now.plus(reload);
            }
            if (!now.isBefore(nextProbe)) {
                redis.probe();
                nextProbe = clock.instant().plus(PROBE);
            }
            collectFinished();
            startDue(now);
        } while (!stop.stoppedWithin(TICK));
        finish();
    }

    @Override
    public void stop() {
        stop.raise();
        web.cancelAll();
    }

    private void follow(List<Feed> feeds) {
        var removed = new HashSet<>(due.keySet());
        feeds.forEach(removed::remove);
        due.keySet().removeAll(removed);
        failing.follow(feeds);
        int known = due.size();
        var now = clock.instant();
        feeds.forEach(feed -> due.putIfAbsent(feed, now));
        log.info("feeds_read feeds={} added={} removed={}", due.size(), due.size() - known, removed.size());
    }

    private void collectFinished() {
        for (Finished done; (done = finished.poll()) != null; ) {
            underWay.remove(done.feed());
            var next = done.next();
            due.computeIfPresent(done.feed(), (feed, before) -> next);
        }
    }

    private void startDue(Instant now) {
        due.forEach((feed, at) -> {
            if (!at.isAfter(now) && underWay.add(feed)) {
                workers.execute(() -> work(feed));
            }
        });
    }

    private void work(Feed feed) {
        var wait = min;
        try {
            if (!stop.raised()) {
                wait = poll.poll(feed);
            }
        } catch (StoppedException e) {
            log.debug("feed_poll_given_up feed={}", feed.name());
        } catch (RuntimeException e) {
            log.error("feed_poll_failed feed=\"{}\" url={}", feed.name(), feed.url(), e);
        } finally {
            finished.add(new Finished(feed, clock.instant().plus(jitter(wait))));
        }
    }

    /** Spread a little, so that feeds of one interval do not fall due together for ever; within the bounds. */
    private Duration jitter(Duration wait) {
        double factor = 1 + JITTER * ThreadLocalRandom.current().nextDouble();
        var spread = Duration.ofMillis((long) (wait.toMillis() * factor));
        return spread.compareTo(max) > 0 ? max : spread;
    }

    private void finish() {
        web.cancelAll();
        workers.shutdown();
        try {
            if (!workers.awaitTermination(FINISHING.toMillis(), TimeUnit.MILLISECONDS)) {
                workers.shutdownNow();
                workers.awaitTermination(FINISHING.toMillis(), TimeUnit.MILLISECONDS);
            }
        } catch (InterruptedException e) {
            workers.shutdownNow();
            Thread.currentThread().interrupt();
        }
    }
}
