package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.api.RunningApi.encode;
import static sentinel.api.SampleArticles.article;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sentinel.api.index.StoredArticle;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;

/** GET /articles against a model that does the same by brute force. */
class ListArticlesTest extends OnSample {

    static Stream<Arguments> filters() {
        return Stream.of(
                filter("", row -> true),
                filter("sentiment=positive", row -> "positive".equals(row.text(SilverColumn.SENTIMENT))),
                filter("sentiment=positive&sentiment=mixed", row -> List.of("positive", "mixed")
                        .contains(or(row.text(SilverColumn.SENTIMENT)))),
                filter("source=gdelt", row -> row.list(SilverColumn.SOURCES).contains("gdelt")),
                filter(
                        "source=gdelt&sentiment=negative&language=en",
                        row -> row.list(SilverColumn.SOURCES).contains("gdelt")
                                && "negative".equals(row.text(SilverColumn.SENTIMENT))
                                && "en".equals(row.text(SilverColumn.LANGUAGE))),
                filter("source_name=" + encode("World Wire"), row -> row.list(SilverColumn.SOURCE_NAMES)
                        .contains("World Wire")),
                filter("topic=Climate", row -> row.list(SilverColumn.TOPICS).contains("climate")),
                filter(
                        "company=acme&company=HOOLI",
                        row -> row.list(SilverColumn.COMPANIES).contains("Acme")
                                || row.list(SilverColumn.COMPANIES).contains("Hooli")),
                filter(
                        "company=" + encode("åre & söhne ag"),
                        row -> row.list(SilverColumn.COMPANIES).size() == 2
                                && row.list(SilverColumn.COMPANIES).get(0).startsWith("Åre")),
                filter("person=" + encode("ada lovelace"), row -> row.list(SilverColumn.PEOPLE)
                        .contains("Ada Lovelace")),
                filter("language=DE", row -> "de".equals(row.text(SilverColumn.LANGUAGE))),
                filter("freshness=stale", row -> "stale".equals(row.text(SilverColumn.FRESHNESS_STATUS))),
                filter("min_score=0.5", row -> score(row) != null && score(row) >= 0.5),
                filter(
                        "min_score=0.5&max_score=0.7",
                        row -> score(row) != null && score(row) >= 0.5 && score(row) <= 0.7),
                filter("min_words=60", row -> wordCount(row) >= 60),
                filter("min_words=50&max_words=60", row -> wordCount(row) >= 50 && wordCount(row) <= 60),
                filter("max_words=45", row -> wordCount(row) >= 0 && wordCount(row) <= 45),
                filter("updated=true", row -> row.flag(SilverColumn.IS_UPDATED)),
                filter("updated=false", row -> !row.flag(SilverColumn.IS_UPDATED)),
                filter(
                        "first_seen_from=2026-01-10T12:30:00Z&first_seen_to=2026-01-10T14:00:00%2B01:00",
                        row -> between(
                                row, SilverColumn.FIRST_SEEN_TS, "2026-01-10T12:30:00Z", "2026-01-10T13:00:00Z")),
                filter(
                        "published_from=2026-01-08&published_to=2026-01-09",
                        row -> between(row, SilverColumn.PUBLISH_DATE, "2026-01-08T00:00:00Z", "2026-01-10T00:00:00Z")),
                filter("topic=nothing-is-about-this", row -> false));
    }

    @ParameterizedTest
    @MethodSource("filters")
    void given_filters_when_listed_in_any_order_then_same_as_by_brute_force(
            String filter, Predicate<SilverArticle> matches) {
        for (var order : orders().entrySet()) {
            var expected = articles.stream()
                    .filter(matches)
                    .sorted(order.getValue())
                    .map(SilverArticle::id)
                    .toList();
            var page = api.json("/articles?limit=1&sort=" + order.getKey() + "&" + filter);
            assertThat(page.get("total").asInt()).isEqualTo(expected.size());
            assertThat(api.allIds(filter + "&limit=170&sort=" + order.getKey())).isEqualTo(expected);
        }
    }

