package sentinel.api;

import io.javalin.Javalin;
import io.javalin.compression.CompressionStrategy;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.javalin.http.HttpResponseException;
import io.javalin.util.JavalinBindException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import org.apache.lucene.index.CorruptIndexException;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.api.Problem.ProblemException;
import sentinel.api.costs.LedgerFollower;
import sentinel.api.index.ServedIndex;
import sentinel.api.silver.SilverWatch;
import sentinel.config.ConfigException;
import sentinel.service.json.Json;
import sentinel.service.run.ServiceContext;

/** The HTTP side: the routes of {@code openapi.json} and, on every other path, the dashboard. */
final class ApiServer implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ApiServer.class);

    private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";
    private static final String ALLOW = "Allow";
    private static final int MAX_THREADS = 64;
    private static final int MIN_THREADS = 4;

    private final ServedIndex index;
    private final ArticleRoutes articles;
    private final CostsRoute costs;
    private final TablesRoute tables;
    private final SilverWatch silver;
    private final ServiceContext context;
    private final Clock clock;
    private final DashboardRoute dashboard;
    private final CommonHeaders headers;
    private final RequestTimer timer;
    private final byte[] contract = Json.encode(OpenApi.document());
    private final String contractVersion = Etag.of(new String(contract, StandardCharsets.UTF_8));
    private final Javalin server;

    /** @throws ConfigException the port is in use, or the address is not ours */
    ApiServer(
            ApiConfig config,
            ServedIndex index,
            LedgerFollower ledger,
            TablesRoute tables,
            SilverWatch silver,
            ServiceContext context,
            Clock clock,
            Dashboard dashboard) {
        this.index = index;
        this.articles = new ArticleRoutes(index, clock);
        this.costs = new CostsRoute(ledger, clock);
        this.tables = tables;
        this.silver = silver;
        this.context = context;
        this.clock = clock;
        this.dashboard = new DashboardRoute(dashboard);
        this.headers = new CommonHeaders(config.corsOrigins());
        this.timer = new RequestTimer(context.metrics());
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
        javalin.jetty.modifyServer(jetty -> jetty.setErrorHandler(new JettyProblems()));
        javalin.http.compressionStrategy = CompressionStrategy.GZIP;
        javalin.http.prefer405over404 = true;
        javalin.requestLogger.http(timer::count);
        javalin.routes.before(headers::add);
        route(javalin, "/articles", articles::list);
        route(javalin, "/articles/{id}", articles::article);
        route(javalin, "/stats", articles::stats);
        route(javalin, "/costs", costs::costs);
        route(javalin, "/tables", tables::tables);
        route(javalin, "/health/live", request -> Replies.text(request, "text/plain", "live"));
        route(javalin, "/health/ready", this::ready);
        route(
                javalin,
                "/metrics",
                request -> Replies.text(request, METRICS, context.metrics().scrape()));
        route(javalin, "/openapi.json", request -> Replies.json(request, contractVersion, () -> contract));
        javalin.routes.options("/*", request -> request.status(204).header(ALLOW, CommonHeaders.METHODS));
        getOrHead(javalin, "/*", dashboard::page);
        javalin.routes.exception(ProblemException.class, (e, request) -> Replies.problem(request, e.problem()));
        javalin.routes.exception(HttpResponseException.class, ApiServer::refuse);
        javalin.routes.exception(Exception.class, this::failed);
    }

    private static void route(JavalinConfig javalin, String path, Handler handler) {
        getOrHead(javalin, path, request -> {
            RequestTimer.name(request, path);
            handler.handle(request);
        });
    }

    /** By itself Javalin answers HEAD without the headers of GET. */
    private static void getOrHead(JavalinConfig javalin, String path, Handler handler) {
        javalin.routes.get(path, handler);
        javalin.routes.head(path, handler);
    }

    private void ready(Context request) {
        var report = context.health().report();
        Replies.json(request, report.ready() ? 200 : 503, HealthReply.of(report, silver, clock.instant()));
    }

    private static void refuse(HttpResponseException e, Context request) {
        if (e.getStatus() == 405) {
            request.header(ALLOW, CommonHeaders.METHODS);
        }
        Replies.problem(request, Problem.of(e.getStatus(), "Not possible", String.valueOf(e.getMessage())));
    }

    private void failed(Exception e, Context request) {
        log.error(
                "request_failed id={} path={} query=\"{}\"",
                RequestId.of(request),
                request.path(),
                request.queryString(),
                e);
        if (e instanceof CorruptIndexException) {
            index.suspect();
        }
        Replies.problem(
                request, Problem.of(500, "Sentinel failed", "the failure is in the log; trying again may help"));
    }
}
