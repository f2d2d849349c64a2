package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.extractor.RainPage.RAIN;
import static sentinel.extractor.RainPage.SHIPS;
import static sentinel.extractor.RainPage.SOUP;
import static sentinel.extractor.RainPage.paragraphs;
import static sentinel.extractor.RainPage.text;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Which parts of a page are its article's body: one small page for each rule. */
class ArticleBodyTest {

    @Test
    void given_aPartBuiltLikeTheBody_when_itFollows_then_itBelongsToIt() {
        String page =
                """
                <main><h1>Rain</h1><div class="rows"><div class="a"><div class="text">%1$s%2$s%3$s</div></div>
                <div class="b"><div class="text"><h2>Later</h2>%4$s</div></div></div></main>
                """;
        String last =
                "<p>On Thursday the sun came out for as long as it takes to look up, and then it went away again.</p>";

        assertThat(paragraphs(page.formatted(RAIN, SHIPS, SOUP, last)))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP), "Later", text(last));
    }

    @Test
    void given_aSummaryAsAHeading_when_itStandsAboveTheBody_then_itIsTheLead() {
        String summary = "Nine days of rain are to be followed by nine more, and nobody has anything left to read";
        String page = "<main><header><h1>Rain</h1><h2 class='%s'>" + summary + "</h2></header><div class='body'>" + RAIN
                + SHIPS + SOUP + "</div></main>";

        assertThat(paragraphs(page.formatted("article-summary")).get(0)).isEqualTo(summary);
        assertThat(paragraphs(page.formatted("kicker")).get(0)).isEqualTo(text(RAIN));
    }

    @Test
    void given_listsFromTheEditor_when_theyHoldLinks_then_theyStay() {
        String list =
                "<ul class='wp-block-list'><li>A coat that keeps the rain out, <a href=/1>the one with the long sleeves</a></li><li>A book for the evenings in the harbour, <a href=/2>the one about soup</a></li></ul>";

        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + list + SHIPS + SOUP + "</article>"))
                .contains(
                        "- A coat that keeps the rain out, the one with the long sleeves",
                        "- A book for the evenings in the harbour, the one about soup");
    }

    @Test
    void given_aHeadingWithItsOwnWordsAsId_when_theyAreInTheVocabulary_then_itStays() {
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + "<h2 id='newsletter-of-the-harbour'>The newsletter</h2>"
                        + SHIPS + SOUP + "</article>"))
                .contains("The newsletter");
    }

    @Test
    void given_mostProseOutsideTheBestPart_when_shortLinesStandBetween_then_allPartsAreRead() {
        String part =
                "<section><h2>Part</h2><ul><li>Rain at nine</li><li>Soup at noon</li><li>Tea at six</li></ul><div><div>%s</div></div></section>";

        assertThat(paragraphs("<main><h1>Rain</h1><section><div>" + RAIN + RAIN.replace("Tuesday", "Monday")
                        + "</div></section>" + part.formatted(SHIPS) + part.formatted(SOUP)
                        + part.formatted(SOUP.replace("soup", "tea")) + "</main>"))
                .contains(text(RAIN), text(SHIPS), text(SOUP), text(SOUP).replace("soup", "tea"));
    }

    @Test
    void given_headingsThatAreLinks_when_theyAreMostOfThePage_then_theListIsTheText() {
        String entry =
                "<li><h2><a href='/%1$s'>Harbour of the %1$s</a></h2>" + RAIN.replace("Tuesday", "%1$s") + "</li>";
        var list = new StringBuilder();
        for (var day : List.of("north", "south", "east", "west", "morning", "evening")) {
            list.append(entry.formatted(day));
        }

        assertThat(paragraphs("<main><h1>Rain</h1>" + SOUP + "<ul>" + list + "</ul></main>"))
                .contains(
                        "- " + text(RAIN).replace("Tuesday", "north"),
                        "- " + text(RAIN).replace("Tuesday", "evening"));
        assertThat(paragraphs("<main><h1>Rain</h1>" + RAIN + SHIPS + SOUP + SOUP.replace("soup", "tea")
                        + SHIPS.replace("books", "papers") + "<ul>"
                        + entry.formatted("north") + "</ul></main>"))
                .as("a single one leads away")
                .doesNotContain("- " + text(RAIN).replace("Tuesday", "north"));
    }

    @Test
    void given_aFirstPartApartFromTheRest_when_nothingElseStandsBetween_then_itIsRead() {
        String rest = RAIN.repeat(1)
                + SHIPS
                + SOUP
                + SHIPS.replace("books", "papers")
                + SOUP.replace("soup", "tea")
                + RAIN.replace("Tuesday", "Friday");
        String first = "<p>Nine days of it are over, and another nine have been promised to those who live here.</p>";

        assertThat(paragraphs("<main><section><div>" + first + "</div></section><section><div>" + rest
                                + "</div></section></main>")
                        .get(0))
                .isEqualTo(text(first));
    }

    @Test
    void given_proseAboveTheHeadline_when_moreFollowsIt_then_theArticleBeginsThere() {
        String terms =
                "<p>Everybody who reads this page agrees to be counted by us and by the friends of our friends.</p>";

        assertThat(paragraphs("<div>" + terms + "<h1>Rain</h1>" + RAIN + SHIPS + SOUP + "</div>"))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
        assertThat(paragraphs("<div>" + RAIN + SHIPS + SOUP + "<h1>Rain</h1></div>"))
                .as("a headline that stands below")
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }

    @Test
    void given_sectionsWithLinkedHeadings_when_theyStandInTheProse_then_theyAreItsHeadings() {
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + "<h2><a href=/1>1. A coat with long sleeves</a></h2>"
                        + SHIPS + "<h2><a href=/2>2. A book for the evenings</a></h2>" + SOUP + "</article>"))
                .containsExactly(
                        text(RAIN),
                        "1. A coat with long sleeves",
                        text(SHIPS),
                        "2. A book for the evenings",
                        text(SOUP));
    }

    @Test
    void given_sectionsUnderHeadingsOfTheFirstRank_when_extracted_then_onlyTheHeadlineIsLeftOut() {
        assertThat(paragraphs(
                        "<article><h1>Rain</h1>" + RAIN + "<h1>What the ships do</h1>" + SHIPS + SOUP + "</article>"))
                .containsExactly(text(RAIN), "What the ships do", text(SHIPS), text(SOUP));
    }

    @Test
    void given_listsThatAreLinksForTheGreaterPart_when_extracted_then_onlyThoseOfNothingElseAreLeftOut() {
        String page = "<article><h1>Rain</h1>" + RAIN + "<ul><li><a href=/1>A coat with long sleeves</a>%1$s</li>"
                + "<li><a href=/2>A book for the evenings</a>%1$s</li></ul>" + SHIPS + SOUP + "</article>";

        assertThat(paragraphs(page.formatted(", as ever in rain")))
                .contains("- A coat with long sleeves, as ever in rain", "- A book for the evenings, as ever in rain");
        assertThat(paragraphs(page.formatted(""))).containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }

    @Test
    void given_rowsNamedForWhatIsInThem_when_theNamesAreInTheVocabulary_then_theyStay() {
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + SHIPS + SOUP
                        + "<table><tr class='row player-1'><td>1</td><td>Anna Abel</td><td>90</td></tr>"
                        + "<tr class='row player-2'><td>2</td><td>Bo Berg</td><td>80</td></tr></table></article>"))
                .contains("1 Anna Abel 90", "2 Bo Berg 80");
    }

    @Test
    void given_readingsOfCharacters_when_noBracketsStandRoundThem_then_onlyTheCharactersAreText() {
        String page = "<article><h1>雨</h1><p>港の船は<ruby>%s</ruby>をしていた、と港長は火曜日に話した。雨は九日間やまなかった。</p>"
                + "<p>これからは晴れの日が続くという。農家の人たちは畑のことを心配している、とも話した。</p></article>";

        assertThat(paragraphs(page.formatted("準備<rt>じゅんび</rt>")).get(0)).contains("港の船は準備をしていた");
        assertThat(paragraphs(page.formatted("準備<rp>（</rp><rt>じゅんび</rt><rp>）</rp>"))
                        .get(0))
                .contains("港の船は準備（じゅんび）をしていた");
    }

    @Test
    void given_aGallery_when_itsTextIsUnderThePictures_then_theCaptionsAreRead() {
        String picture = "<figure><img src=a.jpg><figcaption>%s</figcaption></figure>";
        var pictures = new StringBuilder();
        for (var day : List.of("Monday", "Wednesday", "Friday", "Sunday")) {
            pictures.append(picture.formatted(RAIN.replace("Tuesday", day)));
        }

        assertThat(paragraphs("<article><h1>Rain</h1>" + SHIPS + "<div>" + pictures + "</div></article>"))
                .hasSize(5)
                .contains(text(RAIN).replace("Tuesday", "Sunday"));
        assertThat(paragraphs("<article><h1>Rain</h1>" + SHIPS + SOUP + RAIN.replace("nine", "ten")
                        + SHIPS.replace("books", "papers") + picture.formatted(RAIN) + "</article>"))
                .as("a picture in an article")
                .hasSize(4);
    }

    @Test
    void given_anArticleOfShortLines_when_thereIsNextToNoProse_then_theLinesAreTheText() {
        var lines = new StringBuilder();
        for (int i = 1; i <= 20; i++) {
            lines.append("<h2>Race " + i
                    + "</h2><ul><li>Anna Abel, the <i>Heron</i></li><li>Bo Berg, the <i>Gull</i></li></ul>");
        }
        String menu = "<ul>" + "<li><a href=/h>Harbour, town and islands</a></li>".repeat(60) + "</ul>";
        String page =
                "<div class=menu>" + menu + "</div><div><p>Here is all that was won in the rain of Sunday.</p></div>"
                        + "<div class='article-body'>" + lines + "</div>";

        assertThat(paragraphs(page))
                .startsWith("Race 1", "- Anna Abel, the Heron")
                .endsWith("- Bo Berg, the Gull")
                .hasSize(60);
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN.replace("nine", "twenty-nine") + "</article><div>" + menu
                        + "</div>"))
                .as("a short article beside a long list")
                .hasSize(1);
    }

    @Test
    void given_folded_panels_below_their_headings_when_they_stand_in_the_article_then_they_are_text() {
        for (var hidden : List.of("hidden", "style='display:none'", "class=hidden")) {
            assertThat(paragraphs("<main><h1>Rain</h1>" + RAIN + SHIPS + SOUP.replace("every", "each")
                            + "<h2><button>Why?</button></h2><div " + hidden + ">" + SOUP + "</div></main>"
                            + "<div hidden><h2>Settings</h2>" + RAIN.replace("nine", "ten") + "</div>"))
                    .as(hidden)
                    .containsExactly(text(RAIN), text(SHIPS), text(SOUP.replace("every", "each")), "Why?", text(SOUP));
        }
    }

    @Test
    void given_lists_of_links_when_a_paragraph_or_its_section_holds_them_then_they_are_text() {
        String links =
                "<ul><li><a href=/a>nine days of rain and no end</a></li><li><a href=/b>ten days of rain and no end</a></li></ul>";
        String section = "<div class=part><h2>%s</h2><div class=in>%s</div></div>";

        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN
                        + SHIPS.replace("again.", "again, and these are the books:") + links + SOUP + "</article>"))
                .contains("- nine days of rain and no end", "- ten days of rain and no end");
        assertThat(paragraphs("<article><h1>Rain</h1>" + section.formatted("One", RAIN)
                        + section.formatted("Two", SHIPS + links) + section.formatted("Three", SOUP) + "</article>"))
                .containsExactly(
                        "One",
                        text(RAIN),
                        "Two",
                        text(SHIPS),
                        "- nine days of rain and no end",
                        "- ten days of rain and no end",
                        "Three",
                        text(SOUP));
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + SHIPS + SOUP + links + "</article>"))
                .as("links after the text")
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }

    @Test
    void given_lines_that_come_again_among_others_when_read_then_they_are_kept_and_doubles_are_not() {
        String refrain = "<p>Row from the slipway to the red buoy and back, then rest.</p>";
        String page = "<article><h1>Rain</h1>" + RAIN + "<h3>Day 1</h3>" + refrain + SHIPS + "<h3>Day 2</h3>" + refrain
                + SOUP + "</article>";

        assertThat(paragraphs(page))
                .containsExactly(text(RAIN), "Day 1", text(refrain), text(SHIPS), "Day 2", text(refrain), text(SOUP));
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + RAIN + SHIPS + SOUP + "<div><p>" + text(SHIPS)
                        + "</p></div></article>"))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }
}
