package sentinel.producers.gdelt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import java.util.zip.ZipInputStream;
import sentinel.web.Bytes;

/**
 * The lines of a zipped GKG file. Each is decoded by itself, with bytes that are no UTF-8 replaced: one bad row does not
 * spoil the next.
 *
 * @param largestFile bytes after decompression; a file that is longer is refused whole
 * @param longestLine bytes; a longer one is no row (the longest real ones have 44 KB) and is handed on cut off
 */
record GkgLines(long largestFile, int longestLine) {

    private static final int READ_AT_ONCE = 64 * 1024;

    /**
     * Hands over every line.
     *
     * @throws IOException it is no zip, damaged, empty, or too large when unpacked
     */
    void read(Bytes zip, Consumer<String> lines) throws IOException {
        try (var entries = new ZipInputStream(zip.stream())) {
            if (entries.getNextEntry() == null) {
                throw new IOException("no zip file, or an empty one");
            }
            readEntry(entries, lines);
        } catch (IllegalArgumentException e) { // names in the zip that are no text
            throw new IOException(e);
        }
    }

    private void readEntry(InputStream entry, Consumer<String> lines) throws IOException {
        var chunk = new byte[READ_AT_ONCE];
        var line = new ByteArrayOutputStream();
        long total = 0;
        for (int n; (n = entry.read(chunk)) >= 0; ) {
            total += n;
            if (total > largestFile) {
                throw new IOException("longer than " + largestFile + " bytes when unpacked");
            }
            int start = 0;
            for (int i = 0; i < n; i++) {
                if (chunk[i] == '\n') {
                    append(line, chunk, start, i);
                    deliver(line, lines);
                    start = i + 1;
                }
            }
            append(line, chunk, start, n);
        }
        if (line.size() > 0) {
            deliver(line, lines);
        }
    }

    private void append(ByteArrayOutputStream line, byte[] chunk, int from, int to) {
        line.write(chunk, from, Math.min(to - from, longestLine - line.size()));
    }

    private static void deliver(ByteArrayOutputStream line, Consumer<String> lines) {
        String text = line.toString(StandardCharsets.UTF_8);
        line.reset();
        if (!text.isBlank()) {
            lines.accept(text.endsWith("\r") ? text.substring(0, text.length() - 1) : text);
        }
    }
}
