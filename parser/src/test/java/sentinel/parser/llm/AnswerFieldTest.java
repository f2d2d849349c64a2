package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.service.json.Json;

/** One list of fields: what is asked for, told to the provider, and read. */
class AnswerFieldTest {

    @Test
    void given_the_fields_when_compared_with_the_facts_then_each_answer_has_its_place() {
        var facts = Stream.of(ClaimedFacts.class.getRecordComponents())
                .map(component -> PropertyNamingStrategies.SnakeCaseStrategy.INSTANCE.translate(component.getName()));

        assertThat(facts).containsExactlyElementsOf(AnswerField.ids(List.of(AnswerField.values())));
    }

    @ParameterizedTest
    @EnumSource
    void given_a_prompt_when_the_provider_is_told_then_its_fields_are_required_and_no_others_allowed(Prompt prompt) {
        var schema = (JsonObjectSchema)
                AnswerSchema.responseFormat(prompt).jsonSchema().rootElement();

        assertThat(schema.properties().keySet()).containsExactlyElementsOf(AnswerField.ids(prompt.fields()));
        assertThat(schema.required()).containsExactlyElementsOf(AnswerField.ids(prompt.fields()));
        assertThat(schema.additionalProperties()).isFalse();
    }

    @ParameterizedTest
    @EnumSource
    void given_a_field_when_asked_then_the_question_says_what_it_is(AnswerField field) {
        assertThat(Prompt.newest().system().lines()).anyMatch(line -> line.matches("- " + field.id() + ": \\S.*\\."));
        assertThat(Prompt.newest().repair("x")).contains("all " + AnswerField.values().length + " fields");
    }

    @ParameterizedTest
    @EnumSource
    void given_an_answer_with_a_value_in_each_field_when_read_then_no_field_is_lost(AnswerField field)
            throws Exception {
        var answer = new LinkedHashMap<String, Object>(ScriptedLlm.ANSWER);
        answer.put("author", "Ann Lee");
        answer.put("publish_date", "2026-03-01");
        answer.put("quotes", List.of(Map.of("text", "We will not sell.", "speaker", "Ann Lee")));
        var facts = AnswerReader.read(
                Json.mapper().writeValueAsString(answer), text -> Optional.of(Instant.parse(text + "T00:00:00Z")));

        assertThat(answer).containsOnlyKeys(AnswerField.ids(List.of(AnswerField.values())));
        assertThat(Json.mapper().valueToTree(facts).path(field.id()).isMissingNode())
                .isFalse();
    }
}
