package sentinel.bronze;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

/**
 * Metrics of one table's writer. {@code sentinel.bronze.consumed} = {@code .written} + {@code .parked} + {@code
 * .reread} + what is under way.
 *
 * @param commits time of a batch from its messages to its commit
 */
record WriterMetrics(Counter consumed, Counter written, Counter parked, Counter reread, Timer commits) {

    static WriterMetrics of(String table, MeterRegistry registry) {
        return new WriterMetrics(
                registry.counter("sentinel.bronze.consumed", "table", table),
                registry.counter("sentinel.bronze.written", "table", table),
                registry.counter("sentinel.bronze.parked", "table", table),
                registry.counter("sentinel.bronze.reread", "table", table),
                Timer.builder("sentinel.bronze.commit")
                        .tag("table", table)
                        .publishPercentiles(0.5, 0.95)
                        .percentilePrecision(2)
                        .register(registry));
    }
}
