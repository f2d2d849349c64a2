package sentinel.parser.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.Hints;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Sentiment;
import sentinel.parser.Pages;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Sentences;

class RulesProviderTest {

    private final RulesProvider rules = new RulesProvider();

    private ClaimedFacts extract(sentinel.contract.message.PageFetched page) {
        return ((Outcome.Extracted) rules.extract(page, 0, new Bill())).facts();
    }

    @Test
    void given_a_business_story_when_read_then_names_tone_and_topics_are_found() {
        var found = extract(Pages.page());

        assertThat(found.companies()).containsExactly("Acme Corp", "Gearbox Ltd");
        assertThat(found.people()).containsExactlyInAnyOrder("Ann Lee", "Omar Diaz");
        assertThat(found.topics()).startsWith("business");
        assertThat(found.sentiment()).isEqualTo(Sentiment.POSITIVE);
        assertThat(found.sentimentScore()).isBetween(0.2, 1.0);
        assertThat(found.author()).isEqualTo("Jane Roe");
        assertThat(found.summary()).startsWith("Acme Corp said on Monday").hasSizeLessThanOrEqualTo(500);
    }

    @Test
    void given_hints_when_read_then_only_those_the_text_mentions_are_taken_as_it_writes_them() {
        var hints = new Hints(
                null,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of("omar diaz", "jean dupont"),
                List.of("springfield robotics", "gearbox", "united nations"));

        var found = extract(Pages.bare(Pages.TEXT + " The United Nations was silent.", hints));

        assertThat(found.people()).contains("Omar Diaz").doesNotContain("jean dupont", "Jean Dupont");
        assertThat(found.companies()).contains("Gearbox Ltd").doesNotContain("United Nations", "springfield robotics");
    }

    @Test
    void given_a_description_that_the_text_bears_out_when_read_then_it_begins_the_summary() {
        String good = "Acme Corp will buy the start-up Gearbox Ltd, its largest acquisition, for 2.1 billion dollars.";
        String advert =
                "Subscribe today to read unlimited stories with exclusive newsletters and podcasts for members.";

        assertThat(extract(described(good)).summary()).startsWith(good);
        assertThat(extract(described(advert)).summary()).startsWith("Acme Corp said on Monday");
    }

    private static sentinel.contract.message.PageFetched described(String description) {
        return Pages.page(
                "https://a.example.com/x",
                Pages.TEXT,
                new PageMetadata("Acme to buy Gearbox", null, null, null, description, null, null, null),
                Hints.NONE);
    }

    @Test
    void given_good_words_under_negation_when_read_then_the_tone_is_bad() {
        var text = "The plan is not good. It was never a success, and it will not improve the lives of the workers.";

        assertThat(extract(Pages.bare(text, Hints.NONE)).sentiment()).isEqualTo(Sentiment.NEGATIVE);
    }

    @Test
    void given_a_text_without_tone_when_gkg_has_one_then_it_decides() {
        var text = "The committee meets on Tuesday at the town hall. The agenda has four items.";

        assertThat(extract(Pages.bare(text, Hints.NONE)).sentiment()).isEqualTo(Sentiment.NEUTRAL);
        var hinted = extract(
                Pages.bare(text, new Hints(null, null, null, null, null, -6.5, List.of(), List.of(), List.of())));
        assertThat(hinted.sentiment()).isEqualTo(Sentiment.NEGATIVE);
        assertThat(hinted.sentimentScore()).isEqualTo(-0.65);
    }

    @Test
    void given_sentences_with_abbreviations_when_cut_then_they_stay_whole() {
        assertThat(Sentences.of("Mr. J. Smith of Acme Inc. left the U.S. on 3.5 planes. \"Why?\" he asked. 终于。好的。", 9))
                .containsExactly(
                        "Mr. J. Smith of Acme Inc. left the U.S. on 3.5 planes.", "\"Why?\" he asked.", "终于。", "好的。");
    }

    @Property(tries = 300)
    void given_any_text_when_read_then_there_is_an_answer_within_bounds(@ForAll String text, @ForAll String name) {
        var hints = new Hints(null, null, null, null, null, null, List.of(), List.of(name), List.of(name));

        var found = extract(Pages.bare(text, hints));

        assertThat(found.sentimentScore() == null ? 0 : found.sentimentScore()).isBetween(-1.0, 1.0);
        assertThat(found.summary() == null ? "" : found.summary()).hasSizeLessThanOrEqualTo(Summary.MAX_CHARS);
        assertThat(found.companies().size() + found.people().size()).isLessThanOrEqualTo(60);
    }
}
