package sentinel.fetcher;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.Proxy;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import okhttp3.Call;
import okhttp3.Callback;
import okhttp3.ConnectionPool;
import okhttp3.Dispatcher;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import okhttp3.Response;
import sentinel.archive.HttpHead;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.topic.HttpFailure;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.FetchResult.Kind;
import sentinel.fetcher.FetchResult.NotModified;
import sentinel.fetcher.FetchResult.TurnTooFar;
import sentinel.fetcher.HostTurns.Manners;
import sentinel.text.chars.Truncation;
import sentinel.text.charset.HeadScan;
import sentinel.web.BodyReader;
import sentinel.web.BodyReader.DamagedException;
import sentinel.web.BodyReader.OversizeException;
import sentinel.web.BodyReader.UnknownCodingException;
import sentinel.web.CachedDns;
import sentinel.web.ForbiddenTargetException;
import sentinel.web.RetryAfter;
import sentinel.web.TargetGuard;

/**
 * Fetches pages: polite to each host, refused where strangers' links may not lead, bounded in time and size. Redirects are
 * followed here and not by the client, since every hop is asked of the guard, of robots.txt and of the host's queue.
 */
final class PageFetcher implements AutoCloseable {

    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_REFRESHES = 2;
    /** A site that sets a cookie and sends the reader back to where they were. */
    private static final int MAX_VISITS = 3;

    /** A host's wish for a pause is granted for so long; its article waits as long as asked. */
    private static final Duration MAX_HOLD = Duration.ofHours(1);
    /** An article whose host is held for longer is tried again from the retry tiers, at the time the host named. */
    private static final Duration WORTH_WAITING = Duration.ofMinutes(1);

    /** No honest link is longer; what leads there may be. */
    private static final int MAX_URL = 8_000;

    private static final int MAX_SHOWN = 200;
    private static final Set<Integer> REDIRECTS = Set.of(300, 301, 302, 303, 307, 308);

    private static final int MAX_RATIO = 200;
    private static final int MAX_QUEUE = 5_000;
    private static final int CONCURRENCY_OWN_HOST = 8;
    private static final int CONCURRENCY_HOST = 1;
    /** Robots files are fetched beside the turns. */
    private static final int SPARE_CALLS = 64;

    private static final Duration SHORTEST_CALL = Duration.ofMillis(500);
    private static final List<String> KEPT_HEADERS = List.of(
            "content-type",
            "content-language",
            "etag",
            "last-modified",
            "cache-control",
            "date",
            "server",
            "x-robots-tag",
            "tdm-reservation",
            "tdm-policy");

    private final FetcherConfig config;
    private final Clock clock;
    private final TargetGuard guard;
    private final HostTurns turns;
    private final Robots robots;
    private final MiningRules miningRules;
    private final String agent;
    private final CachedDns names;
    private final OkHttpClient client;
    private final ExecutorService threads;
    private final BodyReader reader;

    /** The only instance, as far as it knows. */
    PageFetcher(FetcherConfig config, Dns dns, Clock clock) {
        this(config, dns, clock, SharedGap.NONE);
    }

    PageFetcher(FetcherConfig config, Dns dns, Clock clock, SharedGap sharedGap) {
        this(config, dns, clock, sharedGap, new OkHttpClient());
    }

    /** @param base its sockets and trust are taken, nothing else */
    PageFetcher(FetcherConfig config, Dns dns, Clock clock, SharedGap sharedGap, OkHttpClient base) {
        this.config = config;
        this.clock = clock;
        names = new CachedDns(dns, config.connectTimeout(), clock);
        guard = new TargetGuard(config.allowedHosts(), config.ports(), names);
        turns = new HostTurns(config.concurrency(), config.maxTurnWait(), MAX_QUEUE, WORTH_WAITING, sharedGap);
        reader = new BodyReader(config.maxWireBytes(), config.maxWireBytes() * 16L / 10, MAX_RATIO);
        threads = Executors.newCachedThreadPool(task -> {
            var thread = new Thread(task, "fetch");
            thread.setDaemon(true);
            return thread;
        });
        var dispatcher = new Dispatcher(threads);
        dispatcher.setMaxRequests(config.concurrency() + SPARE_CALLS);
        dispatcher.setMaxRequestsPerHost(config.concurrency() + SPARE_CALLS);
        client = base.newBuilder()
                .dispatcher(dispatcher)
                .connectionPool(new ConnectionPool(config.concurrency(), 30, TimeUnit.SECONDS))
                .dns(guard)
                .addInterceptor(guard)
                .proxy(Proxy.NO_PROXY) // a proxy would look names up by itself, past the guard
                .followRedirects(false)
                .followSslRedirects(false)
                .connectTimeout(config.connectTimeout())
                .readTimeout(config.readTimeout())
                .callTimeout(config.callTimeout())
                .build();
        agent = Robots.productToken(config.userAgent());
        robots = new Robots(client, config.robots(), config.userAgent(), config.callTimeout(), clock);
        miningRules = new MiningRules(
                client, config.honour().contains(Honour.TDM), config.userAgent(), config.callTimeout(), clock);
    }

