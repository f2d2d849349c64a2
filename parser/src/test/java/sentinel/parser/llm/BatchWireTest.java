package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sentinel.parser.Pages;
import sentinel.parser.provider.Bill;
import sentinel.service.json.Json;
import sentinel.versions.ContentHash;

/** What goes over the wire, and replies of OpenAI that the newsroom does not give. */
class BatchWireTest extends BatchRig {

    private static final String COUNTS = "\"request_counts\": {\"total\": 1, \"completed\": 1, \"failed\": 0}";

    private static final String ANSWER =
            """
            {"choices": [{"finish_reason": "stop", "message": {"role": "assistant",
              "content": "{\\"summary\\": \\"Acme Corp buys Gearbox Ltd.\\"}"}}],
             "usage": {"prompt_tokens": 1000, "completion_tokens": 100, "total_tokens": 1100}}
            """;

    private ScriptedLlm llm;

    @AfterEach
    void closeLlm() {
        if (llm != null) {
            llm.close();
        }
    }

    @Override
    LlmConfig config(LlmKind kind) {
        var config = super.config(kind);
        return new LlmConfig(
                config.name(),
                kind,
                "m",
                config.prompt(),
                URI.create(llm.url()),
                config.apiKey(),
                config.price(),
                config.limits());
    }

    private static MockResponse reply(String json) {
        return new MockResponse.Builder()
                .code(200)
                .addHeader("Content-Type", "application/json")
                .body(json.replace('\n', ' '))
                .build();
    }

    /** The line of a result with a reply of the protocol. */
    private MockResponse result() throws IOException {
        var line = Json.mapper().createObjectNode();
        line.put(
                "custom_id",
                BatchRequest.customId(config(LlmKind.OPENAI), Pages.page().contentHash()));
        line.putObject("response")
                .put("status_code", 200)
                .set("body", Json.mapper().readTree(ANSWER));
        return reply(line.toString());
    }

    @Test
    void given_too_many_tokens_in_batches_when_one_is_rejected_then_it_is_submitted_again_later() throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        llm.next(
                reply("{\"id\": \"file-1\"}"),
                reply("{\"id\": \"b1\"}"),
                reply(
                        """
                        {"id": "b1", "status": "failed", "created_at": 1,
                         "errors": {"data": [{"code": "token_limit_exceeded", "message": "Enqueued token limit reached"}]}}
                        """),
                reply("{\"id\": \"file-2\"}"),
                reply("{\"id\": \"b2\"}"),
                reply("{\"id\": \"b2\", \"status\": \"finalizing\", \"created_at\": 1, " + COUNTS + "}"),
                reply("{\"id\": \"b2\", \"status\": \"completed\", \"created_at\": 100, \"completed_at\": 160, "
                        + "\"output_file_id\": \"file-3\", \"error_file_id\": null, " + COUNTS + "}"),
                result());

        read(reading(LlmKind.OPENAI, 1, step -> {}), List.of(Pages.page()));

        assertThat(answered).hasSize(1);
        assertThat(progress).anyMatch(line -> line.contains("batch b1: the provider does not accept it"));
        assertThat(published).singleElement().satisfies(call -> {
            assertThat(call.costUsd()).isEqualByComparingTo("0.001");
            assertThat(call.millis()).isEqualTo(60_000);
        });
        var today = clock.instant().atZone(ZoneOffset.UTC).toLocalDate();
        assertThat(spent(today)).as("nothing is left set aside").isEqualTo(1_000_000);
    }

    private long spent(LocalDate day) {
        return ledger.add(day, 0);
    }

    @Test
    void given_a_batch_that_is_wrong_when_it_is_rejected_then_a_person_must_act_and_no_money_is_set_aside()
            throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        llm.next(
                reply("{\"id\": \"file-1\"}"),
                reply("{\"id\": \"b1\"}"),
                reply(
                        """
                        {"id": "b1", "status": "failed", "created_at": 1,
                         "errors": {"data": [{"code": "model_not_found", "message": "The model m has no batch API."}]}}
                        """));

        assertThatThrownBy(() -> read(reading(LlmKind.OPENAI, 1, step -> {}), List.of(Pages.page())))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("The model m has no batch API.");

        assertThat(published).isEmpty();
        assertThat(spent(clock.instant().atZone(ZoneOffset.UTC).toLocalDate())).isZero();
    }

    @Test
    void given_an_open_batch_of_another_model_when_read_then_it_is_to_be_finished_first() throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        llm.next(reply("{\"id\": \"file-1\"}"), reply("{\"id\": \"b1\"}"));
        assertThatThrownBy(() -> read(
                        reading(LlmKind.OPENAI, 0, step -> {
                            if (step.equals("look")) {
                                throw new IllegalStateException("killed");
                            }
                        }),
                        List.of(Pages.page())))
                .hasMessage("killed");

        assertThatThrownBy(() -> read(reading(LlmKind.ANTHROPIC), List.of(Pages.page())))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("the journal has an open batch of openai m");
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void given_a_page_when_it_is_in_a_batch_then_its_request_is_the_live_one(LlmKind kind) throws Exception {
        llm = new ScriptedLlm(kind);
        LlmProviders.create(config(kind), new LlmProvider.Place(1, 1), together(0), new SimpleMeterRegistry())
                .extract(Pages.page(), 0, new Bill());
        cache = AnswerCache.inMemory(1);
        llm.then(ScriptedLlm.error(401, "invalid_api_key"));
        if (kind == LlmKind.OPENAI) {
            llm.next(reply("{\"id\": \"file-1\"}"));
        }

        assertThatThrownBy(() -> read(reading(kind), List.of(Pages.page()))).isInstanceOf(BatchFailedException.class);

        var live = Json.mapper().readTree(withoutMark(llm.bodies().get(0)));
        var batched = batched(kind, withoutMark(llm.bodies().get(1)));
        assertThat(batched).isEqualTo(live);
        var key = kind == LlmKind.OPENAI ? "Authorization" : "x-api-key";
        assertThat(llm.request(1).getHeaders().get(key))
                .isEqualTo(llm.request(0).getHeaders().get(key))
                .contains(ScriptedLlm.KEY);
        assertThat(llm.request(1).getHeaders().get("anthropic-version"))
                .isEqualTo(llm.request(0).getHeaders().get("anthropic-version"));
    }

    private JsonNode batched(LlmKind kind, String sent) throws IOException {
        var json = Json.mapper().readTree(sent.substring(sent.indexOf("{\""), sent.lastIndexOf('}') + 1));
        var request = kind == LlmKind.OPENAI ? json : json.path("requests").path(0);
        assertThat(request.path("custom_id").asText())
                .matches("[0-9a-f]{64}")
                .isEqualTo(BatchRequest.customId(config(kind), ContentHash.of(null, Pages.TEXT)));
        if (kind == LlmKind.OPENAI) {
            assertThat(request.path("method").asText()).isEqualTo("POST");
            assertThat(request.path("url").asText()).isEqualTo("/v1/chat/completions");
            assertThat(sent).contains("name=\"purpose\"\r\n\r\nbatch\r\n");
        }
        return request.path(kind == LlmKind.OPENAI ? "body" : "params");
    }

    /** Each request has a random mark around the article. */
    private static String withoutMark(String body) {
        return body.replaceAll("\\b[0-9a-f]{24}\\b", "MARK");
    }
}
