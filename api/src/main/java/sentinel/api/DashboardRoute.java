package sentinel.api;

import static java.util.Objects.requireNonNull;

import io.javalin.http.Context;
import java.io.IOException;
import sentinel.api.Problem.ProblemException;

/** Every path that is not part of the API: the dashboard's files and pages, and a hint where the dashboard is missing. */
final class DashboardRoute {

    private static final String NO_DASHBOARD =
            """
            Sentinel's API. Begin with /articles, or read /openapi.json.
            The dashboard is not part of this process: its files are not on the class path.
            """;
    /** Scripts from here only; pictures of articles from anywhere; styles inline because charts and pop-ups are placed so. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: https: http:; "
            + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final Dashboard dashboard;

    DashboardRoute(Dashboard dashboard) {
        this.dashboard = requireNonNull(dashboard, "dashboard");
    }

    void page(Context request) throws IOException {
        var file = dashboard.file(request.path());
        String accepted = request.header("Accept");
        if (file.isEmpty() && (request.path().equals("/") || (accepted != null && accepted.contains("text/html")))) {
            file = dashboard.index();
        }
        if (file.isPresent()) {
            RequestTimer.name(request, "dashboard");
            request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            Replies.asset(request, file.get());
        } else if (request.path().equals("/")) {
            Replies.text(request, "text/plain; charset=utf-8", NO_DASHBOARD);
        } else {
            throw new ProblemException(
                    Problem.of(404, "Nothing is here", "no resource has the path " + request.path()));
        }
    }
}
