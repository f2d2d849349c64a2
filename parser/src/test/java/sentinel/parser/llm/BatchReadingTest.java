package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.fixture.SetClock;
import sentinel.parser.Pages;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.service.run.Scope;
import sentinel.simulator.llm.BatchBehaviour;
import sentinel.simulator.llm.LlmBehaviour;

/** Pages that are read in batches. */
class BatchReadingTest extends BatchRig {

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void given_pages_when_read_in_batches_then_the_live_provider_has_each_answer_without_a_call(LlmKind kind)
            throws Exception {
        newsroom.setBatches(BatchBehaviour.GOOD.withDelay(Duration.ofMillis(100)));
        var pages = new ArrayList<>(pages(34));
        pages.add(copyOf(pages.get(7)));

        var report = read(reading(kind), pages);

        assertThat(answered).containsExactlyInAnyOrderElementsOf(pages);
        assertThat(failed).isEmpty();
        assertThat(report).isEqualTo(new BatchReading.Report(35, 0, 4, bookedUsd()));
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(34);
        assertBooksAreTheProviders();
        assertThat(published).hasSize(34).allSatisfy(call -> {
            assertThat(call.outcome()).isEqualTo(LlmCall.OK);
            assertThat(call.provider()).isEqualTo(kind.id());
            assertThat(call.promptVersion()).isEqualTo(Prompt.newest().id());
            assertThat(call.recovered()).isFalse();
        });
        assertThat(progress).anyMatch(line -> line.contains("10 requests submitted"));
        assertThat(progress).anyMatch(line -> line.contains("10 answers to 10 requests"));
        var live =
                LlmProviders.create(config(kind), new LlmProvider.Place(1, 1), together(0), new SimpleMeterRegistry());
        for (var page : pages) {
            var bill = new Bill();
            assertThat(live.extract(page, 0, bill)).isInstanceOf(Extracted.class);
            assertThat(bill.calls()).extracting(LlmCall::outcome).containsExactly(LlmCall.CACHED);
        }
        assertThat(newsroom.llmCalls()).isZero();
    }

    private static PageFetched copyOf(PageFetched page) {
        return PageFetchedBuilder.builder(page)
                .normalizedUrl("other.example.com/copy")
                .build();
    }

    @Test
    void given_pages_that_were_read_when_read_again_then_nothing_is_submitted() throws Exception {
        read(reading(LlmKind.OPENAI), pages(12));
        answered.clear();

        var report = read(reading(LlmKind.OPENAI), pages(12));

        assertThat(report.batches()).isZero();
        assertThat(answered).hasSize(12);
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(12);
    }