    @ParameterizedTest
    @MethodSource("filters")
    void given_filters_when_facets_asked_for_then_each_counts_what_the_other_filters_leave(
            String filter, Predicate<SilverArticle> matches) {
        var values = Map.<String, Function<SilverArticle, List<String>>>of(
                "source", row -> row.list(SilverColumn.SOURCES),
                "source_name", row -> row.list(SilverColumn.SOURCE_NAMES),
                "sentiment", row -> one(row.text(SilverColumn.SENTIMENT)),
                "topic", row -> row.list(SilverColumn.TOPICS),
                "company", row -> row.list(SilverColumn.COMPANIES),
                "person", row -> row.list(SilverColumn.PEOPLE),
                "language", row -> one(row.text(SilverColumn.LANGUAGE)),
                "freshness", row -> one(row.text(SilverColumn.FRESHNESS_STATUS)));
        var facets = api.json("/articles?limit=1&facets=true&facet_limit=200&" + filter)
                .get("facets");
        assertThat(facets.size()).isEqualTo(values.size());
        values.forEach((facet, of) -> {
            var others = api.allIds(without(filter, facet) + "&limit=200");
            var expected = new TreeMap<String, Integer>();
            articles.stream().filter(row -> others.contains(row.id())).forEach(row -> of.apply(row)
                    .forEach(value -> expected.merge(value, 1, Integer::sum)));
            var counted = new TreeMap<String, Integer>();
            var order = new ArrayList<Integer>();
            facets.get(facet).forEach(count -> {
                counted.put(count.get("value").asText(), count.get("count").asInt());
                order.add(count.get("count").asInt());
            });
            assertThat(counted).as(facet).isEqualTo(expected);
            assertThat(order).as(facet).isSortedAccordingTo(Comparator.reverseOrder());
        });
    }

    @Test
    void given_some_facets_and_a_limit_when_asked_for_then_only_these_and_so_many() {
        var facets = api.json("/articles?facets=topic,person&facet_limit=2").get("facets");
        assertThat(facets.properties()).hasSize(2);
        assertThat(facets.get("topic")).hasSize(2);
        assertThat(facets.get("person")).hasSize(2);
        assertThat(api.json("/articles").has("facets")).isFalse();
    }

    @Test
    void given_an_article_when_listed_then_all_columns_but_the_body_and_the_folds_state() {
        var item = api.json("/articles?q=" + encode("\"number 9\"") + "&limit=1")
                .get("items")
                .get(0);
        var columns = SilverColumn.SERVED.stream()
                .filter(column -> !StoredArticle.DETAILS.contains(column))
                .map(SilverColumn::columnName);
        var expected = Stream.concat(columns, GroupNames.ALL.stream()).toList();
        assertThat(names(item)).containsExactlyElementsOf(expected);
        var row = article(9);
        assertThat(item.get("title").asText()).isEqualTo(row.text(SilverColumn.TITLE));
        assertThat(item.get("first_seen_ts").asText())
                .isEqualTo(row.time(SilverColumn.FIRST_SEEN_TS).toString());
        assertThat(item.get("data_value_score").asDouble()).isEqualTo(row.decimal(SilverColumn.DATA_VALUE_SCORE));
        assertThat(item.get("sources")).hasSize(2);
        assertThat(item.get("kafka_offset").asLong()).isEqualTo(9);
        assertThat(item.get("previous_content_hash").isNull()).isTrue();
    }

    @Test
    void given_a_row_of_almost_nothing_when_read_then_nulls_and_empty_lists() {
        var item = api.json("/articles/" + article(8).id());
        assertThat(item.get("title").isNull()).isTrue();
        assertThat(item.get("body").isNull()).isTrue();
        assertThat(item.get("topics")).isEmpty();
        assertThat(item.get("is_updated").isNull()).isTrue();
        assertThat(item.get("url").asText()).isEqualTo(article(8).text(SilverColumn.URL));
    }

    @Test
    void given_body_or_fields_when_asked_for_then_these() {
        String one = "/articles?q=" + encode("\"number 9\"") + "&limit=1";
        assertThat(api.json(one + "&body=true").get("items").get(0).get("body").asText())
                .isEqualTo(article(9).text(SilverColumn.BODY));
        assertThat(names(api.json(one + "&fields=title,sentiment").get("items").get(0)))
                .containsExactlyInAnyOrder("id", "title", "sentiment");
        assertThat(names(api.json(one + "&fields=title,body").get("items").get(0)))
                .containsExactlyInAnyOrder("id", "title", "body");
        assertThat(names(api.json(one + "&fields=title&body=true").get("items").get(0)))
                .containsExactlyInAnyOrder("id", "title", "body");
    }

