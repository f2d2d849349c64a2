package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.Hints;
import sentinel.contract.message.Mention;
import sentinel.contract.message.Mention.Alignment;
import sentinel.contract.message.Mention.Kind;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Quote;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.ClaimedQuote;

class ClaimsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private Claims claims(PageFetched page, List<String> companies, List<String> people) {
        var facts = new ClaimedFacts(null, null, null, null, null, null, companies, people, null, null);
        return new Claims(page, page, facts, false, new UngroundedClaims(metrics));
    }

    private static PageFetched page(String title, String text) {
        return Pages.page(
                "https://a.example.com/x",
                text,
                new PageMetadata(title, List.of(), null, null, null, null, null, null),
                Hints.NONE);
    }

    @Test
    void given_names_when_read_then_each_has_its_places_in_the_body() {
        var page = page("Globex gains", "Acme Corp hired Ann Lee. ACME’s board praised Lee.");

        var claims = claims(
                page, List.of("Acme Corp", "Globex", "Hooli"), List.of("Ann Lee (mayor)", "Ann Lee and John Doe"));

        assertThat(claims.mentions())
                .containsExactly(
                        new Mention(Kind.COMPANY, "Acme Corp", Alignment.EXACT, 0, 9),
                        new Mention(Kind.PERSON, "Ann Lee", Alignment.EXACT, 16, 23),
                        new Mention(Kind.COMPANY, "Acme Corp", Alignment.FOLDED, 25, 29));
        assertThat(claims.companies()).containsExactly("Acme Corp");
        assertThat(ungrounded("company", "only_in_title")).isEqualTo(1);
        assertThat(ungrounded("company", "not_in_text")).isEqualTo(1);
    }

    private Claims quoting(String text, ClaimedQuote... quotes) {
        var facts = new ClaimedFacts(null, null, null, null, null, null, null, null, null, List.of(quotes));
        return new Claims(page("Deal", text), page("Deal", text), facts, false, new UngroundedClaims(metrics));
    }

    @Test
    void given_quotes_when_read_then_those_that_the_body_has_in_marks_are_kept_as_it_writes_them() {
        String text = "“This is a great day, 日本 👩‍👩‍👧,” said Ann Lee. “We won’t  sell.” The deal is done for good.";

        var claims = quoting(
                text,
                new ClaimedQuote("\"We won't sell.\"", "Omar Diaz"),
                new ClaimedQuote("this is a great day, 日本 👩‍👩‍👧", "Ann Lee"),
                new ClaimedQuote("a great day", "Ann Lee"),
                new ClaimedQuote("This is a great day. We won’t sell", "Ann Lee"),
                new ClaimedQuote("The deal is done for good.", "Ann Lee"),
                new ClaimedQuote("This is a sad day", null),
                new ClaimedQuote("great", null));

        var quotes = claims.quotes();

        assertThat(quotes).extracting(Quote::speaker).containsExactly("Ann Lee", null);
        assertThat(quotes).extracting(Quote::text).containsExactly("This is a great day, 日本", "We won’t  sell");
        assertThat(quotes).allSatisfy(quote -> assertThat(text.substring(quote.start(), quote.end()))
                .isEqualTo(quote.text()));
        assertThat(ungrounded("quote", "not_verbatim")).isEqualTo(4);
        assertThat(ungrounded("speaker", "not_in_text")).isEqualTo(1);
    }

    private double ungrounded(String kind, String reason) {
        return metrics.get("sentinel.parser.ungrounded")
                .tags("kind", kind, "reason", reason)
                .counter()
                .count();
    }

    @Test
    void given_names_that_differ_in_case_when_read_then_the_first_spelling_counts() {
        var claims = claims(
                page("", "Acme Corp hired Ann Lee."),
                List.of("Acme Corp", "ACME CORP", "acme corp"),
                List.of("ANN LEE", "Ann Lee"));

        assertThat(claims.companies()).containsExactly("Acme Corp");
        assertThat(claims.people()).containsExactly("ANN LEE");
        assertThat(claims.claimed()).isEqualTo(2);
    }

    @Test
    void given_names_when_they_are_read_more_than_once_then_they_count_once() {
        var claims = claims(page("", "Acme hired Ann Lee."), List.of("Acme", "Hooli"), List.of("Ann Lee"));

        var mentions = claims.mentions();

        assertThat(claims.companies()).containsExactly("Acme");
        assertThat(claims.people()).containsExactly("Ann Lee");
        assertThat(claims.mentions()).isEqualTo(mentions);
        assertThat(claims.claimed()).isEqualTo(3);
        assertThat(claims.grounded()).isEqualTo(2);
        assertThat(ungrounded("company", "not_in_text")).isEqualTo(1);
    }
}
