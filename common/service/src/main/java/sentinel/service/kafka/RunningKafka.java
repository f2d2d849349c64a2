package sentinel.service.kafka;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.service.json.Json;

/**
 * Finds the Kafka that a command uses: the one that the environment names, or that of the Sentinel that runs on a data
 * directory.
 */
public final class RunningKafka {

    private static final String SERVERS = "KAFKA_BOOTSTRAP_SERVERS";
    private static final String RUNNING = "running.json";

    private RunningKafka() {}

    /** The data directory: {@code SENTINEL_DATA}, else {@code data} in the checkout. */
    public static Path data(Map<String, String> environment) {
        String given = environment.get("SENTINEL_DATA");
        return given != null
                ? Path.of(given)
                : Path.of(environment.getOrDefault("SENTINEL_HOME", ".")).resolve("data");
    }

    /** Empty when the environment names no Kafka, and no Sentinel is running on the directory. */
    public static Optional<KafkaSettings> of(Map<String, String> environment, Path data) {
        var env = new HashMap<>(environment);
        if (!env.containsKey(SERVERS)) {
            var running = running(data.resolve(RUNNING));
            if (running.isEmpty()) {
                return Optional.empty();
            }
            env.put(SERVERS, running.get().path("kafka").asText());
            env.put("SENTINEL_TOPIC_PREFIX", running.get().path("topic_prefix").asText());
        }
        return Optional.of(Env.read(env, KafkaSettings::from));
    }

    private static Optional<JsonNode> running(Path file) {
        try {
            return Optional.of(Json.mapper().readTree(Files.readAllBytes(file)))
                    .filter(running ->
                            ProcessHandle.of(running.path("pid").asLong()).isPresent());
        } catch (IOException e) {
            return Optional.empty(); // as if it were not there
        }
    }
}
