package sentinel.service.stage;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.common.errors.FencedInstanceIdException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.KafkaSettings;
import sentinel.service.kafka.TopicWatch;
import sentinel.service.run.Loop;

/**
 * Runs a {@link TransactionalSession} and restarts it. There is one recovery path: after any failure (fenced, a commit
 * that timed out and is undecided, a broker gone) both clients are closed. After a back-off, new clients start from
 * the committed offsets with new work, so that no remembered state can contradict Kafka.
 */
public final class TransactionalLoop implements Loop {

    /** The work of one session. Every method is called from the loop's thread. */
    public interface Work extends ConsumerRebalanceListener {

        /** Does the work that is due; polls the session at least once, and returns within about a second. */
        void step();

        /** The loop was asked to stop: commits finished work, starts no new work. */
        void finish();
    }

    private static final Logger log = LoggerFactory.getLogger(TransactionalLoop.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    /** The process that fenced us is working now; two that fence each other in turn would make little progress. */
    private static final Duration FENCED_BACKOFF = Duration.ofSeconds(5);

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);
    /** Heartbeats go out every second. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** After a session of this length, the back-off starts again from its first value. */
    private static final Duration GOOD_SESSION = Duration.ofMinutes(1);

    private final KafkaSettings kafka;
    private final String name;
    private final String topic;
    private final Function<TransactionalSession, Work> work;
    private final Runnable onRestart;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean fenced;
    private volatile @Nullable TransactionalSession session;
    private volatile @Nullable String problem = "not started";
    private volatile @Nullable TopicWatch watch;

    /**
     * @param name of the consumer group, without the prefix
     * @param work creates the work of each session
     * @param onRestart called when a session failed, for a metric
     */
    public TransactionalLoop(
            KafkaSettings kafka,
            String name,
            String topic,
            Function<TransactionalSession, Work> work,
            Runnable onRestart) {
        this.kafka = requireNonNull(kafka, "kafka");
        this.name = requireNonNull(name, "name");
        this.topic = requireNonNull(topic, "topic");
        this.work = requireNonNull(work, "work");
        this.onRestart = requireNonNull(onRestart, "on restart");
    }

    @Override
    public void run() {
        var backoff = FIRST_BACKOFF;
        var group = new GroupMember(kafka, name).groupId();
        try (var watching = TopicWatch.start(kafka.bootstrapServers(), kafka.topics(), topic, group)) {
            watch = watching;
            while (!stopped()) {
                long startedAt = System.nanoTime();
                if (runSession() || System.nanoTime() - startedAt > GOOD_SESSION.toNanos()) {
                    backoff = FIRST_BACKOFF;
                }
                pause(fenced ? max(backoff, FENCED_BACKOFF) : backoff);
                fenced = false;
                backoff = min(backoff.multipliedBy(2), LONGEST_BACKOFF);
            }
        } catch (InterruptException e) {
            Thread.currentThread().interrupt(); // a wish to stop; the session is closed
        } finally {
            problem = "stopped";
        }
    }

    /** Runs one session until it fails or the loop is stopped; true when it committed anything. */
    private boolean runSession() {
        boolean committed = false;
        try (var opened = TransactionalSession.open(kafka, name)) {
            session = opened;
            problem = "joining the consumer group";
            try {
                var itsWork = work.apply(opened);
                opened.subscribe(topic, itsWork);
                while (!stopped()) {
                    itsWork.step();
                    if (opened.isAssigned()) {
                        problem = silence(opened.sinceHeartbeat());
                    }
                }
                itsWork.finish();
            } finally {
                committed = opened.commits() > 0;
                session = null;
            }
        } catch (InterruptException e) {
            throw e;
        } catch (RuntimeException e) {
            if (stopped()) {
                log.warn("stopped_uncleanly loop={} action=repeat_uncommitted", name, e);
            } else {
                problem = "restarting after " + e;
                onRestart.run();
                fenced = isFenced(e);
                if (fenced) {
                    log.error(
                            "fenced loop={} instance={} reason=\"another process runs under this instance's name\"",
                            name,
                            kafka.instance(),
                            e);
                } else {
                    log.warn("begin_again loop={}", name, e);
                }
            }
        }
        return committed;
    }

    private static @Nullable String silence(Duration sinceHeartbeat) {
        return sinceHeartbeat.compareTo(SILENCE) < 0 ? null : "no broker was reached for " + sinceHeartbeat;
    }

    private void pause(Duration backoff) {
        try {
            long jitter = ThreadLocalRandom.current().nextLong(backoff.toMillis() / 2 + 1);
            stop.await(backoff.toMillis() + jitter, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            throw new InterruptException(e);
        }
    }

    private boolean stopped() {
        return stop.getCount() == 0;
    }

    private static boolean isFenced(Throwable e) {
        for (var cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof ProducerFencedException
                    || cause instanceof InvalidProducerEpochException
                    || cause instanceof FencedInstanceIdException) {
                return true;
            }
        }
        return false;
    }

    private static Duration max(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public void stop() {
        stop.countDown();
        var running = session;
        if (running != null) {
            running.wakeup();
        }
    }

    /** The problem that stops the loop, for a health check; empty when there is none. */
    public Optional<String> problem() {
        var watching = watch;
        return Optional.ofNullable(problem).or(() -> watching == null ? Optional.empty() : watching.problem());
    }
}
