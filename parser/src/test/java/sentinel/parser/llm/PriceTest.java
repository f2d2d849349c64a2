package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.model.anthropic.AnthropicTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage;
import dev.langchain4j.model.openai.OpenAiTokenUsage.InputTokensDetails;
import dev.langchain4j.model.output.TokenUsage;
import org.junit.jupiter.api.Test;

/** What a call costs, by what the provider says of its tokens. */
class PriceTest {

    private static final Price PRICE = new Price(2, 0.5, 3.0, 10, null, null);

    @Test
    void given_cached_tokens_when_priced_then_each_kind_has_its_price() {
        var usage = new Usage(1000, 600, 100, 50);

        assertThat(PRICE.nanos(usage)).isEqualTo((300 * 2 + 600 / 2 + 100 * 3 + 50 * 10) * 1000L);
        assertThat(new Price(2, 10).nanos(usage))
                .as("without prices of their own")
                .isEqualTo((1000 * 2 + 50 * 10) * 1000L);
    }

    @Test
    void given_a_batch_when_priced_then_each_kind_of_token_costs_its_part() {
        var usage = new Usage(1000, 600, 100, 50);
        var known = new Price(2, 0.5, 3.0, 10, 0.5, null);

        assertThat(known.inBatch().nanos(usage)).isEqualTo(known.nanos(usage) / 2);
        assertThat(PRICE.inBatch().nanos(usage)).as("of an unknown part").isEqualTo(PRICE.nanos(usage));
    }

    @Test
    void given_a_price_below_zero_when_made_then_it_is_refused() {
        assertThatThrownBy(() -> new Price(1, -0.1, null, 1, null, null)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Price(Double.NaN, 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void given_openai_when_it_counts_cached_tokens_then_they_are_part_of_the_input() {
        var told = OpenAiTokenUsage.builder()
                .inputTokenCount(1000)
                .inputTokensDetails(
                        InputTokensDetails.builder().cachedTokens(600).build())
                .outputTokenCount(50)
                .build();

        assertThat(ChatModels.usage(told, 1, 1)).isEqualTo(new Usage(1000, 600, 0, 50));
    }

    @Test
    void given_anthropic_when_it_counts_cached_tokens_then_they_are_added_to_the_input() {
        var told = AnthropicTokenUsage.builder()
                .inputTokenCount(300)
                .cacheReadInputTokens(600)
                .cacheCreationInputTokens(100)
                .outputTokenCount(50)
                .build();

        assertThat(ChatModels.usage(told, 1, 1)).isEqualTo(new Usage(1000, 600, 100, 50));
    }

    @Test
    void given_a_provider_that_says_nothing_when_counted_then_the_estimate_counts() {
        assertThat(ChatModels.usage(null, 7, 3)).isEqualTo(Usage.uncached(7, 3));
        assertThat(ChatModels.usage(new TokenUsage(null, 5), 7, 3)).isEqualTo(Usage.uncached(7, 5));
    }
}
