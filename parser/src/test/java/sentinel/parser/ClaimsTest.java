package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.Hints;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageMetadata;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Mention;
import sentinel.parser.provider.Mention.Alignment;
import sentinel.parser.provider.Mention.Kind;
import sentinel.parser.provider.Mention.Span;

class ClaimsTest {

    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    private Claims claims(PageFetched page, List<String> companies, List<String> people) {
        var facts = new ClaimedFacts(null, null, null, null, null, null, companies, people, null);
        return new Claims(page, page, facts, false, new Refusals(metrics));
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
                        new Mention(
                                Kind.COMPANY, "Acme Corp", Alignment.EXACT, List.of(new Span(0, 9), new Span(25, 29))),
                        new Mention(Kind.COMPANY, "Globex", Alignment.EXACT, List.of()),
                        new Mention(Kind.PERSON, "Ann Lee", Alignment.EXACT, List.of(new Span(16, 23))));
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
        assertThat(metrics.get("sentinel.parser.refused")
                        .tags("field", "company", "reason", "not_in_text")
                        .counter()
                        .count())
                .isEqualTo(1);
    }
}
