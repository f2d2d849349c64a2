package sentinel.parser.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import sentinel.parser.provider.BudgetSpentException;

/**
 * Dollars a day (UTC), over all replicas that share a ledger. The expected cost of a call, or of a batch of calls, is set aside
 * before it is made and corrected afterwards, so that many calls at once do not overspend.
 */
final class Budget {

    private final long limitNanos;
    private final Ledger ledger;
    private final Clock clock;

    /** @param dollars 0 for no limit */
    Budget(double dollars, Ledger ledger, Clock clock) {
        this.limitNanos = Math.round(dollars * 1e9);
        this.ledger = ledger;
        this.clock = clock;
    }

    /** Money set aside for one call, on the day it was. */
    record Reservation(LocalDate day, long nanos) {}

    /**
     * Sets money aside.
     *
     * @param share of the day's budget that may be spent when this call is added; the rest is kept for cheaper providers
     * @throws BudgetSpentException the day's budget does not allow it; the pause ends with the day
     * @throws sentinel.service.stage.OutageException it is not known what was spent
     */
    Reservation reserve(String provider, long expectedNanos, double share) {
        var day = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        if (limitNanos == 0) {
            return new Reservation(day, 0);
        }
        if (ledger.add(day, expectedNanos) > limitNanos * share) {
            ledger.add(day, -expectedNanos);
            var midnight = day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant();
            throw new BudgetSpentException(provider, Duration.between(clock.instant(), midnight));
        }
        return new Reservation(day, expectedNanos);
    }

    /** Sets money aside once more, for a ledger that forgot it with a process. */
    void renew(Reservation reserved) {
        if (limitNanos != 0) {
            ledger.add(reserved.day(), reserved.nanos());
        }
    }

    /** Puts what the call really cost in place of what was set aside. */
    void settle(Reservation reserved, long nanos) {
        if (limitNanos != 0) {
            ledger.add(reserved.day(), nanos - reserved.nanos());
        }
    }
}
