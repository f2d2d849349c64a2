package sentinel.parser.llm;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import mockwebserver3.MockResponse;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;
import sentinel.config.Secret;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Sentiment;
import sentinel.fixture.SetClock;
import sentinel.parser.Pages;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Outcome.Failed;
import sentinel.parser.provider.Outcome.Unusable;
import sentinel.parser.provider.ProviderChain;
import sentinel.parser.rules.RulesProvider;
import sentinel.service.json.Json;
import sentinel.service.stage.OutageException;

class LlmProviderTest {

    private static final Duration TIMEOUT = Duration.ofMillis(1500);

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SetClock clock = new SetClock(Instant.parse("2026-03-02T18:00:00Z"));
    private final Ledger ledger = Ledger.inMemory();
    private final AnswerCache cache = AnswerCache.inMemory(100);
    private ScriptedLlm llm;

    @AfterEach
    void close() {
        if (llm != null) {
            llm.close();
        }
    }

    private LlmProvider provider(LlmKind kind) throws IOException {
        llm = new ScriptedLlm(kind);
        return provider(kind, llm.url(), 0);
    }

    private LlmProvider provider(LlmKind kind, String url, double budget) {
        return provider(kind, url, budget, TIMEOUT);
    }

    private LlmProvider provider(LlmKind kind, String url, double budget, Duration timeout) {
        var limits = new LlmConfig.Limits(4, 0, 0, 2000, 500, timeout);
        var key = kind.needsKey() ? new Secret(ScriptedLlm.KEY) : null;
        var config = new LlmConfig(kind, "m", URI.create(url), key, new Price(1, 10), limits);
        return LlmProviders.create(config, cache, new Budget(budget, ledger, clock), metrics, clock);
    }

