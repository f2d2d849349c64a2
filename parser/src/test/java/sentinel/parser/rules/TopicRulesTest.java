package sentinel.parser.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TopicRulesTest {

    private final TopicRules topics = new TopicRules();

    private List<String> of(String language, String title, String text) {
        return topics.of(language, new Words(title), new Words(text), List.of(), List.of());
    }

    @Test
    void given_words_of_a_topic_when_read_then_the_topic_is_found() {
        assertThat(of("en", "", "The senator won the election in parliament after a long campaign of the democrats."))
                .startsWith("politics");
    }

    @Test
    void given_one_word_many_times_when_read_then_it_makes_no_topic() {
        assertThat(of("en", "", "The school. ".repeat(3))).isEmpty();
        assertThat(of("en", "", "The school. ".repeat(40))).isEmpty();
    }

    @Test
    void given_words_that_mean_something_else_in_another_language_when_read_then_they_do_not_count() {
        assertThat(of("de", "", "Das war gut. Es war die Art, die war. Wer war es? Wars das? Die war es."))
                .isEmpty();
        assertThat(of("en", "", "The war goes on. The wars, the shelling, the ceasefire."))
                .startsWith("conflict");
    }

    @Test
    void given_phrases_of_two_words_when_read_then_they_count() {
        assertThat(of("en", "Machine learning", "A neural network is a language model."))
                .contains("artificial intelligence");
    }
}
