package sentinel.launcher;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/**
 * The flags of {@code up} and {@code demo}. Each stands for an environment variable of the same name ({@code --port} is
 * {@code SENTINEL_PORT}); a flag wins over the variable.
 */
final class Settings {

    @Option(
            names = "--feeds",
            paramLabel = "FILE",
            description = "RSS feeds, YAML: feeds: [{name, url, category?, enabled?}]. Default: 18 news feeds.")
    private Path feeds;

    @Option(
            names = "--gdelt",
            paramLabel = "URL|off",
            description = "Where the GDELT 2.1 files are, or off. Default: GDELT's own address.")
    private String gdelt;

    @Option(
            names = "--provider",
            paramLabel = "NAME",
            description =
                    "openai, anthropic, deepseek, ollama or local (rules, no key). A list is a fallback chain. Default: local.")
    private String provider;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "Where everything is kept. Default: data below the checkout.")
    private Path data;

    @Option(names = "--port", paramLabel = "PORT", description = "Port of the API and the dashboard. Default: 8080.")
    private String port;

    @Option(
            names = "--allow-private-hosts",
            arity = "0..1",
            fallbackValue = "true",
            paramLabel = "HOSTS",
            description =
                    "Fetch from private and loopback addresses too: all, or a comma list of host[:port] and CIDR.")
    private String allowPrivateHosts;

    /** The environment with the flags laid over it. */
    Map<String, String> over(Map<String, String> environment) {
        var env = new HashMap<>(environment);
        put(env, "SENTINEL_FEEDS", feeds);
        put(env, "SENTINEL_GDELT", gdelt);
        put(env, "SENTINEL_PROVIDER", provider);
        put(env, "SENTINEL_DATA", data);
        put(env, "SENTINEL_PORT", port);
        put(env, "SENTINEL_ALLOW_PRIVATE_HOSTS", allowPrivateHosts);
        return env;
    }

    private static void put(Map<String, String> env, String name, Object value) {
        if (value != null) {
            env.put(name, value.toString());
        }
    }
}
