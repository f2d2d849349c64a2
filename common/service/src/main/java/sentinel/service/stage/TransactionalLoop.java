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
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.KafkaSettings;
import sentinel.service.kafka.TopicWatch;
import sentinel.service.run.Loop;

/**
 * Keeps a {@link TransactionalSession} at work. There is one recovery path: whatever fails (fenced, a commit that timed
 * out and is undecided, a broker gone), both clients are closed, and after a back-off new ones begin at the committed
 * offsets with work made anew, so that nothing remembered can disagree with Kafka.
 */
public final class TransactionalLoop implements Loop {

    /** What is done with one session. Every method is called from the loop's thread. */
    public interface Work extends ConsumerRebalanceListener {

        /** Does what is to be done now; polls the session once at least, and returns within a second or so. */
        void step();

        /** The loop was asked to stop: commits what is finished, begins nothing. */
        void finish();
    }

    private static final Logger log = LoggerFactory.getLogger(TransactionalLoop.class);
    private static final Duration FIRST_BACKOFF = Duration.ofMillis(200);
    /** Whoever fenced us is at work now; two that take turns at this would get little done. */
    private static final Duration FENCED_BACKOFF = Duration.ofSeconds(5);

    private static final Duration LONGEST_BACKOFF = Duration.ofSeconds(15);
    /** Heartbeats go out every second. */
    private static final Duration SILENCE = Duration.ofSeconds(10);

    /** A session that lived so long was a good one: the next back-off is the first again. */
    private static final Duration GOOD_SESSION = Duration.ofMinutes(1);

    private final KafkaSettings kafka;
    private final String name;
    private final String topic;
    private final Function<TransactionalSession, Work> work;
    private final Runnable onRestart;
    private final CountDownLatch stop = new CountDownLatch(1);
    private boolean fenced;
    private volatile TransactionalSession session;
    private volatile String problem = "not started";
    private volatile TopicWatch watch;

    /**
     * @param name of the consumer group, without the prefix
     * @param work is made for each session
     * @param onRestart is told when a session failed, for a metric
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
                log.warn("stopped_uncleanly loop={}: what was not committed is done again", name, e);
            } else {
                problem = "beginning again after " + e;
                onRestart.run();
                fenced = isFenced(e);
                if (fenced) {
                    log.error(
                            "fenced loop={} instance={}: does another process run under this instance's name?",
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

    private static String silence(Duration sinceHeartbeat) {
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

    /** What keeps it from its work, for a health check; empty when nothing does. */
    public Optional<String> problem() {
        var watching = watch;
        return Optional.ofNullable(problem).or(() -> watching == null ? Optional.empty() : watching.problem());
    }
}
