package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.LocalDate;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import sentinel.parser.Pages;
import sentinel.parser.provider.Outcome;

/** What a provider saves, spends and counts. */
class LlmSpendingTest extends LlmProviderRig {

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
}
