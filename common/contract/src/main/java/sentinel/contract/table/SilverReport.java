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
import org.jspecify.annotations.Nullable;

/**
 * The Silver job's latest report about itself, in a file beside Silver. Monitoring reads it. Silver's own commits also
 * contain the job's progress, but neither versions of Bronze that changed nothing nor the reason of a failed batch.
 * The report is written and read with Jackson's core alone, because Spark brings its own version of Jackson.
 *
 * @param at time of the report
 * @param bronzeVersion last version of Bronze that Silver contains, or that changes nothing there; -1 for none
 * @param silverVersion version of Silver that holds it; -1 for none
 * @param leftOut number of Bronze rows that cannot be folded and are not in Silver, since all of Bronze was last folded
 * @param leftOutReason the problem of one of them; null when there are none
 * @param work what the job does and how far it is, when that takes longer than a batch; null otherwise
 * @param failure reason of the last batch's failure, for a person; null when it did not fail
 */
public record SilverReport(
        Instant at,
        long bronzeVersion,
        long silverVersion,
        long leftOut,
        @Nullable String leftOutReason,
        @Nullable String work,
        @Nullable String failure) {

    /** A reason is a line of text. */
    private static final int MAX_REASON = 300;

    private static final ObjectMapper JSON = JsonMapper.builder().build();

    public SilverReport {
        requireNonNull(at, "at");
        leftOutReason = shortened(leftOutReason);
        failure = shortened(failure);
    }

    /** Path of a table's report: a hidden file beside the table's directory. */
    public static String path(String silver) {
        String table = silver.replaceAll("/+$", "");
        int name = table.lastIndexOf('/') + 1;
        return table.substring(0, name) + "." + table.substring(name) + ".report.json";
    }

    /** Whether both reports are equal except for their time. */
    public boolean saysAs(SilverReport other) {
        return equals(new SilverReport(
                at,
                other.bronzeVersion,
                other.silverVersion,
                other.leftOut,
                other.leftOutReason,
                other.work,
                other.failure));
    }

    public byte[] encode() {
        var json = JSON.createObjectNode()
                .put("at", at.toString())
                .put("bronze_version", bronzeVersion)
                .put("silver_version", silverVersion)
                .put("left_out", leftOut)
                .put("left_out_reason", leftOutReason)
                .put("work", work)
                .put("failure", failure);
        return (json + "\n").getBytes(StandardCharsets.UTF_8);
    }

    /** @throws IOException the bytes are not a report */
    public static SilverReport decode(byte[] bytes) throws IOException {
        try {
            var json = JSON.readTree(bytes);
            return new SilverReport(
                    Instant.parse(json.path("at").asText()),
                    number(json, "bronze_version"),
                    number(json, "silver_version"),
                    number(json, "left_out"),
                    json.path("left_out_reason").textValue(),
                    json.path("work").textValue(),
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

    private static @Nullable String shortened(@Nullable String reason) {
        if (reason == null) {
            return null;
        }
        String line = reason.replaceAll("\\s+", " ").strip();
        return line.length() <= MAX_REASON ? line : line.substring(0, MAX_REASON) + "...";
    }
}
