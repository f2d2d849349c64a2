package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class HeadlineTest {

    private static String title(String html) {
        return new Extractor()
                .extract(html, "https://www.examplegazette.com/news/1")
                .facts()
                .title();
    }

    @Test
    void given_anAddressWithoutAName_when_read_then_aTitlesLastPartIsTakenForTheSites() {
        String page = "<title>Fire destroys historic theatre in Bristol - Rivertown Gazette</title><body><p>Rain.</p>";
        for (var url : List.of("http://127.0.1.9:8090/news/1", "http://[::1]/news/1")) {
            assertThat(new Extractor().extract(page, url).facts().title())
                    .as(url)
                    .isEqualTo("Fire destroys historic theatre in Bristol");
        }
        assertThat(new Extractor().extract(page, "http://127.0.1.9/").facts().siteName())
                .isNull();
    }

    @Test
    void given_theSitesNameAsFirstHeading_when_read_then_theHeadlineIsAnother() {
        assertThat(
                        title(
                                """
                                <title>Example Gazette » Blog Archive » Rain over the harbour</title>
                                <h1 class=logo>Example Gazette</h1><h2>Rain over the harbour</h2><h2>Categories</h2>"""))
                .isEqualTo("Rain over the harbour");
    }

    @Test
    void given_aHeadingThatDiffersFromWhatIsShared_when_read_then_theHeadingCounts() {
        assertThat(
                        title(
                                """
                                <title>9 best umbrellas (2026) | Example Gazette</title>
                                <meta property="og:title" content="9 best umbrellas (2026)">
                                <h1>The umbrellas that outlast a wet summer</h1>"""))
                .isEqualTo("The umbrellas that outlast a wet summer");
    }

    @Test
    void given_allOthersAgreedAgainstTheHeading_when_read_then_theyWin() {
        assertThat(
                        title(
                                """
                                <title>Rain over the harbour for nine days</title>
                                <meta property="og:title" content="Rain over the harbour for nine days">
                                <meta name="twitter:title" content="Rain over the harbour for nine days">
                                <script type="application/ld+json">{"@type":"NewsArticle","headline":"Rain over the harbour for nine days"}</script>
                                <h1>Weather</h1>"""))
                .isEqualTo("Rain over the harbour for nine days");
    }

    @Test
    void given_aKickerInTheHeading_when_read_then_theMarkBetweenIsThatOfTheOthers() {
        assertThat(
                        title(
                                """
                                <title>Rain in town: Nine days and no end</title>
                                <meta property="og:title" content="Rain in town: Nine days and no end">
                                <h1><span>Rain in town</span> <span>Nine days and no end</span></h1>"""))
                .isEqualTo("Rain in town: Nine days and no end");
    }

    @Test
    void given_aTitleWithTheSitesNameInSeveralForms_when_read_then_allAreCutOff() {
        String head = "<meta property='og:site_name' content='Example Gazette'><title>";
        assertThat(title(head + "Rain over the harbour - Weather | Example Gazette</title>"))
                .isEqualTo("Rain over the harbour - Weather");
        assertThat(title(head + "Rain over the harbour – examplegazette.com | Example Gazette</title>"))
                .isEqualTo("Rain over the harbour");
        assertThat(title(head + "Example Gazette: Blog - Rain over the harbour</title>"))
                .isEqualTo("Rain over the harbour");
    }

    @Test
    void given_aDashInAHeadline_when_read_then_itsSecondHalfStays() {
        assertThat(
                        title(
                                """
                                <meta property="og:site_name" content="Example Gazette">
                                <title>Painting with stencils - with brush and colour</title>
                                <meta property="og:title" content="Painting with stencils - with brush and colour">"""))
                .isEqualTo("Painting with stencils - with brush and colour");
    }

    @Test
    void given_noTitleAtAll_when_read_then_thereIsNone() {
        assertThat(title("<p>Rain.</p>")).isNull();
    }
}
