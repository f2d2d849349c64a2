package sentinel.parser.llm;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.parser.llm.CallFailure.Kind;

/** Batches that were collected before: their results are read once more where the cache has lost an answer. */
final class CollectedBatches {

    private record Batch(BatchIntent intent, String id) {}

    private final BatchEndpoint endpoint;
    private final BatchAnswers answers;
    private final Map<String, Batch> byRequest = new HashMap<>(); // the latest of each custom id
    private @Nullable String last; // id of the batch that was read last
    private Map<String, BatchAnswer> ofLast = Map.of();

    CollectedBatches(BatchEndpoint endpoint, BatchAnswers answers) {
        this.endpoint = endpoint;
        this.answers = answers;
    }

    void add(BatchIntent intent, String id) {
        var batch = new Batch(intent, id);
        intent.requests().forEach(request -> byRequest.put(request.customId(), batch));
    }

    /**
     * What a batch said of a request; empty when none was asked, or the provider has dropped its results.
     *
     * @throws CallFailure it is not known
     */
    Optional<BatchAnswer> answer(String customId) {
        var batch = byRequest.get(customId);
        if (batch == null) {
            return Optional.empty();
        }
        if (!batch.id().equals(last)) {
            ofLast = read(batch);
            last = batch.id();
        }
        return Optional.ofNullable(ofLast.get(customId));
    }

    private Map<String, BatchAnswer> read(Batch batch) {
        try {
            var state = endpoint.look(batch.id());
            return state.files().isEmpty()
                    ? Map.of()
                    : answers.read(batch.intent(), state, endpoint.results(state), true);
        } catch (CallFailure e) {
            if (e.kind() == Kind.NOT_FOUND) {
                return Map.of();
            }
            throw e;
        }
    }
}
