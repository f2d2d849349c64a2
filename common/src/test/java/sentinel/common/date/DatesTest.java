package sentinel.common.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatesTest {

    private static final Dates BRITISH = Dates.of("example.co.uk", "en-GB");
    private static final Dates AMERICAN = Dates.of("example.com", "en-US");

    private static String day(Dates dates, String text) {
        return dates.dateIn(text).map(date -> date.toLocalDate().toString()).orElse(null);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4th of March 2026",
                "March 4 , 2026",
                "4-Mar-2026",
                "04.Mar.2026",
                "4. 3. 2026",
                "2026. 3. 4.",
                "2026. március 4.",
                "Wed Mar 04 19:20:36 CET 2026",
                "Wed Mar 4 19:20:36 2026",
                "4 março 2026",
                "4 de març de 2026",
                "4. marca 2026",
                "4. март 2026",
                "4 мар 2026",
                "4 бер 2026",
                "4. märts 2026",
                "4 مارس 2026",
                "4 במרץ 2026",
                "4 मार्च 2026",
                "4 مارچ 2026",
                "2026 m. kovo 4 d.",
                "4 Machi 2026",
                "PublishedMarch 4, 2026"
            })
    void given_aDayAsPeopleWriteIt_when_read_then_itIsThatDay(String text) {
        assertThat(day(BRITISH, text)).isEqualTo("2026-03-04");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 मई 2026", "4 maj 2026", "4 de maio de 2026", "4 mei 2026", "4 maijs 2026", "4 ماي 2026"})
    void given_shortNamesOfMonths_when_read_then_eachIsKnown(String text) {
        assertThat(day(BRITISH, text)).isEqualTo("2026-05-04");
    }

    @ParameterizedTest
    @ValueSource(strings = {"4 March 202621:25", "4 March 20269:25 pm", "04.03.202621:25", "March 4, 2026By Ada"})
    void given_whatFollowsTheYearSetApartByStyleOnly_when_read_then_theYearHasFourDigits(String text) {
        assertThat(day(BRITISH, text)).isEqualTo("2026-03-04");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "4 March 20261",
                "04.03.2026123",
                "4 window 2026",
                "rain 4, 2026",
                "remarch 4, 2026",
                "31 February 2026"
            })
    void given_whatIsNoDay_when_read_then_itIsNone(String text) {
        assertThat(day(BRITISH, text)).isNull();
    }

    @Test
    void given_aYearOfTwoDigits_when_askedForOne_then_itIsOfThisCenturyOrTheLast() {
        assertThat(shortYear(BRITISH, "04.03.26, 10:30")).hasToString("2026-03-04T10:30Z");
        assertThat(shortYear(BRITISH, "4/3/98")).hasToString("1998-03-04T00:00Z");
        assertThat(shortYear(AMERICAN, "3/4/26")).hasToString("2026-03-04T00:00Z");
        assertThat(shortYear(AMERICAN, "04.03.26")).hasToString("2026-03-04T00:00Z");
        for (var other :
                new String[] {"version 1.2.20.1", "192.10.10.26", "10.30/26", "04.03.2026", "v4.03.26", "44.13.26"}) {
            assertThat(shortYear(BRITISH, other)).as(other).isNull();
        }
    }

    private static OffsetDateTime shortYear(Dates dates, String text) {
        return dates.shortYearIn(text).orElse(null);
    }

    @Test
    void given_anAddressWithADay_when_read_then_itIsThatDay() {
        assertThat(inUrl("https://www.example.org/2026/03/04/rain")).isEqualTo("2026-03-04");
        assertThat(inUrl("https://www.example.org/rain-20260304.html")).isEqualTo("2026-03-04");
        assertThat(inUrl("https://www.example.org/news/04-03-2026")).isEqualTo("2026-03-04");
        assertThat(inUrl("https://www.example.org/article/A2026030414320005196"))
                .as("with the time of day and a number behind")
                .isEqualTo("2026-03-04");
        assertThat(inUrl("https://www.example.org/article/A2026030499999905196"))
                .as("a number that is no time of day")
                .isNull();
    }

    @Test
    void given_anArchivesAddress_when_read_then_theDayOfTheCopyIsNotTheArticles() {
        assertThat(inUrl("https://archive.example.net/web/20261110121040/http://www.example.org/rain"))
                .isNull();
        assertThat(inUrl("https://archive.example.net/web/20261110121040/http://www.example.org/2026/03/04/rain"))
                .isEqualTo("2026-03-04");
    }

    private static String inUrl(String url) {
        return BRITISH.inUrl(url).map(date -> date.toLocalDate().toString()).orElse(null);
    }
}
