package sentinel.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import sentinel.service.json.Json;
import sentinel.simulator.llm.LlmBehaviour;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
final class LlmTest {

    private static final String SCHEMA =
            """
            {"type": "object", "properties": {
              "title": {"type": "string"}, "author": {"type": ["string", "null"]}, "publish_date": {"type": "string"},
              "summary": {"type": "string"}, "sentiment": {"type": "string", "enum": ["POSITIVE", "NEUTRAL", "NEGATIVE"]},
              "sentiment_score": {"type": "number"}, "companies": {"type": "array", "items": {"type": "string"}},
              "people": {"type": "array", "items": {"type": "object", "properties": {"name": {"type": "string"}}}},
              "topics": {"type": "array", "items": {"type": "string"}}, "surprise": {"type": "integer"}}}
            """;

    private final Client client = new Client();
    private final Newsroom newsroom = Newsroom.start(NewsroomConfig.still().withTrouble(0));

    @AfterAll
    void close() {
        newsroom.close();
    }

    private HttpResponse<byte[]> openAi(String text) throws IOException {
        var call = Json.mapper().createObjectNode().put("model", "gpt-x");
        call.putArray("messages").addObject().put("role", "user").put("content", text);
        call.putObject("response_format")
                .put("type", "json_schema")
                .putObject("json_schema")
                .put("name", "article")
                .set("schema", Json.mapper().readTree(SCHEMA));
        return client.post(newsroom.openAiBaseUrl() + "/chat/completions", call.toString());
    }

    private HttpResponse<byte[]> anthropic(String text, boolean tool) throws IOException {
        var call = Json.mapper().createObjectNode().put("model", "claude-x").put("max_tokens", 1000);
        call.putArray("system").addObject().put("type", "text").put("text", "You read news.");
        call.putArray("messages")
                .addObject()
                .put("role", "user")
                .putArray("content")
                .addObject()
                .put("type", "text")
                .put("text", text);
        var schema = Json.mapper().readTree(SCHEMA);
        if (tool) {
            call.putArray("tools").addObject().put("name", "record").set("input_schema", schema);
        } else {
            call.putObject("output_config")
                    .putObject("format")
                    .put("type", "json_schema")
                    .set("schema", schema);
        }
        return client.post(newsroom.anthropicBaseUrl() + "/messages", call.toString());
    }

    private HttpResponse<byte[]> ollama(String text) throws IOException {
        var call = Json.mapper().createObjectNode().put("model", "llama").put("stream", false);
        call.putArray("messages").addObject().put("role", "user").put("content", text);
        call.set("format", Json.mapper().readTree(SCHEMA));
        return client.post(newsroom.ollamaBaseUrl() + "/api/chat", call.toString());
    }

    private static JsonNode json(HttpResponse<byte[]> answer) throws IOException {
        return Json.mapper().readTree(answer.body());
    }

    private static String prompt(Truth.ArticleTruth article) {
        return "Extract the article.\n<article>\n" + article.title() + "\n\n" + article.body() + "\n</article>";
    }

    private void assertTrue(JsonNode record, Truth.ArticleTruth article) {
        assertThat(record.path("title").asText()).isEqualTo(article.title());
        assertThat(record.path("author").asText()).isEqualTo(String.join(", ", article.authors()));
        assertThat(record.path("publish_date").asText())
                .isEqualTo(article.publishDate().toString());
        assertThat(record.path("sentiment").asText()).isEqualToIgnoringCase(article.sentiment());
        assertThat(record.path("sentiment").asText()).isUpperCase();
        assertThat(record.path("summary").asText()).isNotBlank();
        assertThat(record.path("companies"))
                .extracting(JsonNode::asText)
                .containsExactlyElementsOf(article.companies());
        assertThat(record.path("people"))
                .extracting(person -> person.path("name").asText())
                .containsExactlyElementsOf(article.people());
        assertThat(record.path("topics")).extracting(JsonNode::asText).containsExactly(article.topic());
        assertThat(record.path("surprise").isInt()).isTrue();
    }

    @Test
    void given_every_article_when_openai_is_asked_then_it_tells_the_truth_with_usage() throws IOException {
        for (var article : newsroom.truth().articles()) {
            var reply = json(openAi(prompt(article)));
            var choice = reply.path("choices").path(0);
            assertThat(choice.path("finish_reason").asText()).isEqualTo("stop");
            assertTrue(
                    Json.mapper()
                            .readTree(choice.path("message").path("content").asText()),
                    article);
            assertThat(reply.path("usage").path("prompt_tokens").asInt()).isGreaterThan(50);
            assertThat(reply.path("usage").path("completion_tokens").asInt()).isGreaterThan(20);
        }
    }

