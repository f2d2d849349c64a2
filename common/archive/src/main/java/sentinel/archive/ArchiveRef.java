package sentinel.archive;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where a page's bytes are: {@code FILE#OFFSET,LENGTH}, the file relative to the archive's root. These bytes are one gzip
 * member that holds one WARC {@code response} record, so one ranged read gets it.
 *
 * @param length of the member, compressed
 */
public record ArchiveRef(ArchiveName file, long offset, int length) {

    private static final Pattern FORM = Pattern.compile("([^#]+)#(\\d{1,18}),(\\d{1,9})");

    /** Empty when the text is no reference of ours. */
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
