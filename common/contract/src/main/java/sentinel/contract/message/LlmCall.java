package sentinel.contract.message;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One entry of the ledger: a call to a language model, also a failed one, or a call that was not needed. Key and {@code
 * normalizedUrl}: identity of the article. Topic: {@code llm_calls}, and one row of the table of the same name.
 *
 * <p>An entry that a killed process left behind is published by another one. The two may both appear: they have the same
 * {@code callId}, and {@code recovered} is set on the later one.
 *
 * @param callId unique
 * @param source of the article; null for a probe of a provider's health
 * @param rung place of the provider in the configured list, from 1
 * @param inputTokens of the whole question, those of the provider's cache included
 * @param cachedInputTokens of these, how many the provider read from its cache
 * @param cacheWriteTokens of these, how many the provider wrote to its cache
 * @param costUsd null when the price of the model is not known
 * @param savedUsd what a call would have cost that was not made; 0 for a call that was made
 * @param millis from the request to the last byte of the answer; in a batch, from its creation to its end
 * @param outcome {@code ok}; {@code cached}, {@code copied} or {@code superseded} for a call that was not needed; {@code
 *     unknown} when the process was killed during the call, and tokens and cost are the most that was expected; else the
 *     class of the failure
 */
@RecordBuilder
public record LlmCall(
        int schemaVersion,
        String callId,
        String normalizedUrl,
        String contentHash,
        @Nullable Source source,
        String provider,
        String model,
        String promptVersion,
        int rung,
        int inputTokens,
        int cachedInputTokens,
        int cacheWriteTokens,
        int outputTokens,
        @Nullable BigDecimal costUsd,
        BigDecimal savedUsd,
        long millis,
        String outcome,
        Instant calledAt,
        boolean recovered) {

    public static final int SCHEMA_VERSION = 1;

    /** Outcome of a call with an answer of use. */
    public static final String OK = "ok";

    /** Outcome of a call whose answer was read from the cache. */
    public static final String CACHED = "cached";

    /** Outcome of a call whose answer was taken from another article with the same agency's text. */
    public static final String COPIED = "copied";

    /** Outcome of a call about a text that was edited before it was read. */
    public static final String SUPERSEDED = "superseded";

    /** Outcome of a call during which the process was killed. */
    public static final String UNKNOWN = "unknown";

    private static final Set<String> NOT_NEEDED = Set.of(CACHED, COPIED, SUPERSEDED);

    public LlmCall {
        NewerSchemaException.refuse(LlmCall.class, schemaVersion, SCHEMA_VERSION);
        requireNonNull(callId, "call_id");
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(contentHash, "content_hash");
        requireNonNull(provider, "provider");
        requireNonNull(model, "model");
        requireNonNull(promptVersion, "prompt_version");
        requireNonNull(outcome, "outcome");
        requireNonNull(calledAt, "called_at");
        savedUsd = savedUsd == null ? BigDecimal.ZERO : savedUsd;
    }

    /** Whether the outcome is that of a call that was made. */
    public static boolean isOfCall(String outcome) {
        return !NOT_NEEDED.contains(outcome);
    }
}
