package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import java.net.URI;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import sentinel.config.Secret;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.Source;
import sentinel.parser.Pages;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.BudgetSpentException;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.ProviderChain;
import sentinel.parser.rules.RulesProvider;

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
    void given_a_ladder_when_the_budget_is_nearly_spent_then_the_dear_rung_leaves_the_rest_to_the_cheap_one()
            throws Exception {
        llm = new ScriptedLlm(LlmKind.OPENAI);
        var dear = rung("openai:dear", new Price(1, 10), new LlmProvider.Place(1, 0.5), 0.02);
        var cheap = rung("openai:cheap", new Price(0.1, 1), new LlmProvider.Place(2, 1), 0.02);
        var ladder = new ProviderChain(List.of(dear, cheap, new RulesProvider()));
        var waiting = new ProviderChain(List.of(dear, cheap), ProviderChain.WhenSpent.WAIT);
        var rungs = new ArrayList<Integer>();

        for (int i = 0; i < 100; i++) {
            rungs.add(extracted(ladder.extract(Pages.withText("Page " + i), 0))
                    .origin()
                    .rung());
        }

        assertThat(rungs).isSorted().startsWith(1, 1).contains(2).endsWith(3, 3);
        assertThat(ledger.add(LocalDate.parse("2026-03-02"), 0)).isBetween(18_000_000L, 20_000_000L);
        assertThatThrownBy(() -> waiting.extract(Pages.page(), 0))
                .isInstanceOf(BudgetSpentException.class)
                .hasMessageContaining("openai:dear daily budget");
    }

    private LlmProvider rung(String name, Price price, LlmProvider.Place place, double budget) {
        var limits = new LlmConfig.Limits(4, 0, 0, 2000, 500, TIMEOUT);
        var config = new LlmConfig(
                name,
                LlmKind.OPENAI,
                name,
                Prompt.newest(),
                URI.create(llm.url()),
                new Secret(ScriptedLlm.KEY),
                price,
                limits);
        return LlmProviders.create(config, place, together(budget), metrics);
    }

    @Test
    void given_calls_when_billed_then_each_has_an_entry_of_the_ledger_and_a_cached_answer_says_what_it_saved()
            throws Exception {
        var provider = provider(LlmKind.OPENAI);
        llm.next(ScriptedLlm.error(500, "server_error"));
        var first = new Bill();
        var second = new Bill();

        provider.extract(Pages.page(), 0, first);
        provider.extract(Pages.page(), 0, second);

        assertThat(first.calls())
                .extracting(LlmCall::outcome, LlmCall::inputTokens, LlmCall::outputTokens, call -> call.costUsd()
                        .doubleValue())
                .containsExactly(tuple("llm_server", 0, 0, 0.0), tuple("ok", 1000, 100, 0.002));
        assertThat(first.calls()).allSatisfy(call -> {
            assertThat(call.normalizedUrl()).isEqualTo(Pages.page().normalizedUrl());
            assertThat(call.contentHash()).isEqualTo(Pages.page().contentHash());
            assertThat(call.source()).isEqualTo(Source.RSS);
            assertThat(call.provider()).isEqualTo("openai");
            assertThat(call.promptVersion()).isEqualTo(Prompt.newest().id());
        });
        assertThat(second.calls())
                .extracting(LlmCall::outcome, call -> call.costUsd().doubleValue(), call -> call.savedUsd()
                        .doubleValue())
                .containsExactly(tuple(LlmCall.CACHED, 0.0, 0.002));
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
