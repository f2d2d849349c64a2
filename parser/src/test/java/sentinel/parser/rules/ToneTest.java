package sentinel.parser.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import sentinel.contract.message.Sentiment;

class ToneTest {

    private static final String FILLER = " The committee meets on Tuesday at the town hall and reads four items.";

    private final Tone tone = new Tone();

    private Tone.Result of(String language, String title, String text) {
        return tone.of(language, new Words(title), new Words(text), null);
    }

    @Test
    void given_words_of_one_side_when_weighed_then_that_side_wins() {
        assertThat(of("en", "", "Two people were killed and the suspect was arrested.")
                        .sentiment())
                .isEqualTo(Sentiment.NEGATIVE);
        assertThat(of("en", "", "The film won an award, and critics loved its wonderful cast.")
                        .sentiment())
                .isEqualTo(Sentiment.POSITIVE);
        assertThat(of("de", "", "Bei dem Unfall wurden zwei Menschen getötet, die Polizei ermittelt.")
                        .sentiment())
                .isEqualTo(Sentiment.NEGATIVE);
    }

    @Test
    void given_an_intensifier_when_weighed_then_the_word_is_heavier() {
        double plain = of("en", "", "It was an awkward and boring evening, dull and bland.")
                .score();
        double intense = of("en", "", "It was an awkward and very boring evening, dull and extremely bland.")
                .score();
        double mild = of("en", "", "It was an awkward and slightly boring evening, dull and somewhat bland.")
                .score();

        assertThat(intense).isLessThan(plain);
        assertThat(mild).isGreaterThan(plain);
    }

    @Test
    void given_a_negator_when_its_clause_ends_then_the_next_word_keeps_its_tone() {
        assertThat(of("en", "", "The film is not wonderful, and critics never loved it.")
                        .score())
                .isNegative();
        assertThat(of("en", "", "The film is not. Wonderful critics loved it.").score())
                .isPositive();
    }

    @Test
    void given_a_headline_with_tone_when_weighed_then_it_counts_more_than_a_word_of_the_text() {
        assertThat(of("en", "Amazing award", "The fraud was a scandal." + FILLER.repeat(20))
                        .score())
                .isPositive();
    }

    @Test
    void given_few_toned_words_in_a_long_text_when_weighed_then_it_is_neutral() {
        String bad = "The fraud was a scandal.";

        assertThat(of("en", "", bad + FILLER).sentiment()).isEqualTo(Sentiment.NEGATIVE);
        assertThat(of("en", "", bad + FILLER.repeat(60)).sentiment()).isEqualTo(Sentiment.NEUTRAL);
    }

    @Test
    void given_a_language_without_a_list_when_weighed_then_it_is_neutral() {
        assertThat(of("fi", "", "Amazing award, killed and arrested.").sentiment())
                .isEqualTo(Sentiment.NEUTRAL);
    }
}
