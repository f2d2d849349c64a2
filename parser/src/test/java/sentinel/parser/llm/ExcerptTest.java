package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {

    private static final String LONG = IntStream.range(0, 60)
            .mapToObj(i -> i == 31
                    ? "In Springfield, Ann Lee of Acme told Omar Diaz that 3,200 jobs go to Shelbyville by May 2027."
                    : "This is sentence one of part " + word(i) + ". It goes on for a while and says very little.")
            .collect(Collectors.joining("\n\n"));

    private static String word(int i) {
        return "" + (char) ('a' + i / 26) + (char) ('a' + i % 26);
    }

    @Test
    void given_a_text_that_fits_when_shown_then_it_is_whole() {
        assertThat(Excerpt.of(LONG, 6_000, TokenCounter.estimating())).isEqualTo(new Excerpt(LONG, false));
        assertThat(Excerpt.of("", 200, TokenCounter.estimating())).isEqualTo(new Excerpt("", false));
    }

    @Test
    void given_a_long_text_when_shown_then_head_and_tail_and_what_names_most_are_there_within_the_limit() {
        var excerpt = Excerpt.of(LONG, 400, TokenCounter.estimating());

        assertThat(excerpt.truncated()).isTrue();
        assertThat(Tokens.estimate(excerpt.text())).isLessThanOrEqualTo(400).isGreaterThan(300);
        assertThat(excerpt.text())
                .startsWith("This is sentence one of part aa.")
                .contains("Ann Lee of Acme");
        assertThat(excerpt.text()).endsWith("part ch. It goes on for a while and says very little.");
        assertThat(excerpt.text()).containsOnlyOnce("part ab.").contains("\n\n[...]\n\n");
    }

    @Test
    void given_a_long_text_when_shown_then_every_sentence_is_whole_and_in_its_order() {
        var shown = Excerpt.of(LONG, 300, TokenCounter.estimating()).text().replace(Excerpt.GAP, "");
        int at = 0;
        for (var paragraph : shown.strip().split("\n\n+")) {
            assertThat(paragraph).endsWith(".");
            int found = LONG.indexOf(paragraph);
            assertThat(found).as(paragraph).isGreaterThanOrEqualTo(at);
            at = found;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"word ", "語", "a"})
    void given_one_endless_sentence_when_shown_then_its_beginning_is(String unit) {
        String text = unit.repeat(20_000);

        var excerpt = Excerpt.of(text, 500, TokenCounter.estimating());

        assertThat(excerpt.truncated()).isTrue();
        assertThat(text).startsWith(excerpt.text());
        assertThat(Tokens.estimate(excerpt.text())).isLessThanOrEqualTo(500).isGreaterThan(400);
    }

    @Test
    void given_a_text_that_the_estimate_takes_for_too_long_when_its_tokens_are_known_then_it_is_whole() {
        var exact = TokenCounter.of(LlmKind.OPENAI, "gpt-4.1-mini");
        int tokens = exact.count(LONG);
        assertThat(Tokens.estimate(LONG)).isGreaterThan(tokens);

        assertThat(Excerpt.of(LONG, tokens, exact)).isEqualTo(new Excerpt(LONG, false));
        assertThat(Excerpt.of(LONG, tokens - 1, exact).truncated()).isTrue();
        assertThat(Excerpt.of(LONG, tokens, TokenCounter.estimating()).truncated())
                .isTrue();
    }
}
