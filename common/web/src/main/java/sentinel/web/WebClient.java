package sentinel.web;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import sentinel.web.WebResult.Answered;
import sentinel.web.WebResult.NoAnswer;

/**
 * The HTTP client for addresses that strangers name: pages, feeds, GDELT's files, and the files of sites. Every connection
 * passes {@link TargetGuard}, every name is resolved with a time limit, and every call has time limits. OkHttp follows no
 * redirect by itself: {@link #get} hands it to the caller, who has to ask for its permission first; {@link #follow} goes
 * on within limits.
 */
public final class WebClient implements AutoCloseable {

    /** The ports that links of third parties may name. */
    public static final Set<Integer> USUAL_PORTS = Set.of(80, 443, 8000, 8080, 8443, 8888);

    /** Files of sites are fetched beside the pages. */
    private static final int SPARE_CALLS = 64;

    private static final Duration IDLE_CONNECTION = Duration.ofSeconds(30);
    private static final Duration SHORTEST_CALL = Duration.ofMillis(100);
    private static final int HTTP = 80;
    private static final int HTTPS = 443;

    /**
     * Limits of one client.
     *
     * @param connect for DNS and each connection attempt
     * @param read between two bytes
     * @param call for one request with its answer
     * @param calls at once, beside those for files of sites
     */
    public record Limits(Duration connect, Duration read, Duration call, int calls) {}

    /** Reads a response while its connection is open. */
    @FunctionalInterface
    public interface Reading<T> {
        /**
         * Reads what is needed of the response.
         *
         * @param url that was requested
         */
        T read(HttpUrl url, Response response) throws IOException;
    }

    private final String userAgent;
    private final AllowedHosts allowed;
    private final Set<Integer> ports;
    private final Duration callTimeout;
    private final CachedDns names;
    private final TargetGuard guard;
    private final ExecutorService threads;
    private final OkHttpClient unguarded;
    private final OkHttpClient client;

    /** @param allowed private hosts that may be reached, on {@code ports} or any port that it names */
    public WebClient(String userAgent, AllowedHosts allowed, Set<Integer> ports, Limits limits, Dns dns, Clock clock) {
        this(userAgent, allowed, ports, limits, dns, clock, new OkHttpClient());
    }

