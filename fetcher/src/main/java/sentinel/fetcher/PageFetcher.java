package sentinel.fetcher;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.jspecify.annotations.Nullable;
import sentinel.contract.topic.ErrorClass;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.FetchResult.NotModified;
import sentinel.fetcher.FetchResult.TurnTooFar;
import sentinel.fetcher.HostQueues.Entry;
import sentinel.fetcher.PageResponse.Step;
import sentinel.fetcher.PageUse.Seen;
import sentinel.web.Redirect;
import sentinel.web.WebClient;
import sentinel.web.WebRequest;
import sentinel.web.WebResult.Answered;
import sentinel.web.WebResult.NoAnswer;
import sentinel.web.site.Mining;
import sentinel.web.site.MiningRules;
import sentinel.web.site.Robots;
import sentinel.web.turns.HostTurns.Turn;
import sentinel.web.turns.SharedGap;

/**
 * Fetches pages: polite to each host, refused where strangers' links may not lead, bounded in time and size. Redirects are
 * followed here and not by the client, since for every hop the guard, robots.txt and the host's queue are asked.
 */
final class PageFetcher implements AutoCloseable {

    private static final int MAX_REDIRECTS = 10;
    private static final int MAX_REFRESHES = 2;
    /** A site that sets a cookie and sends the reader back to where they were. */
    private static final int MAX_VISITS = 3;

    private static final Duration SHORTEST_CALL = Duration.ofMillis(500);

    private final Duration deadline;
    private final WebClient client;
    private final HostQueues hosts;
    private final Robots robots;
    private final MiningRules miningRules;
    private final PageResponse responses;

    /** The only instance, as far as it knows. */
    PageFetcher(FetcherConfig config, Dns dns, Clock clock) {
        this(config, dns, clock, SharedGap.NONE);
    }

    PageFetcher(FetcherConfig config, Dns dns, Clock clock, SharedGap sharedGap) {
        this(config, dns, clock, sharedGap, new OkHttpClient());
    }

    /** @param base its sockets and trust are taken, nothing else */
    PageFetcher(FetcherConfig config, Dns dns, Clock clock, SharedGap sharedGap, OkHttpClient base) {
        deadline = config.deadline();
        var limits = new WebClient.Limits(
                config.connectTimeout(), config.readTimeout(), config.callTimeout(), config.concurrency());
        client = new WebClient(config.userAgent(), config.allowedHosts(), config.ports(), limits, dns, clock, base);
        hosts = new HostQueues(config, sharedGap);
        robots = new Robots(client, config.robots(), config.callTimeout(), clock);
        miningRules = new MiningRules(client, config.honour().contains(Honour.TDM), config.callTimeout(), clock);
        responses = new PageResponse(config, clock);
    }

    /** Turns running now. */
    int running() {
        return hosts.running();
    }

    /** Articles that wait for their host's turn. */
    int waiting() {
        return hosts.waiting();
    }

    /** How often a host was due here, and another instance had taken its turn. */
    long missedTurns() {
        return hosts.missed();
    }

    /** One fetch: what is wanted, what is done with it, and the cookies that sites set on the way. */
    private record Fetch<T>(FetchRequest request, PageUse<T> use, FetchCookies cookies) {}

    /** What a turn led to: the next hop, or the end of the fetch. */
    private sealed interface Next<T> {
        record Hop<T>(HttpUrl url, Trail trail) implements Next<T> {}

        record End<T>(FetchResult<T> result) implements Next<T> {}
    }

    /** Fetches one page as it is now, however long its host's turn takes. */
    CompletionStage<FetchResult<WebPage>> page(String url) {
        return fetch(new FetchRequest(url, true, null), page -> completedFuture(new Seen.Taken<>(page)));
    }

    /** Fetches a page, following redirects, and hands it to {@code use}. Completes exceptionally only for a bug. */
    <T> CompletionStage<FetchResult<T>> fetch(FetchRequest request, PageUse<T> use) {
        var url = HttpUrl.parse(request.url().strip());
        if (url == null || request.url().length() > Redirect.LONGEST_URL) {
            return completedFuture(new Failed<>(Failure.forGood(
                    ErrorClass.BAD_URL,
                    "not an http or https URL of at most " + Redirect.LONGEST_URL + " characters")));
        }
        return hop(new Fetch<>(request, use, new FetchCookies()), url, Trail.START, request.patient());
    }

    private <T> CompletionStage<FetchResult<T>> hop(Fetch<T> fetch, HttpUrl target, Trail before, boolean patient) {
        var url = target.newBuilder().fragment(null).build();
        var trail = before.to(url);
        if (trail.redirects() > MAX_REDIRECTS || trail.visits(url) > MAX_VISITS) {
            return failed(Failure.forGood(
                    ErrorClass.TOO_MANY_REDIRECTS, trail.redirects() + " redirects, the last to " + url));
        }
        var problem = client.problem(url);
        if (problem.isPresent()) {
            return failed(Failure.forGood(ErrorClass.FORBIDDEN_TARGET, problem.get()));
        }
        return robots.ask(url).thenCompose(answer -> {
            if (answer instanceof Robots.Answer.Disallowed) {
                return failed(Failure.forGood(ErrorClass.ROBOTS, "robots.txt of " + url.host() + " forbids it"));
            }
            if (answer instanceof Robots.Answer.Unknown unknown) {
                return failed(new Failure(
                        Failure.Kind.TRANSIENT, ErrorClass.ROBOTS_UNAVAILABLE, unknown.reason(), unknown.retryIn()));
            }
            var crawlDelay = ((Robots.Answer.Allowed) answer).crawlDelay();
            return miningRules.ask(url).thenCompose(mining -> hosts.enter(url, patient, crawlDelay)
                    .thenCompose(entry -> entered(fetch, url, trail, mining, entry)));
        });
    }

