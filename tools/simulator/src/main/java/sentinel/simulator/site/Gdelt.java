package sentinel.simulator.site;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * GDELT's 15-minute files: GKG 2.1 rows of 27 TAB-separated columns (GKG codebook V2.1), zipped, with a list of the
 * last update and of all. A slot's label grows by 15 minutes from file to file, whatever time has passed. Thread-safe.
 */
final class Gdelt {

    private static final DateTimeFormatter LABEL =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss").withZone(ZoneOffset.UTC);
    private static final Duration LABEL_STEP = Duration.ofMinutes(15);
    private static final int COLUMNS = 27;
    private static final Map<String, String> TRANSLATED =
            Map.of("de", "deu", "fr", "fra", "es", "spa", "ru", "rus", "it", "ita", "pt", "por");

    /** One published file. */
    private record Slot(String label, int zipBytes, String md5) {}

    private final String base;
    private final List<Slot> slots = new ArrayList<>();
    private final Map<String, byte[]> zips = new HashMap<>();
    private final List<Entry> waiting = new ArrayList<>();
    private Instant nextLabel;

    /**
     * @param base address above {@code /gdeltv2/}, without a trailing slash
     * @param firstLabel label of the first file, before it is rounded down to a quarter of an hour
     */
    Gdelt(String base, Instant firstLabel) {
        this.base = base;
        long quarter = LABEL_STEP.toSeconds();
        this.nextLabel = Instant.ofEpochSecond(firstLabel.getEpochSecond() / quarter * quarter);
    }

    /** Labels are so far apart. */
    static Duration labelStep() {
        return LABEL_STEP;
    }

    /** The next file will announce it. */
    synchronized void announce(Entry entry) {
        waiting.add(entry);
    }

    /** Publishes a file of all that waits and returns its label; a file without articles is published as well. */
    synchronized String close() {
        String label = LABEL.format(nextLabel);
        var csv = new StringBuilder(waiting.size() * 1500);
        int number = 0;
        for (var entry : waiting) {
            csv.append(row(label, number++, entry)).append('\n');
        }
        csv.append(monitoring(label, number++)).append('\n');
        if (!waiting.isEmpty()) {
            csv.append(cutShort(row(label, 0, waiting.get(0)))).append('\n');
        }
        var zip = zip(label + ".gkg.csv", csv.toString());
        slots.add(new Slot(label, zip.length, Markup.md5(zip)));
        zips.put(label + ".gkg.csv.zip", zip);
        waiting.clear();
        nextLabel = nextLabel.plus(LABEL_STEP);
        return label;
    }

    synchronized List<String> labels() {
        return slots.stream().map(Slot::label).toList();
    }

    synchronized Optional<byte[]> file(String name) {
        return Optional.ofNullable(zips.get(name));
    }

    /** The three files of the last slot, as GDELT lists them. */
    synchronized String lastUpdate() {
        return slots.isEmpty() ? "" : lines(slots.get(slots.size() - 1));
    }

    /** The files of all slots, oldest first. */
    synchronized String masterList() {
        var all = new StringBuilder();
        slots.forEach(slot -> all.append(lines(slot)));
        return all.toString();
    }

    private String lines(Slot slot) {
        String empty = Markup.md5(new byte[0]);
        String folder = base + "/gdeltv2/" + slot.label();
        return "0 " + empty + " " + folder + ".export.CSV.zip\n"
                + "0 " + empty + " " + folder + ".mentions.CSV.zip\n"
                + slot.zipBytes() + " " + slot.md5() + " " + folder + ".gkg.csv.zip\n";
    }

    private static String row(String label, int number, Entry entry) {
        var columns = new String[COLUMNS];
        Arrays.fill(columns, "");
        String translatedFrom = TRANSLATED.get(entry.language());
        columns[0] = label + "-" + (translatedFrom == null ? "" : "T") + number;
        columns[1] = label;
        columns[2] = "1";
        columns[3] = entry.domain();
        columns[4] = entry.url();
        columns[7] = String.join(";", entry.themes());
        columns[8] = offsets(entry.themes(), 40);
        columns[9] = "4#" + entry.place() + "##00#48.2#16.4#-0";
        columns[10] = "4#" + entry.place() + "##00##48.2#16.4#-0#58";
        columns[11] = String.join(";", entry.people()).toLowerCase(Locale.ROOT);
        columns[12] = offsets(entry.people(), 241);
        columns[13] = String.join(";", entry.companies()).toLowerCase(Locale.ROOT);
        columns[14] = offsets(entry.companies(), 12);
        double positive = Math.max(0.5, 3 + entry.tone() / 2);
        double negative = positive - entry.tone();
        columns[15] = String.format(
                Locale.ROOT,
                "%.2f,%.2f,%.2f,%.2f,21.4,0.6,%d",
                entry.tone(),
                positive,
                negative,
                positive + negative,
                entry.words());
        columns[16] = "1,0,0,2028,530";
        columns[17] = "wc:" + entry.words() + ",c2.21:4,c10.1:40,v10.1:3.2111";
        columns[18] = entry.image();
        columns[23] = offsets(entry.people(), 241);
        columns[24] = "1200,people,598;";
        columns[25] = translatedFrom == null
                ? ""
                : "srclc:" + translatedFrom + ";eng:GT-" + translatedFrom.toUpperCase(Locale.ROOT) + " 1.0";
        columns[26] = "<PAGE_LINKS>https://www.example.org/</PAGE_LINKS>"
                + (entry.authors().isEmpty() ? "" : tag("PAGE_AUTHORS", String.join(";", entry.authors())))
                + (entry.published() == null ? "" : tag("PAGE_PRECISEPUBTIMESTAMP", LABEL.format(entry.published())))
                + tag("PAGE_TITLE", entry.title());
        return String.join("\t", columns);
    }

    /** GKG writes text in ASCII, everything else as references. */
    private static String tag(String name, String text) {
        return "<" + name + ">" + Markup.withReferences(Markup.escape(text), StandardCharsets.US_ASCII) + "</" + name
                + ">";
    }

    private static String offsets(List<String> names, int first) {
        var out = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            out.add(names.get(i) + "," + (first + i * 117));
        }
        return String.join(";", out);
    }

    /** A broadcast: its fifth column is no URL. */
    private static String monitoring(String label, int number) {
        var columns = new String[COLUMNS];
        Arrays.fill(columns, "");
        columns[0] = label + "-" + number;
        columns[1] = label;
        columns[2] = "2";
        columns[3] = "BBC Monitoring";
        columns[4] = "Example Radio, Freedonia, in Freedonian 0600 gmt";
        columns[15] = "1,2,1,3,15,0,200";
        return String.join("\t", columns);
    }

    /** A row as a writer leaves it that was stopped: too few columns. */
    private static String cutShort(String row) {
        int end = -1;
        for (int i = 0; i < COLUMNS / 2; i++) {
            end = row.indexOf('\t', end + 1);
        }
        return row.substring(0, end);
    }

    private static byte[] zip(String name, String csv) {
        try {
            var bytes = new ByteArrayOutputStream();
            try (var zip = new ZipOutputStream(bytes)) {
                var entry = new ZipEntry(name);
                entry.setTimeLocal(LocalDateTime.of(2026, 1, 1, 0, 0)); // else the file would depend on the wall clock
                zip.putNextEntry(entry);
                zip.write(csv.getBytes(StandardCharsets.UTF_8));
                zip.closeEntry();
            }
            return bytes.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
