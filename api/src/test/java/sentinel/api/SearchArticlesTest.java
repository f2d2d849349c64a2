package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.api.RunningApi.encode;
import static sentinel.api.SampleArticles.article;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;

/** The text search of GET /articles against a model that does the same by brute force. */
class SearchArticlesTest extends OnSample {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "river",
                "RIVER",
                "river bank",
                "\"river bank\"",
                "river -bank",
                "river OR rocket",
                "riv*",
                "-river",
                "river minister OR storm -\"wheat court\"",
                "numb* 12"
            })
    void given_a_text_when_searched_then_same_as_by_brute_force(String q) {
        assertThat(api.allIds("limit=100&q=" + encode(q)))
                .isEqualTo(articles.stream()
                        .filter(row -> matches(row, q))
                        .sorted(ListArticlesTest.orders().get("-first_seen_ts"))
                        .map(SilverArticle::id)
                        .toList());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "zurich",
                "Zürich cafe",
                "\"naive e-mail\"",
                "email OR e-mail",
                "\"Sohne AG\"",
                "東京",
                "東京は",
                "ZÜR*",
                "\"three four",
                "two-three"
            })
    void given_accents_and_scripts_when_searched_then_found(String q) {
        assertThat(api.allIds("q=" + encode(q))).containsExactly(article(7).id());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\"",
                "-",
                "--",
                "OR",
                "OR OR",
                "*",
                "?*",
                "\\",
                "~2",
                "^",
                "\uD83D\uDE00",
                "/x/",
                "-\"",
                "\"-\"",
                "river OR",
                "\u0000",
                "%",
                "+",
                "!"
            })
    void given_odd_text_when_searched_then_answered(String q) {
        assertThat(api.get("/articles?q=" + encode(q)).statusCode()).isEqualTo(200);
        assertThat(api.get("/articles?sort=relevance&q=" + encode("river " + q)).statusCode())
                .isEqualTo(200);
    }

    @Test
    void given_a_text_when_sorted_by_relevance_then_a_word_in_the_title_counts_more() {
        assertThat(api.allIds("q=number+12&sort=relevance").get(0))
                .isEqualTo(article(12).id());
        assertThat(api.allIds("q=rules&sort=relevance"))
                .containsExactly(article(7).id());
    }

    /** In this data, words are separated by single spaces, and no text has accents. */
    private static boolean matches(SilverArticle row, String q) {
        var texts = new ArrayList<String>();
        for (var column : List.of(SilverColumn.TITLE, SilverColumn.SUMMARY, SilverColumn.BODY)) {
            texts.add(or(row.text(column)));
        }
        for (var column : List.of(SilverColumn.COMPANIES, SilverColumn.PEOPLE, SilverColumn.TOPICS)) {
            texts.addAll(row.list(column));
        }
        Predicate<String> in = word -> texts.stream()
                .map(text -> " " + text.toLowerCase(Locale.ROOT) + " ")
                .anyMatch(text -> word.endsWith("*")
                        ? text.contains(" " + word.substring(0, word.length() - 1))
                        : text.contains(" " + word + " "));
        return switch (q) {
            case "river", "RIVER" -> in.test("river");
            case "river bank" -> in.test("river") && in.test("bank");
            case "\"river bank\"" -> in.test("river bank");
            case "river -bank" -> in.test("river") && !in.test("bank");
            case "river OR rocket" -> in.test("river") || in.test("rocket");
            case "riv*" -> in.test("riv*");
            case "-river" -> !in.test("river");
            case "numb* 12" -> in.test("numb*") && in.test("12");
            default -> in.test("river") && (in.test("minister") || in.test("storm")) && !in.test("wheat court");
        };
    }

    private static String or(String value) {
        return value == null ? "" : value;
    }
}
