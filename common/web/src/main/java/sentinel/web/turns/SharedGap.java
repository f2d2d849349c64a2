package sentinel.web.turns;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Duration;
import java.util.concurrent.CompletionStage;

/** What instances tell each other about hosts: when one was requested last, and when it wants no requests. */
public interface SharedGap {

    /** For an instance that knows of no others. */
    SharedGap NONE = new SharedGap() {
        @Override
        public CompletionStage<Duration> take(String host, Duration gap) {
            return completedFuture(Duration.ZERO);
        }

        @Override
        public void hold(String host, Duration pause) {
            // there is nobody to tell
        }
    };

    /**
     * Takes the next request to a host, for oneself alone and for as long as the gap. Never completes exceptionally: who
     * cannot ask the others goes by its own gap.
     *
     * @return zero when it is taken, else how long it is still another's
     */
    CompletionStage<Duration> take(String host, Duration gap);

    /** Nobody is to take a request to this host for a while: it asked for that. */
    void hold(String host, Duration pause);
}