    private static <T> CompletionStage<FetchResult<T>> failed(Failure failure) {
        return completedFuture(new Failed<>(failure));
    }

    private <T> CompletionStage<FetchResult<T>> entered(
            Fetch<T> fetch, HttpUrl url, Trail trail, Mining mining, Entry entry) {
        if (entry instanceof Entry.OnHold hold) {
            return failed(new Failure(
                    Failure.Kind.TRANSIENT,
                    ErrorClass.HOST_ON_HOLD,
                    hold.host() + " asked for no requests for " + hold.left(),
                    hold.left()));
        }
        if (entry instanceof Entry.TooFar far) {
            return completedFuture(new TurnTooFar<>(far.host(), far.waiting()));
        }
        return inTurn(fetch, url, trail, mining, ((Entry.Admitted) entry).turn());
    }

    /** One request in its host's turn, and what is done with its page. This is the place where turns end. */
    private <T> CompletionStage<FetchResult<T>> inTurn(
            Fetch<T> fetch, HttpUrl url, Trail trail, Mining mining, Turn turn) {
        return completedFuture(turn)
                .thenCompose(begun -> exchange(fetch, url, trail, mining, begun))
                .whenComplete((next, bug) -> turn.close())
                .thenCompose(next -> next instanceof Next.Hop<T> hop
                        ? hop(fetch, hop.url(), hop.trail(), true)
                        : completedFuture(((Next.End<T>) next).result()));
    }

    private <T> CompletionStage<Next<T>> exchange(Fetch<T> fetch, HttpUrl url, Trail trail, Mining mining, Turn turn) {
        var left = deadline.minus(trail.spent());
        if (left.compareTo(SHORTEST_CALL) < 0) {
            return end(new Failed<>(Failure.transiently(ErrorClass.TIMEOUT, "no answer within " + deadline)));
        }
        var known = fetch.request().known(url);
        var request = new WebRequest(url, headers(known), fetch.cookies(), false);
        long startedAt = System.nanoTime();
        return client.get(
                        request,
                        left,
                        (asked, response) -> responses.read(asked, response, known != null, trail, mining))
                .thenCompose(result -> {
                    var spent = trail.after(Duration.ofNanos(System.nanoTime() - startedAt));
                    if (result instanceof NoAnswer<Step> none) {
                        return end(new Failed<>(Failure.of(none)));
                    }
                    return next(fetch, url, spent, known, ((Answered<Step>) result).value(), turn);
                });
    }

    private <T> CompletionStage<Next<T>> next(
            Fetch<T> fetch, HttpUrl url, Trail trail, @Nullable KnownPage known, Step step, Turn turn) {
        if (step instanceof Step.NoPage none && none.failure().retryAfter() != null) {
            hosts.pause(url, none.failure().retryAfter());
        }
        turn.leaveHost();
        if (step instanceof Step.Onward onward) {
            return completedFuture(new Next.Hop<>(onward.target(), trail));
        }
        if (step instanceof Step.NoPage none) {
            return end(new Failed<>(none.failure()));
        }
        if (step instanceof Step.Unchanged) {
            return end(new NotModified<>(requireNonNull(known, "it was asked for only if it changed")));
        }
        return fetch.use().see(((Step.Page) step).page()).thenApply(seen -> seen(seen, trail));
    }

    private static <T> CompletableFuture<Next<T>> end(FetchResult<T> result) {
        return completedFuture(new Next.End<>(result));
    }

    private static <T> Next<T> seen(Seen<T> seen, Trail trail) {
        return seen instanceof Seen.SentOn<T> on
                ? refreshed(on.target(), trail)
                : new Next.End<>(new Fetched<>(((Seen.Taken<T>) seen).value()));
    }

    private static <T> Next<T> refreshed(String target, Trail trail) {
        var url = HttpUrl.parse(target);
        if (url == null || target.length() > Redirect.LONGEST_URL) {
            return new Next.End<>(
                    new Failed<>(Failure.forGood(ErrorClass.BAD_REDIRECT, "refresh to " + PageResponse.shown(target))));
        }
        if (trail.refreshes() >= MAX_REFRESHES) {
            return new Next.End<>(new Failed<>(
                    Failure.forGood(ErrorClass.TOO_MANY_REDIRECTS, "more than " + MAX_REFRESHES + " refreshes")));
        }
        return new Next.Hop<>(url, trail.refreshed());
    }

    /** @param known what the page is compared with, or null */
    private static Map<String, String> headers(@Nullable KnownPage known) {
        var headers = new HashMap<String, String>();
        headers.put("Accept", "text/html,application/xhtml+xml;q=0.9,*/*;q=0.1");
        headers.put("Accept-Language", "*");
        if (known != null) {
            headers.putAll(known.conditions());
        }
        return headers;
    }

    @Override
    public void close() {
        hosts.close();
        client.close();
    }
}
