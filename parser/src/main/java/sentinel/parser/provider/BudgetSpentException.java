package sentinel.parser.provider;

import java.time.Duration;
import sentinel.service.stage.OutageException;

/** A provider may not be paid any more today. */
public final class BudgetSpentException extends OutageException {
    private static final long serialVersionUID = 1L;

    /** @param pause until the next day begins */
    public BudgetSpentException(String provider, Duration pause) {
        super(provider + " daily budget", pause, null);
    }
}
