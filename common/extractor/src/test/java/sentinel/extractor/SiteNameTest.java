package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SiteNameTest {

    private static String name(String url, String html) {
        return new Extractor().extract(html, url).facts().siteName();
    }

    @Test
    void given_aNameInOneWord_when_anotherClaimWritesItBetter_then_thatIsTaken() {
        assertThat(
                        name(
                                "https://examplegazette.com/a",
                                """
                                <meta property="og:site_name" content="examplegazette"><title>Rain | Example Gazette</title>"""))
                .isEqualTo("Example Gazette");
        assertThat(
                        name(
                                "https://example-gazette.de/a",
                                """
                                <meta property="og:site_name" content="example-gazette.de">
                                <script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain",
                                "publisher":{"@type":"Organization","name":"Example Gazette"}}</script>"""))
                .isEqualTo("Example Gazette");
        assertThat(
                        name(
                                "https://elejemplo.es/a",
                                """
                                <meta property="og:site_name" content="ELEJEMPLO">
                                <script type="application/ld+json">{"@type":"NewsMediaOrganization","name":"El Ejemplo"}</script>"""))
                .isEqualTo("El Ejemplo");
    }

    @Test
    void given_aBetterSpellingAmongTheAuthors_when_taken_then_itIsTidied() {
        assertThat(
                        name(
                                "https://www.gazette.com/a",
                                """
                                <meta property="og:site_name" content="gazette">
                                <script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain",
                                "author":{"name":" Gazette&nbsp; "}}</script>"""))
                .isEqualTo("Gazette");
    }

    @Test
    void given_aNameWithItsMotto_when_read_then_theMottoIsLeftOut() {
        assertThat(name(
                        "https://www.gazette.com/a",
                        "<meta property='og:site_name' content='Nine days of rain | The Gazette'>"))
                .isEqualTo("The Gazette");
    }

    @Test
    void given_noNameForReaders_when_oneIsThatOfTheAddress_then_itIsTakenBeforeThePublishers() {
        assertThat(
                        name(
                                "https://www.gazette.com/a",
                                """
                                <meta name="application-name" content="Gazette">
                                <script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain",
                                "publisher":{"name":"Example Publishing Group"}}</script>"""))
                .isEqualTo("Gazette");
    }

    @Test
    void given_onlyATitle_when_itsEndIsTheAddress_then_thatIsTheName() {
        assertThat(name("https://www.thegazette.co.uk/a", "<title>Rain in town - The Gazette</title>"))
                .isEqualTo("The Gazette");
        assertThat(name("https://www.example-gazette.co.uk/a", "<title>Rain in town - Weather</title>"))
                .as("the address's, when the page has none")
                .isEqualTo("Example Gazette");
    }

    @Test
    void given_anAddressAsName_when_anotherClaimIsAName_then_thatIsTaken() {
        assertThat(
                        name(
                                "https://www.gaz.de/a",
                                """
                                <meta property="og:site_name" content="gaz.de">
                                <script type="application/ld+json">{"@type":"NewsArticle","headline":"Regen",
                                "publisher":{"name":"Beispiel-Gazette"}}</script>"""))
                .isEqualTo("Beispiel-Gazette");
    }

    @Test
    void given_noNameAndNoAddress_when_read_then_thereIsNone() {
        assertThat(name(null, "<p>Rain.</p>")).isNull();
    }

    @Test
    void given_anAddressAndANameWithItsInitials_when_read_then_theNameIsTaken() {
        String page =
                """
                <meta property="og:site_name" content="NRG.NET">
                <script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain",
                "publisher":{"name":"NRG.NET"}}</script>
                <script type="application/ld+json">{"@type":"Organization","name":"%s"}</script>""";
        assertThat(name("https://www.nrg.net/a", page.formatted("New Rain Gazette")))
                .isEqualTo("New Rain Gazette");
        assertThat(name("https://www.nrg.net/a", page.formatted("Old Wind Gazette")))
                .isEqualTo("NRG.NET");
    }

    @Test
    void given_aCompanysName_when_read_then_itsKindAndItsAddressAreLeftOut() {
        for (var company : new String[] {
            "Example Gazette GmbH",
            "Example Gazette GmbH & Co. KG",
            "Example Gazette, Inc.",
            "Example Gazette S.A.",
            "Example Gazette (www.gaz.com)"
        }) {
            assertThat(name("https://www.gaz.com/a", "<meta name=publisher content='" + company + "'>"))
                    .as(company)
                    .isEqualTo("Example Gazette");
        }
        assertThat(name("https://www.gaz.com/a", "<meta name=publisher content='Example Gazette (Rain)'>"))
                .isEqualTo("Example Gazette (Rain)");
    }

    @Test
    void given_anAddressWithACountrysEnding_when_thereIsNoOtherName_then_itsWordsAreTheName() {
        String page = "<meta property='og:site_name' content='%s'>";
        assertThat(name("https://www.gazette.de/a", page.formatted("gazette.de")))
                .isEqualTo("Gazette");
        assertThat(name("https://rain-gazette.co.uk/a", page.formatted("rain-gazette.co.uk")))
                .isEqualTo("Rain Gazette");
        assertThat(name("https://www.gazette.org/a", page.formatted("gazette.org")))
                .as("an ending that may be part of the name")
                .isEqualTo("gazette.org");
        assertThat(name("https://www.gazette.de/a", page.formatted("Gazette.de")))
                .as("one that is written as a name")
                .isEqualTo("Gazette.de");
        assertThat(name("https://www.r-tv.de/a", page.formatted("r-tv.de")))
                .as("letters that may not be words")
                .isEqualTo("r-tv.de");
    }

    @Test
    void given_only_an_address_when_the_page_writes_its_letters_as_a_name_then_that_is_the_name() {
        String page = "<h1>Rain</h1><p>It rained.</p><footer>© 2026 %s. All rights reserved.</footer>";
        assertThat(name("https://www.beispiel-boerse.de/a", page.formatted("Beispiel-Börse")))
                .isEqualTo("Beispiel-Börse");
        assertThat(name("https://examplegazette.com/a", page.formatted("Example Gazette")))
                .isEqualTo("Example Gazette");
        assertThat(name(
                        "https://examplegazette.com/a",
                        "<img src=l.png alt='The Example'><img src=m.png alt='Example Gazette'>"))
                .isEqualTo("Example Gazette");
        assertThat(name("https://examplegazette.com/a", page.formatted("EXAMPLE HOLDING")))
                .isEqualTo("Examplegazette");
    }
}
