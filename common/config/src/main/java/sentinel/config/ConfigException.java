package sentinel.config;

import java.util.List;

/** The configuration is wrong: one message with every problem, a line each. A program that meets it exits with 2. */
public final class ConfigException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public ConfigException(List<String> problems) {
        super("wrong configuration:\n  " + String.join("\n  ", problems));
    }
}