    /** Turns running now. */
    int running() {
        return turns.running();
    }

    /** Articles that wait for their host's turn. */
    int waiting() {
        return turns.waiting();
    }

    /** Turns that were due here and that another instance had taken, so far. */
    long missedTurns() {
        return turns.missed();
    }

    /**
     * Fetches a page, following redirects. Never completes exceptionally but for a bug.
     *
     * @param patient wait for the host's turn however long, instead of {@link TurnTooFar}
     */
    CompletionStage<FetchResult> fetch(String url, boolean patient) {
        return fetch(url, patient, null);
    }

    /** @param known the page as it was, if it is enough to hear that it did not change; or null */
    CompletionStage<FetchResult> fetch(String url, boolean patient, KnownPage known) {
        var parsed = HttpUrl.parse(url.strip());
        if (parsed == null || url.length() > MAX_URL) {
            return completedFuture(Failed.forGood(
                    ErrorClass.BAD_URL, "not an http or https URL of at most " + MAX_URL + " characters"));
        }
        return hop(parsed, new FetchTrail(known), patient);
    }

    /** Goes where a page sends its reader by {@code <meta http-equiv=refresh>}; counted as a redirect. */
    CompletionStage<FetchResult> refresh(Fetched page, String target) {
        var url = HttpUrl.parse(target);
        if (url == null || target.length() > MAX_URL) {
            return completedFuture(Failed.forGood(ErrorClass.BAD_REDIRECT, "refresh to " + shown(target)));
        }
        if (!page.trail().mayRefresh(MAX_REFRESHES)) {
            return completedFuture(
                    Failed.forGood(ErrorClass.TOO_MANY_REDIRECTS, "more than " + MAX_REFRESHES + " refreshes"));
        }
        return hop(url, page.trail(), true);
    }

    private CompletionStage<FetchResult> hop(HttpUrl withFragment, FetchTrail trail, boolean patient) {
        var url = withFragment.newBuilder().fragment(null).build();
        trail.visit(url);
        if (trail.redirects() > MAX_REDIRECTS || trail.visits(url) > MAX_VISITS) {
            return completedFuture(Failed.forGood(
                    ErrorClass.TOO_MANY_REDIRECTS, trail.redirects() + " redirects, the last to " + url));
        }
        var problem = guard.problem(url);
        if (problem.isPresent()) {
            return completedFuture(Failed.forGood(ErrorClass.FORBIDDEN_TARGET, problem.get()));
        }
        return robots.ask(url).thenCompose(answer -> {
            if (answer instanceof Robots.Answer.Disallowed) {
                return completedFuture(
                        Failed.forGood(ErrorClass.ROBOTS, "robots.txt of " + url.host() + " forbids it"));
            }
            if (answer instanceof Robots.Answer.Unknown unknown) {
                return completedFuture(
                        new Failed(Kind.TRANSIENT, ErrorClass.ROBOTS_UNAVAILABLE, unknown.reason(), unknown.retryIn()));
            }
            return miningRules.ask(url).thenCompose(mining -> {
                trail.mining(mining);
                return inTurn(url, trail, patient, ((Robots.Answer.Allowed) answer).crawlDelay());
            });
        });
    }

    private CompletionStage<FetchResult> inTurn(HttpUrl url, FetchTrail trail, boolean patient, Duration crawlDelay) {
        boolean own = isOwn(url);
        String host = queueName(url);
        var hold = turns.holdLeft(host);
        if (hold.compareTo(WORTH_WAITING) > 0) {
            return completedFuture(onHold(host, hold));
        }
        var gap = own ? Duration.ZERO : longer(config.hostGap(), crawlDelay);
        var manners = new Manners(gap, own ? CONCURRENCY_OWN_HOST : CONCURRENCY_HOST);
        var result = new CompletableFuture<FetchResult>();
        var tooFar = turns.enqueue(
                host,
                manners,
                patient || trail.redirects() > 0,
                time -> result.complete(turnedAway(host, time)),
                turn -> {
                    try {
                        call(url, trail, turn, result);
                    } catch (RuntimeException e) {
                        turn.close();
                        result.completeExceptionally(e);
                    }
                });
        return tooFar.<CompletionStage<FetchResult>>map(wait -> completedFuture(new TurnTooFar(host, wait)))
                .orElse(result);
    }

