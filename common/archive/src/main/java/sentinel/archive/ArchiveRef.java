package sentinel.archive;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The location of a page's bytes: {@code FILE#OFFSET,LENGTH}, with the file relative to the archive's root. These
 * bytes are one gzip member with one WARC {@code response} record, so one ranged read is enough.
 *
 * @param length of the member, compressed
 */
public record ArchiveRef(ArchiveName file, long offset, int length) {

    private static final Pattern FORM = Pattern.compile("([^#]+)#(\\d{1,18}),(\\d{1,9})");

    /** Empty when the text is not a reference of ours. */
    public static Optional<ArchiveRef> parse(String text) {
        var match = FORM.matcher(text);
        if (!match.matches()) {
            return Optional.empty();
        }
        return ArchiveName.parse(match.group(1))
                .map(file -> new ArchiveRef(file, Long.parseLong(match.group(2)), Integer.parseInt(match.group(3))));
    }

    @Override
    public String toString() {
        return file + "#" + offset + "," + length;
    }
}
