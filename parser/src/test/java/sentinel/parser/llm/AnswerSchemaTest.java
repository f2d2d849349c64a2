package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.common.message.Json;
import sentinel.parser.llm.AnswerSchema.InvalidAnswerException;
import sentinel.parser.provider.Extraction;

class AnswerSchemaTest {

    private static String json(Object value) {
        return new String(Json.encode(value), StandardCharsets.UTF_8);
    }

    private static Map<String, Object> answerWith(String field, Object value) {
        var answer = new HashMap<>(ScriptedLlm.ANSWER);
        answer.put(field, value);
        return answer;
    }

    private static Extraction read(Map<String, Object> answer) throws InvalidAnswerException {
        return AnswerSchema.read(json(answer));
    }

    @Test
    void given_an_answer_of_the_shape_when_read_then_blank_fields_are_absent() throws Exception {
        var read = read(ScriptedLlm.ANSWER);

        assertThat(read.title()).isEqualTo("Acme to buy Gearbox");
        assertThat(read.author()).isNull();
        assertThat(read.publishDate()).isNull();
        assertThat(read.sentimentScore()).isEqualTo(0.6);
    }

    @Test
    void given_a_markdown_fence_when_read_then_it_is_taken_off() throws Exception {
        assertThat(AnswerSchema.read("```json\n" + json(ScriptedLlm.ANSWER) + "\n```"))
                .isEqualTo(read(ScriptedLlm.ANSWER));
    }

    @Test
    void given_dates_when_read_then_days_and_instants_are_understood() throws Exception {
        assertThat(read(answerWith("publish_date", "2026-03-01")).publishDate())
                .isEqualTo(Instant.parse("2026-03-01T00:00:00Z"));
        assertThat(read(answerWith("publish_date", "2026-03-01T10:00:00+02:00")).publishDate())
                .isEqualTo(Instant.parse("2026-03-01T08:00:00Z"));
        assertThat(read(answerWith("publish_date", "2026-03-01T10:00:00")).publishDate())
                .isEqualTo(Instant.parse("2026-03-01T10:00:00Z"));
    }

    @Test
    void given_a_score_that_contradicts_the_sentiment_when_read_then_the_word_counts() throws Exception {
        assertThat(read(answerWith("sentiment_score", -0.4)).sentimentScore()).isNull();
    }

    static List<Map<String, Object>> wrong() {
        return List.of(
                answerWith("sentiment", "great"),
                answerWith("sentiment", List.of("positive")),
                answerWith("sentiment_score", 1.5),
                answerWith("sentiment_score", "0.5"),
                answerWith("companies", "Acme"),
                answerWith("companies", List.of(1, 2)),
                answerWith("people", Arrays.asList("Ann Lee", null)),
                answerWith("people", List.of("x".repeat(301))),
                answerWith("topics", Collections.nCopies(201, "x")),
                answerWith("topics", Map.of()),
                answerWith("summary", ""),
                answerWith("summary", "x".repeat(4001)),
                answerWith("title", 7),
                answerWith("publish_date", "yesterday"),
                Map.of("summary", "x"));
    }

    @ParameterizedTest
    @MethodSource("wrong")
    void given_an_answer_of_another_shape_when_read_then_it_is_refused(Map<String, Object> answer) {
        assertThatThrownBy(() -> read(answer)).isInstanceOf(InvalidAnswerException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "null", "[]", "\"text\"", "{", "{} {}", "Sure! {}", "{\"a\":1,\"a\":2}", "\u0000"})
    void given_what_is_no_object_when_read_then_it_is_refused(String answer) {
        assertThatThrownBy(() -> AnswerSchema.read(answer)).isInstanceOf(InvalidAnswerException.class);
    }

    @Property
    void given_any_text_when_read_then_nothing_but_a_refusal_is_thrown(@ForAll String text) {
        assertThatThrownBy(() -> AnswerSchema.read(text)).isInstanceOf(InvalidAnswerException.class);
    }
}
