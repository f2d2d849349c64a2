package sentinel.producers.revisit;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.producers.gate.StopSignal;
import sentinel.producers.gate.StopSignal.StoppedException;
import sentinel.service.redis.PatientRedis;
import sentinel.service.run.Loop;

/** Follows Silver, and announces what is due. One thread does both, so that a plan has one writer. */
final class RevisitLoop implements Loop {

    private static final Logger log = LoggerFactory.getLogger(RevisitLoop.class);
    private static final Duration TICK = Duration.ofSeconds(1);
    private static final Duration FOLLOW = Duration.ofSeconds(5);

    private final SilverPlans silver;
    private final Visits visits;
    private final PatientRedis redis;
    private final StopSignal stop;
    private final Clock clock;

    RevisitLoop(SilverPlans silver, Visits visits, PatientRedis redis, StopSignal stop, Clock clock) {
        this.silver = silver;
        this.visits = visits;
        this.redis = redis;
        this.stop = stop;
        this.clock = clock;
    }

    @Override
    public void run() {
        var nextFollow = Instant.MIN;
        var pause = Duration.ZERO;
        while (!stop.stoppedWithin(pause)) {
            try {
                var now = clock.instant();
                if (!now.isBefore(nextFollow)) {
                    redis.probe();
                    silver.follow();
                    nextFollow = now.plus(FOLLOW);
                }
                pause = visits.announceDue() ? Duration.ZERO : TICK;
            } catch (StoppedException e) {
                log.debug("revisits_given_up");
            } catch (RuntimeException e) {
                pause = FOLLOW;
                log.error("revisits_failed next={}", pause, e);
            }
        }
    }

    @Override
    public void stop() {
        stop.raise();
    }
}
