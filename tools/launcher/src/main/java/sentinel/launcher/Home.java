package sentinel.launcher;

import java.nio.file.Path;

/** The checkout that {@code ./sentinel} was called in. */
final class Home {

    private Home() {}

    static Path directory() {
        String home = System.getenv("SENTINEL_HOME");
        if (home == null) {
            throw new UserError("SENTINEL_HOME is not set; start Sentinel with ./sentinel");
        }
        return Path.of(home);
    }
}
