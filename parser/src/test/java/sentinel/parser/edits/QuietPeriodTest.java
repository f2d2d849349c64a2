package sentinel.parser.edits;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.parser.Pages;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome.Extracted;

class QuietPeriodTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Edits edits = new QuietPeriod(metrics, Clock.systemUTC());

    private static PageFetched again(PageFetched page) {
        return page.withExtractionVersion(2);
    }

    private static Extracted answer() {
        var facts = new ClaimedFacts(
                "Title",
                "Author",
                Pages.FETCHED,
                "A summary.",
                null,
                null,
                List.of("Acme"),
                List.of(),
                List.of(),
                List.of());
        return new Extracted(facts, new Bill().origin("openai", "m", "p", false).at(2));
    }

    private void readFirst() {
        assertThat(edits.next(Pages.edited(0))).isEqualTo(new Step.Read());
        edits.read(Pages.edited(0), answer(), new BigDecimal("0.01"));
    }

    @Test
    void given_edits_one_after_another_when_each_comes_again_then_only_the_newest_is_read() {
        readFirst();
        for (int i = 1; i <= 10; i++) {
            assertThat(edits.next(Pages.edited(i)))
                    .isInstanceOfSatisfying(
                            Step.Keep.class, keep -> assertThat(keep.later()).isTrue());
        }

        for (int i = 1; i <= 9; i++) {
            assertThat(edits.next(again(Pages.edited(i))))
                    .isInstanceOfSatisfying(
                            Step.Skip.class, skip -> assertThat(skip.saved()).hasValueSatisfying(call -> {
                                assertThat(call.outcome()).isEqualTo(LlmCall.SUPERSEDED);
                                assertThat(call.savedUsd()).isEqualByComparingTo("0.01");
                                assertThat(call.rung()).isEqualTo(2);
                            }));
        }
        assertThat(edits.next(again(Pages.edited(10)))).isEqualTo(new Step.Read());
        assertThat(metrics.counter("sentinel.parser.edits", "result", "kept").count())
                .isEqualTo(10);
        assertThat(metrics.counter("sentinel.parser.edits", "result", "superseded")
                        .count())
                .isEqualTo(9);
        assertThat(metrics.counter("sentinel.parser.edits", "result", "read").count())
                .isEqualTo(1);
    }

    @Test
    void given_an_edit_when_it_is_kept_then_it_has_what_was_read_before_but_for_what_each_text_says_itself() {
        readFirst();

        var step = (Step.Keep) edits.next(Pages.edited(1));

        var earlier = step.earlier().orElseThrow();
        assertThat(earlier.facts()).isEqualTo(answer().facts().ofTheText());
        assertThat(earlier.facts().title()).isNull();
        assertThat(earlier.origin().provider()).isEqualTo("openai");
        assertThat(earlier.origin().rung()).isEqualTo(2);
        assertThat(earlier.origin().costUsd()).isEqualByComparingTo("0");
    }

    @Test
    void given_an_edit_while_the_first_text_is_being_read_when_kept_then_nothing_is_known_of_the_first() {
        edits.next(Pages.edited(0));

        assertThat(((Step.Keep) edits.next(Pages.edited(1))).earlier()).isEmpty();
        edits.read(Pages.edited(0), answer(), BigDecimal.ONE);

        assertThat(((Step.Keep) edits.next(Pages.edited(2))).earlier()).isPresent();
        assertThat(edits.next(again(Pages.edited(1)))).isInstanceOf(Step.Skip.class);
    }

    @Test
    void given_a_transaction_that_failed_when_its_pages_come_again_then_they_get_the_same_steps() {
        assertThat(edits.next(Pages.edited(0))).isEqualTo(edits.next(Pages.edited(0)));
        edits.read(Pages.edited(0), answer(), BigDecimal.ONE);

        assertThat(edits.next(Pages.edited(1))).isEqualTo(edits.next(Pages.edited(1)));
        assertThat(edits.next(again(Pages.edited(1)))).isEqualTo(edits.next(again(Pages.edited(1))));
    }

    @Test
    void given_the_waiting_text_from_another_source_when_it_comes_then_it_is_kept_and_does_not_wait_as_well() {
        readFirst();
        edits.next(Pages.edited(1));
        var other = PageFetchedBuilder.builder(Pages.edited(1))
                .fetchTimestamp(Pages.FETCHED.plusSeconds(7))
                .build();

        assertThat(((Step.Keep) edits.next(other)).later()).isFalse();
        assertThat(edits.next(again(Pages.edited(1)))).isEqualTo(new Step.Read());
    }

    @Test
    void given_an_older_text_that_comes_late_when_met_then_it_is_kept_and_never_read() {
        readFirst();
        edits.next(Pages.edited(5));

        assertThat(((Step.Keep) edits.next(Pages.edited(3))).later()).isFalse();
        assertThat(edits.next(again(Pages.edited(5)))).isEqualTo(new Step.Read());
    }

    @Test
    void given_the_text_that_was_read_when_it_comes_from_another_source_then_the_cache_has_the_answer() {
        readFirst();

        assertThat(edits.next(Pages.edited(0))).isEqualTo(new Step.Read());
    }

    @Test
    void given_a_restart_during_the_quiet_period_when_the_text_comes_again_then_it_is_read() {
        assertThat(edits.next(again(Pages.edited(4)))).isEqualTo(new Step.Read());
    }
}