    @Test
    void given_an_id_when_read_then_the_article_with_its_body() {
        var row = article(33);
        var read = api.json("/articles/" + row.id());
        assertThat(read.get("id").asText()).isEqualTo(row.id());
        assertThat(read.get("body").asText()).isEqualTo(row.text(SilverColumn.BODY));
        assertThat(api.get("/articles/0000000000000000").statusCode()).isEqualTo(404);
    }

    @Test
    void given_stats_when_read_then_same_as_by_brute_force() {
        var stats = api.json("/stats");
        assertThat(stats.get("total").asInt()).isEqualTo(articles.size());
        assertThat(stats.get("updated").asInt())
                .isEqualTo(articles.stream()
                        .filter(row -> row.flag(SilverColumn.IS_UPDATED))
                        .count());
        assertThat(stats.get("newest_first_seen_ts").asText())
                .isEqualTo(articles.stream()
                        .map(row -> row.time(SilverColumn.FIRST_SEEN_TS))
                        .max(Comparator.naturalOrder())
                        .orElseThrow()
                        .toString());
        int positive = 0;
        for (var count : stats.get("by_sentiment")) {
            positive += count.get("value").asText().equals("positive")
                    ? count.get("count").asInt()
                    : 0;
        }
        assertThat(positive)
                .isEqualTo(articles.stream()
                        .filter(row -> "positive".equals(row.text(SilverColumn.SENTIMENT)))
                        .count());
        assertThat(stats.get("hours")).hasSize(24);
        assertThat(Instant.parse(stats.get("hours").get(23).get("hour").asText()))
                .isBetween(Instant.now().minusSeconds(2 * 3600), Instant.now());
    }

    /** Each order of the list, by its parameter. */
    static Map<String, Comparator<SilverArticle>> orders() {
        var orders = new TreeMap<String, Comparator<SilverArticle>>();
        for (var column :
                List.of(SilverColumn.FIRST_SEEN_TS, SilverColumn.PUBLISH_DATE, SilverColumn.DATA_VALUE_SCORE)) {
            for (var direction : List.of("", "-")) {
                Comparator<Object> natural = (a, b) ->
                        a instanceof Instant time ? time.compareTo((Instant) b) : ((Double) a).compareTo((Double) b);
                var byValue = Comparator.nullsLast(direction.isEmpty() ? natural : natural.reversed());
                Comparator<SilverArticle> order = Comparator.comparing(row -> row.get(column), byValue);
                orders.put(direction + column.columnName(), order.thenComparing(SilverArticle::id));
            }
        }
        orders.remove("data_value_score");
        return orders;
    }

    private static String without(String filter, String parameter) {
        return Stream.of(filter.split("&"))
                .filter(each -> !each.startsWith(parameter + "="))
                .reduce((a, b) -> a + "&" + b)
                .orElse("");
    }

    private static List<String> names(com.fasterxml.jackson.databind.JsonNode object) {
        var names = new ArrayList<String>();
        object.fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static Arguments filter(String parameters, Predicate<SilverArticle> matches) {
        return Arguments.of(parameters, matches);
    }

    private static boolean between(SilverArticle row, SilverColumn column, String from, String to) {
        var time = row.time(column);
        return time != null && !time.isBefore(Instant.parse(from)) && time.isBefore(Instant.parse(to));
    }

    /** -1 for none. */
    private static long wordCount(SilverArticle row) {
        var count = row.whole(SilverColumn.WORD_COUNT);
        return count == null ? -1 : count;
    }

    private static Double score(SilverArticle row) {
        return row.decimal(SilverColumn.DATA_VALUE_SCORE);
    }

    private static List<String> one(String value) {
        return value == null ? List.of() : List.of(value);
    }

    private static String or(String value) {
        return value == null ? "" : value;
    }
}
