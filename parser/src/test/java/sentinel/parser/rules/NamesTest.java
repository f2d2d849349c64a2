package sentinel.parser.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NamesTest {

    private final Names names = new Names();

    private Names.Found read(String language, String text) {
        return names.in(language, null, text, new Words(text), List.of(), List.of());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a given name                  | en | The plan came from Rachel Whitfield on Monday.                              | Rachel Whitfield
            a title                       | en | The plan came from Senator Kwabo Osrieth on Monday.                         | Kwabo Osrieth
            a role before                 | en | The plan of chief executive Kwabo Osrieth failed.                           | Kwabo Osrieth
            a role after                  | en | The plan of Kwabo Osrieth, the chief executive, failed.                     | Kwabo Osrieth
            an age                        | en | Police spoke to Kwabo Osrieth, 34, on Monday.                               | Kwabo Osrieth
            a family name later           | en | It was over, said Kwabo Osrieth. Later Osrieth left the hall.               | Kwabo Osrieth
            a family name first           | en | The city sent Zhang Weilan there. Only Zhang Weilan, who knew it, came.     | Zhang Weilan
            an initial                    | en | They met with Kwabo P. Osrieth to talk about it all. | Kwabo P. Osrieth
            a particle                    | de | Gestern reiste Ursula von der Weide nach Rom.                               | Ursula von der Weide
            particles in capitals         | es | Ayer habló Eduardo Del Monte en la plaza.                                   | Eduardo Del Monte
            two family names              | es | Según Beatriz Guijarro Toledano es un avance.                               | Beatriz Guijarro Toledano
            a given name in another case  | ru | Мы видели Марию Алтынову в театре.                                          | Марию Алтынову
            a family name that is a word  | en | The plan came from Rachel White on Monday.                                  | Rachel White
            a name that everybody knows   | en | The plan that Trump made failed.                                            | Trump
            """)
    void given_a_sign_of_a_person_when_read_then_the_person_is_found(
            String sign, String language, String text, String person) {
        assertThat(read(language, text).people()).as(sign).containsExactly(person);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no sign                    | en | The plan came from Kwabo Osrieth on Monday.
            the name of something else | en | She works for the Rachel Whitfield Foundation now.
            a place                    | en | The train from Sydney Australia was late.
            a part of a place          | en | The train from North Carolina Beach was late.
            a heading                  | en | Mark Your Calendar For This Spring
            a German noun              | de | Der Schnee ist nass. Nasser Schnee wiegt mehr.
            a street                   | en | They live at Portola Dr. Suite 108 in town.
            """)
    void given_a_phrase_that_only_looks_like_a_person_when_read_then_nobody_is_found(
            String what, String language, String text) {
        assertThat(read(language, text).people()).as(what).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            a legal form              | en | The plan of Grenvik Ropes Ltd failed.                          | Grenvik Ropes Ltd
            an abbreviated form       | en | The plan of Grenvik Ropes, Inc. failed.                        | Grenvik Ropes, Inc.
            a trade                   | en | The plan of Grenvik Airlines failed.                           | Grenvik Airlines
            a paper                   | en | The plan was known, she told the Grenvik Gazette on Monday.    | Grenvik Gazette
            a ticker                  | en | The plan of Grenvik (NYSE: GRV) failed.                        | Grenvik
            a kind before             | en | The plan of the chipmaker Grenvik failed.                      | Grenvik
            a kind after              | en | The plan of Grenvik, a Danish maker of ropes, failed.          | Grenvik
            an office                 | en | The plan came from the chief executive of Grenvik on Monday.   | Grenvik
            shares                    | en | On Monday shares of Grenvik fell.                              | Grenvik
            an employer               | en | It is a plan, wrote an analyst at Grenvik on Monday.           | Grenvik
            a known name              | de | Der Plan von Volkswagen scheiterte.                            | Volkswagen
            a programme               | en | They heard it on BBC Persian Radio on Monday.                  | BBC Persian Radio
            a possessive              | en | The plan of Netflix's owners failed.                           | Netflix
            a possessive in the name  | en | The plan of McDonald's failed.                                 | McDonald's
            a doubtful known name     | en | The plan that Apple made failed.                               | Apple
            """)
    void given_a_sign_of_a_company_when_read_then_the_company_is_found(
            String sign, String language, String text, String company) {
        assertThat(read(language, text).companies()).as(sign).containsExactly(company);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
            no sign                 | en | The plan of Grenvik failed.
            a university            | en | The plan of Grenvik University failed, said an analyst at Grenvik University.
            a product               | en | It is said that Grenvik's Creative Cloud is good, but only Grenvik's Creative Cloud.
            a country               | en | India said that India plans more. India reported it.
            a river                 | en | The plan for the Amazon failed.
            a part of a longer name | en | The view from the Statue of Liberty is good.
            a noun in German        | de | Das ist ein gutes Bild, und die Kraft war groß.
            a common word           | en | Pruning the wrong group is bad. Wrong Group it is.
            """)
    void given_a_phrase_that_only_looks_like_a_company_when_read_then_none_is_found(
            String what, String language, String text) {
        assertThat(read(language, text).companies()).as(what).isEmpty();
    }

    @Test
    void given_a_name_in_several_forms_when_read_then_the_fullest_counts_once() {
        var found = read(
                "en",
                "Ann Lee said no. Mr. Lee wrote it. Ann B. Lee left. Carlos Ruiz saw it. Carlos Ruiz Gadea left. "
                        + "Acme said no. Acme Corp wrote it. Shares of Acme fell.");

        assertThat(found.people()).containsExactlyInAnyOrder("Ann B. Lee", "Carlos Ruiz Gadea");
        assertThat(found.companies()).containsExactly("Acme Corp");
    }

    @Test
    void given_a_family_name_that_is_also_a_company_when_read_then_it_is_the_person() {
        var found = read("en", "Chris Christie quit. The exit of Christie's team was a surprise. Then Christie spoke.");

        assertThat(found.people()).containsExactly("Chris Christie");
        assertThat(found.companies()).isEmpty();
    }

    @Test
    void given_the_page_names_its_own_site_when_read_then_the_site_is_a_company() {
        String text = "For years the readers of Grenvik have known it.";

        assertThat(names.in("en", "Grenvik", text, new Words(text), List.of(), List.of())
                        .companies())
                .containsExactly("Grenvik");
    }

    @Test
    void given_the_same_family_name_inflected_when_read_then_it_is_one_person_in_the_basic_form() {
        var found =
                read("ru", "Архив Андрея Рудькова велик. Сегодня Андрей Рудьков готовит. Мы ждали Андрея Рудькова.");

        assertThat(found.people()).containsExactly("Андрей Рудьков");
    }
}
