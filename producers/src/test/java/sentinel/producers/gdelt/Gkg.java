package sentinel.producers.gdelt;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Small GKG rows, files and lists. */
public final class Gkg {

    public static final String OFFICIAL = "http://data.gdeltproject.org/gdeltv2/";

    private Gkg() {}

    /** A row of 27 columns: identifier, site and address set, all else empty. */
    public static String[] columns(String id, String url) {
        var columns = new String[27];
        Arrays.fill(columns, "");
        columns[0] = id;
        columns[1] = "20260301101500";
        columns[2] = "1";
        columns[3] = "paper.example";
        columns[4] = url;
        return columns;
    }

    public static String row(String id, String url) {
        return String.join("\t", columns(id, url));
    }

    public static byte[] zip(String... rows) {
        return zip((String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    public static byte[] zip(byte[] content) {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("x.gkg.csv"));
            zip.write(content);
            zip.closeEntry();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** The three lines of a slot, naming the official host as GDELT does. */
    public static String listed(String slot, byte[] zip) {
        return "61234 aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa " + OFFICIAL + slot + ".export.CSV.zip\n"
                + "98765 bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb " + OFFICIAL + slot + ".mentions.CSV.zip\n"
                + zip.length + " " + md5(zip) + " " + OFFICIAL + slot + ".gkg.csv.zip\n";
    }

    public static String md5(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("MD5").digest(bytes));
        } catch (java.security.NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
