package sentinel.parser.copies;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.Hints;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Sentiment;
import sentinel.parser.Calls;
import sentinel.parser.Pages;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.ClaimedQuote;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Provider;
import sentinel.versions.ContentHash;

class CopyProviderTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private int asked;
    private String answeredBy = "openai";
    private final List<String> kept = new ArrayList<>();

    private final Provider model = new Provider() {
        @Override
        public String name() {
            return "openai";
        }

        @Override
        public Outcome extract(PageFetched page, int failures, Bill bill) {
            asked++;
            bill.add(Calls.call("call-" + asked, LlmCall.OK));
            var facts = new ClaimedFacts(
                    "Title",
                    "Author",
                    Pages.FETCHED,
                    "Acme Corp buys Gearbox Ltd.",
                    Sentiment.POSITIVE,
                    0.5,
                    List.of("Acme Corp"),
                    List.of("Ann Lee"),
                    List.of("business"),
                    List.of(new ClaimedQuote("This is a great day", "Ann Lee")));
            return new Extracted(facts, bill.origin(answeredBy, "m", "p", false));
        }
    };

    private final CopyProvider provider = new CopyProvider(
            model,
            origin -> !origin.provider().equals("local"),
            (hash, origin, facts, cost) -> kept.add(hash),
            new CopyProvider.Limits(1_000, Duration.ofDays(1)),
            metrics,
            Clock.systemUTC());

    private static PageFetched page(String site, String text) {
        return Pages.page("https://" + site + "/story", text, Pages.page().page(), Hints.NONE);
    }

    private Extracted read(PageFetched page, Bill bill) throws InterruptedException {
        return (Extracted) provider.extract(page, 0, bill);
    }

    @Test
    void given_a_copy_with_other_boilerplate_when_read_then_it_shares_the_answer_but_for_what_is_its_own()
            throws Exception {
        var first = page("agency.example.com", Pages.TEXT);
        var copy = page("daily.example.com", "SPRINGFIELD (AP) - " + Pages.TEXT + "\nSubscribe to our newsletter.");
        var bill = new Bill();
        read(first, new Bill());

        var shared = read(copy, bill);

        assertThat(kept).as("the copy's answer is known from now on").containsExactly(copy.contentHash());

        assertThat(asked).isEqualTo(1);
        assertThat(shared.origin().copyOf()).isEqualTo(first.normalizedUrl());
        assertThat(shared.origin().costUsd()).isZero();
        assertThat(shared.facts().title()).isNull();
        assertThat(shared.facts().author()).isNull();
        assertThat(shared.facts().publishDate()).isNull();
        assertThat(shared.facts().summary()).isEqualTo("Acme Corp buys Gearbox Ltd.");
        assertThat(shared.facts().quotes()).hasSize(1);
        assertThat(bill.calls()).singleElement().satisfies(call -> {
            assertThat(call.outcome()).isEqualTo(LlmCall.COPIED);
            assertThat(call.normalizedUrl()).isEqualTo(copy.normalizedUrl());
            assertThat(call.contentHash()).isEqualTo(ContentHash.of(null, copy.text()));
            assertThat(call.savedUsd()).isEqualByComparingTo(new BigDecimal("0.001"));
        });
        assertThat(metrics.get("sentinel.parser.copies")
                        .tag("result", "shared")
                        .counter()
                        .count())
                .isEqualTo(1);
    }

    @Test
    void given_a_story_with_another_number_when_read_then_it_is_asked_about() throws Exception {
        read(page("agency.example.com", Pages.TEXT), new Bill());

        var other = read(page("daily.example.com", Pages.TEXT.replace("2.1 billion", "3.4 billion")), new Bill());

        assertThat(asked).isEqualTo(2);
        assertThat(other.origin().copyOf()).isNull();
    }

    @Test
    void given_an_answer_that_is_not_worth_sharing_when_a_copy_comes_then_it_is_asked_about() throws Exception {
        answeredBy = "local";
        read(page("agency.example.com", Pages.TEXT), new Bill());

        read(page("daily.example.com", Pages.TEXT), new Bill());

        assertThat(asked).isEqualTo(2);
    }

    @Test
    void given_a_new_text_of_the_same_page_when_read_then_it_is_no_copy() throws Exception {
        read(page("agency.example.com", Pages.TEXT), new Bill());

        var newer = read(page("agency.example.com", Pages.TEXT + "\nThe board met on Friday."), new Bill());

        assertThat(asked).isEqualTo(2);
        assertThat(newer.origin().copyOf()).isNull();
    }
}
