package sentinel.parser.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.ErrorClass;
import sentinel.parser.Calls;
import sentinel.parser.Pages;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Outcome.Failed;
import sentinel.parser.provider.Outcome.Unusable;
import sentinel.service.stage.OutageException;

class ProviderChainTest {

    private static final ClaimedFacts FACTS =
            new ClaimedFacts(null, null, null, "A summary.", null, null, List.of(), List.of(), List.of(), List.of());

    private enum Behaviour {
        ANSWERS,
        FAILS,
        UNUSABLE,
        IS_OUT,
        PAYS_AND_IS_OUT
    }

    /** Each call of it costs 100 and 10 tokens and a thousandth of a dollar, except in an outage. */
    private static final class Fake implements Provider {

        private final String name;
        private final Duration pause;
        private Behaviour behaviour;
        private int asked;

        Fake(String name, Behaviour behaviour, int pauseSeconds) {
            this.name = name;
            this.behaviour = behaviour;
            this.pause = Duration.ofSeconds(pauseSeconds);
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Outcome extract(PageFetched page, int failures, Bill bill) {
            asked++;
            if (behaviour != Behaviour.IS_OUT) {
                bill.add(Calls.call(name, LlmCall.OK));
            }
            return switch (behaviour) {
                case ANSWERS -> new Extracted(FACTS, bill.origin(name, "m", "1", false));
                case FAILS -> new Failed(ErrorClass.LLM_REFUSED, name);
                case UNUSABLE -> new Unusable(ErrorClass.LLM_MALFORMED, name);
                case IS_OUT, PAYS_AND_IS_OUT -> throw new OutageException(name, pause, null);
            };
        }
    }

    private static String said(ProviderChain chain) throws InterruptedException {
        try {
            var outcome = chain.extract(Pages.page(), 0);
            return outcome instanceof Extracted answer
                    ? "answer of " + answer.origin().provider()
                    : outcome.getClass().getSimpleName() + " " + ((Outcome.NoAnswer) outcome).reason();
        } catch (OutageException e) {
            return "outage of " + e.what();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "ANSWERS,  ANSWERS,  answer of a, 1, 0",
        "ANSWERS,  FAILS,    answer of a, 1, 0",
        "ANSWERS,  UNUSABLE, answer of a, 1, 0",
        "ANSWERS,  IS_OUT,   answer of a, 1, 0",
        "FAILS,    ANSWERS,  answer of b, 1, 1",
        "FAILS,    FAILS,    Failed b,    1, 1",
        "FAILS,    UNUSABLE, Unusable b,  1, 1",
        "FAILS,    IS_OUT,   outage of b, 1, 1",
        "UNUSABLE, ANSWERS,  answer of b, 1, 1",
        "UNUSABLE, FAILS,    Failed b,    1, 1",
        "UNUSABLE, UNUSABLE, Unusable b,  1, 1",
        "UNUSABLE, IS_OUT,   outage of b, 1, 1",
        "IS_OUT,   ANSWERS,  answer of b, 1, 1",
        "IS_OUT,   FAILS,    outage of a, 1, 1",
        "IS_OUT,   UNUSABLE, outage of a, 1, 1",
        "IS_OUT,   IS_OUT,   outage of b, 1, 1"
    })
    void given_two_providers_when_asked_then_the_first_answer_counts_then_an_outage_then_the_last_outcome(
            Behaviour first, Behaviour second, String expected, int askedFirst, int askedSecond) throws Exception {
        var a = new Fake("a", first, 20);
        var b = new Fake("b", second, 10);

        assertThat(said(new ProviderChain(List.of(a, b)))).isEqualTo(expected);
        assertThat(a.asked).isEqualTo(askedFirst);
        assertThat(b.asked).isEqualTo(askedSecond);
    }

    @ParameterizedTest
    @CsvSource({
        "FAILS,    IS_OUT,   ANSWERS,  answer of c",
        "IS_OUT,   UNUSABLE, ANSWERS,  answer of c",
        "FAILS,    UNUSABLE, IS_OUT,   outage of c",
        "FAILS,    IS_OUT,   UNUSABLE, outage of b",
        "IS_OUT,   FAILS,    IS_OUT,   outage of c",
        "UNUSABLE, FAILS,    FAILS,    Failed c"
    })
    void given_three_providers_when_asked_then_the_same_holds(
            Behaviour first, Behaviour second, Behaviour third, String expected) throws Exception {
        var chain = new ProviderChain(
                List.of(new Fake("a", first, 30), new Fake("b", second, 20), new Fake("c", third, 10)));

        assertThat(said(chain)).isEqualTo(expected);
    }

