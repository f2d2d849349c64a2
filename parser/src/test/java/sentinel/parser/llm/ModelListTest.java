package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelListTest {

    private final List<String> problems = new ArrayList<>();

    @Test
    void given_the_catalogue_of_the_program_when_read_then_every_price_has_its_day() {
        assertThat(ModelCatalogue.builtIn().models().values())
                .hasSize(17)
                .allSatisfy(model -> assertThat(model.price().date()).isEqualTo("2026-11-27"));
    }

    @ParameterizedTest
    @CsvSource({
        "gpt-4o-mini-2024-07-18,gpt-4o-mini",
        "gpt-4o-2024-08-06,gpt-4o",
        "openai/gpt-4.1-mini,gpt-4.1-mini",
        "claude-opus-4-5-20251101,claude-opus-4-5",
        "claude-opus-4-1,claude-opus-4",
        "my-gpt-4o,",
        "gpt-4,"
    })
    void given_a_models_name_when_looked_up_then_the_longest_beginning_counts(String model, String entry) {
        assertThat(ModelCatalogue.builtIn().find(model).map(Model::name)).isEqualTo(Optional.ofNullable(entry));
    }

    @Test
    void given_every_key_when_read_then_each_has_its_place() {
        var models = ModelList.parse(
                """
                # ours
                models:
                  - model: gateway/big
                    input: 2.5
                    cached_input: 0.25
                    cache_write: 3.125
                    output: '10'
                    batch_factor: 0.5
                    context_tokens: 128000
                    price_date: 2026-12-01
                  - {model: small, input: 0, output: 0, price_date: 2026-12-01}
                """,
                problems::add);

        var date = LocalDate.parse("2026-12-01");
        assertThat(problems).isEmpty();
        assertThat(models)
                .containsExactly(
                        new Model("gateway/big", new Price(2.5, 0.25, 3.125, 10, 0.5, date), 128_000),
                        new Model("small", new Price(0, null, null, 0, null, date), null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''                          | line 1: expected 'models:' and a list below it",
                "models                      | line 1: expected 'models:' and a list below it",
                "{}                          | line 1: expected 'models:' and a list below it",
                "{models: [], x: 1}          | line 1: unknown key 'x'; expected models",
                "models: 7                   | line 1: models is not a list; expected '- model: ...' lines below it",
                "models: [gpt]               | line 1: expected a model with some of model, input,",
                "models: [                   | line 1: expected the node content, but found '<stream end>'; expected YAML",
            })
    void given_no_list_of_models_when_read_then_it_is_told(String yaml, String expected) {
        assertThat(ModelList.parse(yaml, problems::add)).isEmpty();
        assertThat(problems).singleElement().asString().startsWith(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "model: ' '             | model is ' '; expected a model's name or the beginning of names",
                "model: [a]             | model is no value; expected a model's name",
                "input: -1              | input is '-1'; expected US dollars per million tokens, from 0 to 100000",
                "input: NaN             | input is 'NaN'; expected US dollars",
                "input: 1e3             | input is '1e3'; expected US dollars",
                "input: 100001          | input is '100001'; expected US dollars",
                "input:                 | input is ''; expected US dollars",
                "output: $2             | output is '$2'; expected US dollars",
                "output: {usd: 2}       | output is no value; expected US dollars",
                "cached_input: half     | cached_input is 'half'; expected US dollars",
                "cache_write: 0,5       | cache_write is '0,5'; expected US dollars",
                "batch_factor: 0        | batch_factor is '0'; expected a number above 0 and not above 1",
                "batch_factor: 1.5      | batch_factor is '1.5'; expected a number above 0",
                "context_tokens: 128k   | context_tokens is '128k'; expected a whole number from 1 to 1000000000",
                "context_tokens: 0      | context_tokens is '0'; expected a whole number",
                "price_date: 2026-13-01 | price_date is '2026-13-01'; expected a day such as 2026-11-27",
                "price_date: yesterday  | price_date is 'yesterday'; expected a day",
                "price: 1               | unknown key 'price'; expected model, input, cached_input, cache_write, output,",
            })
    void given_a_wrong_value_when_read_then_entry_key_and_expected_value_are_told(String line, String expected) {
        String key = line.substring(0, line.indexOf(':'));
        var lines = new ArrayList<>(List.of("model: m", "input: 1", "output: 2", "price_date: 2026-12-01"));
        lines.removeIf(right -> right.startsWith(key + ":"));
        lines.add(line);

        var models = ModelList.parse("models:\n- " + String.join("\n  ", lines), problems::add);

        assertThat(models).isEmpty();
        assertThat(problems)
                .singleElement()
                .asString()
                .startsWith("line " + (lines.size() + 1))
                .contains(expected);
    }

    @Test
    void given_mistakes_in_many_entries_when_read_then_all_are_told_and_the_sound_ones_stay() {
        var models = ModelList.parse(
                """
                models:
                - {model: a, output: 1, price_date: 2026-12-01}
                - {model: b, input: 1, output: 1, price_date: 2026-12-01}
                - {model: b, input: 2, output: 2, price_date: 2026-12-01}
                - {model: c, input: 1, input: 2, output: 1, price_date: 2026-12-01}
                - {input: x, output: y}
                """,
                problems::add);

        assertThat(models).extracting(Model::name).containsExactly("b");
        assertThat(models.get(0).price().input()).isEqualTo(1);
        assertThat(problems)
                .containsExactly(
                        "line 2, a: has no input; expected US dollars per million tokens, from 0 to 100000, such as 0.25",
                        "line 4, b: is in line 3 already; expected each model once",
                        "line 5, c: 'input' is given twice; expected once",
                        "line 6: has no model; expected a model's name or the beginning of names",
                        "line 6: has no price_date; expected a day such as 2026-11-27",
                        "line 6: input is 'x'; expected US dollars per million tokens, from 0 to 100000, such as 0.25",
                        "line 6: output is 'y'; expected US dollars per million tokens, from 0 to 100000, such as 0.25");
    }
}
