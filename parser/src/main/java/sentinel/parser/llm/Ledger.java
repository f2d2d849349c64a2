package sentinel.parser.llm;

import java.time.LocalDate;
import java.util.concurrent.ConcurrentHashMap;

/** What was spent on a day, in billionths of a dollar. */
interface Ledger {

    /**
     * Adds an amount, which may be negative or 0, and returns the day's sum.
     *
     * @throws sentinel.service.stage.OutageException it cannot be known
     */
    long add(LocalDate day, long nanos);

    /** Forgets with the process. */
    static Ledger inMemory() {
        var days = new ConcurrentHashMap<LocalDate, Long>();
        return (day, nanos) -> {
            days.keySet().removeIf(d -> d.isBefore(day));
            return days.merge(day, nanos, Long::sum);
        };
    }
}
