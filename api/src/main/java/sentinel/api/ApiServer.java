package sentinel.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import io.micrometer.core.instrument.Timer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.apache.lucene.index.CorruptIndexException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.api.Problem.ProblemException;
import sentinel.api.index.SilverFollower;
import sentinel.api.silver.SilverWatch;
import sentinel.config.ConfigException;
import sentinel.service.json.Json;
import sentinel.service.run.Health;
import sentinel.service.run.ServiceContext;

/** The HTTP side: {@code openapi.json} and, on every other path, the dashboard. */
final class ApiServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    private static final String JSON = "application/json";
    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 4;
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final String ROUTE = "sentinel.route";
    private static final String NO_DASHBOARD =
            """
            Sentinel's API. Begin with /articles, or read /openapi.json.
            The dashboard is not part of this process: its files are not on the class path.
            """;
    /** Scripts from here only; pictures of articles from anywhere; styles inline because charts and pop-ups are placed so. */
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; img-src 'self' data: https: http:; "
            + "style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'";

    private final ApiConfig config;
    private final SilverFollower articles;
    private final SilverWatch silver;
    private final ServiceContext context;
    private final Clock clock;
    private final Dashboard dashboard;
    private final byte[] contract = Json.encode(OpenApi.document());
    private final String contractVersion = Etag.of(new String(contract, StandardCharsets.UTF_8));
    private final Javalin server;

    /** @throws ConfigException the port is in use, or the address is not ours */
    ApiServer(
            ApiConfig config,
            SilverFollower articles,
            SilverWatch silver,
            ServiceContext context,
            Clock clock,
            Dashboard dashboard) {
        this.config = config;
        this.articles = articles;
        this.silver = silver;
        this.context = context;
        this.clock = clock;
        this.dashboard = dashboard;
        this.server = Javalin.create(this::configure);
        try {
            server.start(config.bind(), config.port());
        } catch (JavalinBindException e) {
            throw new ConfigException(List.of("SENTINEL_PORT is '" + config.port() + "' and SENTINEL_BIND is '"
                    + config.bind() + "'; expected an address of this machine and a port that nothing listens on"));
        }
        log.info("listening address={} port={}", config.bind(), server.port());
    }

    /** The port it listens on: the configured one, or any when that is 0. */
    int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }

    private void configure(JavalinConfig javalin) {
        javalin.startup.showJavalinBanner = false;
        javalin.startup.showOldJavalinVersionWarning = false;
        javalin.jetty.threadPool = new QueuedThreadPool(MAX_THREADS, MIN_THREADS);
        javalin.http.compressionStrategy = CompressionStrategy.GZIP;
        javalin.http.prefer405over404 = true;
        javalin.requestLogger.http(this::count);
        var routes = javalin.routes;
        routes.before(this::addCommonHeaders);
        route(javalin, "/articles", this::list);
        route(javalin, "/articles/{id}", this::article);
        route(javalin, "/stats", this::stats);
        route(javalin, "/health/live", request -> request.contentType("text/plain")
                .result("live"));
        route(javalin, "/health/ready", this::ready);
        route(javalin, "/metrics", request -> request.contentType(METRICS)
                .result(context.metrics().scrape()));
        route(javalin, "/openapi.json", this::contract);
        routes.options("/*", request -> request.status(204));
        getOrHead(javalin, "/*", this::page);
        routes.exception(ProblemException.class, (e, request) -> problem(request, e.problem()));
        routes.exception(
                HttpResponseException.class,
                (e, request) -> problem(request, Problem.of(e.getStatus(), "Not possible", e.getMessage())));
        routes.exception(Exception.class, this::failed);
    }

    private static void route(JavalinConfig javalin, String path, Handler handler) {
        getOrHead(javalin, path, request -> {
            request.attribute(ROUTE, path);
            handler.handle(request);
        });
    }

    /** By itself Javalin answers HEAD without the headers of GET. */
    private static void getOrHead(JavalinConfig javalin, String path, Handler handler) {
        javalin.routes.get(path, handler);
        javalin.routes.head(path, handler);
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

    private void list(Context request) throws IOException {
        var asked = ListRequest.parse(parameters(request));
        try (var view = articles.view()) {
            reply(request, view.version(), () -> {
                var page = view.page(asked.query(), asked.after(), asked.limit(), asked.needsBody());
                var facets = view.facets(asked.query(), asked.facets(), asked.facetLimit());
                return ArticleReply.page(page, asked, facets);
            });
        }
    }

    private void article(Context request) throws IOException {
        new Parameters(parameters(request)).refuseProblems();
        String id = request.pathParam("id");
        try (var view = articles.view()) {
            var article = view.article(id).orElseThrow(() -> new ProblemException(Problem.noArticle(id)));
            reply(request, view.version(), () -> ArticleReply.article(article));
        }
    }

    private void stats(Context request) throws IOException {
        new Parameters(parameters(request)).refuseProblems();
        var now = clock.instant();
        try (var view = articles.view()) {
            String version = view.version() + view.silverVersion() + now.truncatedTo(ChronoUnit.HOURS);
            reply(request, version, () -> Json.encode(StatsReply.of(view, now)));
        }
    }

    private void ready(Context request) {
        Health.Report report = context.health().report();
        request.status(report.ready() ? 200 : 503);
        request.contentType(JSON).result(Json.encode(HealthReply.of(report, silver, clock.instant())));
    }

    private void contract(Context request) throws IOException {
        reply(request, contractVersion, () -> contract);
    }

    /** Makes what is sent. */
    private interface Reply {
        byte[] bytes() throws IOException;
    }

    /** Answers with 304 where the client has it already; a reply depends on the URL and this version only. */
    private static void reply(Context request, String version, Reply reply) throws IOException {
        String coding = gzip(request) ? "gzip" : "";
        var query = new TreeMap<>(request.queryParamMap());
        send(request, Etag.of(version, request.path(), query.toString(), coding), "no-cache", JSON, reply);
    }

    private static void send(Context request, String etag, String cacheControl, String type, Reply reply)
            throws IOException {
        request.header("ETag", etag);
        request.header("Cache-Control", cacheControl);
        if (Etag.matches(etag, request.header("If-None-Match"))) {
            request.status(304);
        } else {
            request.contentType(type).result(reply.bytes());
        }
    }

    private static boolean gzip(Context request) {
        String accepted = request.header("Accept-Encoding");
        return accepted != null && accepted.contains("gzip");
    }

    /** The dashboard's files and pages; a hint where it is missing. */
    private void page(Context request) throws IOException {
        var file = dashboard.file(request.path());
        String accepted = request.header("Accept");
        if (file.isEmpty() && (request.path().equals("/") || (accepted != null && accepted.contains("text/html")))) {
            file = dashboard.index();
        }
        if (file.isPresent()) {
            var asset = file.get();
            request.attribute(ROUTE, "dashboard");
            request.header("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            String etag = Etag.of(asset.version(), gzip(request) ? "gzip" : "");
            send(request, etag, asset.cacheControl(), asset.type(), asset::content);
        } else if (request.path().equals("/")) {
            request.contentType("text/plain; charset=utf-8").result(NO_DASHBOARD);
        } else {
            throw new ProblemException(
                    Problem.of(404, "Nothing is here", "no resource has the path " + request.path()));
        }
    }

    private void addCommonHeaders(Context request) {
        request.header("X-Content-Type-Options", "nosniff");
        request.header("X-Frame-Options", "DENY");
        request.header("Referrer-Policy", "no-referrer");
        request.header("Cross-Origin-Opener-Policy", "same-origin");
        request.header("Vary", "Accept-Encoding");
        allowOrigin(request);
    }

    private void allowOrigin(Context request) {
        if (config.corsOrigins().isEmpty()) {
            return;
        }
        request.header("Vary", "Accept-Encoding, Origin");
        String origin = request.header("Origin");
        boolean all = config.corsOrigins().contains("*");
        if (origin != null && (all || config.corsOrigins().contains(origin))) {
            request.header("Access-Control-Allow-Origin", all ? "*" : origin);
            request.header("Access-Control-Allow-Methods", "GET, HEAD, OPTIONS");
            request.header("Access-Control-Allow-Headers", "If-None-Match, Content-Type");
            request.header("Access-Control-Expose-Headers", "ETag");
            request.header("Access-Control-Max-Age", "3600");
        }
    }

    private static void problem(Context request, Problem problem) {
        request.status(problem.status());
        request.removeHeader("ETag");
        request.header("Cache-Control", "no-store");
        request.contentType(Problem.CONTENT_TYPE).result(Json.encode(problem));
    }

    private void failed(Exception e, Context request) {
        log.error("request_failed path={} query={}", request.path(), request.queryString(), e);
        if (e instanceof CorruptIndexException) {
            articles.suspectIndex();
        }
        problem(request, Problem.of(500, "Sentinel failed", "the failure is in the log; trying again may help"));
    }

    /** One timer a route and status: their sum is all requests. */
    private void count(Context request, Float millis) {
        String route = request.attribute(ROUTE);
        Timer.builder("sentinel.api.requests")
                .description("Time from a request to its reply")
                .tag("route", route == null ? "other" : route)
                .tag("status", Integer.toString(request.statusCode()))
                .register(context.metrics())
                .record((long) (millis * 1e6), TimeUnit.NANOSECONDS);
        log.debug(
                "request method={} path={} query={} status={} ms={}",
                request.method(),
                request.path(),
                request.queryString(),
                request.statusCode(),
                millis);
    }
}
