package sentinel.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class TermsTest {

    @Test
    void given_numbers_in_the_forms_of_several_languages_when_read_then_they_are_the_same_name() {
        int[] english = names("en", "It cost 1,234 in all and rose by 12.5 percent.");
        assertThat(english).hasSize(2);
        assertThat(names("de", "Es kostet 1.234 und stieg um 12,5 %.")).isEqualTo(english);
        assertThat(names("fr", "cela a coûté 1\u202f234, soit 12,5 % de plus.")).isEqualTo(english);
        assertThat(names("ru", "это стоит 1 234 и на 12,5 процента больше.")).isEqualTo(english);
    }

    @Test
    void given_a_year_or_a_digit_when_read_then_it_is_no_name() {
        assertThat(names("en", "it was in 2026 that all 7 of them came")).isEmpty();
    }

    @Test
    void given_a_word_that_begins_a_sentence_when_it_is_a_name_elsewhere_then_it_is_one_there() {
        assertThat(counts("en", "Vallora was shaken. Houses in Vallora fell."))
                .as("Vallora twice, and houses, shaken and fell once each")
                .containsExactlyInAnyOrder(2, 1, 1, 1);
        assertThat(names("en", "Houses fell.")).isEmpty();
    }

    @Test
    void given_accents_and_names_of_the_record_when_read_then_they_are_names_like_those_in_the_text() {
        var report = new Report(1, 0, "en", "", "we met Zoe Muller", List.of("Zoë Müller"), null);
        assertThat(IntStream.of(Terms.of(report).keys()).filter(Terms::isName)).hasSize(2);
    }

    @Test
    void given_japanese_when_read_then_pairs_of_characters_count() {
        assertThat(counts("ja", "東京都")).hasSize(2);
    }

    private static int[] names(String language, String text) {
        return IntStream.of(terms(language, text).keys())
                .filter(Terms::isName)
                .sorted()
                .toArray();
    }

    private static List<Integer> counts(String language, String text) {
        var terms = terms(language, text);
        return IntStream.of(terms.keys()).mapToObj(terms::get).toList();
    }

    private static IntCounts terms(@Nullable String language, String text) {
        return Terms.of(new Report(1, 0, language, "", text, List.of(), null));
    }
}
