package sentinel.service.run;

import java.util.List;
import sentinel.config.Env;

/**
 * Settings of every service that runs alone, in addition to its own. The logging library reads the log level itself;
 * this class only validates it.
 *
 * @param healthPort port of health and metrics; 0 for any free port
 */
public record ProcessSettings(int healthPort, String logLevel) {

    static final String HEALTH_PORT = "SENTINEL_HEALTH_PORT";
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    public static ProcessSettings from(Env env) {
        return new ProcessSettings(env.integer(HEALTH_PORT, 8081, 0, 65535), logLevel(env));
    }

    /** {@code SENTINEL_LOG_LEVEL}, in upper or lower case. */
    public static String logLevel(Env env) {
        return env.oneOf("SENTINEL_LOG_LEVEL", "INFO", LEVELS);
    }
}
