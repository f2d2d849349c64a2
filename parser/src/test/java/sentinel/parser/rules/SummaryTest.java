package sentinel.parser.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SummaryTest {

    private static final String FIRST =
            "The town council of Springfield approved a new bridge over the river on Monday.";
    private static final String SECOND = "Its construction will begin in spring and take two years.";
    private static final String THIRD = "Residents had asked for it since the flood of 2019 closed the old one.";
    private static final String FOURTH = "The cost is not known yet.";

    private static @Nullable String of(@Nullable String description, String text) {
        return Summary.of(description, text, new Words(text));
    }

    @Test
    void given_a_text_when_summed_up_then_its_first_three_sentences_are_the_summary() {
        String text = FIRST + " " + SECOND + "\n\n" + THIRD + " " + FOURTH;

        assertThat(of(null, text)).isEqualTo(FIRST + " " + SECOND + " " + THIRD);
    }

    @Test
    void given_headings_captions_and_bylines_when_summed_up_then_they_are_left_out() {
        String text = "A new bridge\n\nBy Ann Lee, who has written about the town and its bridges for ten years.\n\n"
                + "Photo: the old bridge, closed since the flood, seen from the river bank in autumn.\n\n"
                + FIRST + " " + SECOND;

        assertThat(of(null, text)).isEqualTo(FIRST + " " + SECOND);
    }

    @Test
    void given_a_description_of_one_sentence_when_summed_up_then_a_sentence_that_says_more_follows() {
        String description = "A new bridge over the river was approved by the council of Springfield.";

        assertThat(of(description, FIRST + " " + SECOND + " " + THIRD)).isEqualTo(description + " " + SECOND);
    }

    @Test
    void given_a_description_that_is_cut_off_when_summed_up_then_the_text_is_used() {
        String cut = "The town council of Springfield approved a new bridge over the ri...";

        assertThat(of(cut, FIRST + " " + SECOND)).isEqualTo(FIRST + " " + SECOND);
    }

    @Test
    void given_a_sentence_that_does_not_fit_when_summed_up_then_no_sentence_is_cut() {
        String endless = "The council " + "talked and talked ".repeat(50) + "on Monday.";

        assertThat(of(null, FIRST + " " + endless + " " + SECOND)).isEqualTo(FIRST);
        assertThat(of(null, endless + " " + FIRST + " " + SECOND)).isEqualTo(FIRST + " " + SECOND);
    }

    @Test
    void given_one_endless_sentence_when_summed_up_then_it_is_cut_between_words() {
        String summary = of(null, "The council " + "talked and talked ".repeat(50) + "on Monday.");

        assertThat(summary).hasSizeLessThanOrEqualTo(Summary.MAX_CHARS).matches(".*(talked|and)…");
    }
}
