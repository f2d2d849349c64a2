package sentinel.parser.provider;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.AlphaChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GroundingTest {

    @ParameterizedTest
    @CsvSource({
        "en,Ann Lee’s plan for AT&T,Ann Lee,true",
        "en,Ann Lee’s plan for AT&T,AT&T,true",
        "en,Shares of Acme rose,Acme Inc.,true",
        "en,Shares of Acme rose,Acme Holdings Ltd,true",
        "en,Shares of ACME rose,acme,true",
        "en,Pineapple grew,Apple,false",
        "en,Ann met Bob Lee,Ann Lee,false",
        "en,J.P. Morgan said,J. P. Morgan,true",
        "en,Ａｃｍｅ rose,Acme,true",
        "en,Acme rose,Inc.,false",
        "en,Acme Inc. rose,Inc.,false",
        "en,Acme rose,...,false",
        "ru,Встреча с Владимиром Ивановым прошла,Владимир Иванов,true",
        "pl,Spotkanie z Anną Nowak,Anna Nowak,true",
        "en,The Annals of Nowakia,Anna Nowak,false",
        "ja,東京電力は発表した,東京電力,true",
        "ja,東京電力は発表した,関西電力,false"
    })
    void given_a_text_when_a_name_is_sought_then_whole_words_count(
            String language, String text, String name, boolean found) {
        assertThat(new Grounding(language, text).mentions(name)).isEqualTo(found);
    }

    @ParameterizedTest
    @CsvSource({
        "en,'Published March 1, 2026 in London',true",
        "en,'on 1 March 2026',true",
        "en,'March 1st, 2026',true",
        "en,'2026-03-01 09:00',true",
        "en,'01/03/2026',true",
        "de,'am 1. März 2026',true",
        "fr,'le 1 mars 2026',true",
        "es,'el 1 de marzo de 2026',true",
        "ru,'1 марта 2026',true",
        "en,'March 11, 2026',false",
        "en,'March 2026',false"
    })
    void given_a_text_when_a_day_is_sought_then_its_usual_forms_count(String language, String text, boolean found) {
        assertThat(new Grounding(language, text).mentionsDay(Instant.parse("2026-03-01T10:00:00Z")))
                .isEqualTo(found);
    }

    @Test
    void given_two_texts_when_a_name_lies_across_then_it_is_not_mentioned() {
        assertThat(new Grounding("en", "By Ann", "Lee won").mentions("Ann Lee")).isFalse();
        assertThat(new Grounding(null, null, "Ann Lee").mentions("Ann Lee")).isTrue();
    }

    @Property(tries = 300)
    void given_any_words_when_put_into_a_text_then_they_are_mentioned(
            @ForAll @AlphaChars @StringLength(max = 11) String letters,
            @ForAll @StringLength(max = 200) String around) {
        String word = "X" + letters; // no legal form begins so: "BV" alone is no name
        assertThat(new Grounding("en", around + " " + word + " " + around).mentions(word))
                .isTrue();
    }
}
