package sentinel.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import sentinel.config.Env;

/**
 * The flags of {@code up} and {@code demo}. Each stands for an environment variable of the same name ({@code --port} is
 * {@code SENTINEL_PORT}); a flag wins over the variable.
 */
final class Settings {

    private static final Map<String, String> FLAGS = Map.of(
            "--feeds", "SENTINEL_FEEDS",
            "--gdelt", "SENTINEL_GDELT",
            "--provider", "SENTINEL_PROVIDER",
            "--data", "SENTINEL_DATA",
            "--port", "SENTINEL_PORT",
            "--allow-private-hosts", "SENTINEL_ALLOW_PRIVATE_HOSTS");

    @Option(
            names = "--feeds",
            paramLabel = "FILE",
            description = "YAML file of RSS feeds: feeds: [{name, url, category?, enabled?}]. Default: 18 news feeds.")
    private @Nullable Path feeds;

    @Option(
            names = "--gdelt",
            paramLabel = "URL|off",
            description = "Base URL of the GDELT 2.1 files, or off. Default: GDELT's own address.")
    private @Nullable String gdelt;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "openai, anthropic, deepseek, ollama or local (rules, no key). A list is a fallback chain. Default: local.")
    private @Nullable String provider;

    @Option(names = "--data", paramLabel = "DIR", description = "Directory of all data. Default: data in the checkout.")
    private @Nullable Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the API and the dashboard. Default: 8080.")
    private @Nullable String port;

    @Option(
            names = "--allow-private-hosts",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "HOSTS",
            description =
                    "Also fetch from private and loopback addresses: all, or a comma-separated list of host[:port] and CIDR.")
    private @Nullable String allowPrivateHosts;

    /** The variables that are set and not blank, with the flags laid over them. */
    Map<String, String> over(Map<String, String> environment) {
        var env = new HashMap<>(environment);
        values().forEach((flag, value) -> env.put(FLAGS.get(flag), value));
        return Env.given(env);
    }

    /**
     * What messages call the variables that have flags, by variable: the flag, unless the user set the variable and gave no
     * flag.
     */
    Map<String, String> flags(Map<String, String> environment) {
        var given = values().keySet();
        var set = Env.given(environment).keySet();
        var flags = new HashMap<String, String>();
        FLAGS.forEach((flag, variable) -> {
            if (given.contains(flag) || !set.contains(variable)) {
                flags.put(variable, flag);
            }
        });
        return flags;
    }

    private Map<String, String> values() {
        var values = new HashMap<String, String>();
        values.put("--feeds", text(feeds));
        values.put("--gdelt", gdelt);
        values.put("--provider", provider);
        values.put("--data", text(data));
        values.put("--port", port);
        values.put("--allow-private-hosts", allowPrivateHosts);
        values.values().removeIf(value -> value == null || value.isBlank());
        return values;
    }

    private static @Nullable String text(@Nullable Path path) {
        return path == null ? null : path.toString();
    }
}
