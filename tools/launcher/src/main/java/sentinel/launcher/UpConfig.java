package sentinel.launcher;

import static java.util.Objects.requireNonNull;

import sentinel.config.Env;

/**
 * Settings of {@code up} and {@code demo}.
 *
 * @param leastFreeMegabytes with less free disk space, nothing new is written
 */
record UpConfig(Services services, int leastFreeMegabytes) {
    UpConfig {
        requireNonNull(services, "services");
    }

    static UpConfig from(Env env) {
        return new UpConfig(Services.from(env), env.integer("SENTINEL_MIN_FREE_DISK_MB", 512, 16, 1_000_000));
    }
}
