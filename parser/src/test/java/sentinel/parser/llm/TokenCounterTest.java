package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.parser.Pages;

class TokenCounterTest {

    /** OpenAI's guide to its tokenizers counts 9 tokens with cl100k_base and 8 with o200k_base. */
    private static final String BIRTHDAY = "お誕生日おめでとう";

    @ParameterizedTest
    @CsvSource({
        "gpt-4.1-mini, O200K",
        "gpt-4o, O200K",
        "gpt-5-nano, O200K",
        "o3-mini, O200K",
        "openai/gpt-4.1, O200K",
        "gpt-4, CL100K",
        "gpt-4-turbo, CL100K",
        "gpt-3.5-turbo, CL100K",
        "llama3.1:8b, ESTIMATE",
        "some-gpt-4o, ESTIMATE"
    })
    void given_a_model_when_counted_then_by_its_vocabulary(String model, String by) {
        int expected =
                switch (by) {
                    case "O200K" -> 8;
                    case "CL100K" -> 9;
                    default -> Tokens.estimate(BIRTHDAY);
                };
        assertThat(TokenCounter.of(LlmKind.OPENAI, model).count(BIRTHDAY)).isEqualTo(expected);
    }

    @Test
    void given_another_provider_when_counted_then_by_estimate() {
        assertThat(TokenCounter.of(LlmKind.ANTHROPIC, "claude-haiku-4-5").count(Pages.TEXT))
                .isEqualTo(Tokens.estimate(Pages.TEXT));
    }

    /** Byte pairs of one endless word must not be merged in quadratic time: pages come from strangers. */
    @Test
    void given_endless_words_when_counted_then_in_time() {
        var counter = TokenCounter.of(LlmKind.OPENAI, "gpt-4.1");
        var start = System.nanoTime();
        for (var unit : new String[] {"a", "ab", "\u4eba", "  ", "!", "\ud83d\ude80", "\u0301"}) {
            assertThat(counter.count(unit.repeat(100_000))).isPositive();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(60));
    }
}
