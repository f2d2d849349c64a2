package sentinel.parser.provider;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CutTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Short.|30|Short.",
                "The first one. The second one. The third one.|32|The first one. The second one.",
                "The first one. The second one. The third one.|30|The first one.",
                "The first one. It cost 3.5 crowns, and more was to come.|26|The first one.",
                "Again. Again. Again. Again. Again. Again.|20|Again.",
                "最初の文。次の文。三つ目の文はここで切れる。|14|最初の文。次の文。",
                "One sentence that has no end before the limit|20|One sentence that…"
            })
    void given_a_text_when_cut_at_a_sentence_then_whole_sentences_are_kept(String text, int max, String expected) {
        assertThat(Cut.atSentence(text, max)).isEqualTo(expected);
    }

    @Property
    void given_any_text_when_cut_then_it_fits(@ForAll String text, @ForAll @IntRange(min = 10, max = 200) int max) {
        assertThat(Cut.atSentence(text, max).length()).isLessThanOrEqualTo(max);
    }
}
