package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.contract.message.Sentiment;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.service.json.Json;
import sentinel.text.date.Dates;

class AnswerReaderTest {

    private static final String GOOD = json(ScriptedLlm.ANSWER);

    private static String json(Object value) {
        return new String(Json.encode(value), StandardCharsets.UTF_8);
    }

    private static ClaimedFacts read(String answer) throws InvalidAnswerException {
        return AnswerReader.read(
                answer, text -> Dates.of("news.example.com", "en").dateIn(text).map(OffsetDateTime::toInstant));
    }

    private static ClaimedFacts readWith(String field, Object value) throws InvalidAnswerException {
        var answer = new HashMap<>(ScriptedLlm.ANSWER);
        answer.put(field, value);
        return read(json(answer));
    }

    @Test
    void given_an_answer_of_the_shape_when_read_then_blank_fields_are_absent() throws Exception {
        var read = read(GOOD);

        assertThat(read.title()).isEqualTo("Acme to buy Gearbox");
        assertThat(read.author()).isNull();
        assertThat(read.publishDate()).isNull();
        assertThat(read.sentimentScore()).isEqualTo(0.6);
        assertThat(read.companies()).containsExactly("Acme Corp", "Gearbox Ltd", "Globex");
    }

    // ---- the one object

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%s",
                "```json\n%s\n```",
                "```JSON %s```",
                "~~~\n%s\n~~~",
                "\uFEFF \n%s",
                "%s\u0000",
                "Sure! Here is the object:\n\n```json\n%s\n```\nLet me know {if} you need more.",
                "The fields {title, summary} are filled:\n%s",
                "%s\n\nNote: names as in the text [1].",
                "<think>\nThe user wants {\"title\": \"x\"}. Let me see.\n</think>\n\n%s",
                "Let me see: {\"summary\": \"a draft\"} is too short.</think>%s",
                "%s\n<think>Was that right? {\"summary\": \"another\"}",
                "[%s]",
                "[[%s]]",
                "{\"article\": %s}",
                "{\"status\": \"ok\", \"result\": {\"data\": [%s]}}",
                "%1$s\n%1$s",
                "{\"note\": \"first\"} %s",
                "// the answer\n%s"
            })
    void given_an_object_among_other_things_when_read_then_it_is_found(String around) throws Exception {
        assertThat(read(around.formatted(GOOD))).isEqualTo(read(GOOD));
    }

    static Stream<Arguments> slips() {
        return Stream.of(
                arguments("trailing commas", GOOD.replace("\"]", "\",]").replace("}", ",}")),
                arguments("single quotes", GOOD.replace('"', '\'')),
                arguments("bare keys", GOOD.replaceAll("\"(\\w+)\":", "$1:")),
                arguments("a comment", GOOD.replace("{", "{ /* as asked */ ")),
                arguments("a value of Python", GOOD.replace("\"author\":\"\"", "\"author\": None")),
                arguments("a plus", GOOD.replace("0.6", "+0.6")),
                arguments("no leading zero", GOOD.replace("0.6", ".6")),
                arguments("a key twice", "{\"sentiment\":\"neutral\"," + GOOD.substring(1)),
                arguments("more keys", "{\"confidence\":0.9,\"reasoning\":{\"a\":[1]}," + GOOD.substring(1)),
                arguments("keys in capitals", GOOD.replaceAll("\"sentiment\":", "\"Sentiment\":")),
                arguments("keys in other case", GOOD.replaceAll("sentiment_score", "sentimentScore")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("slips")
    void given_a_slip_of_form_when_read_then_the_meaning_counts(String what, String answer) throws Exception {
        assertThat(answer).isNotEqualTo(GOOD);
        assertThat(read(answer)).isEqualTo(read(GOOD));
    }

    @Test
    void given_raw_line_breaks_when_read_then_they_are_part_of_the_text() throws Exception {
        assertThat(read(GOOD.replace("Acme Corp buys", "Acme Corp\nbuys\t")).summary())
                .isEqualTo("Acme Corp\nbuys\t Gearbox Ltd for 2.1 billion dollars.");
    }

    @Test
    void given_quotes_that_are_not_escaped_when_read_then_they_are_part_of_the_text() throws Exception {
        String quoting = GOOD.replace("Acme Corp buys", "\"Yes\", said Acme Corp, which \"buys\"");

        assertThat(read("Here: \"so\"\n" + quoting).summary())
                .isEqualTo("\"Yes\", said Acme Corp, which \"buys\" Gearbox Ltd for 2.1 billion dollars.");
        assertThatThrownBy(() -> read(quoting.substring(0, quoting.length() - 1)))
                .isInstanceOf(InvalidAnswerException.class);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|the answer is empty",
                "' '|the answer is empty",
                "null|the answer holds no JSON object",
                "[]|the answer holds no JSON object",
                "{}|the answer holds no object with a summary",
                "{\"error\": \"refused\"}|the answer holds no object with a summary",
                "{\"title\": \"Acme\", \"summary\": \"\"}|the answer holds no object with a summary",
                "{\"title\": \"Acme\", \"summary\": \"N/A\"}|the answer holds no object with a summary",
                "{\"title\": \"string\", \"summary\": \"string\"}|the answer holds no object with a summary",
                "{\"properties\": {\"summary\": {\"type\": \"string\"}}}|the answer holds no object with a summary",
                "{\"summary\": \"Acme b|the answer ends inside its JSON object",
                "{\"summary\": \"Acme buys.\", \"people\": [{\"name\": \"Ann\"}|the answer ends inside its JSON object",
                "{\"article\": {\"summary\": \"Acme buys.\"}, \"n|the answer ends inside its JSON object",
                "<think>{\"summary\": \"Acme buys.\"}|the answer holds no JSON object",
                "{\"summary\": \"One.\"} {\"summary\": \"Two.\"}|the answer holds two objects that differ",
                "[{\"summary\": \"One.\"}, {\"summary\": \"Two.\"}]|the answer holds two objects that differ"
            })
    void given_no_usable_object_when_read_then_the_reason_is_said(String answer, String reason) {
        var refused = catchThrowableOfType(InvalidAnswerException.class, () -> read(answer));

        assertThat(refused).hasMessage(reason);
        assertThat(refused.errorClass()).hasToString("llm_malformed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"summary\": \"I'm sorry, but I can't help with that.\"}|the summary is a refusal",
                "{\"summary\": \"As an AI language model I have no opinion.\"}|the summary is a refusal",
                "{\"summary\": \"I cannot summarize this article.\"}|the summary is a refusal",
                "I'm sorry, but I can't help with that.|the answer is a refusal",
                "<think>Is it allowed?</think> I won't describe this text.|the answer is a refusal",
                "Es tut mir leid, aber ich kann diesen Text nicht zusammenfassen.|the answer is a refusal",
                "Désolé, je ne peux pas vous aider.|the answer is a refusal",
                "Lo siento, pero no puedo ayudar con eso.|the answer is a refusal",
                "Desculpe, mas não posso ajudar.|the answer is a refusal",
                "Извините, но я не могу помочь.|the answer is a refusal",
                "很抱歉，我无法提供帮助。|the answer is a refusal"
            })
    void given_a_refusal_in_words_when_read_then_it_is_no_malformed_answer(String answer, String reason) {
        var refused = catchThrowableOfType(InvalidAnswerException.class, () -> read(answer));

        assertThat(refused).hasMessage(reason);
        assertThat(refused.errorClass()).hasToString("llm_refused");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "I cannot find a date. %s",
                "Sorry, I can't tell who the author is.\n%s",
            })
    void given_regrets_before_an_answer_when_read_then_the_answer_counts(String around) throws Exception {
        assertThat(read(around.formatted(GOOD))).isEqualTo(read(GOOD));
    }

    @Test
    void given_nothing_when_read_then_it_is_refused() {
        assertThatThrownBy(() -> read(null)).isInstanceOf(InvalidAnswerException.class);
    }

    @Test
    void given_endless_braces_and_thoughts_when_read_then_they_are_refused() {
        assertThatThrownBy(() -> read("{".repeat(150_000))).isInstanceOf(InvalidAnswerException.class);
        assertThatThrownBy(() -> read("<think>".repeat(25_000))).isInstanceOf(InvalidAnswerException.class);
        assertThatThrownBy(() -> read("{a}".repeat(60_000))).isInstanceOf(InvalidAnswerException.class);
        assertThatThrownBy(() -> read(GOOD + " ".repeat(300_000))).isInstanceOf(InvalidAnswerException.class);
    }

    @Property
    void given_any_text_when_read_then_nothing_but_a_refusal_is_thrown(@ForAll String text) {
        assertThatThrownBy(() -> read(text)).isInstanceOf(InvalidAnswerException.class);
    }

    @Property(tries = 200)
    void given_an_answer_cut_anywhere_when_read_then_it_is_refused(@ForAll("cuts") int length) {
        assertThatThrownBy(() -> read(GOOD.substring(0, length))).isInstanceOf(InvalidAnswerException.class);
    }

    @net.jqwik.api.Provide
    net.jqwik.api.Arbitrary<Integer> cuts() {
        return net.jqwik.api.Arbitraries.integers().between(0, GOOD.length() - 1);
    }

    // ---- the fields

    @Test
    void given_a_summary_alone_when_read_then_all_else_is_absent() throws Exception {
        var read = read("{\"summary\": \"Acme buys Gearbox.\"}");

        assertThat(read)
                .isEqualTo(
                        new ClaimedFacts(null, null, null, "Acme buys Gearbox.", null, null, null, null, null, null));
    }

    @ParameterizedTest
    @CsvSource({
        "Positive,POSITIVE",
        "NEGATIVE.,NEGATIVE",
        "somewhat negative,NEGATIVE",
        "very positive overall,POSITIVE",
        "'positive (0.8)',POSITIVE",
        "pos,POSITIVE",
        "neutral,NEUTRAL",
        "'mixed, mostly good',MIXED",
        "both positive and negative,MIXED",
        "négatif,NEGATIVE",
        "neutro,NEUTRAL",
        "нейтральная,NEUTRAL",
        "负面,NEGATIVE",
        "ecstatic,",
        "neutral to positive,",
        "not negative,",
        "non-positive,",
        "unknown,",
        "positron,"
    })
    void given_a_sentiment_when_read_then_a_clear_word_is_taken(String said, Sentiment sentiment) throws Exception {
        assertThat(readWith("sentiment", said).sentiment()).isEqualTo(sentiment);
    }

    static Stream<Arguments> scores() {
        return Stream.of(
                arguments("positive", 0.6, 0.6),
                arguments("positive", "0.6", 0.6),
                arguments("positive", "0,6", 0.6),
                arguments("positive", "+60 %", 0.6),
                arguments("negative", "-0.4 (rather bad)", -0.4),
                arguments("positive", 7, 1.0),
                arguments("negative", -10, -1.0),
                arguments("positive", "NaN", null),
                arguments("positive", "high", null),
                arguments("positive", List.of(1), null),
                arguments("positive", true, null),
                arguments("positive", -0.4, null), // the word counts
                arguments("negative", 7, null),
                arguments("neutral", 5, null), // of which scale?
                arguments("neutral", 0, 0.0),
                arguments("ecstatic", 0.9, 0.9));
    }

    @ParameterizedTest
    @MethodSource("scores")
    void given_a_score_when_read_then_it_is_a_number_in_range_or_absent(String sentiment, Object score, Double expected)
            throws Exception {
        var answer = new HashMap<>(ScriptedLlm.ANSWER);
        answer.put("sentiment", sentiment);
        answer.put("sentiment_score", score);

        assertThat(read(json(answer)).sentimentScore()).isEqualTo(expected);
    }

    @Test
    void given_not_a_number_when_read_then_there_is_no_score() throws Exception {
        assertThat(read(GOOD.replace("0.6", "NaN")).sentimentScore()).isNull();
        assertThat(read(GOOD.replace("0.6", "-Infinity")).sentimentScore()).isNull();
    }

    @Test
    void given_a_tone_with_its_score_inside_when_read_then_both_are_taken() throws Exception {
        var read = read("{\"summary\":\"Acme buys.\",\"sentiment\":{\"label\":\"Negative\",\"score\":-0.7}}");

        assertThat(read.sentiment()).isEqualTo(Sentiment.NEGATIVE);
        assertThat(read.sentimentScore()).isEqualTo(-0.7);
    }

    static Stream<Arguments> lists() {
        return Stream.of(
                arguments(null, List.of()),
                arguments("", List.of()),
                arguments(7, List.of()),
                arguments(Map.of(), List.of()),
                arguments("Acme Corp", List.of("Acme Corp")),
                arguments("Acme Corp, Gearbox Ltd", List.of("Acme Corp", "Gearbox Ltd")),
                arguments("Acme Corp; Gearbox Ltd\n", List.of("Acme Corp", "Gearbox Ltd")),
                arguments("- Acme Corp\n- Gearbox Ltd", List.of("Acme Corp", "Gearbox Ltd")),
                arguments("[\"Acme Corp\", \"Gearbox Ltd\"]", List.of("Acme Corp", "Gearbox Ltd")),
                arguments("[Acme Corp, Gearbox Ltd]", List.of("Acme Corp", "Gearbox Ltd")),
                arguments("None mentioned", List.of()),
                arguments(List.of(Map.of("name", "Acme Corp", "ticker", "ACM")), List.of("Acme Corp")),
                arguments(Map.of("name", "Acme Corp"), List.of("Acme Corp")),
                arguments(List.of(List.of("Acme Corp"), "Gearbox Ltd"), List.of("Acme Corp", "Gearbox Ltd")),
                arguments(Arrays.asList("Acme Corp", null, 3, true, " ", "x".repeat(301)), List.of("Acme Corp")),
                arguments(List.of("None", "N/A", "Unknown", "Acme Corp"), List.of("Acme Corp")),
                arguments(List.of("1. Acme Corp", "2) Gearbox Ltd"), List.of("Acme Corp", "Gearbox Ltd")),
                arguments(Collections.nCopies(500, "Acme"), Collections.nCopies(200, "Acme")));
    }

    @ParameterizedTest
    @MethodSource("lists")
    void given_what_stands_for_a_list_when_read_then_its_names_are_taken(Object value, List<String> expected)
            throws Exception {
        assertThat(readWith("companies", value).companies()).isEqualTo(expected);
        assertThat(readWith("people", value).people()).isEqualTo(expected);
        assertThat(readWith("topics", value).topics()).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "2026-03-01|2026-03-01T00:00:00Z",
                "2026-03-01T10:00:00+02:00|2026-03-01T08:00:00Z",
                "2026-03-01T10:00:00|2026-03-01T10:00:00Z",
                "March 1, 2026|2026-03-01T00:00:00Z",
                "1 March 2026|2026-03-01T00:00:00Z",
                "Unknown|",
                "yesterday|",
                "Not specified|"
            })
    void given_a_date_when_read_then_written_forms_are_understood(String said, Instant date) throws Exception {
        assertThat(readWith("publish_date", said).publishDate()).isEqualTo(date);
        assertThat(readWith("publish_date", 7).publishDate()).isNull();
    }

    @Test
    void given_texts_of_another_type_when_read_then_their_words_are_taken_or_nothing() throws Exception {
        var answer = new LinkedHashMap<String, Object>(ScriptedLlm.ANSWER);
        answer.put("title", 1984);
        answer.put("author", List.of(Map.of("name", "Ann Lee"), "Jane Roe"));
        answer.put("summary", List.of("Acme buys Gearbox.", "It pays in cash."));
        var read = read(json(answer));

        assertThat(read.title()).isEqualTo("1984");
        assertThat(read.author()).isEqualTo("Ann Lee, Jane Roe");
        assertThat(read.summary()).isEqualTo("Acme buys Gearbox. It pays in cash.");
        assertThat(readWith("title", true).title()).isNull();
        assertThat(readWith("author", Map.of("id", 7)).author()).isNull();
        assertThat(readWith("summary", "The council votes. ".repeat(2000)).summary())
                .hasSize(8_000);
    }
}
