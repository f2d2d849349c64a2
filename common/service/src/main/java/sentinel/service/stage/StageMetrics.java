package sentinel.service.stage;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** The numbers of one stage; documented at {@link StageLoop}. */
final class StageMetrics {

    private static final String PREFIX = "sentinel.stage.";

    private final MeterRegistry registry;
    private final String stage;
    private final Counter consumed;
    private final Counter emitted;
    private final Counter outputs;
    private final Counter restarts;
    private final Timer transaction;
    private volatile int inFlight;
    private volatile double lag = Double.NaN;

    StageMetrics(MeterRegistry registry, String stage) {
        this.registry = registry;
        this.stage = stage;
        this.consumed = counter("consumed");
        this.emitted = counter("emitted");
        this.outputs = counter("outputs");
        this.restarts = counter("restarts");
        this.transaction =
                Timer.builder(PREFIX + "transaction").tag("stage", stage).register(registry);
        gauge("in_flight", () -> inFlight);
        gauge("lag", () -> lag);
    }

    void gauge(String name, Supplier<Number> value) {
        Gauge.builder(PREFIX + name, value).tag("stage", stage).register(registry);
    }

    private Counter counter(String name, String... tags) {
        return Counter.builder(PREFIX + name).tag("stage", stage).tags(tags).register(registry);
    }

    void committed(List<Window.Slot> slots) {
        for (var slot : slots) {
            var outcome = slot.outcome();
            consumed.increment();
            switch (outcome.kind()) {
                case EMITTED -> {
                    emitted.increment();
                    outputs.increment(outcome.records().size());
                }
                case RETRIED -> failed("retried", outcome);
                case REJECTED -> failed("rejected", outcome);
            }
        }
    }

    private void failed(String name, Window.Outcome outcome) {
        counter(name, "class", requireNonNull(outcome.errorClass(), "every failure has a class"))
                .increment();
    }

    void outage(String what) {
        counter("outages", "what", what).increment();
    }

    void restarted() {
        restarts.increment();
        inFlight = 0;
        lag = Double.NaN;
    }

    void inFlight(int records) {
        inFlight = records;
    }

    /** @param unread empty: not known */
    void lag(OptionalLong unread, int inWindow) {
        lag = unread.isEmpty() ? Double.NaN : unread.getAsLong() + inWindow;
    }

    Timer transaction() {
        return transaction;
    }
}
