package sentinel.producers.gate;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.service.run.Loop;

/** A producer that was told to do nothing: it still lives until it is told to stop. */
public final class SwitchedOff implements Loop {

    private static final Logger log = LoggerFactory.getLogger(SwitchedOff.class);
    private static final Duration LOOK = Duration.ofMinutes(1);

    private final String producer;
    private final StopSignal stop = new StopSignal();

    /** @param producer for the log */
    public SwitchedOff(String producer) {
        this.producer = producer;
    }

    @Override
    public void run() {
        log.info("producer_off producer={}", producer);
        while (!stop.stoppedWithin(LOOK)) {
            log.trace("producer_off producer={}", producer);
        }
    }

    @Override
    public void stop() {
        stop.raise();
    }
}
