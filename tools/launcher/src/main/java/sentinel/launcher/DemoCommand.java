package sentinel.launcher;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;

/**
 * {@code ./sentinel demo}: {@code up} against a newsroom in this JVM. Each demo starts with an empty directory, because its
 * newsroom is new and knows nothing of earlier articles.
 */
@Command(
        name = "demo",
        mixinStandardHelpOptions = true,
        description = {
            "Starts every stage with a simulated newsroom. It needs no network and no key, and shows articles within a minute.",
            "It empties its data directory (default: data-demo in the checkout) first."
        })
final class DemoCommand implements Runnable {

    /** Intervals of seconds instead of minutes and hours, so that new articles and edits show soon. */
    static final Map<String, String> HURRY = Map.of(
            "SENTINEL_L1_TTL", "30s",
            "SENTINEL_L2_TTL", "20s",
            "SENTINEL_RSS_MIN_INTERVAL", "3s",
            "SENTINEL_RSS_MAX_INTERVAL", "5s",
            "SENTINEL_GDELT_INTERVAL", "2s",
            "SENTINEL_REVISIT_FIRST", "20s",
            "SENTINEL_QUIET_PERIOD", "10s",
            "SENTINEL_RETRY_DELAYS", "5s,10s,20s");

    @Mixin
    private Settings settings;

    @Override
    public void run() {
        var env = settings.over(System.getenv());
        HURRY.forEach(env::putIfAbsent);
        env.putIfAbsent("SENTINEL_DATA", Home.directory().resolve("data-demo").toString());
        env.putIfAbsent("SENTINEL_ALLOW_PRIVATE_HOSTS", "true");
        var flags = settings.flags(System.getenv());
        var data = DataDirectory.openForDemo(Path.of(env.get("SENTINEL_DATA")), flags);
        try (var newsroom = Newsroom.start(NewsroomConfig.demo())) {
            env.put("SENTINEL_FEEDS", feeds(data.path(), newsroom).toString());
            env.put("SENTINEL_GDELT", newsroom.gdeltBase());
            System.err.println("sentinel: newsroom at " + newsroom.baseUrl() + "/");
            AllInOne.run(env, flags, data, "the next demo starts with an empty directory");
        }
    }

    private static Path feeds(Path directory, Newsroom newsroom) {
        try {
            return Files.writeString(directory.resolve("feeds.yaml"), newsroom.feedsYaml());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
