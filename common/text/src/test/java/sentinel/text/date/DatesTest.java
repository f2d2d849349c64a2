package sentinel.text.date;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Wed, 4 Mar 2026 10:05:09 GMT",
                "Wed, 4 Mar 2026 10:05:09",
                "WED,04 MAR 2026 10:05:09",
                "Wed, 04 March 2026  10:05:09   UTC",
                "Wed, 04 Mar 26 05:05:09 -0500",
                "Wednesday, 04-Mar-26 10:05:09 GMT",
                "Wed, 04 Mar 2026 11:05:09 +01:00",
                "Wed, 04 Mar 2026 15:35:09+5:30",
                "Wed, 04 Mar 2026 17:05:09 GMT+7",
                "Wed, 04 Mar 2026 10:05:09 GMT+0000",
                "Wed, 04 Mar 2026 12:05:09 UTC +2",
                "Wed, 04 Mar 2026 02:05:09 America/Los_Angeles",
                "Wed, 04 Mar 2026 02:05:09 PST",
                "Wed, 04 Mar 2026 02:05:09 Pacific Standard Time",
                "Wed, 04 Mar 2026 02:05:09 AM PT",
                "Wed, 04 Mar 2026 11:05:09 CET",
                "Wed, 04 Mar 2026 11:05:09 +0100 (CET)",
                "Wed, Mar 4 2026 03:05:09 MST",
                "Wed Mar 04 10:05:09 2026",
                "Wed Mar  4 11:05:09 CET 2026",
                "Wed Mar 04 11:05:09 GMT+01:00 2026",
                "Wed Mar 04 10:05:09 +0000 2026",
                "Wed Mar 04 2026 05:05:09 GMT-0500 (Eastern Standard Time)",
                "2026-03-04T10:05:09",
                "2026-03-04 10:05:09",
                "2026-03-04T10:05:09Z",
                "2026-03-04T10:05:09.123+00:00",
                "2026-03-04T11:05:09.000+0100",
                "2026-03-04T11:05:09+01:00[Europe/Paris]",
                "2026-03-04T11:05:09+1",
                "2026-03-04T05:05:09EST",
                "2026-03-04T05:05:09\u22125:00",
                "2026-03-04T10:05:09 00:00",
                "2026-03-04 11:05:09 +0100 CET",
                "2026-03-04 10:05:09.71 +0000 UTC",
                "2026/03/04 10:05:09",
                "20260304T100509Z",
                "04/Mar/2026:11:05:09 +0100",
                "4/3/2026 10:05:09 AM",
                "04.03.2026 10:05:09",
                "March 4, 2026, 10:05:09 a.m.",
                "mer., 04 mars 2026 11:05:09 +0100",
                "Mi, 4. März 2026 11:05:09 +0100",
                "wo, 04 mrt 2026 11:05:09 +0100",
                "1772618709",
                "1772618709000",
            })
    void given_aMomentAsProgramsWriteIt_when_read_then_itIsThatMoment(String text) {
        assertThat(moment(BRITISH, text)).isEqualTo("2026-03-04T10:05:09Z");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Wed, 4 Mar 2026 12:15 PM | 2026-03-04T12:15:00Z",
                "Wed, 4 Mar 2026 12:15 AM | 2026-03-04T00:15:00Z",
                "2026-03-04 09:15 PM | 2026-03-04T21:15:00Z",
                "March 4, 2026 at 9pm EST | 2026-03-05T02:00:00Z",
                "9:30 PM ET, March 4, 2026 | 2026-03-05T02:30:00Z",
                "4 mars 2026 à 10h30 | 2026-03-04T10:30:00Z",
                "4. März 2026, 10.30 Uhr | 2026-03-04T10:30:00Z",
                "4. maaliskuuta 2026 klo 10.30 | 2026-03-04T10:30:00Z",
                "2026年3月4日 10時30分 | 2026-03-04T10:30:00Z",
                "2026年3月4日 下午3:20 | 2026-03-04T15:20:00Z",
                "Wed, 04 Mar 2026 24:00:00 GMT | 2026-03-05T00:00:00Z",
                "Wed, 04 Mar 2026 23:59:60 GMT | 2026-03-04T23:59:59Z",
                "Wed, 04 Mar 2026 25:61:00 GMT | 2026-03-04T00:00:00Z",
                "2026-03-04 | 2026-03-04T00:00:00Z",
                "2026-07-04T10:00:00 Europe/Paris | 2026-07-04T08:00:00Z",
                "4 March 2026 10:30 - 12 comments | 2026-03-04T10:30:00Z",
                "4 March 2026 10:30 By Est Verne | 2026-03-04T10:30:00Z",
            })
    void given_aClockAsPeopleWriteIt_when_read_then_itIsThatTime(String text, String expected) {
        assertThat(moment(BRITISH, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "en-in, site.example, IST, 04:30",
        "hi, site.example, IST, 04:30",
        "en, site.in, IST, 04:30",
        "'', site.example, IST, 04:30",
        "en-ie, site.example, IST, 09:00",
        "en, site.ie, IST, 09:00",
        "he, site.example, IST, 08:00",
        "en, site.co.il, IST, 08:00",
        "en-us, site.example, CST, 16:00",
        "zh-cn, site.example, CST, 02:00",
        "en-gb, site.example, BST, 09:00",
        "bn, site.example, BST, 04:00",
        "en-au, site.example, EST, 00:00",
        "en-ca, site.example, EST, 15:00",
        "ar, site.example, AST, 07:00",
        "en-ca, site.example, AST, 14:00",
    })
    void given_anAbbreviationOfSeveralCountries_when_read_then_itIsThatOfTheText(
            String language, String host, String zone, String utc) {
        var dates = Dates.of(host, language);
        assertThat(moment(dates, "Wed, 4 Mar 2026 10:00:00 " + zone)).isEqualTo("2026-03-04T" + utc + ":00Z");
    }

    @Test
    void given_aCountryWithOneTime_when_aTimeNamesNoZone_then_itIsThere() {
        assertThat(moment(BRITISH.atHomeIn("JP"), "2026-03-04 10:00")).isEqualTo("2026-03-04T01:00:00Z");
        assertThat(moment(BRITISH.atHomeIn("JP"), "2026-03-04 10:00Z")).isEqualTo("2026-03-04T10:00:00Z");
        assertThat(moment(BRITISH.atHomeIn("JP"), "2026-03-04")).isEqualTo("2026-03-04T00:00:00Z");
        assertThat(moment(BRITISH.atHomeIn("US"), "2026-03-04 10:00")).isEqualTo("2026-03-04T10:00:00Z");
    }

    private static String moment(Dates dates, String text) {
        return dates.dateIn(text).map(date -> date.toInstant().toString()).orElse(null);
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

    @Test
    void given_a_month_that_neighbours_name_differently_when_read_then_the_readers_language_decides() {
        assertThat(day(Dates.of("", "hr"), "12. listopada 2024.")).isEqualTo("2024-10-12");
        assertThat(day(Dates.of("", "pl-PL"), "12 listopada 2024")).isEqualTo("2024-11-12");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    vi | ngày 4 tháng 3 năm 2026
                    th | 4 มีนาคม 2026
                    bn | 4 মার্চ 2026
                    cy | 4 Mawrth 2026
                    ka | 4 მარტი, 2026
                    hy | 4 մարտի 2026
                    ga | 4 Márta 2026
                    '' | 4 მარტი, 2026
                    """)
    void given_months_of_many_languages_when_read_then_each_is_known(String language, String text) {
        assertThat(day(Dates.of("", language), text)).isEqualTo("2026-03-04");
    }

    @Test
    void given_a_latest_day_when_a_date_is_after_it_then_it_is_none() {
        var dates = BRITISH.notAfter(Instant.parse("2026-03-05T00:00:00Z"));
        assertThat(day(dates, "4 March 2026")).isEqualTo("2026-03-04");
        for (var later : List.of("6 March 2026", "2026-03-06", "2087-03-04T10:00:00Z", "1800000000")) {
            assertThat(day(dates, later)).as(later).isNull();
        }
    }

    @Test
    void given_days_that_are_sure_when_a_date_can_be_read_in_two_ways_then_it_agrees_with_them() {
        var known = Set.of(LocalDate.parse("2026-04-03"));
        assertThat(day(AMERICAN.agreeingWith(known), "3/4/2026")).isEqualTo("2026-04-03");
        assertThat(day(AMERICAN.agreeingWith(known), "3/5/2026")).isEqualTo("2026-03-05");
        assertThat(day(BRITISH.agreeingWith(Set.of(LocalDate.parse("2026-03-04"))), "3/4/2026"))
                .isEqualTo("2026-03-04");
    }
}
