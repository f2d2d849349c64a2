package sentinel.config;

import static java.util.Objects.requireNonNull;

/**
 * Locations of the Delta tables: local paths, or URIs that Hadoop's FileSystem supports.
 *
 * @param bronze articles as parsed, append-only
 * @param sightings further sources of articles, append-only
 * @param llmCalls the ledger of calls to language models, append-only
 * @param silver one row for each article
 */
public record TablePaths(String bronze, String sightings, String llmCalls, String silver) {
    public TablePaths {
        requireNonNull(bronze, "bronze");
        requireNonNull(sightings, "sightings");
        requireNonNull(llmCalls, "llm calls");
        requireNonNull(silver, "silver");
    }

    /**
     * Reads {@code SENTINEL_BRONZE}, {@code SENTINEL_SIGHTINGS}, {@code SENTINEL_LLM_CALLS} and {@code SENTINEL_SILVER}. The
     * defaults are below {@code SENTINEL_DATA}.
     */
    public static TablePaths from(Env env) {
        String data = env.string("SENTINEL_DATA", "data");
        return new TablePaths(
                env.string("SENTINEL_BRONZE", data + "/bronze/articles"),
                env.string("SENTINEL_SIGHTINGS", data + "/bronze/sightings"),
                env.string("SENTINEL_LLM_CALLS", data + "/bronze/llm_calls"),
                env.string("SENTINEL_SILVER", data + "/silver/articles"));
    }
}
