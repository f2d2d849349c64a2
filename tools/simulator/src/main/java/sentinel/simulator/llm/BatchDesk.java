package sentinel.simulator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.service.json.Json;
import sentinel.simulator.http.Answer;
import sentinel.simulator.http.Request;

/**
 * The batch endpoints of OpenAI ({@code /files}, {@code /batches}) and Anthropic ({@code /messages/batches}). What becomes of a
 * batch's requests is decided when it is created, and told when its time has come. Thread-safe.
 */
final class BatchDesk {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final String OPENAI = "/llm/openai/v1/";
    private static final String ANTHROPIC = "/llm/anthropic/v1/messages/batches";
    private static final Pattern CUSTOM_ID = Pattern.compile("[a-zA-Z0-9_-]{1,64}");

    private final LlmDesk desk;
    private final Clock clock;
    private final Random random;
    private final Map<String, String> files = new LinkedHashMap<>();
    private final Map<String, Batch> batches = new LinkedHashMap<>();
    private volatile BatchBehaviour behaviour = BatchBehaviour.GOOD;
    private volatile BatchesPaid paid = BatchesPaid.NOTHING;

    BatchDesk(LlmDesk desk, long seed, Clock clock) {
        this.desk = desk;
        this.random = new Random(seed);
        this.clock = clock;
    }

    BatchBehaviour behaviour() {
        return behaviour;
    }

    void setBehaviour(BatchBehaviour other) {
        behaviour = other;
    }

    BatchesPaid paid() {
        return paid;
    }

    /** What a path below {@code /llm/} gets; empty when it is no batch endpoint. */
    synchronized Optional<Answer> answer(Request request) {
        boolean openAi =
                request.path().startsWith(OPENAI + "files") || request.path().startsWith(OPENAI + "batches");
        if (!openAi && !request.path().startsWith(ANTHROPIC)) {
            return Optional.empty();
        }
        var protocol = openAi ? Protocol.OPENAI : Protocol.ANTHROPIC;
        var refused = desk.refusal(protocol);
        if (refused.isPresent()) {
            return refused;
        }
        if (random.nextDouble() >= behaviour.troubled()) {
            return Optional.of(served(protocol, request));
        }
        switch (random.nextInt(3)) {
            case 0 -> {
                return Optional.of(
                        LlmDesk.failed(protocol, Failure.RATE_LIMITED).with("retry-after-ms", "20"));
            }
            case 1 -> served(protocol, request);
            default -> {}
        }
        return Optional.of(LlmDesk.failed(protocol, Failure.OUTAGE));
    }

    private Answer served(Protocol protocol, Request request) {
        try {
            return protocol == Protocol.OPENAI ? openAi(request) : anthropic(request);
        } catch (IOException | IllegalArgumentException e) {
            return LlmDesk.failed(protocol, Failure.NOT_UNDERSTOOD);
        }
    }

    private Answer openAi(Request request) throws IOException {
        var path = request.path().substring(OPENAI.length()).split("/", -1);
        boolean post = request.method().equals("POST");
        if (path[0].equals("files")) {
            return post && path.length == 1
                    ? uploaded(request)
                    : Optional.ofNullable(path.length == 3 ? files.get(path[1]) : null)
                            .map(text -> Answer.of(200, "application/octet-stream", utf8(text)))
                            .orElse(Answer.text(404, "no such file\n"));
        }
        if (post && path.length == 1) {
            var call = Json.mapper().readTree(request.body());
            String input = files.get(call.path("input_file_id").asText());
            if (input == null || !call.path("endpoint").asText().equals("/v1/chat/completions")) {
                return LlmDesk.failed(Protocol.OPENAI, Failure.NOT_UNDERSTOOD);
            }
            var calls = new LinkedHashMap<String, JsonNode>();
            for (var line : input.lines().toList()) {
                var one = Json.mapper().readTree(line);
                put(calls, one.path("custom_id").asText(), one.path("body"));
            }
            return json(openAi(create(Protocol.OPENAI, calls, call.path("metadata"))));
        }
        return path.length == 1
                ? listed(Protocol.OPENAI, request, "after")
                : one(path[1]).map(this::openAi).map(BatchDesk::json).orElse(Answer.text(404, "no such batch\n"));
    }

