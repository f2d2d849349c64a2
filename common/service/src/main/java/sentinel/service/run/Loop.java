package sentinel.service.run;

import java.util.List;

/** A service's work: runs until stopped. */
public interface Loop {

    /** Works until {@link #stop} is called, then returns with everything it began finished or given up cleanly. */
    void run();

    /** Asks {@link #run} to return soon. Callable from any thread, more than once, and before {@code run}. */
    void stop();

    /** For logs and the name of its thread. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Several loops as one: each on a thread of its own; all are stopped when one ends, and its error is thrown. */
    static Loop all(Loop... loops) {
        return new LoopGroup(List.of(loops));
    }
}
