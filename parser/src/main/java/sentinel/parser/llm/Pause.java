package sentinel.parser.llm;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time until something is tried again: it grows with each look, twice as fast with each failure. Begins at 0. */
final class Pause {

    private final Duration shortest;
    private final Duration longest;
    private Duration length;
    private long endsAt = System.nanoTime();

    Pause(Duration shortest, Duration longest) {
        this.shortest = shortest;
        this.longest = longest;
        this.length = shortest;
    }

    /** Nothing was wrong: begins a pause that is a little longer than the last one. */
    void after() {
        begin(length);
        length = min(length.multipliedBy(3).dividedBy(2), longest);
    }

    /**
     * Something failed: begins a pause, and the next one is twice as long.
     *
     * @param asked how long the provider wants to be left alone, or null
     */
    void afterFailure(@Nullable Duration asked) {
        begin(asked == null || asked.compareTo(length) < 0 ? length : asked);
        length = min(length.multipliedBy(2), longest);
    }

    void begin(Duration time) {
        endsAt = System.nanoTime() + time.toNanos();
    }

    /** Ends the pause, and forgets how long it was. */
    void end() {
        endsAt = System.nanoTime();
        length = shortest;
    }

    boolean isOver() {
        return left().isZero();
    }

    Duration left() {
        return Duration.ofNanos(Math.max(0, endsAt - System.nanoTime()));
    }

    static Duration min(Duration a, Duration b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