    private Answer anthropic(Request request) throws IOException {
        String below = request.path().substring(ANTHROPIC.length());
        if (request.method().equals("POST") && below.isEmpty()) {
            var calls = new LinkedHashMap<String, JsonNode>();
            for (var one : Json.mapper().readTree(request.body()).path("requests")) {
                put(calls, one.path("custom_id").asText(), one.path("params"));
            }
            return json(anthropic(create(Protocol.ANTHROPIC, calls, NODES.nullNode())));
        }
        if (below.isEmpty()) {
            return listed(Protocol.ANTHROPIC, request, "after_id");
        }
        var path = below.substring(1).split("/", -1);
        var batch = one(path[0]);
        if (batch.isEmpty()) {
            return Answer.text(404, "no such batch\n");
        }
        if (path.length == 1) {
            return json(anthropic(batch.get()));
        }
        return batch.get().ended()
                ? Answer.of(200, "application/x-jsonl", utf8(batch.get().lines(result -> true)))
                : Answer.text(404, "no results yet\n");
    }

    private static void put(Map<String, JsonNode> calls, String id, JsonNode call) {
        if (!CUSTOM_ID.matcher(id).matches() || !call.isObject() || calls.put(id, call) != null) {
            throw new IllegalArgumentException("requests need a call, and an id of their own");
        }
    }

    /** The part of a form that is a file; the others do not matter here. */
    private Answer uploaded(Request request) {
        String boundary = request.header("content-type").orElse("").replaceFirst("^.*boundary=", "");
        for (var part : request.body().split("--" + Pattern.quote(boundary), -1)) {
            int head = part.indexOf("\r\n\r\n");
            if (head > 0 && part.substring(0, head).contains("filename=")) {
                String id = "file-" + (files.size() + 1);
                files.put(id, part.substring(head + 4).stripTrailing());
                return json(
                        NODES.objectNode().put("id", id).put("object", "file").put("purpose", "batch"));
            }
        }
        return LlmDesk.failed(Protocol.OPENAI, Failure.NOT_UNDERSTOOD);
    }

    private Batch create(Protocol protocol, Map<String, JsonNode> calls, JsonNode metadata) throws IOException {
        if (calls.isEmpty()) {
            throw new IllegalArgumentException("no requests");
        }
        String id = (protocol == Protocol.OPENAI ? "batch_" : "msgbatch_") + (batches.size() + 1);
        var batch = new Batch(
                id,
                protocol,
                metadata,
                clock.millis(),
                clock.millis() + behaviour.delay().toMillis());
        for (var call : calls.entrySet()) {
            batch.results.add(result(protocol, call.getKey(), call.getValue()));
        }
        Collections.shuffle(batch.results, random);
        batches.put(id, batch);
        return batch;
    }

    private Result result(Protocol protocol, String customId, JsonNode call) throws IOException {
        double dice = random.nextDouble();
        boolean expired = dice < behaviour.expired();
        boolean errored = !expired && dice < behaviour.expired() + behaviour.errored();
        var answer = errored ? LlmDesk.failed(protocol, Failure.FAILED) : expired ? null : desk.reply(protocol, call);
        var line = NODES.objectNode().put("custom_id", customId);
        var body = answer == null ? null : Json.mapper().readTree(answer.body());
        boolean ok = answer != null && answer.status() == 200;
        if (body != null && ok) {
            var usage = body.path("usage");
            paid = paid.plus(
                    usage.path("prompt_tokens").asInt(usage.path("input_tokens").asInt()),
                    usage.path("completion_tokens")
                            .asInt(usage.path("output_tokens").asInt()));
        }
        if (protocol == Protocol.OPENAI) {
            openAi(line, answer, body);
        } else {
            anthropic(line, ok, body);
        }
        return new Result(line.toString(), ok, expired);
    }

    private static void openAi(ObjectNode line, @Nullable Answer answer, @Nullable JsonNode body) {
        if (answer == null) {
            line.putNull("response");
            line.putObject("error").put("code", "batch_expired").put("message", "The window expired.");
        } else {
            line.putObject("response").put("status_code", answer.status()).set("body", body);
            line.putNull("error");
        }
    }

    private static void anthropic(ObjectNode line, boolean ok, @Nullable JsonNode body) {
        var result = line.putObject("result");
        if (body == null) {
            result.put("type", "expired");
        } else if (ok) {
            result.put("type", "succeeded").set("message", body);
        } else {
            result.put("type", "errored").set("error", body);
        }
    }

