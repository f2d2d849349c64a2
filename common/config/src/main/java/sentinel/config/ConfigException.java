package sentinel.config;

import java.util.List;

/**
 * The configuration is invalid. The message lists every problem, one per line. A program that catches it exits with
 * code 2.
 */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> problems) {
        super("invalid configuration:\n  " + String.join("\n  ", problems));
    }
}