    private static Extracted extracted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Extracted.class);
        return (Extracted) outcome;
    }

    private static Failed failed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    private static Unusable unusable(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Unusable.class);
        return (Unusable) outcome;
    }

    private long calls(String outcome) {
        return metrics.get("sentinel.parser.llm.calls")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    private static OutageException outage(LlmProvider provider, PageFetched page) {
        var outage = catchThrowableOfType(OutageException.class, () -> provider.extract(page, 0));
        assertThat(outage).isNotNull();
        return outage;
    }

    // ---- good answers

    @ParameterizedTest
    @EnumSource(LlmKind.class)
    void given_a_good_answer_when_asked_then_facts_tokens_and_cost_are_known(LlmKind kind) throws Exception {
        var answer = extracted(provider(kind).extract(Pages.page(), 0));

        assertThat(answer.facts().summary()).isEqualTo("Acme Corp buys Gearbox Ltd for 2.1 billion dollars.");
        assertThat(answer.facts().sentiment()).isEqualTo(Sentiment.POSITIVE);
        assertThat(answer.facts().companies()).containsExactly("Acme Corp", "Gearbox Ltd", "Globex");
        assertThat(answer.origin().provider()).isEqualTo(kind.id());
        assertThat(answer.origin().promptVersion()).isEqualTo(Prompt.VERSION);
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

    @ParameterizedTest
    @EnumSource(LlmKind.class)
    void given_answers_that_stay_malformed_when_asked_twice_then_the_page_failed(LlmKind kind) throws Exception {
        var provider = provider(kind);
        llm.then(llm.saying("I cannot help with that."));

        assertThat(unusable(provider.extract(Pages.page(), 0)).errorClass()).isEqualTo("llm_malformed");
        assertThat(llm.calls()).isEqualTo(2);
        assertThat(llm.bodies().get(0)).doesNotContain("of no use");
        assertThat(llm.bodies().get(1))
                .contains("Your last answer to this request was of no use: the answer holds no JSON object.");
    }

    @ParameterizedTest
    @EnumSource(LlmKind.class)
    void given_an_answer_cut_off_when_asked_twice_then_the_page_failed(LlmKind kind) throws Exception {
        var provider = provider(kind);
        llm.then(llm.saying("{\"title\": \"Acme to b", true));

        assertThat(unusable(provider.extract(Pages.page(), 0)).errorClass()).isEqualTo("llm_truncated");
        assertThat(llm.calls()).isEqualTo(2);
        assertThat(calls("llm_truncated")).isEqualTo(2);
    }

    @Test
    void given_a_page_that_failed_before_when_its_answer_is_malformed_then_it_is_not_repaired() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(llm.saying("I cannot help with that."));

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
    void given_an_answer_outside_the_schema_when_asked_then_what_can_be_used_is() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        var slips = new HashMap<>(ScriptedLlm.ANSWER);
        slips.put("sentiment", "ecstatic");
        slips.put("companies", "Acme Corp, Gearbox Ltd");
        llm.then(llm.saying("Here it is:\n```\n" + new String(Json.encode(slips), UTF_8) + "\n```"));

        var answer = extracted(provider.extract(Pages.page(), 0));

        assertThat(answer.facts().sentiment()).isNull();
        assertThat(answer.facts().companies()).containsExactly("Acme Corp", "Gearbox Ltd");
        assertThat(llm.calls()).isEqualTo(1);
    }

    @Test
    void given_an_answer_outside_the_schema_when_it_has_no_summary_then_the_reason_says_so() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        var wrong = new HashMap<>(ScriptedLlm.ANSWER);
        wrong.remove("summary");
        llm.then(llm.answer(wrong));

        assertThat(unusable(provider.extract(Pages.page(), 0)).reason())
                .isEqualTo("the answer holds no object with a summary");
    }

    @ParameterizedTest
    @CsvSource({"400,llm_refused", "500,llm_server", "413,llm_refused"})
    void given_an_error_for_one_page_only_when_asked_then_that_page_failed_and_the_next_does_not(
            int status, String errorClass) throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(body -> body.contains("poisonous")
                ? ScriptedLlm.error(status, "invalid_request_error")
                : llm.answer(ScriptedLlm.ANSWER));

        assertThat(failed(provider.extract(Pages.withText("A poisonous text."), 0))
                        .errorClass())
                .isEqualTo(errorClass);
        extracted(provider.extract(Pages.page(), 0));
        assertThat(llm.calls()).isEqualTo(2 + 1 + 1); // twice, the harmless page, the next page
    }

    @Test
    void given_a_page_that_always_times_out_when_others_do_not_then_that_page_failed() throws Exception {
        llm = new ScriptedLlm(LlmKind.OLLAMA);
        var provider = provider(LlmKind.OLLAMA, llm.url(), 0, Duration.ofMillis(300));
        llm.then(body -> body.contains("endless") ? ScriptedLlm.hang() : llm.answer(ScriptedLlm.ANSWER));

        assertThat(failed(provider.extract(Pages.withText("An endless text."), 0))
                        .errorClass())
                .isEqualTo("llm_timeout");
    }

    // ---- the provider's fault

    @ParameterizedTest
    @EnumSource(LlmKind.class)
    void given_429_when_asked_then_it_is_an_outage_as_long_as_the_provider_says(LlmKind kind) throws Exception {
        var provider = provider(kind);
        llm.next(ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "17"));

        var outage = outage(provider, Pages.page());

        assertThat(outage.what()).isEqualTo(kind.id() + " rate limit");
        assertThat(outage.pause()).isEqualTo(Duration.ofSeconds(17));
        assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(17));
        assertThat(llm.calls()).as("nobody asks during the pause").isEqualTo(1);

        clock.forward(Duration.ofSeconds(18));
        extracted(provider.extract(Pages.page(), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "401,invalid_api_key,key",
        "403,permission_error,key",
        "402,insufficient_balance,quota",
        "429,insufficient_quota,quota",
        "404,model_not_found,model or URL"
    })
    void given_a_refusal_of_all_of_us_when_asked_then_it_is_an_outage_at_once(int status, String code, String what)
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(ScriptedLlm.error(status, code));

        assertThat(outage(provider, Pages.page()).what()).isEqualTo("openai " + what);
        assertThat(llm.calls()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"400,llm_refused", "500,llm_server", "503,llm_server", "529,llm_server"})
    void given_an_error_for_every_page_when_asked_then_it_is_an_outage(int status, String what) throws Exception {
        var provider = provider(LlmKind.ANTHROPIC);
        llm.then(ScriptedLlm.error(status, "api_error"));

        assertThat(outage(provider, Pages.page()).what()).isEqualTo("anthropic " + what);
        assertThat(llm.calls()).isEqualTo(3);
    }

    @ParameterizedTest
    @EnumSource(LlmKind.class)
    void given_html_with_status_200_for_every_page_when_asked_then_it_is_an_outage(LlmKind kind) throws Exception {
        var provider = provider(kind);
        llm.then(ScriptedLlm.html());

        assertThat(outage(provider, Pages.page()).what()).isEqualTo(kind.id() + " llm_garbled");
    }

    @Test
    void given_json_that_is_not_the_protocol_when_asked_then_it_is_an_outage() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(new MockResponse.Builder().body("[1, 2, 3]").build());

        assertThat(outage(provider, Pages.page()).what()).isEqualTo("openai llm_garbled");
    }

    @Test
    void given_html_once_when_asked_again_then_the_answer_counts() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(ScriptedLlm.html());

        extracted(provider.extract(Pages.page(), 0));
    }

    @Test
    void given_no_answer_in_time_for_every_page_when_asked_then_it_is_an_outage() throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        var provider = provider(LlmKind.OPENAI, llm.url(), 0, Duration.ofMillis(300));
        llm.next(ScriptedLlm.dribble()).then(ScriptedLlm.hang());

        assertThat(outage(provider, Pages.page()).what()).isEqualTo("openai llm_timeout");
    }

    @Test
    void given_nobody_there_when_asked_then_it_is_an_outage() throws Exception {
        int port;
        try (var socket = new ServerSocket(0)) {
            port = socket.getLocalPort();
        }
        var provider = provider(LlmKind.OPENAI, "http://127.0.0.1:" + port + "/v1", 0);

        assertThat(outage(provider, Pages.page()).what()).isEqualTo("openai connection");
    }

    @Test
    void given_a_slow_answer_when_it_comes_after_429_then_the_pause_is_kept_all_the_same() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(body -> body.contains("slow")
                ? llm.answer(ScriptedLlm.ANSWER)
                        .newBuilder()
                        .headersDelay(500, TimeUnit.MILLISECONDS)
                        .build()
                : ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "60"));
        var threads = Executors.newSingleThreadExecutor();
        try {
            var slow = threads.submit(() -> provider.extract(Pages.withText("A slow text."), 0));
            await().until(() -> llm.calls() == 1);
            outage(provider, Pages.page());
            extracted(slow.get());
        } finally {
            threads.shutdownNow();
        }

        assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(60));
        assertThat(llm.calls()).isEqualTo(2);
    }

    @Test
    void given_the_end_of_a_pause_when_many_ask_then_one_does_and_the_others_wait() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(ScriptedLlm.error(401, "invalid_api_key"));
        outage(provider, Pages.page());
        clock.forward(Duration.ofSeconds(5));
        llm.then(llm.answer(ScriptedLlm.ANSWER)
                .newBuilder()
                .headersDelay(500, TimeUnit.MILLISECONDS)
                .build());
        var threads = Executors.newSingleThreadExecutor();
        try {
            var trial = threads.submit(() -> provider.extract(Pages.withText("The first."), 0));
            await().until(() -> llm.calls() == 2);
            assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(1));
            extracted(trial.get());
        } finally {
            threads.shutdownNow();
        }

        extracted(provider.extract(Pages.page(), 0));
    }

    @ParameterizedTest
    @CsvSource({
        "401,invalid_api_key,5 10 20 40 80 160 300 300",
        "429,insufficient_quota,5 10 20 40 80 160 300 300",
        "429,rate_limit_exceeded,5 10 20 40 60 60",
        "503,server_error,5 10 20 40 60 60"
    })
    void given_an_outage_that_lasts_when_asked_then_the_pauses_grow(int status, String code, String seconds)
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(ScriptedLlm.error(status, code));

        var pauses = new StringJoiner(" ");
        for (int i = seconds.split(" ").length; i > 0; i--) {
            var pause = outage(provider, Pages.page()).pause();
            pauses.add(Long.toString(pause.toSeconds()));
            clock.forward(pause);
        }

        assertThat(pauses).hasToString(seconds);
    }

    @ParameterizedTest
    @CsvSource({"true,5", "false,5"})
    void given_many_429_when_a_500_comes_then_its_pause_is_the_first_of_its_kind(boolean retryAfter, long seconds)
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(
                retryAfter
                        ? ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "2")
                        : ScriptedLlm.error(429, "rate_limit_exceeded"));
        for (int i = 0; i < 8; i++) {
            clock.forward(outage(provider, Pages.page()).pause());
        }

        llm.then(ScriptedLlm.error(500, "server_error"));

        assertThat(outage(provider, Pages.page()).pause()).isEqualTo(Duration.ofSeconds(seconds));
    }

    @Test
    void given_waits_that_the_provider_asks_for_when_they_end_then_the_next_pause_is_a_first_one() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(
                ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "0"),
                ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "40"),
                ScriptedLlm.error(429, "rate_limit_exceeded"));

        for (long expected : new long[] {1, 40, 5}) {
            var pause = outage(provider, Pages.page()).pause();
            assertThat(pause).isEqualTo(Duration.ofSeconds(expected));
            clock.forward(pause);
        }
        extracted(provider.extract(Pages.page(), 0));
    }

    @Test
    void given_a_chain_when_the_first_is_down_then_the_next_answers_and_the_first_is_tried_again_later()
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "5"));
        var chain = new ProviderChain(List.of(provider, new RulesProvider()));

        assertThat(extracted(chain.extract(Pages.page(), 0)).origin().provider())
                .isEqualTo("local");
        clock.forward(Duration.ofSeconds(6));
        assertThat(extracted(chain.extract(Pages.page(), 0)).origin().provider())
                .isEqualTo("openai");
    }

    // ---- cache, budget, limits

    @Test
    void given_the_same_content_when_asked_again_then_nothing_is_sent_and_nothing_is_paid() throws Exception {
        var provider = provider(LlmKind.OPENAI);

        var first = extracted(provider.extract(Pages.page(), 0));
        var second = extracted(provider.extract(Pages.page(), 0));

        assertThat(second.facts()).isEqualTo(first.facts());
        assertThat(second.origin().inputTokens()).isZero();
        assertThat(second.origin().costUsd()).isZero();
        assertThat(llm.calls()).isEqualTo(1);
        extracted(provider.extract(Pages.withText(Pages.TEXT + "More."), 0));
        assertThat(llm.calls()).isEqualTo(2);
    }

    @Test
    void given_the_same_content_on_many_pages_at_once_when_asked_then_it_is_sent_once() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        var threads = Executors.newFixedThreadPool(8);
        try {
            var answers = threads.invokeAll(
                    Collections.nCopies(8, (Callable<Outcome>) () -> provider.extract(Pages.page(), 0)));
            for (var answer : answers) {
                extracted(answer.get());
            }
        } finally {
            threads.shutdownNow();
        }

        assertThat(llm.calls()).isEqualTo(1);
    }

    @Test
    void given_a_budget_when_it_is_spent_then_calls_stop_until_midnight_utc() throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        var provider = provider(LlmKind.OPENAI, llm.url(), 0.009); // a call costs 0.002, and might cost 0.006

        extracted(provider.extract(Pages.withText("One."), 0));
        extracted(provider.extract(Pages.withText("Two."), 0));
        var outage = outage(provider, Pages.withText("Three."));

        assertThat(outage.what()).isEqualTo("openai daily budget");
        assertThat(outage.pause()).isEqualTo(Duration.ofHours(6));
        assertThat(llm.calls()).isEqualTo(2);
        assertThat(ledger.add(LocalDate.parse("2026-03-02"), 0)).isEqualTo(4_000_000);

        clock.forward(Duration.ofHours(6));
        extracted(provider.extract(Pages.withText("Three."), 0));
    }

    @Test
    void given_failed_calls_when_settled_then_only_what_was_used_is_charged() throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        var provider = provider(LlmKind.OPENAI, llm.url(), 1);
        llm.next(ScriptedLlm.error(500, "server_error"));

        extracted(provider.extract(Pages.page(), 0));

        assertThat(ledger.add(LocalDate.parse("2026-03-02"), 0)).isEqualTo(2_000_000);
    }

    @Test
    void given_limits_when_calls_come_faster_then_they_wait_their_turn() throws Exception {
        var limit = new RateLimit("openai", 60, 60_000); // ten requests or 10,000 tokens at once, then one a second
        long now = System.nanoTime();

        for (int i = 0; i < 10; i++) {
            assertThat(limit.reserve(1000, now)).isZero();
        }

        assertThat(limit.reserve(1000, now)).isEqualTo(1_000_000_000L);
        assertThat(limit.reserve(3000, now)).isEqualTo(4_000_000_000L);
        assertThat(limit.reserve(10, now + 20_000_000_000L)).isZero();
    }

    @Test
    void given_an_answer_without_use_when_counted_then_it_is_not_ok() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(llm.saying("No."));

        extracted(provider.extract(Pages.page(), 0));

        assertThat(calls("llm_malformed")).isEqualTo(1);
        assertThat(calls("ok")).isEqualTo(1);
    }

    @Test
    void given_calls_when_counted_then_the_metrics_tell_outcomes_tokens_and_cost() throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(ScriptedLlm.error(500, "server_error"));

        provider.extract(Pages.page(), 0);
        provider.extract(Pages.page(), 0);

        assertThat(metrics.get("sentinel.parser.llm.calls")
                        .tag("outcome", "ok")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(metrics.get("sentinel.parser.llm.calls")
                        .tag("outcome", "llm_server")
                        .timer()
                        .count())
                .isEqualTo(1);
        assertThat(metrics.get("sentinel.parser.llm.tokens")
                        .tag("direction", "input")
                        .counter()
                        .count())
                .isEqualTo(1000);
        assertThat(metrics.get("sentinel.parser.llm.cost.usd").counter().count())
                .isEqualTo(0.002);
        assertThat(metrics.get("sentinel.parser.llm.cache")
                        .tag("result", "hit")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    // ---- secrets

    @ParameterizedTest
    @CsvSource({"400", "401", "404", "429", "500"})
    void given_an_error_that_quotes_the_key_when_told_then_the_key_is_nowhere(int status) throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.then(ScriptedLlm.error(status, "invalid_request_error"));

        var written = new StringWriter();
        try (var log = new CapturedLog()) {
            outage(provider, Pages.page()).printStackTrace(new PrintWriter(written));
            assertThat(log.lines()).anyMatch(line -> line.contains("provider_outage"));
            log.lines().forEach(written::write);
        }

        assertThat(written.toString()).doesNotContain(ScriptedLlm.KEY).doesNotContain("0123456789");
    }

    @Test
    void given_a_configuration_when_printed_then_the_key_is_stars() {
        var config = new LlmConfig(
                LlmKind.OPENAI,
                "m",
                URI.create("http://x/"),
                new Secret(ScriptedLlm.KEY),
                Price.FREE,
                new LlmConfig.Limits(1, 0, 0, 1000, 100, TIMEOUT));

        assertThat(config.toString()).doesNotContain(ScriptedLlm.KEY);
        assertThatThrownBy(() -> new Price(-1, 0)).isInstanceOf(IllegalArgumentException.class);
    }

    /** All that is logged anywhere meanwhile, at every level. */
    private static final class CapturedLog implements AutoCloseable {
        private final Logger root = (Logger) LoggerFactory.getLogger(Logger.ROOT_LOGGER_NAME);
        private final Level level = root.getLevel();
        private final ListAppender<ILoggingEvent> events = new ListAppender<>();

        CapturedLog() {
            root.setLevel(Level.TRACE);
            events.start();
            root.addAppender(events);
        }

        List<String> lines() {
            return List.copyOf(events.list).stream()
                    .map(e -> e.getFormattedMessage()
                            + (e.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(e.getThrowableProxy())))
                    .toList();
        }

        @Override
        public void close() {
            root.detachAppender(events);
            root.setLevel(level);
        }
    }
}
