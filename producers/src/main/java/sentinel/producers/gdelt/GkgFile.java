package sentinel.producers.gdelt;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One file of GKG as GDELT's lists name it: {@code <size> <md5> <url>}, a line each. Only the name of the file is used:
 * the lists spell out the official host, and we may be told to read from a mirror.
 *
 * @param name such as {@code 20260115103000.gkg.csv.zip}
 * @param slot the label, 14 digits of UTC; they sort as text
 * @param size of the zip in bytes
 * @param md5 of the zip in lower-case hex
 */
record GkgFile(String name, String slot, long size, String md5) {

    private static final Pattern LINE = Pattern.compile(
            "(\\d{1,12})\\s+([0-9a-fA-F]{32})\\s+(?:\\S*/)?((\\d{14})(?:\\.translation)?\\.gkg\\.csv\\.zip)");
    private static final DateTimeFormatter LABEL = DateTimeFormatter.ofPattern("uuuuMMddHHmmss");

    /** The GKG files among a list's lines, in its order; other lines (events, mentions, noise) are passed over. */
    static List<GkgFile> list(String text) {
        return text.lines().map(GkgFile::parse).flatMap(Optional::stream).toList();
    }

    /** The label as a time: what the file is of, not when it appears (it appears before). */
    Instant time() {
        return time(slot).orElseThrow();
    }

    /** Empty when the digits are no time. */
    static Optional<Instant> time(String label) {
        try {
            return Optional.of(LocalDateTime.parse(label, LABEL).toInstant(ZoneOffset.UTC));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    boolean directlyFollows(String earlierSlot, Duration step) {
        return time(earlierSlot)
                .map(earlier -> earlier.plus(step).equals(time()))
                .orElse(false);
    }

    private static Optional<GkgFile> parse(String line) {
        var match = LINE.matcher(line.strip());
        if (!match.matches() || time(match.group(4)).isEmpty()) {
            return Optional.empty();
        }
        String md5 = match.group(2).toLowerCase(Locale.ROOT);
        return Optional.of(new GkgFile(match.group(3), match.group(4), Long.parseLong(match.group(1)), md5));
    }
}