    private FetchResult turnedAway(String host, Duration time) {
        return turns.holdLeft(host).compareTo(WORTH_WAITING) > 0 ? onHold(host, time) : new TurnTooFar(host, time);
    }

    private static Failed onHold(String host, Duration left) {
        return new Failed(Kind.TRANSIENT, ErrorClass.HOST_ON_HOLD, host + " asked for no requests for " + left, left);
    }

    private void call(HttpUrl url, FetchTrail trail, HostTurns.Turn turn, CompletableFuture<FetchResult> result) {
        var left = trail.left(config.deadline());
        if (left.compareTo(SHORTEST_CALL) < 0) {
            turn.close();
            result.complete(Failed.transiently(ErrorClass.TIMEOUT, "no answer within " + config.deadline()));
            return;
        }
        var call = client.newBuilder().cookieJar(trail).build().newCall(request(url, trail));
        call.timeout().timeout(shorter(config.callTimeout(), left).toNanos(), TimeUnit.NANOSECONDS);
        long startedAt = System.nanoTime();
        call.enqueue(new Callback() {
            @Override
            public void onFailure(Call failedCall, IOException e) {
                trail.spend(System.nanoTime() - startedAt);
                turn.close();
                result.complete(failure(url, e));
            }

            @Override
            public void onResponse(Call answered, Response response) {
                Step step;
                try (response) {
                    step = read(url, response, trail, turn);
                } catch (IOException e) {
                    step = new Ended(failure(url, e));
                } catch (RuntimeException e) {
                    turn.close();
                    result.completeExceptionally(e);
                    return;
                }
                trail.spend(System.nanoTime() - startedAt);
                turn.leaveHost();
                if (!(step instanceof Ended ended && ended.result() instanceof Fetched)) {
                    turn.close();
                }
                carryOn(step, trail, result);
            }
        });
    }

    /** What one request led to. */
    private sealed interface Step {}

    private record Redirect(HttpUrl target) implements Step {}

    private record Ended(FetchResult result) implements Step {}

    private void carryOn(Step step, FetchTrail trail, CompletableFuture<FetchResult> result) {
        if (step instanceof Ended ended) {
            result.complete(ended.result());
            return;
        }
        hop(((Redirect) step).target(), trail, true).whenComplete((last, bug) -> {
            if (bug != null) {
                result.completeExceptionally(bug);
            } else {
                result.complete(last);
            }
        });
    }

    private Request request(HttpUrl url, FetchTrail trail) {
        var request = new Request.Builder()
                .url(url)
                .header("User-Agent", config.userAgent())
                .header("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1")
                .header("Accept-Encoding", BodyReader.ACCEPTED)
                .header("Accept-Language", "*");
        var known = trail.known(url);
        if (known != null) {
            known.conditions().forEach(request::header);
        }
        return request.build();
    }

    private Step read(HttpUrl url, Response response, FetchTrail trail, HostTurns.Turn turn) throws IOException {
        int status = response.code();
        String location = response.header("Location");
        if (REDIRECTS.contains(status) && location != null) {
            var target = location.length() > MAX_URL ? null : url.resolve(location.strip());
            return target == null
                    ? new Ended(Failed.forGood(ErrorClass.BAD_REDIRECT, status + " to " + shown(location)))
                    : new Redirect(target);
        }
        if (status == 304 && trail.known(url) != null) {
            return new Ended(new NotModified(trail.known(url)));
        }
        if (status < 200 || status >= 300) {
            return new Ended(refused(url, response));
        }
        String contentType = response.header("Content-Type");
        if (!MediaType.mayBeHtml(contentType)) {
            return new Ended(Failed.forGood(ErrorClass.NOT_HTML, "content-type " + contentType));
        }
        byte[] body = reader.read(response.body().byteStream(), response.header("Content-Encoding"));
        if (body.length == 0) {
            return new Ended(Failed.forGood(ErrorClass.EMPTY_BODY, "status " + status + " without a body"));
        }
        if (!MediaType.isHtml(contentType, body)) {
            return new Ended(Failed.forGood(ErrorClass.NOT_HTML, "the bytes are no page; content-type " + contentType));
        }
        var pageHead = HeadScan.of(body);
        var wishes = Wishes.ofPage(pageHead, agent)
                .over(Wishes.ofHeaders(response.headers("x-robots-tag"), response.headers("tdm-reservation"), agent))
                .over(new Wishes(false, false, trail.mining()));
        var refusal = refusal(wishes);
        if (refusal != null && !isSignpost(pageHead)) {
            return new Ended(refusal);
        }
        boolean mayArchive =
                refusal == null && !(wishes.noarchive() && config.honour().contains(Honour.NOARCHIVE));
        var head = head(response);
        return new Ended(new Fetched(
                url.toString(),
                trail.between(),
                status,
                kept(head),
                head,
                body,
                mayArchive,
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                refusal,
                trail,
                turn::close));
    }

