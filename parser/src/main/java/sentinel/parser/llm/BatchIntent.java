package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/**
 * A batch as it was meant, written down before it is created.
 *
 * @param key ours, unique; the provider has an id of its own
 * @param at when it was meant, by our clock
 * @param provider with {@code baseUrl} and {@code model}: who was asked
 * @param day of the budget that {@code reservedNanos} were set aside of
 */
record BatchIntent(
        String key,
        Instant at,
        String provider,
        String baseUrl,
        String model,
        String promptVersion,
        LocalDate day,
        long reservedNanos,
        List<BatchRequest> requests) {

    BatchIntent {
        requireNonNull(key, "key");
        requireNonNull(at, "at");
        requireNonNull(provider, "provider");
        requireNonNull(baseUrl, "base URL");
        requireNonNull(model, "model");
        requireNonNull(promptVersion, "prompt version");
        requireNonNull(day, "day");
        requests = List.copyOf(requests);
    }

    boolean isOf(LlmConfig config) {
        return provider.equals(config.kind().id())
                && baseUrl.equals(config.baseUrl().toString())
                && model.equals(config.model());
    }

    Budget.Reservation reservation() {
        return new Budget.Reservation(day, reservedNanos);
    }

    /** Where the answers belong. */
    String cacheKey(BatchRequest request) {
        return AnswerCache.key(model, promptVersion, request.contentHash());
    }
}