    @Test
    void given_an_article_when_anthropic_is_asked_then_it_answers_by_tool_or_text() throws IOException {
        var article = newsroom.truth().articles().get(17);
        var byTool = json(anthropic(prompt(article), true));
        assertThat(byTool.path("stop_reason").asText()).isEqualTo("tool_use");
        assertThat(byTool.path("content").path(0).path("name").asText()).isEqualTo("record");
        assertTrue(byTool.path("content").path(0).path("input"), article);
        var byText = json(anthropic(prompt(article), false));
        assertThat(byText.path("stop_reason").asText()).isEqualTo("end_turn");
        assertTrue(
                Json.mapper()
                        .readTree(byText.path("content").path(0).path("text").asText()),
                article);
        assertThat(byText.path("usage").path("input_tokens").asInt()).isGreaterThan(50);
    }

    @Test
    void given_an_edited_article_when_ollama_is_asked_then_it_knows_it_again() throws IOException {
        newsroom.edit(31);
        var article = newsroom.truth().articles().get(30);
        assertThat(article.versionCount()).isEqualTo(2);
        var reply = json(ollama(prompt(article)));
        assertThat(reply.path("done").asBoolean()).isTrue();
        assertThat(reply.path("prompt_eval_count").asInt()).isGreaterThan(50);
        assertTrue(Json.mapper().readTree(reply.path("message").path("content").asText()), article);
    }

    @Test
    void given_an_unknown_text_when_asked_then_the_answer_still_fits_the_schema() throws IOException {
        var reply = json(openAi("Read this.\nSomething nobody here wrote\nIt rained for a whole day in the valley."));
        var record =
                Json.mapper().readTree(reply.at("/choices/0/message/content").asText());
        assertThat(record.path("sentiment").asText()).isEqualTo("NEUTRAL");
        assertThat(record.path("companies").isArray()).isTrue();
    }

    @Test
    void given_bad_behaviour_when_asked_then_each_protocol_fails_in_its_own_way() throws IOException {
        String prompt = prompt(newsroom.truth().articles().get(0));
        try {
            newsroom.setLlm(LlmBehaviour.GOOD.withRateLimited(1));
            assertThat(openAi(prompt).statusCode()).isEqualTo(429);
            assertThat(openAi(prompt).headers().firstValue("retry-after")).hasValue("1");
            assertThat(json(anthropic(prompt, true)).at("/error/type").asText()).isEqualTo("rate_limit_error");
            newsroom.setLlm(LlmBehaviour.GOOD.withFailing(1));
            assertThat(ollama(prompt).statusCode()).isEqualTo(500);
            newsroom.setLlm(LlmBehaviour.GOOD.withOutage(true));
            assertThat(openAi(prompt).statusCode()).isEqualTo(503);
            assertThat(anthropic(prompt, true).statusCode()).isEqualTo(529);
            newsroom.setLlm(LlmBehaviour.GOOD.withRefuseKey(true));
            assertThat(openAi(prompt).statusCode()).isEqualTo(401);
            newsroom.setLlm(LlmBehaviour.GOOD.withOutOfQuota(true));
            assertThat(json(openAi(prompt)).at("/error/code").asText()).isEqualTo("insufficient_quota");
            newsroom.setLlm(LlmBehaviour.GOOD.withTruncated(1));
            assertThat(json(openAi(prompt)).at("/choices/0/finish_reason").asText())
                    .isEqualTo("length");
            assertThat(json(anthropic(prompt, false)).path("stop_reason").asText())
                    .isEqualTo("max_tokens");
            newsroom.setLlm(LlmBehaviour.GOOD.withMalformed(1));
            assertThat(json(openAi(prompt)).at("/choices/0/message/content").asText())
                    .startsWith("Sure!");
            newsroom.setLlm(LlmBehaviour.GOOD.withInvalid(1));
            assertThat(json(openAi(prompt)).at("/choices/0/message/content").asText())
                    .contains("ecstatic");
        } finally {
            newsroom.setLlm(LlmBehaviour.GOOD);
        }
    }

    @Test
    void given_a_share_of_bad_answers_when_asked_often_then_about_that_share_is_bad() throws IOException {
        try (var other = Newsroom.start(
                NewsroomConfig.still().withArticles(1).withLlm(LlmBehaviour.GOOD.withRateLimited(0.3)))) {
            int refused = 0;
            for (int i = 0; i < 200; i++) {
                refused += client.post(other.ollamaBaseUrl() + "/api/chat", "{\"messages\": []}")
                                        .statusCode()
                                == 429
                        ? 1
                        : 0;
            }
            assertThat(refused).isBetween(35, 85);
            assertThat(other.llmCalls()).isEqualTo(200);
        }
    }
}
