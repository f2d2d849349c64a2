package sentinel.service.run;

import java.util.List;
import sentinel.config.Env;

/**
 * What every service that runs alone is told, beside its own settings. The level of logs is read by the logging library
 * itself; here it is only held to the levels that there are.
 *
 * @param healthPort of health and metrics; 0 for any
 */
public record ProcessSettings(int healthPort, String logLevel) {

    static final String HEALTH_PORT = "SENTINEL_HEALTH_PORT";
    private static final List<String> LEVELS = List.of("TRACE", "DEBUG", "INFO", "WARN", "ERROR");

    public static ProcessSettings from(Env env) {
        return new ProcessSettings(env.integer(HEALTH_PORT, 8081, 0, 65535), logLevel(env));
    }

    /** {@code SENTINEL_LOG_LEVEL}, in capitals or not. */
    public static String logLevel(Env env) {
        return env.oneOf("SENTINEL_LOG_LEVEL", "INFO", LEVELS);
    }
}
