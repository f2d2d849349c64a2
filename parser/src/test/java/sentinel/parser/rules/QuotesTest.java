package sentinel.parser.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.parser.provider.ClaimedQuote;

class QuotesTest {

    private static final List<String> PEOPLE = List.of("Ann Lee", "Omar Diaz");

    private static List<ClaimedQuote> in(String text) {
        return new Quotes().in(text, PEOPLE);
    }

    @Test
    void given_a_speaker_after_the_quote_when_read_then_it_is_named() {
        assertThat(in("“This is a great day for all of us,” said Ann Lee. Omar Diaz left."))
                .containsExactly(new ClaimedQuote("This is a great day for all of us,", "Ann Lee"));
    }

    @Test
    void given_a_speaker_before_the_quote_or_by_surname_when_read_then_it_is_named() {
        assertThat(in("Ann Lee left. Diaz told reporters: \"We will not sell a single share.\""))
                .containsExactly(new ClaimedQuote("We will not sell a single share.", "Omar Diaz"));
    }

    @Test
    void given_a_quote_without_a_name_beside_a_verb_of_speech_when_read_then_nobody_is_named() {
        assertThat(in("“This is a great day for all of us,” a spokesman said. Ann Lee said nothing."))
                .containsExactly(new ClaimedQuote("This is a great day for all of us,", null));
        assertThat(in("“This is a great day for all of us.” Ann Lee met the board."))
                .extracting(ClaimedQuote::speaker)
                .containsOnlyNulls();
    }

    @Test
    void given_a_title_in_marks_when_read_then_it_is_no_quote() {
        assertThat(in("Ann Lee said “Gone with the Wind” is sold out.")).isEmpty();
    }
}
