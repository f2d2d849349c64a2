package sentinel.parser.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import sentinel.parser.llm.BatchEndpoint.Result.Failed;
import sentinel.parser.llm.BatchEndpoint.Result.Reply;
import sentinel.parser.llm.BatchEndpoint.Search.Found;
import sentinel.parser.llm.BatchEndpoint.Search.NotThere;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.service.json.Json;

/**
 * The Batch API of OpenAI (platform.openai.com/docs/api-reference/batch): a file of requests is uploaded, a batch names it, and
 * results and errors are files again. Our key is in the batch's metadata.
 */
final class OpenAiBatches implements BatchEndpoint {

    private static final String ENDPOINT = "/v1/chat/completions";
    private static final String KEY = "sentinel_batch";

    /** Our clock and the provider's may differ by this much. */
    private static final Duration SKEW = Duration.ofHours(1);

    private final BatchHttp http;

    OpenAiBatches(BatchHttp http) {
        this.http = http;
    }

    @Override
    public String prepare(List<Question> questions) {
        String boundary = "batch-" + UUID.randomUUID();
        var form = new StringBuilder();
        form.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"purpose\"\r\n\r\nbatch\r\n");
        form.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"batch.jsonl\"\r\n")
                .append("Content-Type: application/jsonl\r\n\r\n");
        for (var question : questions) {
            form.append("{\"custom_id\":\"")
                    .append(question.customId())
                    .append("\",\"method\":\"POST\",\"url\":\"" + ENDPOINT + "\",\"body\":")
                    .append(question.body())
                    .append("}\n");
        }
        form.append("\r\n--").append(boundary).append("--\r\n");
        var file = http.post(
                "/files", "multipart/form-data; boundary=" + boundary, BodyPublishers.ofString(form.toString()));
        return BatchHttp.id(file.path("id"));
    }

    @Override
    public String create(String file, String key) {
        var call = Json.mapper().createObjectNode();
        call.put("input_file_id", file).put("endpoint", ENDPOINT).put("completion_window", "24h");
        call.putObject("metadata").put(KEY, key);
        return BatchHttp.id(http.post("/batches", call.toString()).path("id"));
    }

    @Override
    public State look(String id) {
        var batch = http.get("/batches/" + id);
        String status = batch.path("status").asText();
        boolean ended =
                switch (status) {
                    case "completed", "expired", "cancelled", "failed" -> true;
                    case "validating", "in_progress", "finalizing", "cancelling" -> false;
                    default -> throw new CallFailure(Kind.GARBLED, "a batch has an unknown status", null);
                };
        var counts = batch.path("request_counts");
        var files = new ArrayList<String>();
        for (var name : List.of("output_file_id", "error_file_id")) {
            if (!batch.path(name).asText("").isEmpty()) {
                files.add("/files/" + BatchHttp.id(batch.path(name)) + "/content");
            }
        }
        long end = batch.path(status + "_at").asLong();
        long created = batch.path("created_at").asLong();
        return new State(
                id,
                ended,
                counts.path("completed").asInt() + counts.path("failed").asInt(),
                counts.path("total").asInt(),
                Duration.ofSeconds(ended ? Math.max(0, end - created) : 0),
                missing(status),
                status.equals("failed") ? rejection(batch) : null,
                files);
    }

    private static CallFailure missing(String status) {
        return switch (status) {
            case "expired" -> BatchEndpoint.expired();
            case "cancelled" -> BatchEndpoint.cancelled();
            default -> BatchEndpoint.noResult();
        };
    }

    /** Too many tokens in batches at once is a matter of time; anything else is wrong with the requests. */
    private CallFailure rejection(JsonNode batch) {
        var error = batch.at("/errors/data/0");
        var kind = error.path("code").asText("").equals("token_limit_exceeded") ? 429 : 400;
        return http.failure(
                kind, Json.mapper().createObjectNode().set("error", error).toString());
    }

    @Override
    public Map<String, Result> results(State state) {
        var results = new HashMap<String, Result>();
        state.files().forEach(file -> http.lines(file, (id, line) -> results.put(id, result(line))));
        return results;
    }

    private Result result(JsonNode line) {
        var response = line.path("response");
        if (response.isObject()) {
            int status = response.path("status_code").asInt();
            String body = response.path("body").toString();
            return status == 200 ? new Reply(body) : new Failed(http.failure(status, body));
        }
        return new Failed(
                switch (line.path("error").path("code").asText("")) {
                    case "batch_expired" -> BatchEndpoint.expired();
                    case "batch_cancelled" -> BatchEndpoint.cancelled();
                    case "request_timeout" -> new CallFailure(Kind.TIMEOUT, "the model took too long", null);
                    default -> new CallFailure(Kind.SERVER, "the batch has an error for this page", null);
                });
    }

    @Override
    public Search find(BatchIntent intent, Set<String> known) {
        long since = intent.at().minus(SKEW).getEpochSecond();
        String after = "";
        while (true) {
            var page = http.get("/batches?limit=100" + after);
            String last = "";
            for (var batch : page.path("data")) {
                last = BatchHttp.id(batch.path("id"));
                if (batch.path("metadata").path(KEY).asText("").equals(intent.key())) {
                    return new Found(last);
                }
                if (batch.path("created_at").asLong() < since) {
                    return new NotThere(); // the newest come first
                }
            }
            if (last.isEmpty() || !page.path("has_more").asBoolean()) {
                return new NotThere();
            }
            after = "&after=" + last;
        }
    }
}
