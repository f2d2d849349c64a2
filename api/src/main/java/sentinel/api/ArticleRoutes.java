package sentinel.api;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import sentinel.api.Problem.ProblemException;
import sentinel.api.index.ServedIndex;
import sentinel.service.json.Json;

/** The routes that query the index. */
final class ArticleRoutes {

    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");

    private final ServedIndex articles;
    private final Clock clock;

    ArticleRoutes(ServedIndex articles, Clock clock) {
        this.articles = requireNonNull(articles, "articles");
        this.clock = requireNonNull(clock, "clock");
    }

    void list(Context request) throws IOException {
        var asked = ListRequest.parse(parameters(request));
        try (var view = articles.view()) {
            Replies.json(request, view.version(), () -> {
                var page = view.page(asked.query(), asked.after(), asked.limit(), asked.needsDetails());
                var facets = view.facets(asked.query(), asked.facets(), asked.facetLimit());
                return ArticleReply.page(page, asked, facets);
            });
        }
    }

    void article(Context request) throws IOException {
        new Parameters(parameters(request)).refuseProblems();
        String id = request.pathParam("id");
        try (var view = articles.view()) {
            var article = view.article(id).orElseThrow(() -> new ProblemException(Problem.noArticle(id)));
            Replies.json(request, view.version(), () -> ArticleReply.article(article));
        }
    }

    void stats(Context request) throws IOException {
        new Parameters(parameters(request)).refuseProblems();
        var now = clock.instant();
        try (var view = articles.view()) {
            String version = view.version() + view.silverVersion() + now.truncatedTo(ChronoUnit.HOURS);
            Replies.json(request, version, () -> Json.encode(StatsReply.of(view, now)));
        }
    }

    /** @throws ProblemException the query string cannot be decoded */
    private static Map<String, List<String>> parameters(Context request) {
        String query = request.queryString();
        if (query != null && BROKEN_ESCAPE.matcher(query).find()) {
            throw new ProblemException(
                    Problem.of(400, "The query is wrong", "a % is not followed by two hexadecimal digits"));
        }
        return request.queryParamMap();
    }
}
