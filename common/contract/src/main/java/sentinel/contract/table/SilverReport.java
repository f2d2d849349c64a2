package sentinel.contract.table;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;

/**
 * What the Silver job last said of itself, in a file beside Silver. It is for those who watch the job: how far it has read
 * is also in Silver's own commits, but not versions of Bronze that changed nothing, nor why a batch failed. Written and
 * read with Jackson's core alone, of which Spark brings its own version.
 *
 * @param at when it was said
 * @param bronzeVersion last version of Bronze that is in Silver, or changes nothing there; -1 for none
 * @param silverVersion version of Silver that holds it; -1 for none
 * @param leftOut rows of Bronze that cannot be folded and are not in Silver, since all of Bronze was last folded
 * @param leftOutReason what is wrong with one of them; null when there are none
 * @param failure why the last batch failed, for a person; null when it did not
 */
public record SilverReport(
        Instant at, long bronzeVersion, long silverVersion, long leftOut, String leftOutReason, String failure) {

    /** A reason is a line, not a page. */
    private static final int MAX_REASON = 300;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public SilverReport {
        requireNonNull(at, "at");
        leftOutReason = shortened(leftOutReason);
        failure = shortened(failure);
    }

    /** Where the report on a table is: a hidden file beside the table's directory. */
    public static String path(String silver) {
        String table = silver.replaceAll("/+$", "");
        int name = table.lastIndexOf('/') + 1;
        return table.substring(0, name) + "." + table.substring(name) + ".report.json";
    }

    /** Whether the other says the same, at whatever time. */
    public boolean saysAs(SilverReport other) {
        return equals(new SilverReport(
                at, other.bronzeVersion, other.silverVersion, other.leftOut, other.leftOutReason, other.failure));
    }

    public byte[] encode() {
        var json = JSON.createObjectNode()
                .put("at", at.toString())
                .put("bronze_version", bronzeVersion)
                .put("silver_version", silverVersion)
                .put("left_out", leftOut)
                .put("left_out_reason", leftOutReason)
                .put("failure", failure);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException the bytes are no report */
    public static SilverReport decode(byte[] bytes) throws IOException {
        try {
            var json = JSON.readTree(bytes);
            return new SilverReport(
                    Instant.parse(json.path("at").asText()),
                    number(json, "bronze_version"),
                    number(json, "silver_version"),
                    number(json, "left_out"),
                    json.path("left_out_reason").textValue(),
                    json.path("failure").textValue());
        } catch (JsonProcessingException | DateTimeException e) {
            throw new IOException("not a report of the Silver job: " + e.getMessage(), e);
        }
    }

    private static long number(JsonNode json, String name) throws IOException {
        if (!json.path(name).isIntegralNumber()) {
            throw new IOException("not a report of the Silver job: " + name + " is no number");
        }
        return json.get(name).longValue();
    }

    private static String shortened(String reason) {
        if (reason == null) {
            return null;
        }
        String line = reason.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
    }
}