    /** Null when the page may be taken. */
    private Failed refusal(Wishes wishes) {
        if (wishes.noindex() && config.honour().contains(Honour.NOINDEX)) {
            return Failed.forGood(ErrorClass.NOINDEX, "the site asks robots not to index the page");
        }
        if (wishes.mining() == Wishes.Mining.RESERVED && config.honour().contains(Honour.TDM)) {
            return Failed.forGood(ErrorClass.TDM_RESERVED, "text and data mining of the page is reserved");
        }
        return null;
    }

    /** Whether a page sends its reader on: shorteners do, and ask that they themselves be not indexed. */
    private static boolean isSignpost(HeadScan head) {
        return head.metas().stream()
                .anyMatch(meta -> meta.httpEquiv().equals("refresh")
                        && meta.content() != null
                        && meta.content().toLowerCase(Locale.ROOT).contains("url"));
    }

    private Failed refused(HttpUrl url, Response response) {
        int status = response.code();
        var errorClass = new HttpFailure(status);
        String reason = "status " + status;
        var wait = RetryAfter.parse(response.header("Retry-After"), clock).orElse(null);
        if (status == 429 || status == 503) {
            if (wait != null) {
                turns.hold(queueName(url), shorter(wait, MAX_HOLD));
            }
            return new Failed(Kind.TRANSIENT, errorClass, reason, wait);
        }
        return switch (status) {
            case 404, 408, 425 -> Failed.transiently(errorClass, reason);
            default -> status >= 500 ? Failed.transiently(errorClass, reason) : Failed.forGood(errorClass, reason);
        };
    }

    /** The one place that tells failures of the network apart. */
    private static Failed failure(HttpUrl url, IOException e) {
        String reason = e.getClass().getSimpleName() + " at " + url.host() + ": " + e.getMessage();
        if (e instanceof ForbiddenTargetException) {
            return Failed.forGood(ErrorClass.FORBIDDEN_TARGET, String.valueOf(e.getMessage()));
        } else if (e instanceof OversizeException) {
            return Failed.forGood(ErrorClass.OVERSIZE, reason);
        } else if (e instanceof UnknownCodingException) {
            return Failed.forGood(ErrorClass.BAD_ENCODING, reason);
        } else if (e instanceof DamagedException) {
            return Failed.transiently(ErrorClass.DAMAGED_BODY, reason);
        } else if (e instanceof UnknownHostException) {
            return Failed.transiently(ErrorClass.DNS, reason);
        } else if (e instanceof SocketTimeoutException || e instanceof InterruptedIOException) {
            return Failed.transiently(ErrorClass.TIMEOUT, reason);
        } else if (e instanceof SSLException) {
            return Failed.transiently(ErrorClass.TLS, reason);
        }
        return Failed.transiently(ErrorClass.CONNECTION, reason);
    }

    private static HttpHead head(Response response) {
        var fields = new ArrayList<HttpHead.Field>();
        response.headers().forEach(field -> fields.add(new HttpHead.Field(field.getFirst(), field.getSecond())));
        return new HttpHead(response.protocol().toString(), response.code(), response.message(), fields);
    }

    /** The headers that matter, names in lower case. */
    static Map<String, String> kept(HttpHead head) {
        var headers = new HashMap<String, String>();
        for (var name : KEPT_HEADERS) {
            head.last(name).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private String queueName(HttpUrl url) {
        return isOwn(url) ? url.host() + ":" + url.port() : url.host();
    }

    private boolean isOwn(HttpUrl url) {
        return config.allowedHosts().isOwn(url.host(), url.port());
    }

    /** What a stranger sent, short enough for a log. */
    private static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : Truncation.at(text, MAX_SHOWN) + "...";
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }

    private static Duration shorter(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    @Override
    public void close() {
        turns.close();
        client.dispatcher().cancelAll();
        threads.shutdownNow();
        client.connectionPool().evictAll();
        names.close();
    }
}
