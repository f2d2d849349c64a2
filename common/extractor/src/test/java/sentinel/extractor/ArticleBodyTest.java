package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.extractor.Extraction.Article;

/** Which parts of a page are its article's body: one small page for each rule. */
class ArticleBodyTest {

    private static final String RAIN =
            "<p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would not stop for another nine.</p>";
    private static final String SHIPS =
            "<p>Ships that were to leave for the islands stayed where they were, and their crews read the books of the town again.</p>";
    private static final String SOUP =
            "<p>It is not the water that we mind, said one of them, it is the waiting, and the soup that is served every day.</p>";

    private final Extractor extractor = new Extractor();

    private List<String> paragraphs(String body) {
        var extraction = extractor.extract(
                "<html lang=en><head><title>Rain</title></head><body>" + body + "</body></html>",
                "https://www.example.com/rain");
        assertThat(extraction).isInstanceOf(Article.class);
        return List.of(((Article) extraction).text().split("\n+", -1));
    }

    private static String text(String paragraph) {
        return paragraph.replaceAll("<[^>]*>", "");
    }

    @Test
    void given_aPartBuiltUnlikeTheBody_when_itFollows_then_itIsLeftOut() {
        String page =
                """
                <main><h1>Rain</h1><div class="rows"><div class="a">%1$s%2$s%3$s</div>
                <div class="b"><section>The office that gives out this page is not liable for any rain that falls after it was printed.</section></div></div></main>
                """;

        assertThat(paragraphs(page.formatted(RAIN, SHIPS, SOUP))).containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }

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
    void given_noticesOfThePagesOwner_when_theyStandInTheBody_then_theyAreNotText() {
        String notice = "Everything that is said here of the weather is said without any promise that it will be so.";
        for (var name : List.of("disclaimer", "article-cta", "storyBanner", "gated-overlay", "privacy-overview")) {
            assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + SHIPS + "<div class='" + name + "'><p>" + notice
                            + "</p></div>" + SOUP + "<p class='" + name + "'>" + notice + "</p></article>"))
                    .as(name)
                    .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
        }
    }

    @Test
    void given_aPictureInABoxNamedSo_when_itHasWords_then_theyAreItsCaption() {
        String caption = "The harbour on Monday, as it was seen from the tower by those who went up to see it.";

        String rest = SHIPS
                + SOUP
                + SHIPS.replace("books", "papers")
                + SOUP.replace("soup", "tea")
                + RAIN.replace("Tuesday", "Friday");

        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + "<div class='teaser-image'><img src=a.jpg><p>" + caption
                        + "</p></div>" + rest + "</article>"))
                .hasSize(6)
                .doesNotContain(caption);
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + "<div class='image-of-the-town'><p>" + caption
                        + "</p></div>" + rest + "</article>"))
                .as("no picture, no caption")
                .contains(caption);
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
    void given_aQuotationInAFigure_when_extracted_then_itIsNoCaption() {
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN
                        + "<figure><blockquote><p>Nobody has ever complained about the soup before.</p></blockquote></figure>"
                        + SHIPS + SOUP + "</article>"))
                .contains("Nobody has ever complained about the soup before.");
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
    void given_textHiddenByClass_when_noWiderScreenShowsIt_then_itIsNotRead() {
        String offer = "With an account you can read every word that was ever written about rain, and about soup.";
        String page = "<article><h1>Rain</h1>" + RAIN + "<div class='%s'><p>" + offer + "</p></div>" + SHIPS + SOUP
                + "</article>";

        for (var hidden : List.of("offer hidden", "d-none", "hide", "is-hidden box", "visually-hidden")) {
            assertThat(paragraphs(page.formatted(hidden))).as(hidden).doesNotContain(offer);
        }
        for (var shown : List.of("hidden md:block", "d-none d-lg-block", "hidden-gem")) {
            assertThat(paragraphs(page.formatted(shown))).as(shown).contains(offer);
        }
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
    void given_anEntryNamedAfterItsTopics_when_itIsShort_then_itIsNoBoilerplate() {
        String entry = "<div class='post hentry category-newsletter tag-popular'><h2><a href=/rain>Rain</a></h2>"
                + "<p>It rained today, and then it rained.</p><p>Then it stopped.</p></div>";

        assertThat(paragraphs("<div id=page>" + entry + "<div class=footer>The harbour and its friends</div></div>"))
                .containsExactly("It rained today, and then it rained.", "Then it stopped.");
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
    void given_anOfferInTheDataOfThePage_when_itStandsInTheBody_then_itLeadsAwayAllTheSame() {
        String offer = "Sign up to the harbour's letter, which is sent on every day that it does not rain.";
        String data =
                "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"headline\":\"Rain\",\"articleBody\":\""
                        + text(RAIN) + " " + text(SHIPS) + " " + offer + "\"}</script>";

        assertThat(paragraphs(data + "<article><h1>Rain</h1>" + RAIN + SHIPS + "<p>" + offer + "</p></article>"))
                .containsExactly(text(RAIN), text(SHIPS));
    }

    @Test
    void given_aPageThatScriptsFill_when_theirStateHoldsMarkup_then_itIsTheText() {
        String tea = SOUP.replace("soup", "tea");
        String markup = (RAIN + SHIPS + SOUP + tea + "<p>A last word: “soup”, he said.</p>")
                .replace("<", "\\u003c")
                .replace(">", "\\u003E")
                .replace("“", "\\\"")
                .replace("”", "\\\"");
        String state = "<script>window.state = {\"id\":\"7\",\"menu\":\"" + "Home ".repeat(300) + "\",\"body\":\""
                + markup + "\",\"end\":\"\\";

        assertThat(paragraphs("<div id=root></div>" + state + "</script>"))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP), text(tea), "A last word: \"soup\", he said.");
        assertThat(paragraphs("<p>Twenty-five letters or more.</p><script type='text/template'><div>" + RAIN + SHIPS
                        + SOUP + tea + "</div></script>"))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP), text(tea));
    }

    @Test
    void given_aPageWithText_when_itsScriptsHoldMore_then_thePageDecides() {
        assertThat(paragraphs("<article>" + RAIN + SHIPS + SOUP + "</article><script>var other = \""
                        + SOUP.replace("soup", "tea").repeat(20) + "\"</script>"))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }

    @Test
    void given_theHeadlineAsALinkToItsOwnPage_when_theArticleIsShort_then_itLeadsNowhereElse() {
        var extraction = extractor.extract(
                "<html lang=en><head><title>Rain over the harbour</title></head><body><div><div class=entry>"
                        + "<h2><a href=/rain>Rain over the harbour</a></h2>" + RAIN + "</div></div>"
                        + "<div class=sidebar>" + SHIPS.repeat(3) + "</div><div class=comments>" + SOUP.repeat(3)
                        + "</div></body></html>",
                "https://www.example.com/rain");

        assertThat(extraction)
                .isInstanceOfSatisfying(Article.class, a -> assertThat(a.text()).isEqualTo(text(RAIN)));
    }

    @Test
    void given_anotherArticleInFull_when_itHasATitleOfItsOwn_then_itIsNotPartOfThisOne() {
        String next = "<article><div class=text>%s" + SOUP + RAIN.replace("Tuesday", "Friday") + "</div></article>";
        String page = "<main><article><h1>Rain</h1><div class=text>" + RAIN + SHIPS + RAIN.replace("nine", "ten")
                + SHIPS.replace("books", "papers") + "</div></article>%s</main>";

        for (var title : List.of("<h2>Soup</h2>", "<p><a href=/soup>Soup on every day of it</a></p>")) {
            assertThat(paragraphs(page.formatted(next.formatted(title))))
                    .as(title)
                    .hasSize(4)
                    .doesNotContain(text(SOUP));
        }
        assertThat(paragraphs(page.formatted(next.formatted(""))))
                .as("the same one's next part")
                .contains(text(SOUP));
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
    void given_aHiddenPieceOfALine_when_extracted_then_theRestIsTheLine() {
        for (var hidden : List.of("style='display: none'", "class=sr-only", "class='screen-reader-text'", "hidden")) {
            assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + SHIPS
                            + "<p>Nobody minds the soup<span " + hidden + "> (opens in a new window)</span>.</p>" + SOUP
                            + "</article>"))
                    .as(hidden)
                    .contains("Nobody minds the soup.");
        }
        assertThat(paragraphs(
                        "<app-root style='visibility: hidden'><h1>Rain</h1>" + RAIN + SHIPS + SOUP + "</app-root>"))
                .as("a page that a script shows")
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
    void given_partsNamedLikeANotice_when_togetherTheyHoldMuchOfTheText_then_theyAreText() {
        var parts = new StringBuilder();
        for (var day : List.of("Monday", "Wednesday", "Friday", "Sunday", "the day before", "the day after")) {
            parts.append("<section class=profile>")
                    .append(RAIN.replace("Tuesday", day))
                    .append("</section>");
        }

        assertThat(paragraphs("<article><h1>Rain</h1>" + SHIPS + parts + SOUP + "</article>"))
                .hasSize(8);
        assertThat(paragraphs("<article><h1>Rain</h1>" + SHIPS + SOUP + SHIPS.replace("books", "papers")
                        + SOUP.replace("soup", "tea") + RAIN.replace("nine", "ten")
                        + "<section class=profile>" + RAIN + "</section></article>"))
                .as("a single one is the author's")
                .hasSize(5);
    }

    @Test
    void given_aNameOfSpaceRoundAnOffer_when_theElementHoldsText_then_itIsNoOffer() {
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + "<section class='answers cta-padding-top'>" + SHIPS
                        + "</section>" + SOUP + RAIN.replace("nine", "ten") + SHIPS.replace("books", "papers")
                        + SOUP.replace("soup", "tea") + "</article>"))
                .contains(text(SHIPS));
    }

    @Test
    void given_linesAboutThePageItself_when_extracted_then_theyAreLeftOut() {
        for (var line : List.of(
                "Advert",
                "REKLAM",
                "Table of Contents",
                "This page has affiliate links: what you buy by them may earn us something.",
                "Do you follow the harbour on WhatsApp yet? Its channel has the weather of the day.")) {
            assertThat(paragraphs(
                            "<article><h1>Rain</h1>" + RAIN + SHIPS + "<div>" + line + "</div>" + SOUP + "</article>"))
                    .as(line)
                    .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
        }
        String chat = "The crews wrote to each other on WhatsApp about the soup.";
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + SHIPS + "<p>" + chat + "</p>" + SOUP + "</article>"))
                .contains(chat);
    }

    @Test
    void given_factsInABox_when_theyAreMoreThanTheArticle_then_theyStandBesideItAllTheSame() {
        String article = RAIN + SHIPS + SOUP;
        String most = article
                + article.replace("Tuesday", "Monday")
                        .replace("books", "papers")
                        .replace("soup", "tea")
                + article.replace("Tuesday", "Friday")
                        .replace("books", "letters")
                        .replace("soup", "beer");
        String more = most.replace("rain", "snow").replace("crews", "cooks").replace("water", "ice");
        String facts = "<div class='harbour-factbox'>" + more + "</div>";

        String last =
                "<p>On Thursday the sun came out for as long as it takes to look up, and then it went away again.</p>";

        assertThat(paragraphs("<article><h1>Rain</h1>" + most + facts + last + "</article>"))
                .hasSize(10)
                .endsWith(text(SOUP).replace("soup", "beer"), text(last));
        assertThat(paragraphs("<article><h1>Rain</h1>" + facts + "</article>"))
                .as("nothing but facts")
                .hasSize(9);
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
    void given_rulesForReaders_when_theyStandLast_then_theyAreNotText() {
        String rules =
                "<p>Comments are moderated: whoever writes of the soup, of the rain, or of anybody who has to do with either of the two, should do so kindly, with a name, and not more than nine times a day, or else not at all. The office reads all of it on Mondays.</p>";

        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + SHIPS + SOUP + rules + "</article>"))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
        assertThat(paragraphs("<article><h1>Rain</h1>" + rules + RAIN + SHIPS + SOUP + SHIPS.replace("books", "papers")
                        + "</article>"))
                .as("what the article is about")
                .contains(text(rules));
    }

    @Test
    void given_comments_many_times_as_long_as_the_article_when_they_are_marked_then_they_are_not_text() {
        String said =
                "<%1$s><p>My uncle said of number %2$d, which was wetter than this one, that nobody would believe it later on.</p></%3$s>";
        for (var form : List.of(
                "<div id=comments>%s</div>",
                "<section class='reader-comments'>%s</section>",
                "<div role=dialog>%s</div>",
                "<footer>%s</footer>",
                "<div class=consent-text>%s</div>")) {
            var comments = new StringBuilder();
            for (int i = 0; i < 40; i++) {
                comments.append(said.formatted("div class=entry", i, "div"));
            }
            String page = "<main><article><h1>Rain</h1><div class=text>" + RAIN + SHIPS + SOUP + "</div></article>"
                    + form.formatted(comments) + "</main>";

            assertThat(paragraphs(page)).as(form).containsExactly(text(RAIN), text(SHIPS), text(SOUP));
        }
    }

    @Test
    void given_single_comments_when_nothing_names_their_list_then_they_are_not_text() {
        var comments = new StringBuilder();
        for (int i = 0; i < 40; i++) {
            comments.append("<li class=comment><p>My uncle said of number " + i
                    + ", which was wetter than this one, that nobody would believe it later on.</p></li>");
        }
        assertThat(paragraphs("<main><article><h1>Rain</h1>" + RAIN + SHIPS + SOUP + "</article><ol class=list>"
                        + comments + "</ol></main>"))
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }

    @Test
    void given_text_in_what_is_named_comments_when_there_is_no_other_then_it_is_the_article() {
        assertThat(paragraphs("<div class=comments><h2>A column</h2>" + RAIN + SHIPS + SOUP + "</div><p>Short.</p>"))
                .contains(text(RAIN), text(SHIPS), text(SOUP));
    }

    @Test
    void given_a_name_that_speaks_against_the_article_when_nothing_else_is_there_then_the_name_is_wrong() {
        for (var name : List.of("article-navigation-content", "promo-article", "cookie-recipes", "gdpr-text")) {
            var all = new StringBuilder();
            for (var paragraph : List.of(RAIN, SHIPS, SOUP)) {
                all.append(paragraph.replace("<p>", "<p class='" + name + "'>"));
            }
            assertThat(paragraphs("<h1>Rain</h1>" + all))
                    .as("on paragraphs: " + name)
                    .hasSize(3);
            assertThat(paragraphs("<div class='" + name + "'><div><p>" + text(RAIN) + "</p><p>" + text(SHIPS)
                            + "</p></div></div>"))
                    .as("on a box: " + name)
                    .hasSize(2);
        }
    }

    @Test
    void given_a_listing_in_a_box_named_for_its_tools_when_read_then_the_listing_is_text_and_the_tools_are_not() {
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN + SHIPS
                        + "<div class=code-toolbar><pre>rain --days 9 --more</pre>"
                        + "<div class=toolbar><span>Copy</span></div></div>" + SOUP + "</article>"))
                .containsExactly(text(RAIN), text(SHIPS), "rain --days 9 --more", text(SOUP));
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

    @Test
    void given_what_is_hidden_inside_a_sentence_when_read_then_the_sentence_is_whole_without_it() {
        for (var piece : List.of(
                "<span style='clip:rect(0, 0, 0, 0);position:absolute'>, opens new tab</span>",
                "<span style='clip-path: inset(50%)'>, opens new tab</span>",
                "<span class=tooltip><span class=tooltip-text>Another story</span></span>",
                "<span role=tooltip>Another story</span>",
                "<span class='popover'><b>More</b> <a href=/o>Another story</a></span>",
                "<span class='rollover-box'><span class='rollover-block'><a href=/o>Another story</a></span></span>")) {
            assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN.replace("Tuesday", "Tuesday" + piece) + SHIPS + SOUP
                            + "</article>"))
                    .as(piece)
                    .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
        }
        assertThat(paragraphs("<article><h1>Rain</h1>"
                        + RAIN.replace(
                                "harbour master",
                                "<span class=rollover><a class=rollover-link href=/m>harbour master</a></span>")
                        + SHIPS + SOUP + "</article>"))
                .as("the word that is pointed at")
                .containsExactly(text(RAIN), text(SHIPS), text(SOUP));
    }

    @Test
    void given_a_page_that_scripts_fill_when_its_text_is_elsewhere_then_it_is_found() {
        String state =
                "{\"blocks\":[{\"type\":\"p\",\"text\":\"%s\"},{\"type\":\"p\",\"text\":\"%s\"},{\"type\":\"p\",\"text\":\"%s\"},{\"type\":\"p\",\"text\":\"%s\"}]}"
                        .formatted(
                                text(RAIN), text(SHIPS), text(SOUP), text(SHIPS).replace("islands", "mainland"));
        for (var place : List.of(
                "<noscript><article><h1>Rain</h1>" + RAIN + SHIPS + SOUP + "</article></noscript>",
                "<news-page><template shadowrootmode=open><article><h1>Rain</h1>" + RAIN + SHIPS + SOUP
                        + "</article></template></news-page>",
                "<script id=__NEXT_DATA__ type=application/json>" + state + "</script>",
                "<script>self.__next_f.push([1,\"" + state.replace("\"", "\\\"") + "\"])</script>",
                "<script>window.state = {\"body\": [\"" + text(RAIN) + "\", \"" + text(SHIPS) + "\", \"" + text(SOUP)
                        + "\", \"" + text(RAIN).replace("nine", "ten") + "\"]}</script>",
                "<script>window.state = {\"body\": \"" + text(RAIN) + "\\n\\n" + text(SHIPS) + "\\n\\n" + text(SOUP)
                        + "\\n\\n" + text(RAIN).replace("nine", "ten") + "\"}</script>")) {
            assertThat(paragraphs("<div id=app>Loading</div>" + place))
                    .as(place)
                    .startsWith(text(RAIN), text(SHIPS), text(SOUP));
        }
    }

    @Test
    void given_a_programs_own_messages_when_a_page_holds_no_text_then_they_are_none() {
        String messages = "{\"consent\":\"%s\",\"retry\":\"%s\",\"welcome\":\"%s\",\"lost\":\"%s\"}"
                .formatted(text(RAIN), text(SHIPS), text(SOUP), text(RAIN).replace("nine", "ten"));
        String teasers =
                "[" + ("{\"summary\":\"" + text(RAIN) + "\"},{\"summary\":\"" + text(SHIPS) + "\"},").repeat(3) + "{}]";

        for (var state : List.of(messages, teasers)) {
            assertThat(extractor.extract("<div id=app>Loading</div><script>var m = " + state + "</script>", null))
                    .isInstanceOf(Extraction.NoArticle.class);
        }
    }
}
