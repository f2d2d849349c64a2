package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import mockwebserver3.MockResponse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sentinel.contract.message.Sentiment;
import sentinel.parser.Pages;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.ProviderChain;
import sentinel.parser.rules.RulesProvider;
import sentinel.service.json.Json;

/**
 * What becomes of a page by the shape of what its provider sends: one table for each outcome, every row for every
 * protocol that has the shape. Longer than other classes, so that the shapes stand in one place.
 */
class WireShapeTest extends LlmProviderRig {

    private static final Set<LlmKind> ALL = Set.of(LlmKind.values());
    private static final Set<LlmKind> LIKE_OPENAI = Set.of(LlmKind.OPENAI, LlmKind.DEEPSEEK);

    private static final String GOOD = json(ScriptedLlm.ANSWER);
    private static final String SUMMARY = "Acme Corp buys Gearbox Ltd for 2.1 billion dollars.";
    private static final ClaimedFacts GOOD_FACTS = facts(0.6, List.of("Acme Corp", "Gearbox Ltd", "Globex"));

    private static String json(Object value) {
        return new String(Json.encode(value), StandardCharsets.UTF_8);
    }

    private static String with(String field, Object value) {
        var answer = new HashMap<>(ScriptedLlm.ANSWER);
        answer.put(field, value);
        return json(answer);
    }

    private static String without(String... fields) {
        var answer = new HashMap<>(ScriptedLlm.ANSWER);
        answer.keySet().removeAll(List.of(fields));
        return json(answer);
    }

    private static ClaimedFacts facts(Double score, List<String> companies) {
        return facts("Acme to buy Gearbox", Sentiment.POSITIVE, score, companies, List.of("Ann Lee"));
    }

    private static ClaimedFacts facts(
            String title, Sentiment sentiment, Double score, List<String> companies, List<String> people) {
        return new ClaimedFacts(
                title, null, null, SUMMARY, sentiment, score, companies, people, List.of("business"), List.of());
    }

    /** Every row for each of its protocols. */
    private static Stream<Arguments> rows(Stream<Object[]> rows) {
        return rows.flatMap(row -> Arrays.stream(LlmKind.values())
                .filter(((Set<?>) row[1])::contains)
                .map(kind -> {
                    var arguments = row.clone();
                    arguments[1] = kind;
                    return Arguments.of(arguments);
                }));
    }

    // ---- an answer that can be read: its facts

    private static Object[] read(String what, String answer, ClaimedFacts facts) {
        return new Object[] {what, ALL, answer, facts};
    }

