package sentinel.parser.llm;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import sentinel.parser.llm.BatchEndpoint.Result.Failed;
import sentinel.parser.llm.BatchEndpoint.Result.Reply;
import sentinel.parser.llm.BatchEndpoint.Search.Found;
import sentinel.parser.llm.BatchEndpoint.Search.NotThere;
import sentinel.parser.llm.BatchEndpoint.Search.Undecided;
import sentinel.parser.llm.CallFailure.Kind;

/**
 * The Message Batches API of Anthropic (docs.claude.com/en/api/creating-message-batches): the requests are in the call that creates
 * the batch. A batch carries no word of ours, so a lost one is known by the custom ids in its results.
 *
 * <p>Results are read below our base URL, as documented; the reply's {@code results_url} might name another host, which must not
 * get the key.
 */
final class AnthropicBatches implements BatchEndpoint {

    private static final String PATH = "/messages/batches";

    /** Our clock and the provider's may differ by this much. */
    private static final Duration SKEW = Duration.ofMinutes(15);

    /** A call that creates a batch takes no longer. */
    private static final Duration LONGEST_CALL = Duration.ofMinutes(15);

    private final BatchHttp http;
    private final Set<String> others = new HashSet<>(); // a key of ours, and a batch that has other custom ids

    AnthropicBatches(BatchHttp http) {
        this.http = http;
    }

    @Override
    public String prepare(List<Question> questions) {
        return questions.stream()
                .map(question -> "{\"custom_id\":\"" + question.customId() + "\",\"params\":" + question.body() + "}")
                .collect(Collectors.joining(",", "{\"requests\":[", "]}"));
    }

    @Override
    public String create(String prepared, String key) {
        return BatchHttp.id(http.post(PATH, prepared).path("id"));
    }

    @Override
    public State look(String id) {
        return state(http.get(PATH + "/" + id));
    }

    private static State state(JsonNode batch) {
        String id = BatchHttp.id(batch.path("id"));
        boolean ended = ended(batch);
        var counts = batch.path("request_counts");
        int total = total(batch);
        return new State(
                id,
                ended,
                total - counts.path("processing").asInt(),
                total,
                ended ? Duration.between(instant(batch, "created_at"), instant(batch, "ended_at")) : Duration.ZERO,
                BatchEndpoint.noResult(),
                null,
                ended && batch.path("results_url").isTextual() ? List.of(PATH + "/" + id + "/results") : List.of());
    }

    private static boolean ended(JsonNode batch) {
        return switch (batch.path("processing_status").asText()) {
            case "ended" -> true;
            case "in_progress", "canceling" -> false;
            default -> throw new CallFailure(Kind.GARBLED, "a batch has an unknown status", null);
        };
    }

    private static int total(JsonNode batch) {
        int total = 0;
        for (var count : batch.path("request_counts")) {
            total += count.asInt();
        }
        return total;
    }

    private static Instant instant(JsonNode batch, String field) {
        try {
            return Instant.parse(batch.path(field).asText());
        } catch (DateTimeException e) {
            throw new CallFailure(Kind.GARBLED, "a batch has no " + field, null);
        }
    }

    @Override
    public Map<String, Result> results(State state) {
        var results = new HashMap<String, Result>();
        state.files().forEach(file -> http.lines(file, (id, line) -> results.put(id, result(line.path("result")))));
        return results;
    }

    private Result result(JsonNode result) {
        return switch (result.path("type").asText()) {
            case "succeeded" -> new Reply(result.path("message").toString());
            case "errored" -> new Failed(error(result.path("error")));
            case "expired" -> new Failed(BatchEndpoint.expired());
            case "canceled" -> new Failed(BatchEndpoint.cancelled());
            default -> new Failed(new CallFailure(Kind.GARBLED, "a result of an unknown type", null));
        };
    }

    /** An error as a live call has it, but for the status. */
    private CallFailure error(JsonNode error) {
        int status =
                switch (error.path("error").path("type").asText()) {
                    case "invalid_request_error" -> 400;
                    case "authentication_error" -> 401;
                    case "billing_error" -> 402;
                    case "permission_error" -> 403;
                    case "not_found_error" -> 404;
                    case "request_too_large" -> 413;
                    case "rate_limit_error" -> 429;
                    case "timeout_error" -> 408;
                    case "overloaded_error" -> 529;
                    default -> 500;
                };
        return http.failure(status, error.toString());
    }

    @Override
    public Search find(BatchIntent intent, Set<String> known) {
        var from = intent.at().minus(SKEW);
        var until = intent.at().plus(LONGEST_CALL).plus(SKEW);
        boolean undecided = false;
        String after = "";
        while (true) {
            var page = http.get(PATH + "?limit=100" + after);
            String last = "";
            for (var batch : page.path("data")) {
                last = BatchHttp.id(batch.path("id"));
                var created = instant(batch, "created_at");
                if (created.isBefore(from)) {
                    return undecided ? new Undecided() : new NotThere(); // the newest come first
                }
                if (created.isAfter(until)
                        || known.contains(last)
                        || others.contains(intent.key() + last)
                        || total(batch) != intent.requests().size()) {
                    continue;
                }
                if (!ended(batch)) {
                    undecided = true;
                } else if (isOurs(state(batch), intent)) {
                    return new Found(last);
                } else {
                    others.add(intent.key() + last);
                }
            }
            if (last.isEmpty() || !page.path("has_more").asBoolean()) {
                return undecided ? new Undecided() : new NotThere();
            }
            after = "&after_id=" + last;
        }
    }

    /** Every request has a result, whatever came of it. */
    private boolean isOurs(State state, BatchIntent intent) {
        var asked = intent.requests().stream().map(BatchRequest::customId).collect(Collectors.toSet());
        return results(state).keySet().equals(asked);
    }
}
