package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.regex.Pattern;
import sentinel.config.Env;

/**
 * Location and retention of the archive.
 *
 * @param root a directory ({@code file:}) or a URI that Hadoop's FileSystem supports; empty: no archive
 * @param retention how long pages are kept; empty: forever
 */
public record ArchiveConfig(Optional<URI> root, Optional<Duration> retention) {

    private static final String ROOT = "SENTINEL_ARCHIVE";
    private static final String RETENTION = "SENTINEL_ARCHIVE_RETENTION";
    private static final String OFF = "off";
    private static final Pattern URI_FORM = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:/.*");

    public ArchiveConfig {
        requireNonNull(root, "root");
        requireNonNull(retention, "retention");
    }

    /** {@code SENTINEL_ARCHIVE}, by default below {@code SENTINEL_DATA}, and {@code SENTINEL_ARCHIVE_RETENTION}, 30 days. */
    public static ArchiveConfig from(Env env) {
        String where = env.string(ROOT, env.string("SENTINEL_DATA", "data") + "/archive");
        String howLong = env.string(RETENTION, "30d");
        boolean forEver = howLong.equals(OFF) || howLong.equals("0");
        return new ArchiveConfig(
                where.equals(OFF) ? Optional.empty() : root(env, where),
                forEver ? Optional.empty() : Optional.of(env.duration(RETENTION, Duration.ofDays(30))));
    }

    private static Optional<URI> root(Env env, String text) {
        try {
            return Optional.of(uri(text));
        } catch (IllegalArgumentException e) {
            env.problem(ROOT, "is '" + text + "'; expected a directory, a URI such as s3a://bucket/path, or off");
            return Optional.empty();
        }
    }

    /**
     * A path or a URI as a URI.
     *
     * @throws IllegalArgumentException it is neither
     */
    public static URI uri(String text) {
        if (!URI_FORM.matcher(text).matches()) {
            return Path.of(text).toAbsolutePath().toUri();
        }
        var uri = URI.create(text);
        return uri.getScheme().equals("file") ? Path.of(uri).toUri() : uri;
    }
}
