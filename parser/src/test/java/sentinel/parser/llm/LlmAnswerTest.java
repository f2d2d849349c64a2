package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sentinel.contract.message.Sentiment;
import sentinel.parser.Pages;
import sentinel.service.json.Json;

/** What a provider makes of the answers to one page. */
class LlmAnswerTest extends LlmProviderRig {

    @ParameterizedTest
    @EnumSource(LlmKind.class)
    void given_a_good_answer_when_asked_then_facts_tokens_and_cost_are_known(LlmKind kind) throws Exception {
        var answer = extracted(provider(kind).extract(Pages.page(), 0));

        assertThat(answer.facts().summary()).isEqualTo("Acme Corp buys Gearbox Ltd for 2.1 billion dollars.");
        assertThat(answer.facts().sentiment()).isEqualTo(Sentiment.POSITIVE);
        assertThat(answer.facts().companies()).containsExactly("Acme Corp", "Gearbox Ltd", "Globex");
        assertThat(answer.origin().provider()).isEqualTo(kind.id());
        assertThat(answer.origin().promptVersion()).isEqualTo(Prompt.newest().id());
        assertThat(answer.origin().inputTokens()).isEqualTo(1000);
        assertThat(answer.origin().outputTokens()).isEqualTo(100);
        assertThat(answer.origin().costUsd()).isEqualByComparingTo("0.002");
        assertThat(llm.calls()).isEqualTo(1);
    }

    @Test
    void given_each_protocol_when_asked_then_the_schema_goes_with_the_question() throws Exception {
        provider(LlmKind.OPENAI).extract(Pages.page(), 0);
        var openai = Json.mapper().readTree(llm.bodies().get(0));
        assertThat(openai.at("/response_format/type").asText()).isEqualTo("json_schema");
        assertThat(openai.at("/response_format/json_schema/strict").asBoolean()).isTrue();
        assertThat(openai.at("/max_completion_tokens").asInt()).isEqualTo(500);
        assertThat(llm.request(0).getHeaders().get("Authorization")).isEqualTo("Bearer " + ScriptedLlm.KEY);
        llm.close();
        provider(LlmKind.ANTHROPIC, (llm = new ScriptedLlm(LlmKind.ANTHROPIC)).url(), 0)
                .extract(Pages.withText("Another text about Acme."), 0);
        assertThat(llm.bodies().get(0)).contains("json_schema").contains("sentiment_score");
        assertThat(llm.request(0).getHeaders().get("x-api-key")).isEqualTo(ScriptedLlm.KEY);
        llm.close();
        provider(LlmKind.OLLAMA, (llm = new ScriptedLlm(LlmKind.OLLAMA)).url(), 0)
                .extract(Pages.withText("A third text about Acme."), 0);
        var ollama = Json.mapper().readTree(llm.bodies().get(0));
        assertThat(ollama.at("/format/properties/sentiment/enum")).hasSize(4);
        assertThat(ollama.at("/options/num_ctx").asInt()).isGreaterThan(2500);
        llm.close();
        provider(LlmKind.DEEPSEEK, (llm = new ScriptedLlm(LlmKind.DEEPSEEK)).url(), 0)
                .extract(Pages.withText("A fourth text about Acme."), 0);
        var deepSeek = Json.mapper().readTree(llm.bodies().get(0));
        assertThat(deepSeek.at("/response_format/type").asText()).isEqualTo("json_object");
    }

    // ---- the page's fault

    @ParameterizedTest
    @EnumSource(LlmKind.class)
    void given_a_malformed_answer_when_asked_again_then_the_second_counts_and_both_are_paid(LlmKind kind)
            throws Exception {
        var provider = provider(kind);
        llm.next(llm.saying("Sure! Here is your JSON: {\"title\""));

        var answer = extracted(provider.extract(Pages.page(), 0));

        assertThat(answer.origin().inputTokens()).isEqualTo(2000);
        assertThat(answer.origin().costUsd()).isEqualByComparingTo("0.004");
        assertThat(llm.calls()).isEqualTo(2);
    }

    @Test
    void given_a_page_that_failed_before_when_its_answer_is_malformed_then_it_is_not_repaired() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(llm.saying("The article is about a purchase."));

        unusable(provider.extract(Pages.page(), 1));
        assertThat(llm.calls()).isEqualTo(1);
        llm.next(ScriptedLlm.error(500, "server_error"));
        unusable(provider.extract(Pages.page(), 2));
        assertThat(llm.calls()).isEqualTo(3);
    }

    @Test
    void given_reasoning_without_an_answer_when_asked_then_there_is_no_answer() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(new MockResponse.Builder()
                .body(
                        "{\"id\":\"c1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                                + "\"finish_reason\":\"stop\",\"message\":{\"role\":\"assistant\",\"content\":null,"
                                + "\"reasoning_content\":\"{\\\"summary\\\": \\\"Acme buys.\\\"}\"}}]}")
                .build());

        assertThat(unusable(provider.extract(Pages.page(), 0)).reason()).isEqualTo("the answer is empty");
    }

    @Test
    void given_a_page_that_always_times_out_when_others_do_not_then_that_page_failed() throws Exception {
        llm = new ScriptedLlm(LlmKind.OLLAMA);
        var provider = provider(LlmKind.OLLAMA, llm.url(), 0, Duration.ofMillis(300));
        llm.then(body -> body.contains("endless") ? ScriptedLlm.hang() : llm.answer(ScriptedLlm.ANSWER));

        assertThat(failed(provider.extract(Pages.withText("An endless text."), 0))
                        .errorClass())
                .hasToString("llm_timeout");
    }
}
