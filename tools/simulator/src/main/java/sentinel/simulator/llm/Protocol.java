package sentinel.simulator.llm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;

/** The wire form of one provider's chat call: where prompt and schema stand, and how answers and errors look. */
enum Protocol {
    OPENAI("/llm/openai/v1/chat/completions") {
        @Override
        JsonNode schema(JsonNode call) {
            var schema = call.path("response_format").path("json_schema").path("schema");
            return schema.isMissingNode()
                    ? call.path("tools").path(0).path("function").path("parameters")
                    : schema;
        }

        @Override
        ObjectNode reply(JsonNode call, Text text) {
            var reply = NODES.objectNode();
            reply.put("id", "chatcmpl-" + text.number()).put("object", "chat.completion");
            reply.put("created", text.number()).put("model", call.path("model").asText("newsroom"));
            var choice = reply.putArray("choices").addObject().put("index", 0);
            var message = choice.putObject("message").put("role", "assistant");
            var tool = call.path("tools").path(0).path("function").path("name");
            if (tool.isMissingNode()) {
                message.put("content", text.content());
                choice.put("finish_reason", text.truncated() ? "length" : "stop");
            } else {
                message.putNull("content");
                var use = message.putArray("tool_calls").addObject();
                use.put("id", "call_" + text.number()).put("type", "function");
                use.putObject("function").put("name", tool.asText()).put("arguments", text.content());
                choice.put("finish_reason", text.truncated() ? "length" : "tool_calls");
            }
            var usage = reply.putObject("usage");
            usage.put("prompt_tokens", text.inputTokens()).put("completion_tokens", text.outputTokens());
            usage.put("total_tokens", text.inputTokens() + text.outputTokens());
            return reply;
        }

        @Override
        ObjectNode error(Failure failure) {
            var error = NODES.objectNode();
            var detail = error.putObject("error").put("message", failure.message());
            switch (failure) {
                case RATE_LIMITED -> detail.put("type", "requests").put("code", "rate_limit_exceeded");
                case OUT_OF_QUOTA -> detail.put("type", "insufficient_quota").put("code", "insufficient_quota");
                case KEY_REFUSED -> detail.put("type", "invalid_request_error").put("code", "invalid_api_key");
                case FAILED, OUTAGE -> detail.put("type", "server_error").putNull("code");
                case NOT_UNDERSTOOD ->
                    detail.put("type", "invalid_request_error").putNull("code");
            }
            return error;
        }
    },

    ANTHROPIC("/llm/anthropic/v1/messages") {
        @Override
        JsonNode schema(JsonNode call) {
            for (var place : new JsonNode[] {
                call.path("tools").path(0).path("input_schema"),
                call.path("output_config").path("format").path("schema"),
                call.path("output_format").path("schema")
            }) {
                if (!place.isMissingNode()) {
                    return place;
                }
            }
            return NODES.missingNode();
        }

        @Override
        ObjectNode reply(JsonNode call, Text text) {
            var reply = NODES.objectNode();
            reply.put("id", "msg_" + text.number()).put("type", "message").put("role", "assistant");
            reply.put("model", call.path("model").asText("newsroom"));
            var content = reply.putArray("content").addObject();
            var tool = call.path("tools").path(0).path("name");
            if (tool.isMissingNode()) {
                content.put("type", "text").put("text", text.content());
            } else {
                content.put("type", "tool_use")
                        .put("id", "toolu_" + text.number())
                        .put("name", tool.asText());
                content.set("input", text.object().orElseGet(NODES::objectNode));
            }
            reply.put("stop_reason", text.truncated() ? "max_tokens" : tool.isMissingNode() ? "end_turn" : "tool_use");
            reply.putNull("stop_sequence");
            reply.putObject("usage").put("input_tokens", text.inputTokens()).put("output_tokens", text.outputTokens());
            return reply;
        }

        @Override
        ObjectNode error(Failure failure) {
            var error = NODES.objectNode().put("type", "error");
            error.putObject("error")
                    .put(
                            "type",
                            switch (failure) {
                                case RATE_LIMITED -> "rate_limit_error";
                                case OUT_OF_QUOTA, NOT_UNDERSTOOD -> "invalid_request_error";
                                case KEY_REFUSED -> "authentication_error";
                                case FAILED -> "api_error";
                                case OUTAGE -> "overloaded_error";
                            })
                    .put("message", failure.message());
            return error;
        }

        @Override
        int status(Failure failure) {
            return switch (failure) {
                case OUTAGE -> 529;
                case OUT_OF_QUOTA -> 400; // "your credit balance is too low"
                default -> failure.status();
            };
        }
    },

    OLLAMA("/llm/ollama/api/chat") {
        @Override
        JsonNode schema(JsonNode call) {
            return call.path("format").isObject() ? call.path("format") : NODES.missingNode();
        }

        @Override
        ObjectNode reply(JsonNode call, Text text) {
            var reply = NODES.objectNode();
            reply.put("model", call.path("model").asText("newsroom")).put("created_at", "2026-01-01T00:00:00Z");
            reply.putObject("message").put("role", "assistant").put("content", text.content());
            reply.put("done", true).put("done_reason", text.truncated() ? "length" : "stop");
            reply.put("total_duration", 1_000_000L).put("load_duration", 1_000L);
            reply.put("prompt_eval_count", text.inputTokens()).put("eval_count", text.outputTokens());
            return reply;
        }

        @Override
        ObjectNode error(Failure failure) {
            return NODES.objectNode().put("error", failure.message());
        }
    };

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String path;

    Protocol(String path) {
        this.path = path;
    }

    /**
     * What the model wrote.
     *
     * @param object the same as an object, when it is one
     * @param number of the call, from 1
     */
    record Text(
            String content,
            Optional<ObjectNode> object,
            boolean truncated,
            int inputTokens,
            int outputTokens,
            long number) {}

    /** The schema that the answer must follow; missing when the call names none. */
    abstract JsonNode schema(JsonNode call);

    abstract ObjectNode reply(JsonNode call, Text text);

    abstract ObjectNode error(Failure failure);

    int status(Failure failure) {
        return failure.status();
    }

    static Optional<Protocol> at(String path) {
        for (var protocol : values()) {
            if (protocol.path.equals(path)) {
                return Optional.of(protocol);
            }
        }
        return Optional.empty();
    }

    /** All text of the call that a model would read. */
    static String prompt(JsonNode call) {
        var prompt = new StringBuilder();
        append(prompt, call.path("system"));
        call.path("messages").forEach(message -> append(prompt, message.path("content")));
        return prompt.toString();
    }

    private static void append(StringBuilder prompt, JsonNode content) {
        if (content.isTextual()) {
            prompt.append(content.asText()).append('\n');
        } else {
            content.forEach(part -> append(prompt, part.path("text")));
        }
    }
}
