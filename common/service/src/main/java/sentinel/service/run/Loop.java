package sentinel.service.run;

import java.util.List;

/** The work of a service. It runs until it is stopped. */
public interface Loop {

    /** Works until {@link #stop} is called. Before it returns, all started work is finished or cleanly abandoned. */
    void run();

    /** Asks {@link #run} to return soon. Callable from any thread, more than once, and before {@code run}. */
    void stop();

    /** The name in logs, and of the loop's thread. */
    default String name() {
        return getClass().getSimpleName();
    }

    /** Several loops as one, each on its own thread. When one ends, all are stopped, and its error is thrown. */
    static Loop all(Loop... loops) {
        return new LoopGroup(List.of(loops));
    }
}
