package sentinel.config;

import static java.util.Objects.requireNonNull;

/**
 * Where the Delta tables are: local paths, or URIs that Hadoop's FileSystem knows.
 *
 * @param bronze articles as parsed, append-only
 * @param sightings who else saw an article, append-only
 * @param silver one row an article
 */
public record TablePaths(String bronze, String sightings, String silver) {
    public TablePaths {
        requireNonNull(bronze, "bronze");
        requireNonNull(sightings, "sightings");
        requireNonNull(silver, "silver");
    }

    /** {@code SENTINEL_BRONZE}, {@code SENTINEL_SIGHTINGS}, {@code SENTINEL_SILVER}; by default below {@code SENTINEL_DATA}. */
    public static TablePaths from(Env env) {
        String data = env.string("SENTINEL_DATA", "data");
        return new TablePaths(
                env.string("SENTINEL_BRONZE", data + "/bronze/articles"),
                env.string("SENTINEL_SIGHTINGS", data + "/bronze/sightings"),
                env.string("SENTINEL_SILVER", data + "/silver/articles"));
    }
}
