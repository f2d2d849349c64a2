package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.parser.llm.CallFailure.Kind;

/** A provider's batch interface. Every method may throw a {@link CallFailure}. */
interface BatchEndpoint {

    /** @param body what a live call would send, in one line */
    record Question(String customId, String body) {}

    /**
     * A batch as the provider sees it.
     *
     * @param total requests, as far as the provider tells
     * @param took from its creation to its end; 0 before
     * @param missing why a request that has no result has none
     * @param rejected why the provider will work on none of its requests; null when it does
     * @param files where the results are
     */
    record State(
            String id,
            boolean ended,
            int done,
            int total,
            Duration took,
            CallFailure missing,
            @Nullable CallFailure rejected,
            List<String> files) {
        public State {
            requireNonNull(id, "id");
            requireNonNull(missing, "missing");
            files = List.copyOf(files);
        }
    }

    /** What came of one request. */
    sealed interface Result {

        /** @param body what a live call would have brought */
        record Reply(String body) implements Result {}

        record Failed(CallFailure why) implements Result {}
    }

    /** Why a request has no result that should have one. */
    static CallFailure noResult() {
        return new CallFailure(Kind.GARBLED, "the batch has no result for this page", null);
    }

    /** Why a request has no answer when the batch ended before its turn. */
    static CallFailure expired() {
        return new CallFailure(Kind.TIMEOUT, "the batch's time was too short for this page", null);
    }

    /** Why a request has no answer when somebody stopped the batch. */
    static CallFailure cancelled() {
        return new CallFailure(Kind.INTERRUPTED, "the batch was cancelled", null);
    }

    /** Whether a batch was created, that may or may not have been. */
    sealed interface Search {

        record Found(String id) implements Search {}

        record NotThere() implements Search {}

        /** One that may be it is not ended, and only its results tell. */
        record Undecided() implements Search {}
    }

    /** Hands the requests over, without any work on them; returns what {@link #create} is to name. */
    String prepare(List<Question> questions);

    /** Creates a batch of what was prepared, and returns its id. */
    String create(String prepared, String key);

    State look(String id);

    /** Results by custom id of a batch that has ended. */
    Map<String, Result> results(State state);

    /** @param known ids of batches that are others */
    Search find(BatchIntent intent, Set<String> known);
}
