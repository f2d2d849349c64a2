package sentinel.archive;

import static java.util.Objects.requireNonNull;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of an archive file below the root: {@code 2026-11-25/sentinel-0-20261125T131652123Z.warc.gz}. Files with
 * other names are not ours: they are never read or deleted.
 *
 * @param instance of the fetcher that writes it
 * @param startedAt when the file was started, to the millisecond; everything in it was archived later
 */
public record ArchiveName(String instance, Instant startedAt) implements Comparable<ArchiveName> {

    private static final DateTimeFormatter FOLDER =
            DateTimeFormatter.ofPattern("uuuu-MM-dd", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmssSSS'Z'", Locale.ROOT).withZone(ZoneOffset.UTC);
    private static final Pattern PATH =
            Pattern.compile("(\\d{4}-\\d{2}-\\d{2})/sentinel-([A-Za-z0-9_.]+)-(\\d{8}T\\d{9}Z)\\.warc\\.gz");
    private static final Pattern FOLDER_FORM = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private static final Comparator<ArchiveName> BY_TIME =
            Comparator.comparing(ArchiveName::startedAt).thenComparing(ArchiveName::instance);

    public ArchiveName {
        requireNonNull(instance, "instance");
        startedAt = startedAt.truncatedTo(ChronoUnit.MILLIS);
    }

    /** Characters of the instance that a file's name should not have, and dashes, become {@code _}. */
    static ArchiveName of(String instance, Instant startedAt) {
        String plain = instance.replaceAll("[^A-Za-z0-9_.]", "_");
        return new ArchiveName(plain.isEmpty() ? "_" : plain, startedAt);
    }

    /** Empty when it is not a path of ours. */
    static Optional<ArchiveName> parse(String path) {
        var match = PATH.matcher(path);
        if (!match.matches()) {
            return Optional.empty();
        }
        try {
            var name = new ArchiveName(match.group(2), TIME.parse(match.group(3), Instant::from));
            return name.folder().equals(match.group(1)) ? Optional.of(name) : Optional.empty();
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    /** Whether a directory below the root may hold files of ours. */
    static boolean isFolder(String name) {
        return FOLDER_FORM.matcher(name).matches();
    }

    String folder() {
        return FOLDER.format(startedAt);
    }

    /** Without the folder. */
    String file() {
        return "sentinel-" + instance + "-" + TIME.format(startedAt) + ".warc.gz";
    }

    /** Sorts by time. */
    @Override
    public int compareTo(ArchiveName other) {
        return BY_TIME.compare(this, other);
    }

    @Override
    public String toString() {
        return folder() + "/" + file();
    }
}
