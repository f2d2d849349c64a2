package sentinel.parser.llm;

import org.jspecify.annotations.Nullable;

/** A batch that is not collected. */
final class BatchFlight {
    final BatchIntent intent;

    /** Of a reading that ended before: what it brings may be in the ledger already. */
    final boolean inherited;

    /** Until the next look. */
    final Pause pause;

    /** The provider's; null when the batch may not have been created. */
    @Nullable
    String id;

    /** Requests, as of the last look. */
    int done;

    BatchFlight(BatchIntent intent, @Nullable String id, boolean inherited, Pause pause) {
        this.intent = intent;
        this.id = id;
        this.inherited = inherited;
        this.pause = pause;
    }

    String name() {
        return "batch " + (id == null ? intent.key() : id);
    }
}
