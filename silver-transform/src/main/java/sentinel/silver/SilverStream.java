package sentinel.silver;

import java.time.Duration;
import java.util.OptionalLong;
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
    private final Runnable onReady;
    private boolean ready;

    /** What Bronze held when the stream began: a version, -1 for nothing; empty until that is known. */
    private OptionalLong atStart = OptionalLong.empty();

    /** @param onReady called once, when Silver holds what Bronze held when the stream began: at once when that was nothing */
    SilverStream(SilverRun run, Duration interval, Runnable onReady) {
        this.run = run;
        this.interval = interval;
        this.onReady = onReady;
    }

    /**
     * Runs until the latch opens. A batch that fails changed nothing and is made again, from what Silver says, after a
     * while that doubles from one failure to the next.
     */
    void runUntil(CountDownLatch stop) throws InterruptedException {
        var backOff = interval;
        while (stop.getCount() > 0) {
            var pause = interval;
            try {
                if (atStart.isEmpty()) {
                    begin();
                }
                if (run.mayHaveNews() && run.step()) {
                    pause = Duration.ZERO;
                } else {
                    run.careWhenIdle();
                }
                run.passed();
                if (!ready && run.holds(atStart.getAsLong())) {
                    onReady.run();
                    ready = true;
                    LOG.info("silver_ready bronze_version_at_start={}", atStart.getAsLong());
                }
                backOff = interval;
            } catch (SourceReplacedException | InterruptedException e) {
                throw e;
            } catch (Exception e) { // Spark throws checked exceptions that it does not declare
                if (stop.getCount() == 0) {
                    return; // Spark was stopped under us
                }
                LOG.error("silver_batch_failed retry_in={}", backOff, e);
                run.failed(e);
                pause = backOff;
                backOff = backOff.multipliedBy(2).compareTo(MAX_BACK_OFF) < 0 ? backOff.multipliedBy(2) : MAX_BACK_OFF;
            }
            if (stop.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                return;
            }
        }
    }

    private void begin() throws InterruptedException {
        run.createSilver();
        long bronze = run.newestBronze();
        LOG.info("silver_streaming interval={} bronze_version={}", interval, bronze);
        if (bronze < 0) {
            LOG.info("silver_waiting reason=no_bronze_table");
        }
        atStart = OptionalLong.of(bronze);
    }
}
