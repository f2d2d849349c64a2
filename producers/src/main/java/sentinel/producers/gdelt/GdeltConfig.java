package sentinel.producers.gdelt;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import sentinel.config.Env;
import sentinel.producers.feeds.Language;
import sentinel.producers.gate.GateSettings;
import sentinel.web.AllowedHosts;
import sentinel.web.UserAgent;

/**
 * Settings of the GDELT producer.
 *
 * @param base folder of {@code lastupdate.txt} and the files; empty switches GDELT off
 * @param interval between looks at {@code lastupdate.txt}
 * @param catchUp how far back missed slots are made up for
 * @param cap the most URLs that one file may yield
 * @param fileAttempts how often a file that is missing or damaged is tried before it is given up
 * @param timeout for one request
 * @param allowed private hosts that redirects may lead to
 */
public record GdeltConfig(
        GateSettings gate,
        Optional<URI> base,
        Duration interval,
        Duration catchUp,
        int cap,
        GkgFilter filter,
        int fileAttempts,
        Duration timeout,
        AllowedHosts allowed,
        String userAgent) {

    private static final URI PUBLIC = URI.create("http://data.gdeltproject.org/gdeltv2");

    public GdeltConfig {
        requireNonNull(gate, "gate");
        requireNonNull(base, "base");
        requireNonNull(filter, "filter");
        requireNonNull(allowed, "allowed");
        requireNonNull(userAgent, "user agent");
    }

    public static GdeltConfig from(Env env) {
        return new GdeltConfig(
                GateSettings.from(env),
                base(env),
                GateSettings.positive(env, "SENTINEL_GDELT_INTERVAL", Duration.ofMinutes(1)),
                GateSettings.positive(env, "SENTINEL_GDELT_CATCH_UP", Duration.ofHours(24)),
                env.integer("SENTINEL_GDELT_CAP", 2000, 1, 1_000_000),
                new GkgFilter(
                        env.list("SENTINEL_GDELT_THEMES", List.of()),
                        Set.copyOf(env.list("SENTINEL_GDELT_DOMAINS", List.of())),
                        Set.copyOf(env.list("SENTINEL_GDELT_EXCLUDED_DOMAINS", List.of())),
                        languages(env)),
                env.integer("SENTINEL_GDELT_FILE_ATTEMPTS", 5, 1, 1000),
                GateSettings.positive(env, "SENTINEL_GDELT_TIMEOUT", Duration.ofMinutes(2)),
                AllowedHosts.from(env),
                UserAgent.from(env));
    }

    private static Optional<URI> base(Env env) {
        if (env.string("SENTINEL_GDELT", "").toLowerCase(Locale.ROOT).equals("off")) {
            return Optional.empty();
        }
        return Optional.of(env.http("SENTINEL_GDELT", PUBLIC));
    }

    private static Set<String> languages(Env env) {
        var codes = new TreeSet<String>();
        for (var language : env.list("SENTINEL_GDELT_LANGUAGES", List.of())) {
            Language.iso6391(language)
                    .ifPresentOrElse(
                            codes::add,
                            () -> env.problem(
                                    "SENTINEL_GDELT_LANGUAGES",
                                    "has '" + language + "'; expected codes such as en, fr"));
        }
        return codes;
    }
}
