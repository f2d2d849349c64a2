package sentinel.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import sentinel.simulator.Newsroom;

/** The environment of a pipeline that reads a newsroom, with waits of seconds where a real one has hours. */
public final class NewsroomSettings {

    private NewsroomSettings() {}

    public static Map<String, String> of(Newsroom newsroom, Path directory) throws IOException {
        var feeds = Files.writeString(directory.resolve("feeds.yaml"), newsroom.feedsYaml());
        var env = new HashMap<String, String>();
        env.put("SENTINEL_FEEDS", feeds.toString());
        env.put("SENTINEL_GDELT", newsroom.gdeltBase());
        env.put("SENTINEL_ALLOW_PRIVATE_HOSTS", "true");
        env.put("SENTINEL_L1_TTL", "20s");
        env.put("SENTINEL_L2_TTL", "15s");
        env.put("SENTINEL_RSS_MIN_INTERVAL", "2s");
        env.put("SENTINEL_RSS_MAX_INTERVAL", "4s");
        env.put("SENTINEL_GDELT_INTERVAL", "1s");
        env.put("SENTINEL_QUIET_PERIOD", "2s");
        env.put("SENTINEL_RETRY_DELAYS", "1s,2s,3s");
        return env;
    }
}
