package sentinel.parser.provider;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class QuotedSpeechTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "“We won,” she said. “Again.”|We won,/Again.",
                "He said \"we won\" and left \"at once\".|we won/at once",
                "„Wir haben gewonnen“, sagte er. »Ja«, sagte sie.|Wir haben gewonnen/Ja",
                "«Nous avons gagné», dit-il.|Nous avons gagné",
                "彼は「勝った」と言った。『そう』|勝った/そう",
                "‘We don’t know,’ said Lee. The workers’ plan|We don’t know,",
                "“The first paragraph.\\n\\n“The second.”|The first paragraph./The second.",
                "A 5\" pipe and a 6\" pipe|",
                "It's the Smiths' house|",
                "\"Never closed|"
            })
    void given_a_text_when_read_then_its_quoted_stretches_are_found(String text, String expected) {
        String written = text.translateEscapes();
        assertThat(new QuotedSpeech(written).stretches().stream().map(span -> span.of(written)))
                .containsExactly(expected == null ? new String[0] : expected.split("/"));
    }

    @Test
    void given_a_span_when_looked_up_then_the_stretch_that_holds_it_is_found() {
        String text = "“One two,” he said. “Three four.”";
        var speech = new QuotedSpeech(text);

        for (int start = 0; start < text.length(); start++) {
            for (int end = start + 1; end <= text.length(); end++) {
                int from = start;
                int to = end;
                assertThat(speech.around(new Span(start, end)))
                        .isEqualTo(speech.stretches().stream()
                                .filter(stretch -> stretch.start() <= from && to <= stretch.end())
                                .findFirst());
            }
        }
    }
}
