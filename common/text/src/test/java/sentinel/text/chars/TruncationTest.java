package sentinel.text.chars;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class TruncationTest {

    @Test
    void given_a_text_when_cut_then_its_start_has_the_length() {
        assertThat(Truncation.at("abc", 3)).isEqualTo("abc");
        assertThat(Truncation.at("abc", 2)).isEqualTo("ab");
        assertThat(Truncation.at("abc", 0)).isEmpty();
        assertThat(Truncation.at("", 0)).isEmpty();
    }

    @Test
    void given_a_pair_at_the_end_when_cut_then_it_is_kept_whole_or_left_out() {
        assertThat(Truncation.at("a\uD83D\uDE00b", 2)).isEqualTo("a");
        assertThat(Truncation.at("a\uD83D\uDE00b", 3)).isEqualTo("a\uD83D\uDE00");
        assertThat(Truncation.at("\uD83D\uDE00", 1)).isEmpty();
    }

    @Property
    void given_any_text_when_cut_then_no_pair_is_split(@ForAll String text, @ForAll @IntRange(max = 40) int max) {
        var cut = Truncation.at(text, max);

        assertThat(text).startsWith(cut);
        assertThat(cut.length()).isBetween(Math.min(text.length(), max) - 1, max);
        assertThat(cut.codePoints().toArray())
                .isEqualTo(text.codePoints().limit(cut.codePoints().count()).toArray());
    }
}