    @Test
    void given_calls_before_the_answer_when_billed_then_the_origin_holds_the_cost_of_all() throws Exception {
        var chain = new ProviderChain(List.of(
                new Fake("a", Behaviour.UNUSABLE, 1),
                new Fake("b", Behaviour.PAYS_AND_IS_OUT, 1),
                new Fake("c", Behaviour.ANSWERS, 1)));

        var origin = ((Extracted) chain.extract(Pages.page(), 0)).origin();

        assertThat(origin.provider()).isEqualTo("c");
        assertThat(origin.inputTokens()).isEqualTo(300);
        assertThat(origin.outputTokens()).isEqualTo(30);
        assertThat(origin.costUsd()).isEqualByComparingTo("0.003");
        assertThat(origin.rung()).isEqualTo(3);
    }

    @Test
    void given_an_outage_after_a_failure_when_it_is_over_then_only_the_rest_is_asked_and_all_is_billed()
            throws Exception {
        var a = new Fake("a", Behaviour.UNUSABLE, 1);
        var b = new Fake("b", Behaviour.IS_OUT, 1);
        var chain = new ProviderChain(List.of(a, b));
        for (int i = 0; i < 3; i++) {
            assertThat(said(chain)).isEqualTo("outage of b");
        }
        assertThat(a.asked).isEqualTo(1);

        b.behaviour = Behaviour.ANSWERS;
        var origin = ((Extracted) chain.extract(Pages.page(), 0)).origin();

        assertThat(a.asked).isEqualTo(1);
        assertThat(origin.provider()).isEqualTo("b");
        assertThat(origin.inputTokens()).isEqualTo(200);
        assertThat(origin.costUsd()).isEqualByComparingTo("0.002");
    }

    @Test
    void given_an_outage_before_a_failure_when_it_is_over_then_the_last_of_the_chain_still_decides() throws Exception {
        var a = new Fake("a", Behaviour.IS_OUT, 1);
        var b = new Fake("b", Behaviour.UNUSABLE, 1);
        var chain = new ProviderChain(List.of(a, b));
        assertThat(said(chain)).isEqualTo("outage of a");

        a.behaviour = Behaviour.FAILS;

        assertThat(said(chain)).isEqualTo("Unusable b");
        assertThat(b.asked).isEqualTo(1);
    }

    @Test
    void given_a_page_that_was_judged_when_it_is_tried_again_then_every_provider_is_asked_again() throws Exception {
        var a = new Fake("a", Behaviour.UNUSABLE, 1);
        var b = new Fake("b", Behaviour.IS_OUT, 1);
        var chain = new ProviderChain(List.of(a, b));
        said(chain);
        b.behaviour = Behaviour.FAILS;
        assertThat(said(chain)).isEqualTo("Failed b");

        assertThat(said(chain)).isEqualTo("Failed b");

        assertThat(a.asked).isEqualTo(2);
        assertThat(b.asked).isEqualTo(3);
    }

    @Test
    void given_other_pages_when_one_is_undecided_then_they_are_asked_about() throws Exception {
        var a = new Fake("a", Behaviour.UNUSABLE, 1);
        var b = new Fake("b", Behaviour.IS_OUT, 1);
        var chain = new ProviderChain(List.of(a, b));
        said(chain);

        assertThatThrownBy(() -> chain.extract(Pages.withText("Another text."), 0))
                .isInstanceOf(OutageException.class);
        assertThatThrownBy(() -> chain.extract(Pages.page(), 1)).isInstanceOf(OutageException.class);

        assertThat(a.asked).isEqualTo(3);
    }

    @Test
    void given_all_in_an_outage_when_asked_then_the_shortest_pause_counts() {
        var chain = new ProviderChain(List.of(
                new Fake("a", Behaviour.IS_OUT, 20),
                new Fake("b", Behaviour.IS_OUT, 5),
                new Fake("c", Behaviour.IS_OUT, 60)));

        var outage = catchThrowableOfType(OutageException.class, () -> chain.extract(Pages.page(), 0));

        assertThat(outage.pause()).isEqualTo(Duration.ofSeconds(5));
        assertThat(chain.name()).isEqualTo("a,b,c");
    }
}
