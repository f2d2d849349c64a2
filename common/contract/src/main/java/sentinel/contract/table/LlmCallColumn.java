package sentinel.contract.table;

import static sentinel.contract.table.ColumnType.DATE;
import static sentinel.contract.table.ColumnType.DOUBLE;
import static sentinel.contract.table.ColumnType.FLAG;
import static sentinel.contract.table.ColumnType.INT;
import static sentinel.contract.table.ColumnType.LONG;
import static sentinel.contract.table.ColumnType.TEXT;
import static sentinel.contract.table.ColumnType.TIMESTAMP;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.LlmCall;

/** Columns of the ledger's table. Each message of {@code llm_calls} is one row. Rows are appended and never changed. */
@SuppressWarnings("ImmutableEnumChecker") // records and method references do not change
public enum LlmCallColumn implements MessageColumn<LlmCall> {
    SCHEMA_VERSION(INT, true, "version of the message that the row was written from", LlmCall::schemaVersion),
    CALL_ID(TEXT, true, "unique, but for a recovered entry", LlmCall::callId),
    NORMALIZED_URL(TEXT, true, "identity of the article", LlmCall::normalizedUrl),
    CONTENT_HASH(TEXT, true, "hash of the article's body", LlmCall::contentHash),
    SOURCE(
            TEXT,
            false,
            "kind of discovery of the article: id of a Source",
            call -> call.source() == null ? null : call.source().id()),
    PROVIDER(TEXT, true, "which provider was asked", LlmCall::provider),
    MODEL(TEXT, true, "the provider's model", LlmCall::model),
    PROMPT_VERSION(TEXT, true, "version of the prompt", LlmCall::promptVersion),
    RUNG(INT, true, "place of the provider in the configured list, from 1", LlmCall::rung),
    INPUT_TOKENS(INT, true, "tokens of the question", LlmCall::inputTokens),
    CACHED_INPUT_TOKENS(INT, true, "of these, read from the provider's cache", LlmCall::cachedInputTokens),
    CACHE_WRITE_TOKENS(INT, true, "of these, written to the provider's cache", LlmCall::cacheWriteTokens),
    OUTPUT_TOKENS(INT, true, "tokens of the answer", LlmCall::outputTokens),
    COST_USD(
            DOUBLE,
            false,
            "US dollars; null when the price of the model is not known",
            call -> call.costUsd() == null ? null : (Object) call.costUsd().doubleValue()),
    SAVED_USD(DOUBLE, true, "US dollars that a call would have cost that was not made", call -> call.savedUsd()
            .doubleValue()),
    MILLIS(LONG, true, "duration of the call", LlmCall::millis),
    OUTCOME(TEXT, true, "ok, cached, copied, unknown, or the class of the failure", LlmCall::outcome),
    CALLED_AT(TIMESTAMP, true, "when the call began", LlmCall::calledAt),
    RECOVERED(FLAG, true, "whether another process published what a killed one left behind", LlmCall::recovered),
    KAFKA_TS(TIMESTAMP, "the broker's time of the message"),
    KAFKA_PARTITION(INT, "partition of the message"),
    KAFKA_OFFSET(LONG, "offset of the message"),
    INGEST_DATE(DATE, "UTC day of kafka_ts; the partition column");

    /** The current schema version of the table. */
    public static final int VERSION = 1;

    /** All columns, in the table's order. */
    public static final List<LlmCallColumn> ALL = List.of(values());

    private final Definition definition;
    private final @Nullable Function<LlmCall, @Nullable Object> value;

    LlmCallColumn(ColumnType type, String meaning) {
        this.definition = new Definition(type, true, 1, meaning);
        this.value = null;
    }

    LlmCallColumn(ColumnType type, boolean required, String meaning, Function<LlmCall, @Nullable Object> value) {
        this.definition = new Definition(type, required, 1, meaning);
        this.value = value;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Function<LlmCall, @Nullable Object> value() {
        return value;
    }
}