    @Test
    void given_answers_that_the_cache_has_lost_when_read_again_then_they_come_from_the_results() throws Exception {
        read(reading(LlmKind.ANTHROPIC), pages(12));
        answered.clear();
        cache = AnswerCache.inMemory(1_000);

        read(reading(LlmKind.ANTHROPIC), pages(12));

        assertThat(answered).hasSize(12);
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(12);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void given_requests_that_expire_or_fail_when_collected_then_their_pages_fail_and_cost_nothing(LlmKind kind)
            throws Exception {
        newsroom.setBatches(BatchBehaviour.GOOD.withExpired(0.3).withErrored(0.3));

        var report = read(reading(kind), pages(60));

        assertThat(answered).hasSizeBetween(10, 40);
        assertThat(answered.size() + failed.size()).isEqualTo(60);
        assertThat(report.answered()).isEqualTo(newsroom.batchesPaid().requests());
        assertThat(failed.values()).anyMatch(reason -> reason.contains("time was too short"));
        assertThat(failed.values()).anyMatch(reason -> reason.startsWith("HTTP 500"));
        assertThat(published).hasSize(60).extracting(LlmCall::outcome).containsOnly("ok", "llm_timeout", "llm_server");
        assertThat(published)
                .filteredOn(call -> !call.outcome().equals("ok"))
                .allSatisfy(call -> assertThat(call.costUsd()).isZero());
        assertBooksAreTheProviders();

        newsroom.setBatches(BatchBehaviour.GOOD);
        var rest = List.copyOf(failed.keySet());
        failed.clear();
        read(reading(kind), rest);

        assertThat(failed).isEmpty();
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(60);
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void given_answers_without_use_when_collected_then_their_pages_fail_and_are_paid_once(LlmKind kind)
            throws Exception {
        newsroom.setLlm(LlmBehaviour.GOOD.withMalformed(0.5).withTruncated(0.5));

        read(reading(kind), pages(20));
        read(reading(kind), pages(20));

        assertThat(answered).isEmpty();
        assertThat(failed).hasSize(20);
        assertThat(published).hasSize(20).extracting(LlmCall::outcome).contains("llm_malformed", "llm_truncated");
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(20);
        assertBooksAreTheProviders();
    }

    @ParameterizedTest
    @EnumSource(names = {"OPENAI", "ANTHROPIC"})
    void given_endpoints_in_trouble_when_read_then_each_page_is_answered_and_paid_once(LlmKind kind) throws Exception {
        newsroom.setBatches(BatchBehaviour.GOOD.withTroubled(0.5));

        read(reading(kind), pages(60));

        assertThat(answered).hasSize(60);
        assertThat(newsroom.batchesPaid().requests()).isEqualTo(60);
        assertBooksAreTheProviders();
        assertThat(progress).anyMatch(line -> line.contains("HTTP 429") || line.contains("HTTP 5"));
    }

    @Test
    void given_a_budget_when_it_is_spent_then_smaller_batches_are_submitted_and_the_rest_waits_for_the_next_day()
            throws Exception {
        var days = new SetClock(Instant.parse("2026-03-02T18:00:00Z"));
        clock = days;
        double budget = 0.02; // a request may cost 0.003
        var reading = reading(LlmKind.OPENAI, budget, step -> {});

        reading.read(pages(40).iterator(), answered::add, failed::put, line -> {
            progress.add(line);
            if (line.startsWith("the day's budget is spent")
                    && newsroom.batchesPaid().requests() == booked().size()) {
                days.set(Instant.parse(line.substring(line.length() - "2026-03-03T00:00:00Z".length())));
            }
        });

        assertThat(answered).hasSize(40);
        assertThat(progress).anyMatch(line -> line.startsWith("the day's budget is enough for "));
        assertThat(progress).anyMatch(line -> line.startsWith("the day's budget is spent"));
        var day = LocalDate.parse("2026-03-02");
        long last = ledger.add(days.instant().atZone(days.getZone()).toLocalDate(), 0);
        assertThat(last).isBetween(1L, Math.round(budget * 1e9));
        assertThat(days.instant())
                .isAfter(
                        day.plusDays(1).atStartOfDay(days.getZone()).toInstant().minusSeconds(1));
        assertBooksAreTheProviders();
    }

    @Test
    void given_a_provider_without_batches_when_asked_for_some_then_it_says_so() {
        for (var kind : List.of(LlmKind.DEEPSEEK, LlmKind.OLLAMA)) {
            assertThatThrownBy(() -> reading(kind))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage("provider " + kind.id() + " has no batch interface; openai and anthropic have one");
        }
    }

    @Test
    void given_a_key_that_is_refused_when_read_then_a_person_must_act_and_the_next_reading_goes_on() throws Exception {
        newsroom.setLlm(LlmBehaviour.GOOD.withRefuseKey(true));

        assertThatThrownBy(() -> read(reading(LlmKind.OPENAI), pages(3)))
                .isInstanceOf(BatchFailedException.class)
                .hasMessageContaining("HTTP 401")
                .hasMessageNotContaining(ScriptedLlm.KEY);

        newsroom.setLlm(LlmBehaviour.GOOD);
        read(reading(LlmKind.OPENAI), pages(3));
        assertThat(answered).hasSize(3);
    }

    @Test
    void given_providers_when_created_then_their_batches_answer_into_their_cache() throws Exception {
        try (var scope = new Scope()) {
            var created = LlmProviders.create(
                    List.of(config(LlmKind.ANTHROPIC)),
                    List.of(1),
                    new LlmProviders.Shared(Optional.empty(), "test", "0", 100, Duration.ofDays(1), 0, 0),
                    published::addAll,
                    scope,
                    new SimpleMeterRegistry(),
                    clock);
            read(created.batches().of(0, SETTINGS, journal()), List.of(Pages.page()));

            assertThat(answered).hasSize(1);
            assertThat(created.providers().get(0).extract(Pages.page(), 0, new Bill()))
                    .isInstanceOf(Extracted.class);
            assertThat(newsroom.llmCalls()).isZero();
        }
    }
}
