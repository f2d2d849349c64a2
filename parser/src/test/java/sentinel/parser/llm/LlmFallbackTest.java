package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sentinel.config.Secret;
import sentinel.parser.Pages;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Provider;
import sentinel.parser.provider.ProviderChain;
import sentinel.parser.rules.RulesProvider;

/** Two models in a chain, and each one's own limit of calls at once. */
class LlmFallbackTest extends LlmProviderRig {

    private ScriptedLlm second;
    private Provider chain;

    @BeforeEach
    void start() throws Exception {
        var openai = provider(LlmKind.OPENAI);
        second = new ScriptedLlm(LlmKind.ANTHROPIC);
        chain = new ProviderChain(List.of(openai, provider(LlmKind.ANTHROPIC, second.url(), 0)));
    }

    @AfterEach
    void stop() {
        second.close();
    }

    @Test
    void given_answers_without_use_when_the_next_model_answers_then_its_answer_costs_what_all_three_calls_cost()
            throws Exception {
        llm.then(llm.saying("The article is about a purchase."));

        var answer = extracted(chain.extract(Pages.page(), 0));

        assertThat(answer.origin().provider()).isEqualTo("anthropic");
        assertThat(answer.origin().inputTokens()).isEqualTo(3000);
        assertThat(answer.origin().outputTokens()).isEqualTo(300);
        assertThat(answer.origin().costUsd()).isEqualByComparingTo("0.006");
        assertThat(llm.calls()).isEqualTo(2);
        assertThat(second.calls()).isEqualTo(1);
    }

    @Test
    void given_a_page_that_one_provider_refuses_when_asked_then_the_next_one_answers() throws Exception {
        llm.then(body ->
                body.contains("poisonous") ? ScriptedLlm.error(400, "content_filter") : llm.answer(ScriptedLlm.ANSWER));

        var answer = extracted(chain.extract(Pages.withText("A poisonous text."), 0));

        assertThat(answer.origin().provider()).isEqualTo("anthropic");
        assertThat(answer.origin().costUsd()).isEqualByComparingTo("0.002");
    }

    @Test
    void given_an_answer_that_was_paid_for_when_an_outage_follows_then_it_is_in_the_cost_of_the_next_ones_answer()
            throws Exception {
        llm.next(llm.saying("No."), ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "20"));

        var answer = extracted(chain.extract(Pages.page(), 0));

        assertThat(answer.origin().provider()).isEqualTo("anthropic");
        assertThat(answer.origin().inputTokens()).isEqualTo(2000);
        assertThat(answer.origin().costUsd()).isEqualByComparingTo("0.004");
    }

    @Test
    void given_no_use_of_either_when_asked_then_the_last_ones_outcome_is_the_pages() throws Exception {
        llm.then(llm.saying("No."));
        second.then(second.saying("{\"title\": \"Acme to b", true));

        assertThat(unusable(chain.extract(Pages.page(), 0)).errorClass()).hasToString("llm_truncated");
        assertThat(llm.calls()).isEqualTo(2);
        assertThat(second.calls()).isEqualTo(2);

        unusable(chain.extract(Pages.page(), 1));
        assertThat(llm.calls()).isEqualTo(3);
        assertThat(second.calls()).isEqualTo(3);
    }

    @Test
    void given_rules_at_the_end_when_a_model_has_no_use_then_they_read_the_page_and_the_model_was_paid()
            throws Exception {
        llm.then(llm.saying("No."));
        var withRules = new ProviderChain(List.of(provider(LlmKind.OPENAI, llm.url(), 0), new RulesProvider()));

        var answer = extracted(withRules.extract(Pages.page(), 0));

        assertThat(answer.origin().provider()).isEqualTo("local");
        assertThat(answer.origin().costUsd()).isEqualByComparingTo("0.004");
    }

    @Test
    void given_more_pages_than_calls_at_once_when_asked_then_the_others_wait_their_turn() throws Exception {
        var provider = narrow();
        llm.then(llm.answer(ScriptedLlm.ANSWER)
                .newBuilder()
                .headersDelay(400, TimeUnit.MILLISECONDS)
                .build());
        var threads = Executors.newFixedThreadPool(3);
        try {
            long begun = System.nanoTime();
            var answers = new ArrayList<Future<Outcome>>();
            for (int i = 0; i < 3; i++) {
                var page = Pages.withText("Text " + i + ".");
                answers.add(threads.submit(() -> provider.extract(page, 0)));
            }
            for (var answer : answers) {
                extracted(answer.get());
            }
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isGreaterThan(Duration.ofMillis(1000));
        } finally {
            threads.shutdownNow();
        }

        assertThat(llm.calls()).isEqualTo(3);
    }

    @Test
    void given_a_page_that_waits_its_turn_when_an_outage_begins_then_it_is_not_sent() throws Exception {
        var provider = narrow();
        llm.then(ScriptedLlm.error(429, "rate_limit_exceeded", "Retry-After", "20")
                .newBuilder()
                .headersDelay(500, TimeUnit.MILLISECONDS)
                .build());
        var threads = Executors.newSingleThreadExecutor();
        try {
            var first = threads.submit(() -> outage(provider, Pages.withText("The first.")));
            await().until(() -> llm.calls() == 1);

            assertThat(outage(provider, Pages.page()).what()).isEqualTo("openai rate limit");
            assertThat(first.get().what()).isEqualTo("openai rate limit");
        } finally {
            threads.shutdownNow();
        }

        assertThat(llm.calls()).isEqualTo(1);
    }

    /** One call at a time. */
    private LlmProvider narrow() {
        var config = new LlmConfig(
                "openai",
                LlmKind.OPENAI,
                "m",
                Prompt.newest(),
                URI.create(llm.url()),
                new Secret(ScriptedLlm.KEY),
                new Price(1, 10),
                new LlmConfig.Limits(1, 0, 0, 2000, 500, Duration.ofSeconds(5)));
        return LlmProviders.create(config, new LlmProvider.Place(1, 1), together(0), metrics);
    }
}
