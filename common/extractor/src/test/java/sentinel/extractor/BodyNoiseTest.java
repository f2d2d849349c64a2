package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.extractor.RainPage.RAIN;
import static sentinel.extractor.RainPage.SHIPS;
import static sentinel.extractor.RainPage.SOUP;
import static sentinel.extractor.RainPage.paragraphs;
import static sentinel.extractor.RainPage.text;

import java.util.List;
import org.junit.jupiter.api.Test;
import sentinel.extractor.Extraction.Article;

/** What stands in or beside the article and is not its text: notices, offers, captions, comments, other articles. */
class BodyNoiseTest {

    private final Extractor extractor = new Extractor();

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
    void given_aQuotationInAFigure_when_extracted_then_itIsNoCaption() {
        assertThat(paragraphs("<article><h1>Rain</h1>" + RAIN
                        + "<figure><blockquote><p>Nobody has ever complained about the soup before.</p></blockquote></figure>"
                        + SHIPS + SOUP + "</article>"))
                .contains("Nobody has ever complained about the soup before.");
    }

    @Test
    void given_anEntryNamedAfterItsTopics_when_itIsShort_then_itIsNoBoilerplate() {
        String entry = "<div class='post hentry category-newsletter tag-popular'><h2><a href=/rain>Rain</a></h2>"
                + "<p>It rained today, and then it rained.</p><p>Then it stopped.</p></div>";

        assertThat(paragraphs("<div id=page>" + entry + "<div class=footer>The harbour and its friends</div></div>"))
                .containsExactly("It rained today, and then it rained.", "Then it stopped.");
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
}
