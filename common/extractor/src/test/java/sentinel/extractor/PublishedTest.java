package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
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
    void given_timeInUtcAndAnotherClockShown_when_read_then_theOffsetIsTheirDifference() {
        String stated = "<meta property='article:published_time' content='2026-03-05T02:41:00Z'><h1>Rain</h1>";
        assertThat(date(stated + "<div>4 March 2026 22:41</div>" + TEXT)).hasToString("2026-03-04T22:41-04:00");
        assertThat(date(stated + "<div>4 March 2026<b>23:41</b></div>" + TEXT)).hasToString("2026-03-04T23:41-03:00");
        assertThat(date(stated + "<p><time class=day>4 March 2026</time> <time>23:41</time> by Ada Example"
                        + TEXT.substring(3)))
                .as("in the element beside the day's")
                .hasToString("2026-03-04T23:41-03:00");
        assertThat(date(stated + "<div>4 March 2026 22:48</div>" + TEXT))
                .as("no offset from UTC makes it the same instant")
                .hasToString("2026-03-05T02:41Z");
        assertThat(date(stated + "<div>7 March 2026 22:41</div>" + TEXT))
                .as("nor is any so large")
                .hasToString("2026-03-05T02:41Z");
        assertThat(date(stated + "<div>4 March 2026 12:41</div>" + TEXT))
                .as("no clock is fourteen hours behind UTC")
                .hasToString("2026-03-05T02:41Z");
        assertThat(date(stated.replace("02:41", "02:45") + "<div>5 March 2026</div>" + TEXT))
                .as("a day is no clock")
                .hasToString("2026-03-05T02:45Z");
    }

    @Test
    void given_publicationAndChangeInOneLine_when_read_then_publicationCounts() {
        assertThat(day("<div><a href=/x>Weather</a><span class=dateline>March 4, 2026</span>"
                        + "<span class=dateline>Updated: March 09, 2026</span></div><h1>Rain</h1>" + TEXT))
                .isEqualTo("2026-03-04");
        assertThat(day("<h1>Rain</h1><p>Published <time>4 March 2026</time>, updated <time>9 March 2026</time></p>"
                        + TEXT))
                .isEqualTo("2026-03-04");
        assertThat(day("<h1>Rain</h1><p>Updated <time>9 March 2026</time>, published <time>4 March 2026</time></p>"
                        + TEXT))
                .isEqualTo("2026-03-04");
        assertThat(day(
                        "<h1>Rain</h1><p>Updated <time class=t>9 March 2026</time>, <time class=t>4 March 2026</time></p>"
                                + TEXT))
                .isEqualTo("2026-03-04");
        assertThat(day("<h1>Rain</h1><p><time class=t>9 March 2026</time> (updated)</p>" + TEXT
                        + "<p><time class=t>4 March 2026</time></p>"))
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_aYearOfTwoDigits_when_read_then_itCountsInAShortLineOnly() {
        assertThat(day("<h1>Rain</h1><div>04.03.26</div>" + TEXT)).isEqualTo("2026-03-04");
        assertThat(day("<span class=date>04.03.26</span>" + TEXT)).isEqualTo("2026-03-04");
        assertThat(
                        day(
                                "<h1>Rain</h1><p>The harbour master wrote 04.03.26 on a slate that he had found in the yard.</p>"))
                .isNull();
    }

    @Test
    void given_aDateInAFooter_when_itIsAProperty_then_itCounts() {
        String footer = "<h1>Rain</h1>" + TEXT + "<footer>%s</footer>" + TEXT.repeat(20);
        String property = "<span property='schema:dateCreated' content='2026-03-04T12:45:46+00:00'></span>";
        assertThat(day(footer.formatted(property))).isEqualTo("2026-03-04");
        assertThat(day(footer.formatted("<time itemprop=datePublished datetime='2026-03-04'></time>")))
                .isEqualTo("2026-03-04");
        assertThat(day(footer.formatted("<div class=comments>" + property + "</div>")))
                .as("a comment's")
                .isNull();
    }

    @Test
    void given_aDateAtTheHeadlineAndOneOfAnotherArticle_when_read_then_theNearerCounts() {
        assertThat(day("<div>March 4, 2026</div><h1>Rain</h1>" + TEXT + "<div class=item-date>Mar 13, 2026</div>"))
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_aDateInAScriptsStateOnly_when_read_then_itIsFound() {
        String script = "<h1>Rain</h1>" + TEXT + "<script>self.push(%s)</script>";
        assertThat(day(script.formatted("{\"publishedAt\":\"2026-03-04T10:00:00Z\"}")))
                .isEqualTo("2026-03-04");
        assertThat(day(script.formatted("\"{\\\"datePublished\\\":\\\"2026-03-04\\\"}\"")))
                .isEqualTo("2026-03-04");
        assertThat(day(script.formatted("{\"unpublish_date\":\"2026-03-04\"}"))).isNull();
        assertThat(day(script.formatted("{\"publishedAt\":\"2026-03-09\"}") + "<p>4 March 2026</p>"))
                .as("what is shown comes first")
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_noDate_when_read_then_thereIsNone() {
        assertThat(day("<h1>Rain</h1>" + TEXT)).isNull();
    }

    @Test
    void given_aTimeWithoutAttributes_when_read_then_itIsADateThatIsShown() {
        assertThat(day("<h1>Rain</h1>" + TEXT.repeat(30) + "<p>Seen in town: <time>4 March 2026</time> and not before, "
                        + "as the harbour master said again and again to all who came by and wanted to hear it.</p>"))
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_anEarlierDateMarkedUpAsThePublications_when_metadataHasALater_then_theEarlierCounts() {
        String later = "<meta property='article:published_time' content='2026-03-09T10:00:00Z'>";
        String earlier = "<time itemprop=datePublished datetime='2026-03-04'>4 March</time>";
        assertThat(day(later + "<article><h1>Rain</h1>" + TEXT + earlier + "</article>"))
                .isEqualTo("2026-03-04");
        assertThat(day(later + "<h1>Rain</h1>" + TEXT + "<p>Published <time pubdate datetime='2026-03-04'></time></p>"))
                .isEqualTo("2026-03-04");
        assertThat(day(later + "<h1>Rain</h1>" + TEXT + earlier.replace("03-04", "03-08")))
                .as("clocks on either side of midnight")
                .isEqualTo("2026-03-09");
        assertThat(day(later + "<article><h1>Rain</h1>" + TEXT + "</article><article>Wind" + earlier + "</article>"))
                .as("another article's")
                .isEqualTo("2026-03-09");
        assertThat(day(later + "<h1>Rain</h1>" + TEXT + "<div itemscope itemprop=review>Wet. " + earlier + "</div>"))
                .as("a review's")
                .isEqualTo("2026-03-09");
    }

    @Test
    void given_onePublicationAndChange_when_theyAreTheSame_then_anEarlierDateThatIsShownCounts() {
        String data = "<script type='application/ld+json'>{'@type':'NewsArticle','headline':'Rain',"
                .replace('\'', '"')
                .replace("type=\"application/ld+json\"", "type='application/ld+json'");
        String same =
                data + "\"datePublished\":\"2026-03-09T10:00:00Z\",\"dateModified\":\"%s\"}</script><h1>Rain</h1>%s"
                        + TEXT.repeat(3);
        String shown = "<div class=date>March 4, 2026</div>";
        assertThat(day(same.formatted("2026-03-09T10:00:00Z", shown))).isEqualTo("2026-03-04");
        assertThat(day(same.formatted("2026-03-10T10:00:00Z", shown)))
                .as("when it is known which is which")
                .isEqualTo("2026-03-09");
        assertThat(day(same.formatted(
                        "2026-03-09T10:00:00Z", "<blockquote>A post of <b class=date>March 4, 2026</b></blockquote>")))
                .as("a quotation's")
                .isEqualTo("2026-03-09");
        assertThat(day(same.formatted("2026-03-09T10:00:00Z", "<div class=teaser>" + shown + "</div>")))
                .as("another article's")
                .isEqualTo("2026-03-09");
    }

    @Test
    void given_aDateBeforeAParagraphsText_when_read_then_itCounts() {
        String more =
                " It rained for nine days, the harbour master said, and the town's two boats have not been out for a week now.";
        for (var dateline : new String[] {
            "LONDON, March 4, 2026 –",
            "(4 March 2026)",
            "04.03.2026 –",
            "LONDON, March 4, 2026 /Example Wire/ --",
            "4 March 2026:"
        }) {
            assertThat(day("<h1>Rain</h1><p>" + dateline + more + "</p>"))
                    .as(dateline)
                    .isEqualTo("2026-03-04");
        }
        assertThat(day("<h1>Rain</h1><p>Updated 4 March 2026 –" + more + "</p>"))
                .isNull();
        assertThat(day("<h1>Rain</h1><p>" + more + " That was on 4 March 2026 – a day for ducks.</p>"))
                .isNull();
    }

    @Test
    void given_onlyAComment_when_itHasADate_then_itIsNotTheArticles() {
        assertThat(day("<h1>Rain</h1>" + TEXT.repeat(3) + "<div class=comment-box><p>Ada</p><p>4 March 2026</p></div>"))
                .isNull();
    }

    @Test
    void given_aYearOfTwoDigitsFarFromTheHeadline_when_thereIsNoOtherDate_then_itCounts() {
        assertThat(day("<h1>Rain</h1>" + TEXT.repeat(40) + "<div>Wed 04.03.26 | 10:30</div>"))
                .isEqualTo("2026-03-04");
    }

    private static final String SAME_DATES =
            "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rain\",\"datePublished\":"
                    + "\"2026-03-04T10:00:00Z\",\"dateModified\":\"2026-03-04T10:00:00Z\"}</script>";

    @Test
    void given_one_date_for_publication_and_change_when_an_earlier_one_is_not_the_articles_then_the_date_stands() {
        for (var page : List.of(
                "<h1>Rain</h1><p>On <time datetime=1994-06-01>1 June 1994</time> it rained for a year.</p>"
                        + TEXT.repeat(3),
                "<h1>Rain</h1>" + TEXT.repeat(3) + "<p><time datetime=1994-06-01>1 June 1994</time></p>",
                "<article><h1>Rain</h1>" + TEXT.repeat(3) + "</article><div class=latest><a href=/o>Another story</a>"
                        + "<time datetime=2026-02-01>1 February</time></div>",
                "<article><h1>Rain</h1>" + TEXT.repeat(3)
                        + "</article><ul><li>Snow <span class=date>1 February 2026</span></ul>")) {
            assertThat(day(SAME_DATES + page)).as(page).isEqualTo("2026-03-04");
        }
    }

    @Test
    void given_one_date_for_publication_and_change_when_the_byline_shows_an_earlier_one_then_that_is_the_publication() {
        for (var page : List.of(
                "<h1>Rain</h1><time datetime=2026-02-01>1 February</time>" + TEXT.repeat(3),
                "<h1>Rain</h1><p>Published on <time datetime=2026-02-01>1 February 2026</time>.</p>" + TEXT.repeat(3),
                "<time datetime=2026-02-01>1 February</time><h1>Rain</h1>" + TEXT.repeat(3),
                "<h1>Rain</h1>" + TEXT + TEXT.replace("nine", "ten")
                        + "<div class=who><span class=author>Ada Example</span><span class=date>1 February 2026</span></div>"
                        + TEXT.repeat(9))) {
            assertThat(day(SAME_DATES + page)).as(page).isEqualTo("2026-02-01");
        }
    }

    @Test
    void given_a_date_that_is_yet_to_come_when_another_is_stated_then_the_other_counts() {
        var extractor =
                new Extractor(SiteRules.NONE, Clock.fixed(Instant.parse("2026-03-05T00:00:00Z"), ZoneOffset.UTC));
        String page =
                "<meta property=article:published_time content='%s'><h1>Rain</h1><time datetime=2026-03-04>4 March</time>"
                        + TEXT;

        assertThat(extractor
                        .extract(page.formatted("2087-03-04T10:00:00Z"), null)
                        .facts()
                        .published())
                .hasToString("2026-03-04T00:00Z");
        assertThat(extractor
                        .extract(page.formatted("2026-03-06T10:00:00Z"), null)
                        .facts()
                        .published())
                .as("tomorrow, somewhere")
                .hasToString("2026-03-06T10:00Z");
        assertThat(extractor
                        .extract("<h1>Rain</h1><p>5 March 2027</p>" + TEXT, null)
                        .facts()
                        .published())
                .isNull();
    }

    @Test
    void given_todays_date_in_the_sites_header_when_read_then_it_is_not_the_articles() {
        for (var header : List.of(
                "<header><span class=date>20.11.2025</span></header>",
                "<h1 class=logo><a href=/>Radio</a> <span class=the-date>20.11.2025</span></h1>",
                "<div class=top-bar><time datetime=2025-11-20>20 November</time></div>",
                "<div class=current-date>20 November 2025</div>")) {
            assertThat(day("<title>Rain over the harbour</title><meta name=date content=2017-05-01>" + header
                            + "<article><h1>Rain over the harbour</h1>" + TEXT + "</article>"))
                    .as(header)
                    .isEqualTo("2017-05-01");
            assertThat(day("<title>Rain over the harbour</title>" + header + "<article><h1>Rain over the harbour</h1>"
                            + TEXT + "</article>"))
                    .as(header)
                    .isNull();
        }
        assertThat(day("<article><header><h1>Rain</h1><p class=date>4 March 2026</p></header>" + TEXT + "</article>"))
                .as("the article's own header")
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_a_day_that_may_be_a_month_when_the_page_states_one_reading_for_machines_then_it_is_right() {
        assertThat(day(
                        "<html lang=en-US><meta name=other content=2026-04-03T09:00:00Z><h1>Rain</h1><div class=date>3/4/2026</div>"
                                + TEXT))
                .isEqualTo("2026-04-03");
        assertThat(day(
                        "<html lang=en-GB><meta name=other content=2026-03-04T09:00:00Z><h1>Rain</h1><div class=date>3/4/2026</div>"
                                + TEXT))
                .isEqualTo("2026-03-04");
    }

    @Test
    void given_a_month_that_is_another_in_a_neighbours_language_when_read_then_it_is_the_pages() {
        assertThat(day("<html lang=hr><h1>Kiša</h1><p class=datum>Objavljeno 12. listopada 2024.</p>" + TEXT))
                .isEqualTo("2024-10-12");
        assertThat(day("<html lang=pl><h1>Deszcz</h1><p class=data>12 listopada 2024</p>" + TEXT))
                .isEqualTo("2024-11-12");
    }

    @Test
    void given_dates_in_forms_of_old_systems_when_read_then_they_count() {
        assertThat(day("<h1>Rain</h1><abbr class=published title=2026-03-04T00:23:00-04:00>12:23 AM</abbr>" + TEXT))
                .isEqualTo("2026-03-04");
        assertThat(day("<meta name=published content=2026-03-04><h1>Rain</h1>" + TEXT))
                .isEqualTo("2026-03-04");
    }
}
