package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.extractor.RainPage.RAIN;
import static sentinel.extractor.RainPage.SHIPS;
import static sentinel.extractor.RainPage.SOUP;
import static sentinel.extractor.RainPage.paragraphs;
import static sentinel.extractor.RainPage.text;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Text that scripts hold, and text that a page hides. */
class ScriptedPageTest {

    private final Extractor extractor = new Extractor();

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
