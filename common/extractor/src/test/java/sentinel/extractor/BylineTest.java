package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class BylineTest {

    private static final String TEXT =
            "<p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would go on.</p>";

    private static List<String> authors(String html) {
        return new Extractor()
                .extract(html, "https://www.examplegazette.com/news/1")
                .facts()
                .authors();
    }

    private static String data(String author) {
        return "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rain\",\"author\":"
                + author + "}</script>";
    }

    @Test
    void given_aBylineOfSeveral_when_read_then_commasPartThemAndDegreesAreNoNames() {
        String rest =
                " am Dienstag</p><p>The harbour master said that the rain, which had not stopped for nine days, would go on.</p>";
        assertThat(authors("<h1>Rain</h1><p>2 March 2026 | Von Ada Example, Bo Muster und Cy Beispiel</p>" + rest))
                .containsExactly("Ada Example", "Bo Muster", "Cy Beispiel");
        assertThat(authors("<h1>Rain</h1><p>By Ada Example, DVM Reviewed</p>" + rest))
                .containsExactly("Ada Example");
    }

    @Test
    void given_structuredData_when_read_then_itsNamesAreCleaned() {
        assertThat(authors(data("[{\"name\":\"Ada Example (ade)\"},{\"name\":\"Bo Sample, PhD\"}]")))
                .containsExactly("Ada Example", "Bo Sample");
        assertThat(authors(data("\"By Ada Example and Bo Sample\""))).containsExactly("Ada Example", "Bo Sample");
        assertThat(authors(data("{\"name\":\"신현주 기자\"}"))).containsExactly("신현주");
    }

    @Test
    void given_aReference_when_read_then_itIsFollowed() {
        assertThat(
                        authors(
                                """
                                <script type="application/ld+json">{"@graph":[{"@type":"Article","headline":"Rain","author":{"@id":"#a"}},
                                {"@type":"Person","@id":"#a","name":"Ada Example"}]}</script>"""))
                .containsExactly("Ada Example");
    }

    @Test
    void given_onlyTheSiteAsAuthor_when_theBylineNamesAPerson_then_thatIsTheAuthor() {
        String site =
                "<meta property='og:site_name' content='Example Gazette'>" + data("{\"name\":\"Example Gazette\"}");
        assertThat(authors(site + "<h1>Rain</h1><div>By Ada Example</div>" + TEXT))
                .containsExactly("Ada Example");
        assertThat(authors(site + "<h1>Rain</h1>" + TEXT))
                .as("the site when there is nobody else")
                .containsExactly("Example Gazette");
        assertThat(authors(site + "<meta name=author content='Bo Sample'><h1>Rain</h1>" + TEXT))
                .containsExactly("Bo Sample");
    }

    @Test
    void given_bylinesOfSeveralLanguages_when_read_then_theNamesAreFound() {
        for (var line : List.of(
                "By Ada Example",
                "ByAda Example",
                "Von Ada Example",
                "Par Ada Example",
                "Por Ada Example",
                "Di Ada Example",
                "Door Ada Example",
                "Text: Ada Example",
                "Posted on March 4, 2026 by Ada Example",
                "04.03.2026 13:30 von Ada Example")) {
            assertThat(authors("<h1>Rain</h1><div>" + line + "</div>" + TEXT))
                    .as(line)
                    .containsExactly("Ada Example");
        }
    }

    @Test
    void given_aNameInProseOrBelowAPicture_when_read_then_itIsNoAuthor() {
        assertThat(authors("<h1>Rain</h1><figure><figcaption>The tower. By Carl Amera</figcaption></figure>" + TEXT))
                .isEmpty();
        assertThat(authors(
                        "<h1>Rain</h1><p>The soup was praised by Carl Amera on the third day of the rain in town.</p>"
                                + TEXT))
                .isEmpty();
    }

    @Test
    void given_commentsAndOtherArticles_when_read_then_theirAuthorsAreNot() {
        assertThat(authors("<h1>Rain</h1><span class='author vcard'>Ada Example</span>" + TEXT
                        + "<div class=comment-list><div class='comment-author'>Carl Amera says:</div></div>"))
                .containsExactly("Ada Example");
        assertThat(authors("<h1>Rain</h1><a rel=author>Ada Example</a>" + TEXT + "<p>x</p>".repeat(60)
                        + "<div><a rel=author>Carl Amera</a></div>"))
                .containsExactly("Ada Example");
    }

    @Test
    void given_handlesAddressesAndLabels_when_read_then_theyAreNoNames() {
        for (var raw : List.of("https://example.com/ada", "admin", "@ada", "ada[at]example.com")) {
            assertThat(authors("<meta name=author content='" + raw + "'>" + TEXT))
                    .as(raw)
                    .isEmpty();
        }
        assertThat(authors("<h1>Rain</h1><span class=author>View more posts</span>" + TEXT))
                .isEmpty();
        assertThat(authors("<h1>Rain</h1><span class=byline>January</span>" + TEXT))
                .isEmpty();
        assertThat(authors("<meta name=author content='ada99'>" + TEXT))
                .as("an account, where there is no name")
                .containsExactly("ada99");
    }

    @Test
    void given_aNameTwice_when_read_then_itIsOne() {
        assertThat(authors(data("[\"Ada Example\",\"ADA EXAMPLE\",\"Ada Example Ada Example\"]")))
                .containsExactly("Ada Example");
    }

    @Test
    void given_aPositionBehindAName_when_read_then_onlyTheNameIsKept() {
        for (var position : List.of("Senior Autos Reporter", "Marketing Content Specialist", "Writer", "Redakteurin")) {
            assertThat(authors(data("\"Ada de la Example " + position + "\"")))
                    .as(position)
                    .containsExactly("Ada de la Example");
        }
        assertThat(authors(data("\"Ada Writer\""))).as("a name").containsExactly("Ada Writer");
    }

    @Test
    void given_aBylineWithALink_when_itLeadsToAnAuthorsPage_then_thatIsTheAuthor() {
        String page = "<h1>Rain</h1><div class=byline><a href='%s'>Ada Example</a> EXAMPLE TODAY</div>" + TEXT;

        assertThat(authors(page.formatted("/staff/ada"))).containsExactly("Ada Example");
        assertThat(authors(page.formatted("/topics/rain"))).containsExactly("Ada Example EXAMPLE TODAY");
    }

    @Test
    void given_a_person_in_parts_when_structured_data_has_no_whole_name_then_the_parts_are_the_name() {
        assertThat(authors(data("{\"@type\":\"Person\",\"givenName\":\"Ada\",\"familyName\":\"Example\"}")))
                .containsExactly("Ada Example");
    }

    @Test
    void given_metadata_for_several_authors_when_read_then_it_names_them() {
        assertThat(authors("<meta name=authors content='Ada Example, Bo Sample'><h1>Rain</h1>" + TEXT))
                .containsExactly("Ada Example", "Bo Sample");
    }

    @Test
    void given_names_in_capitals_when_a_byline_lists_them_then_each_is_one() {
        assertThat(authors("<h1>Rain</h1><p>By ADA EXAMPLE, BO SAMPLE and CY CLARK</p>" + TEXT))
                .containsExactly("ADA EXAMPLE", "BO SAMPLE", "CY CLARK");
        assertThat(authors("<h1>Rain</h1><p>BY ADA EXAMPLE &amp; BO SAMPLE</p>" + TEXT))
                .containsExactly("ADA EXAMPLE", "BO SAMPLE");
    }

    @Test
    void given_a_tool_or_a_leftover_when_it_stands_for_an_author_then_the_byline_counts() {
        for (var nobody : List.of(
                "Gazette feed import",
                "WP RSS Aggregator",
                "Von",
                "Updated",
                "Development",
                "No Author",
                "unknown author",
                "Syndication")) {
            String claim = data("{\"name\":\"" + nobody + "\"}");
            assertThat(authors(claim + "<h1>Rain</h1><p>By Ada Example</p>" + TEXT))
                    .as(nobody)
                    .containsExactly("Ada Example");
            assertThat(authors(claim + "<h1>Rain</h1>" + TEXT)).as(nobody).isEmpty();
        }
    }

    @Test
    void given_the_publisher_among_the_authors_when_a_person_is_there_then_it_is_none() {
        String publisher =
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rain\",\"publisher\":"
                        + "{\"name\":\"Example Media Group\"},\"author\":[{\"name\":\"Example Media Group\"}%s]}</script>";

        assertThat(authors(publisher.formatted(",{\"name\":\"Ada Example\"}"))).containsExactly("Ada Example");
        assertThat(authors(publisher.formatted("") + "<h1>Rain</h1><p>By Ada Example</p>" + TEXT))
                .containsExactly("Ada Example");
    }

    @Test
    void given_links_to_authors_pages_when_they_stand_below_the_headline_then_they_are_the_byline() {
        assertThat(authors("<title>Rain</title><h1>Rain</h1><div><a href=/author/ada>Ada Example</a> · 3 min</div>"
                        + TEXT.repeat(3) + "<ul><li><a href=/author/bo>Bo Sample</a></ul>"))
                .containsExactly("Ada Example");
    }
}