    private ObjectNode openAi(Batch batch) {
        var reply =
                NODES.objectNode().put("id", batch.id).put("object", "batch").put("endpoint", "/v1/chat/completions");
        reply.put("completion_window", "24h").put("created_at", batch.created / 1000);
        reply.set("metadata", batch.metadata);
        boolean expired = batch.results.stream().anyMatch(Result::expired);
        reply.put("status", batch.ended() ? expired ? "expired" : "completed" : "in_progress");
        if (batch.ended()) {
            reply.put(expired ? "expired_at" : "completed_at", batch.ends / 1000);
            putFile(reply, "output_file_id", batch, true);
            putFile(reply, "error_file_id", batch, false);
        }
        reply.putObject("request_counts")
                .put("total", batch.results.size())
                .put("completed", batch.done(true))
                .put("failed", batch.done(false));
        return reply;
    }

    private void putFile(ObjectNode reply, String field, Batch batch, boolean ok) {
        if (batch.results.stream().anyMatch(result -> result.ok() == ok)) {
            String id = batch.id + (ok ? "_output" : "_errors");
            files.computeIfAbsent(id, none -> batch.lines(result -> result.ok() == ok));
            reply.put(field, id);
        }
    }

    private ObjectNode anthropic(Batch batch) {
        var reply = NODES.objectNode().put("id", batch.id).put("type", "message_batch");
        reply.put("processing_status", batch.ended() ? "ended" : "in_progress");
        reply.put("created_at", Instant.ofEpochMilli(batch.created).toString());
        if (batch.ended()) {
            reply.put("ended_at", Instant.ofEpochMilli(batch.ends).toString());
            reply.put("results_url", "https://api.example/v1/messages/batches/" + batch.id + "/results");
        } else {
            reply.putNull("ended_at").putNull("results_url");
        }
        int total = batch.results.size();
        int ok = batch.done(true);
        int failed = batch.done(false);
        int expired = batch.ended()
                ? (int) batch.results.stream().filter(Result::expired).count()
                : 0;
        reply.putObject("request_counts")
                .put("processing", batch.ended() ? 0 : total)
                .put("succeeded", batch.ended() ? ok : 0)
                .put("errored", batch.ended() ? failed - expired : 0)
                .put("canceled", 0)
                .put("expired", expired);
        return reply;
    }

    private Answer listed(Protocol protocol, Request request, String cursor) {
        var newestFirst = new ArrayList<>(
                batches.values().stream().filter(b -> b.protocol == protocol).toList());
        Collections.reverse(newestFirst);
        int from = request.parameter(cursor)
                .flatMap(this::one)
                .map(last -> newestFirst.indexOf(last) + 1)
                .orElse(0);
        int limit = Integer.parseInt(request.parameter("limit").orElse("20"));
        var page = newestFirst.subList(from, Math.min(newestFirst.size(), from + limit));
        var reply = NODES.objectNode().put("has_more", from + page.size() < newestFirst.size());
        var data = reply.putArray("data");
        page.forEach(batch -> data.add(protocol == Protocol.OPENAI ? openAi(batch) : anthropic(batch)));
        if (!page.isEmpty()) {
            reply.put("first_id", page.get(0).id).put("last_id", page.get(page.size() - 1).id);
        }
        return json(reply);
    }

    private Optional<Batch> one(String id) {
        return Optional.ofNullable(batches.get(id));
    }

    private static Answer json(ObjectNode reply) {
        return Answer.json(200, Json.encode(reply));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** One line of a batch's results. */
    private record Result(String line, boolean ok, boolean expired) {}

    private final class Batch {
        private final String id;
        private final Protocol protocol;
        private final JsonNode metadata;
        private final long created;
        private final long ends;
        private final List<Result> results = new ArrayList<>();

        Batch(String id, Protocol protocol, JsonNode metadata, long created, long ends) {
            this.id = id;
            this.protocol = protocol;
            this.metadata = metadata;
            this.created = created;
            this.ends = ends;
        }

        boolean ended() {
            return clock.millis() >= ends;
        }

        /** How many requests have such a result by now: they end evenly. */
        int done(boolean ok) {
            long of = results.stream().filter(result -> result.ok() == ok).count();
            return (int) (ended() ? of : of * (clock.millis() - created) / (ends - created));
        }

        String lines(Predicate<Result> which) {
            var text = new StringBuilder();
            results.stream().filter(which).forEach(result -> text.append(result.line())
                    .append('\n'));
            return text.toString();
        }
    }
}
