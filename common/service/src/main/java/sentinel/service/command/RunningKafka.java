package sentinel.service.command;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;

/**
 * Finds the Kafka that a command uses: the one that the environment names, or that of the Sentinel that runs on a data
 * directory.
 */
final class RunningKafka {

    private static final String SERVERS = "KAFKA_BOOTSTRAP_SERVERS";

    private RunningKafka() {}

    /** The data directory: {@code SENTINEL_DATA}, else {@code data} in the checkout. */
    static Path data(Map<String, String> environment) {
        String given = environment.get("SENTINEL_DATA");
        return given != null
                ? Path.of(given)
                : Path.of(environment.getOrDefault("SENTINEL_HOME", ".")).resolve("data");
    }

    /** Empty when the environment names no Kafka, and no Sentinel is running on the directory. */
    static Optional<KafkaSettings> of(Map<String, String> environment, Path data) {
        var env = new HashMap<>(environment);
        if (!env.containsKey(SERVERS)) {
            var running = RunningSentinel.on(data).filter(RunningSentinel::isAlive);
            if (running.isEmpty()) {
                return Optional.empty();
            }
            env.put(SERVERS, running.get().kafka());
            env.put("SENTINEL_TOPIC_PREFIX", running.get().topicPrefix());
        }
        return Optional.of(Env.read(env, KafkaSettings::from));
    }
}
