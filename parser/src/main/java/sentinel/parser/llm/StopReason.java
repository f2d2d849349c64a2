package sentinel.parser.llm;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.service.json.Json;

/**
 * Why a model stopped before it answered, where langchain4j does not hand it on: it throws away the tokens of a message
 * with a {@code refusal}, and has no word for Anthropic's {@code stop_reason} of that name.
 */
final class StopReason {

    private StopReason() {}

    /**
     * Reads a reply of the protocol of OpenAI or Anthropic.
     *
     * @throws CallFailure it says that there is no answer, and why
     */
    static void check(String body) {
        JsonNode reply;
        try {
            reply = Json.mapper().readTree(body);
        } catch (JsonProcessingException e) {
            return; // whoever reads it as an answer finds out
        }
        unwilling(reply).ifPresent(why -> {
            throw CallFailure.unwilling(why, usage(reply.path("usage")));
        });
        if (reply.at("/choices/0/finish_reason").asText("").equals("insufficient_system_resource")) { // DeepSeek
            throw new CallFailure(Kind.SERVER, "the provider broke the answer off for want of resources", null);
        }
    }

    private static Optional<String> unwilling(JsonNode reply) {
        if (!reply.at("/choices/0/message/refusal").asText("").isBlank()
                || reply.path("stop_reason").asText("").equals("refusal")) {
            return Optional.of("the model refuses this article");
        }
        return reply.at("/choices/0/finish_reason").asText("").equals("content_filter")
                ? Optional.of("the provider filters this article")
                : Optional.empty();
    }

    private static Usage usage(JsonNode usage) {
        int input = usage.path("prompt_tokens").asInt(usage.path("input_tokens").asInt());
        int output = usage.path("completion_tokens")
                .asInt(usage.path("output_tokens").asInt());
        return Usage.uncached(input, output);
    }
}