    /** @param base only its sockets and its trusted certificates are used */
    public WebClient(
            String userAgent,
            AllowedHosts allowed,
            Set<Integer> ports,
            Limits limits,
            Dns dns,
            Clock clock,
            OkHttpClient base) {
        this.userAgent = userAgent;
        this.allowed = allowed;
        this.ports = ports;
        this.callTimeout = limits.call();
        names = new CachedDns(dns, limits.connect(), clock);
        guard = new TargetGuard(allowed, ports, names);
        threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "web");
            thread.setDaemon(true);
            return thread;
        });
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(limits.calls() + SPARE_CALLS);
        dispatcher.setMaxRequestsPerHost(limits.calls() + SPARE_CALLS);
        unguarded = base.newBuilder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(limits.calls(), IDLE_CONNECTION.toMillis(), TimeUnit.MILLISECONDS))
                .proxy(Proxy.NO_PROXY) // a proxy would resolve names by itself, past the guard
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(limits.connect())
                .readTimeout(limits.read())
                .callTimeout(limits.call())
                .build();
        client = guarded(guard);
    }

    private OkHttpClient guarded(TargetGuard by) {
        return unguarded.newBuilder().dns(by).addInterceptor(by).build();
    }

    public String userAgent() {
        return userAgent;
    }

    /** The problem of a URL that can be detected without DNS; empty when there is none. */
    public Optional<String> problem(HttpUrl url) {
        return guard.problem(url);
    }

    /**
     * Sends one request; a redirect is an answer like any other. Completes exceptionally only when {@code reading} has a
     * bug.
     *
     * @param timeout for this request; the client's own limit holds too
     */
    public <T> CompletableFuture<WebResult<T>> get(WebRequest request, Duration timeout, Reading<T> reading) {
        return call(clientFor(request), request, 0, timeout, reading);
    }

    /**
     * Sends a request and follows its redirects. {@code reading} gets the first response that leads no further: it is no
     * redirect, it names no address, or {@code mostRedirects} were followed already.
     *
     * @param deadline for all requests together
     */
    public <T> CompletableFuture<WebResult<T>> follow(
            WebRequest request, int mostRedirects, Duration deadline, Reading<T> reading) {
        return new Way<>(clientFor(request), mostRedirects, deadline, System.nanoTime(), reading).hop(request, 0);
    }

    /** One request with its redirects. */
    private final class Way<T> {
        private final OkHttpClient via;
        private final int mostRedirects;
        private final Duration deadline;
        private final long startedAt;
        private final Reading<T> reading;

        private Way(OkHttpClient via, int mostRedirects, Duration deadline, long startedAt, Reading<T> reading) {
            this.via = via;
            this.mostRedirects = mostRedirects;
            this.deadline = deadline;
            this.startedAt = startedAt;
            this.reading = reading;
        }

        private CompletableFuture<WebResult<T>> hop(WebRequest request, int redirects) {
            var left = deadline.minusNanos(System.nanoTime() - startedAt);
            if (left.compareTo(SHORTEST_CALL) < 0) {
                return CompletableFuture.completedFuture(new NoAnswer<>(
                        request.url(), redirects, new InterruptedIOException("no answer within " + deadline)));
            }
            return call(via, request, redirects, left, (url, response) -> step(url, response, redirects))
                    .thenCompose(result -> {
                        if (result instanceof NoAnswer<Step<T>> none) {
                            return CompletableFuture.completedFuture(
                                    new NoAnswer<>(none.url(), none.redirects(), none.cause()));
                        }
                        var step = ((Answered<Step<T>>) result).value();
                        var next = step.next();
                        return next == null
                                ? CompletableFuture.completedFuture(
                                        new Answered<>(requireNonNull(step.value(), "what was read")))
                                : hop(request.at(next), redirects + 1);
                    });
        }

        private Step<T> step(HttpUrl url, Response response, int redirects) throws IOException {
            return redirects < mostRedirects && Redirect.of(url, response) instanceof Redirect.To to
                    ? new Step<>(to.target(), null)
                    : new Step<>(null, reading.read(url, response));
        }
    }

    /** @param next where the response leads; null when {@code value} was read */
    private record Step<T>(@Nullable HttpUrl next, @Nullable T value) {}

    private <T> CompletableFuture<WebResult<T>> call(
            OkHttpClient via, WebRequest request, int redirects, Duration timeout, Reading<T> reading) {
        var call = via.newCall(message(request));
        call.timeout().timeout(shorter(callTimeout, timeout).toNanos(), TimeUnit.NANOSECONDS);
        var result = new CompletableFuture<WebResult<T>>();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failed, IOException e) {
                result.complete(new NoAnswer<>(request.url(), redirects, e));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                WebResult<T> read;
                try (response) {
                    read = new Answered<>(reading.read(request.url(), response));
                } catch (IOException e) {
                    read = new NoAnswer<>(request.url(), redirects, e);
                } catch (RuntimeException e) {
                    result.completeExceptionally(e);
                    return;
                }
                result.complete(read);
            }
        });
        return result;
    }

    private Request message(WebRequest request) {
        var message = new Request.Builder()
                .url(request.url())
                .header("User-Agent", userAgent)
                .header("Accept-Encoding", BodyReader.ACCEPTED);
        request.headers().forEach(message::header);
        return message.build();
    }

    private OkHttpClient clientFor(WebRequest request) {
        var base = request.isOwn() ? guarded(guardFor(request.url())) : client;
        return request.cookies() == null
                ? base
                : base.newBuilder().cookieJar(request.cookies()).build();
    }

    /** Allows this very host and port, whatever the addresses of the host are. */
    private TargetGuard guardFor(HttpUrl own) {
        var hosts = allowed.and(own.host(), own.port());
        if (own.port() == HTTP) {
            hosts = hosts.and(own.host(), HTTPS);
        }
        return new TargetGuard(hosts, ports, names);
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    /** Ends all requests; each completes with {@link NoAnswer}. */
    public void cancelAll() {
        unguarded.dispatcher().cancelAll();
    }

    @Override
    public void close() {
        cancelAll();
        threads.shutdownNow();
        unguarded.connectionPool().evictAll();
        names.close();
    }
}
