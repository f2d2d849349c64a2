package sentinel.api;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.api.index.ArticleQuery;
import sentinel.api.index.Facet;
import sentinel.api.index.Order;
import sentinel.api.index.Place;
import sentinel.api.index.StoredArticle;

/**
 * What {@code GET /articles} was asked for.
 *
 * @param after where the page begins, or null for the start
 * @param fields the only columns wanted, or null for all but {@link StoredArticle#DETAILS}
 */
record ListRequest(
        ArticleQuery query,
        int limit,
        @Nullable Place after,
        Set<Facet> facets,
        int facetLimit,
        @Nullable Set<String> fields,
        boolean body) {

    private static final int MAX_TEXT = 500;
    private static final int MAX_LIMIT = 200;

    /** @throws Problem.ProblemException one or more parameters are unknown or wrong */
    static ListRequest parse(Map<String, List<String>> sent) {
        var parameters = new Parameters(sent);
        var order = parameters.order("sort", Order.NEWEST);
        var query = new ArticleQuery(
                parameters.search("q", MAX_TEXT),
                parameters.facetFilters(),
                parameters.numbers(
                        "min_score", parameters.fraction("min_score"), "max_score", parameters.fraction("max_score")),
                parameters.numbers(
                        "min_words", parameters.count("min_words"), "max_words", parameters.count("max_words")),
                parameters.times("published_from", "published_to"),
                parameters.times("first_seen_from", "first_seen_to"),
                parameters.article("story"),
                parameters.article("copy_group"),
                parameters.flag("updated"),
                order);
        if (order == Order.RELEVANCE && query.text() == null) {
            parameters.wrong("sort", order.parameter(), "another order, or a text to search for in q");
        }
        var body = parameters.flag("body");
        var request = new ListRequest(
                query,
                parameters.whole("limit", 20, MAX_LIMIT),
                parameters.place("cursor", query),
                parameters.facets("facets"),
                parameters.whole("facet_limit", 20, MAX_LIMIT),
                parameters.columns("fields"),
                Boolean.TRUE.equals(body));
        parameters.refuseProblems();
        return request;
    }

    /** Whether {@link StoredArticle#DETAILS} have to be read. */
    boolean needsDetails() {
        return body
                || (fields != null
                        && StoredArticle.DETAILS.stream().anyMatch(column -> fields.contains(column.columnName())));
    }
}