    static Stream<Arguments> answers() {
        var companies = IntStream.range(0, 1000).mapToObj(i -> "Company " + i).toList();
        return rows(Stream.of(
                read("as asked", GOOD, GOOD_FACTS),
                read("JSON in a fence", "```json\n" + GOOD + "\n```", GOOD_FACTS),
                read("prose round it", "Here it is:\n" + GOOD + "\nDo you need more?", GOOD_FACTS),
                read("a thought before it", "<think>Is {\"summary\": \"x\"} enough?</think>" + GOOD, GOOD_FACTS),
                read("trailing commas", GOOD.replace("\"]", "\",]").replace("}", ",}"), GOOD_FACTS),
                read("an array for an object", "[" + GOOD + "]", GOOD_FACTS),
                read(
                        "wrong types",
                        json(Map.of(
                                "title", List.of(Map.of("name", "Acme to buy Gearbox")),
                                "author", Map.of("id", 7),
                                "publish_date", true,
                                "summary", List.of("Acme Corp buys Gearbox Ltd", "for 2.1 billion dollars."),
                                "sentiment", 7,
                                "sentiment_score", List.of(1),
                                "companies", "Acme Corp, Gearbox Ltd",
                                "people", Map.of("name", "Ann Lee"),
                                "topics", List.of(List.of("business")))),
                        new ClaimedFacts(
                                null,
                                null,
                                null,
                                SUMMARY,
                                null,
                                null,
                                List.of("Acme Corp", "Gearbox Ltd"),
                                List.of("Ann Lee"),
                                List.of("business"),
                                List.of())),
                read(
                        "missing fields",
                        without("title", "sentiment", "sentiment_score", "companies", "people"),
                        facts(null, null, null, List.of(), List.of())),
                read("1,000 companies", with("companies", companies), facts(0.6, companies.subList(0, 200))),
                read(
                        "placeholders",
                        json(Map.of(
                                "title", "N/A",
                                "author", "Unknown",
                                "publish_date", "none",
                                "summary", SUMMARY,
                                "sentiment", "unknown",
                                "sentiment_score", "N/A",
                                "companies", List.of("None", "N/A"),
                                "people", "Unknown",
                                "topics", List.of("business", "none"))),
                        facts(null, null, null, List.of(), List.of())),
                read("a number as a string", with("sentiment_score", "0.6"), GOOD_FACTS),
                read(
                        "companies as objects",
                        with("companies", List.of(Map.of("name", "Acme Corp", "ticker", "ACM"))),
                        facts(0.6, List.of("Acme Corp"))),
                read("a sentiment in capitals", with("sentiment", "POSITIVE"), GOOD_FACTS),
                read("a sentiment in German", with("sentiment", "Positiv"), GOOD_FACTS),
                read("a sentiment in Chinese", with("sentiment", "积极"), GOOD_FACTS),
                // which of the spellings counts is decided with the page: ClaimsTest
                read(
                        "names twice by case",
                        with("companies", List.of("Acme Corp", "ACME CORP")),
                        facts(0.6, List.of("Acme Corp", "ACME CORP")))));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("answers")
    void given_an_answer_that_can_be_read_when_asked_then_its_facts_count(
            String what, LlmKind kind, String answer, ClaimedFacts facts) throws Exception {
        var provider = provider(kind);
        llm.then(llm.saying(answer));

        var extracted = extracted(provider.extract(Pages.page(), 0));

        assertThat(extracted.facts()).isEqualTo(facts);
        assertThat(extracted.origin().inputTokens()).isEqualTo(1000);
        assertThat(llm.calls()).isEqualTo(1);
    }

    // ---- an answer without use: the model is told what was wrong, once; then the page is a dead letter

    private static Object[] useless(
            String what, Function<ScriptedLlm, MockResponse> reply, String errorClass, String reason) {
        return new Object[] {what, ALL, reply, errorClass, reason};
    }

    static Stream<Arguments> uselessAnswers() {
        return rows(Stream.of(
                useless(
                        "prose alone",
                        llm -> llm.saying("Acme buys Gearbox."),
                        "llm_malformed",
                        "the answer holds no JSON object"),
                useless("nothing", llm -> llm.saying(""), "llm_malformed", "the answer is empty"),
                useless(
                        "a thought alone",
                        llm -> llm.saying("<think>{\"summary\": \"Acme buys.\"}"),
                        "llm_malformed",
                        "the answer holds no JSON object"),
                useless(
                        "no summary",
                        llm -> llm.saying(without("summary")),
                        "llm_malformed",
                        "the answer holds no object with a summary"),
                useless(
                        "a placeholder for a summary",
                        llm -> llm.saying(with("summary", "N/A")),
                        "llm_malformed",
                        "the answer holds no object with a summary"),
                useless(
                        "an array of names for an object",
                        llm -> llm.saying("[\"Acme Corp\"]"),
                        "llm_malformed",
                        "the answer holds no JSON object"),
                useless(
                        "two answers",
                        llm -> llm.saying(GOOD + GOOD.replace("buys", "sells")),
                        "llm_malformed",
                        "the answer holds two objects that differ"),
                useless(
                        "the end missing",
                        llm -> llm.saying(GOOD.substring(0, 80)),
                        "llm_malformed",
                        "the answer ends inside its JSON object"),
                useless(
                        "finish reason length",
                        llm -> llm.saying(GOOD.substring(0, 80), true),
                        "llm_truncated",
                        "the answer was cut off by the limit of tokens")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("uselessAnswers")
    void given_an_answer_without_use_when_asked_then_it_is_repaired_once_and_then_unusable(
            String what, LlmKind kind, Function<ScriptedLlm, MockResponse> reply, String errorClass, String reason)
            throws Exception {
        var provider = provider(kind);
        llm.then(reply.apply(llm));

        var unusable = unusable(provider.extract(Pages.page(), 0));

        assertThat(unusable.errorClass()).hasToString(errorClass);
        assertThat(unusable.reason()).isEqualTo(reason);
        assertThat(llm.calls()).isEqualTo(2);
        assertThat(calls(errorClass)).isEqualTo(2);
        assertThat(llm.bodies().get(0)).doesNotContain("of no use");
        assertThat(llm.bodies().get(1)).contains("Your last answer to this request was of no use: " + reason + ".");
    }

    // ---- a refusal: not asked again, the next provider answers

    private static Object[] refusal(
            String what, Set<LlmKind> kinds, int paid, Function<ScriptedLlm, MockResponse> reply, String reason) {
        return new Object[] {what, kinds, reply, reason, paid};
    }

    static Stream<Arguments> refusals() {
        var anthropic = Set.of(LlmKind.ANTHROPIC);
        return rows(Stream.of(
                refusal(
                        "message.refusal",
                        LIKE_OPENAI,
                        1000,
                        llm -> llm.refusing("I'm sorry, I can't assist with that."),
                        "the model refuses this article"),
                refusal(
                        "stop_reason refusal",
                        anthropic,
                        1000,
                        llm -> llm.stopped("I can", "refusal"),
                        "the model refuses this article"),
                refusal(
                        "a refusal in words",
                        ALL,
                        1000,
                        llm -> llm.saying("I'm sorry, but I can't assist with that."),
                        "the answer is a refusal"),
                refusal(
                        "a refusal for a summary",
                        ALL,
                        1000,
                        llm -> llm.saying(with("summary", "I cannot summarize this article.")),
                        "the summary is a refusal"),
                refusal(
                        "finish reason content_filter",
                        LIKE_OPENAI,
                        1000,
                        llm -> llm.stopped(GOOD.substring(0, 40), "content_filter"),
                        "the provider filters this article"),
                refusal(
                        "400 with Azure's code",
                        LIKE_OPENAI,
                        0,
                        llm -> llm.failing(400, "content_filter", "The prompt triggered the content policy."),
                        "HTTP 400 content_filter: The prompt triggered the content policy."),
                refusal(
                        "400 with Anthropic's words",
                        anthropic,
                        0,
                        llm -> llm.failing(400, "invalid_request_error", "Output blocked by content filtering policy"),
                        "HTTP 400 invalid_request_error: Output blocked by content filtering policy"),
                refusal(
                        "400 with DeepSeek's words",
                        Set.of(LlmKind.DEEPSEEK),
                        0,
                        llm -> llm.failing(400, "invalid_request_error", "Content Exists Risk"),
                        "HTTP 400 invalid_request_error: Content Exists Risk")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("refusals")
    void given_a_refusal_of_an_article_when_asked_then_it_is_not_repaired_and_the_next_provider_answers(
            String what, LlmKind kind, Function<ScriptedLlm, MockResponse> reply, String reason, int paid)
            throws Exception {
        var provider = provider(kind);
        llm.then(reply.apply(llm));

        var refused = provider.extract(Pages.page(), 0);

        assertThat(refused).isEqualTo(new Outcome.Refused(kind.id() + ": " + reason));
        assertThat(((Outcome.Refused) refused).errorClass()).hasToString("llm_refused");
        assertThat(llm.calls()).isEqualTo(1);
        assertThat(calls("llm_refused")).isEqualTo(1);
        var chain = new ProviderChain(List.of(provider, new RulesProvider()));
        var answer = extracted(chain.extract(Pages.page(), 0));
        assertThat(answer.origin().provider()).isEqualTo("local");
        assertThat(answer.origin().inputTokens()).isEqualTo(paid);
        assertThat(llm.calls()).isEqualTo(2);
    }

    // ---- nothing for any page: an outage, at once; the message stays in Kafka

    private static Object[] outage(
            String what, Set<LlmKind> kinds, Function<ScriptedLlm, MockResponse> reply, String problem, int seconds) {
        return new Object[] {what, kinds, reply, problem, seconds};
    }

    static Stream<Arguments> outages() {
        var anthropic = Set.of(LlmKind.ANTHROPIC);
        return rows(Stream.of(
                outage("401", ALL, llm -> llm.failing(401, "authentication_error", "bad key"), "key", 5),
                outage("403", ALL, llm -> llm.failing(403, "permission_error", "not you"), "key", 5),
                outage("402", ALL, llm -> llm.failing(402, "insufficient_balance", "no money"), "quota", 5),
                outage(
                        "429 for the quota",
                        LIKE_OPENAI,
                        llm -> llm.failing(429, "insufficient_quota", "no money"),
                        "quota",
                        5),
                outage(
                        "400 for the quota",
                        anthropic,
                        llm -> llm.failing(400, "invalid_request_error", "Your credit balance is too low"),
                        "quota",
                        5),
                outage("404", ALL, llm -> llm.failing(404, "model_not_found", "no such model"), "model or URL", 5),
                outage("429", ALL, llm -> llm.failing(429, "rate_limit_error", "slowly"), "rate limit", 5),
                outage(
                        "429 with seconds",
                        ALL,
                        llm -> llm.failing(429, "rate_limit_error", "slowly", "Retry-After", "17"),
                        "rate limit",
                        17),
                outage(
                        "429 with a date",
                        ALL,
                        llm -> llm.failing(
                                429, "rate_limit_error", "slowly", "Retry-After", "Mon, 02 Mar 2026 18:00:23 GMT"),
                        "rate limit",
                        23),
                outage("529", ALL, llm -> llm.failing(529, "overloaded_error", "Overloaded"), "overloaded", 5),
                outage(
                        "529 with seconds",
                        ALL,
                        llm -> llm.failing(529, "overloaded_error", "Overloaded", "Retry-After", "30"),
                        "overloaded",
                        30)));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("outages")
    void given_nothing_for_any_page_when_asked_then_it_is_an_outage_at_once(
            String what, LlmKind kind, Function<ScriptedLlm, MockResponse> reply, String problem, int seconds)
            throws Exception {
        var provider = provider(kind);
        llm.next(reply.apply(llm));

        var outage = outage(provider, Pages.page());

        assertThat(outage.what()).isEqualTo(kind.id() + " " + problem);
        assertThat(outage.pause()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(llm.calls()).as("nobody asks during the pause").isEqualTo(1);
        clock.forward(Duration.ofSeconds(seconds + 1));
        extracted(provider.extract(Pages.page(), 0));
    }

    // ---- nobody can tell from one reply whose fault it is: a harmless page decides

    private static Object[] doubtful(
            String what, Set<LlmKind> kinds, Function<ScriptedLlm, MockResponse> reply, String errorClass) {
        return new Object[] {what, kinds, reply, errorClass};
    }

    private static MockResponse body(String text) {
        return new MockResponse.Builder()
                .addHeader("content-type", "application/json")
                .body(text)
                .build();
    }

    static Stream<Arguments> doubtfulReplies() {
        return rows(Stream.of(
                doubtful("400", ALL, llm -> llm.failing(400, "invalid_request_error", "bad"), "llm_refused"),
                doubtful("408", ALL, llm -> llm.failing(408, "timeout", "slow"), "llm_timeout"),
                doubtful("413", ALL, llm -> llm.failing(413, "request_too_large", "large"), "llm_refused"),
                doubtful("500", ALL, llm -> llm.failing(500, "api_error", "oops"), "llm_server"),
                doubtful("503", ALL, llm -> llm.failing(503, "server_error", "oops"), "llm_server"),
                doubtful(
                        "no resources",
                        LIKE_OPENAI,
                        llm -> llm.stopped(GOOD, "insufficient_system_resource"),
                        "llm_server"),
                doubtful("HTML with 200", ALL, llm -> ScriptedLlm.html(), "llm_garbled"),
                doubtful("an empty body", ALL, llm -> body(""), "llm_garbled"),
                doubtful("JSON of no protocol", ALL, llm -> body("[1, 2, 3]"), "llm_garbled"),
                doubtful("half a body", ALL, llm -> body("{\"id\": \"c1\", \"choi"), "llm_garbled"),
                doubtful("a connection closed half-way", ALL, ScriptedLlm::cut, "llm_garbled")));
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("doubtfulReplies")
    void given_a_failure_of_one_page_or_of_all_when_asked_then_it_is_the_pages_or_an_outage(
            String what, LlmKind kind, Function<ScriptedLlm, MockResponse> reply, String errorClass) throws Exception {
        var provider = provider(kind);
        llm.then(body -> body.contains("poisonous") ? reply.apply(llm) : llm.answer(ScriptedLlm.ANSWER));

        var failed = failed(provider.extract(Pages.withText("A poisonous text."), 0));

        assertThat(failed.errorClass()).hasToString(errorClass);
        assertThat(llm.calls()).as("twice, and a harmless page").isEqualTo(3);
        extracted(provider.extract(Pages.page(), 0));

        clock.forward(Duration.ofSeconds(1));
        llm.then(reply.apply(llm));
        assertThat(outage(provider, Pages.withText("Another text.")).what()).isEqualTo(kind.id() + " " + errorClass);
        assertThat(llm.calls()).isEqualTo(4 + 3);
    }

    @ParameterizedTest(name = "{1}: {0}")
    @MethodSource("doubtfulReplies")
    void given_a_failure_once_when_asked_again_then_the_answer_counts(
            String what, LlmKind kind, Function<ScriptedLlm, MockResponse> reply, String errorClass) throws Exception {
        var provider = provider(kind);
        llm.next(reply.apply(llm));

        extracted(provider.extract(Pages.page(), 0));
        assertThat(llm.calls()).isEqualTo(2);
    }
}
