package sentinel.api;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import sentinel.config.Env;
import sentinel.config.TablePaths;

/**
 * @param tables Silver is served, Bronze is where its news come from; they need not exist yet
 * @param index directory of the index; can be deleted at any time, it is then built again
 * @param bind address to listen on
 * @param port to listen on; 0 for any
 * @param refresh how often Silver is looked at; see {@link #slowRefresh} for the rest
 * @param silverPatience how long rows may wait in Bronze while Silver makes no progress, before health says so
 * @param corsOrigins web pages of these origins may read replies; {@code *} for all
 */
public record ApiConfig(
        TablePaths tables,
        Path index,
        String bind,
        int port,
        Duration refresh,
        Duration silverPatience,
        List<String> corsOrigins) {

    public ApiConfig {
        requireNonNull(tables, "tables");
        requireNonNull(index, "index");
        requireNonNull(bind, "bind");
        requireNonNull(refresh, "refresh");
        requireNonNull(silverPatience, "silver patience");
        corsOrigins = List.copyOf(corsOrigins);
    }

    public static ApiConfig from(Env env) {
        var refresh = env.duration("SENTINEL_API_REFRESH", Duration.ofMillis(250));
        if (refresh.isNegative() || refresh.isZero()) {
            env.problem("SENTINEL_API_REFRESH", "is '" + refresh + "'; expected more than 0");
        }
        return new ApiConfig(
                TablePaths.from(env),
                env.path("SENTINEL_INDEX", Path.of(env.string("SENTINEL_DATA", "data"), "index")),
                env.string("SENTINEL_BIND", "127.0.0.1"),
                env.integer("SENTINEL_PORT", 8080, 0, 65535),
                refresh,
                env.duration("SENTINEL_SILVER_PATIENCE", Duration.ofSeconds(45)),
                env.list("SENTINEL_CORS_ORIGIN", List.of()));
    }

    /** How often that is looked at for which nobody waits: how far Silver is behind Bronze, and the ledger. */
    Duration slowRefresh() {
        return refresh.multipliedBy(4);
    }
}
