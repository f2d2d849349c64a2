package sentinel.silver;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Batch after batch as the sources grow. An own loop instead of Structured Streaming, whose offsets live in a checkpoint
 * of their own: here they are in Silver's commit, there is nothing else that could disagree with it, and to look for
 * news costs two looks at the file system.
 */
final class SilverStream {

    private static final Logger LOG = LoggerFactory.getLogger(SilverStream.class);
    private static final Duration MAX_BACK_OFF = Duration.ofSeconds(30);

    private final SilverRun run;
    private final Duration interval;

    SilverStream(SilverRun run, Duration interval) {
        this.run = run;
        this.interval = interval;
    }

    /**
     * Runs until the latch opens. A batch that fails changed nothing and is made again, from what Silver says, after a
     * while that doubles from one failure to the next.
     */
    void runUntil(CountDownLatch stop) throws InterruptedException {
        var backOff = interval;
        boolean created = false;
        while (stop.getCount() > 0) {
            var pause = interval;
            try {
                if (!created) {
                    run.createSilver();
                    created = true;
                    LOG.info("silver.streaming interval={}", interval);
                }
                if (run.mayHaveNews() && run.step()) {
                    pause = Duration.ZERO;
                }
                backOff = interval;
            } catch (SourceReplacedException | InterruptedException e) {
                throw e;
            } catch (Exception e) { // Spark throws checked exceptions that it does not declare
                if (stop.getCount() == 0) {
                    return; // Spark was stopped under us
                }
                LOG.error("silver.batch_failed retry_in={}", backOff, e);
                pause = backOff;
                backOff = backOff.multipliedBy(2).compareTo(MAX_BACK_OFF) < 0 ? backOff.multipliedBy(2) : MAX_BACK_OFF;
            }
            if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }
}
