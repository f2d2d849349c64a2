package sentinel.fetcher.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.OffsetDateTime;
import org.junit.jupiter.api.Test;

class PublishedTest {

    private static final String TEXT =
            "<p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would go on.</p>";

    private static String day(String html) {
        var date = date(html);
        return date == null ? null : date.toLocalDate().toString();
    }

    private static OffsetDateTime date(String html) {
        return new Extractor()
                .extract(html, "https://www.example.org/news/rain")
                .facts()
                .published();
    }

    @Test
    void given_publicationAndChange_when_read_then_publicationCounts() {
        assertThat(
                        day(
                                """
                                <meta property="article:modified_time" content="2026-03-09T10:00:00Z">
                                <meta property="article:published_time" content="2026-03-04T10:00:00Z">"""))
                .isEqualTo("2026-03-04");
        assertThat(day("<h1>Rain</h1><div>Updated 9 March 2026</div><div>Published 4 March 2026</div>" + TEXT))
                .isEqualTo("2026-03-04");
        assertThat(day("<h1>Rain</h1>" + TEXT + "<p>Letzte Änderung: 09.03.2026<br>Erschienen am: 04.03.2026</p>"))
                .isEqualTo("2026-03-04");
        assertThat(day("<h1>Rain</h1><time class=updated datetime='2026-03-09'>9 March</time>"
                        + "<time class=entry-date datetime='2026-03-04'>4 March</time>" + TEXT))
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_timeInUtcAndShownInAnOffset_when_read_then_theOffsetIsKept() {
        assertThat(
                        date(
                                """
                                <meta property="article:published_time" content="2026-03-05T03:05:00+00:00">
                                <h1>Rain</h1><time datetime="2026-03-04T19:05:00-08:00">March 4, 2026</time>"""))
                .hasToString("2026-03-04T19:05-08:00");
    }

    @Test
    void given_anAmbiguousDate_when_read_then_itIsReadAsTheSitesReadersDo() {
        String page = "><h1>Rain</h1><div class=date>3/4/2026</div>" + TEXT;
        assertThat(day("<html lang=en-US" + page)).isEqualTo("2026-03-04");
        assertThat(day("<html lang=en" + page)).isEqualTo("2026-03-04");
        assertThat(day("<html lang=en-GB" + page)).isEqualTo("2026-04-03");
        assertThat(day("<html lang=it" + page)).isEqualTo("2026-04-03");
        assertThat(day("<html lang=en" + page.replace('/', '.').replace("<.", "</")))
                .isEqualTo("2026-04-03");
        assertThat(new Extractor()
                        .extract("<html lang=en" + page, "https://www.example.co.uk/a")
                        .facts()
                        .published()
                        .toLocalDate()
                        .toString())
                .isEqualTo("2026-04-03");
    }

    @Test
    void given_datesOfOthers_when_read_then_theOneAtTheHeadlineCounts() {
        assertThat(day("<div class=card><span class=card-date>Mar 13, 2026</span></div><h1>Rain</h1><p>4 March 2026</p>"
                        + TEXT + "<ul class=comments><li class=comment-date>15 March 2026</ul>"))
                .isEqualTo("2026-03-04");
        assertThat(day("<div>04. März 2026 // Ada Example</div><h1>Regen</h1>" + TEXT
                        + "<div>Mehr</div><div>06. August 2020</div>"))
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_formsOfMetadata_when_read_then_eachIsFound() {
        assertThat(day("<meta name='w-published-date' content='2026-03-04T06:03:43.274Z'>"))
                .isEqualTo("2026-03-04");
        assertThat(day("<meta name='citation_publication_date' content='2026 Mar 4'>"))
                .isEqualTo("2026-03-04");
        assertThat(day("<h1>Rain</h1><span property='schema:datePublished' content='2026-03-04T12:45:46+00:00'></span>"
                        + TEXT))
                .isEqualTo("2026-03-04");
        assertThat(day("<meta name='date' content='2026-03-09'><h1>Rain</h1><time datetime='2026-03-04'></time>"
                        + TEXT))
                .as("a time that is shown before metadata that may be of the last change")
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_noDate_when_read_then_thereIsNone() {
        assertThat(day("<h1>Rain</h1>" + TEXT)).isNull();
    }
}
