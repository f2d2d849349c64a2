package sentinel.fetcher;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.archive.Capture;
import sentinel.archive.CaptureNote;
import sentinel.archive.PageArchive;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.topic.Topics;
import sentinel.extractor.Extraction;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extractor;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.FetchResult.NotModified;
import sentinel.fetcher.FetchResult.TurnTooFar;
import sentinel.fetcher.PageUse.Seen;
import sentinel.fetcher.identity.ArticleIdentity;
import sentinel.fetcher.identity.ClaimedHeadlines;
import sentinel.fetcher.identity.Landing;
import sentinel.service.json.Json;
import sentinel.service.stage.Input;
import sentinel.service.stage.Stage;
import sentinel.service.stage.Verdict;
import sentinel.service.stage.Verdict.Emit;
import sentinel.service.stage.Verdict.Output;
import sentinel.service.stage.Verdict.Reject;
import sentinel.service.stage.Verdict.Retry;

/** {@link ArticleFound} in, {@link PageFetched} out: fetches the page, keeps it, and reads the article in it. */
final class FetchStage implements Stage<Announcement> {

    private static final Logger log = LoggerFactory.getLogger(FetchStage.class);

    private final PageFetcher pages;
    private final Extractor extractor;
    private final Executor cpu;
    private final PageArchive archive;
    private final Requeue requeue;
    private final Revisits revisits;
    private final ClaimedHeadlines claims;
    private final Topics topics;
    private final FetchMetrics metrics;

    /** @param cpu where pages are parsed and compressed: about one thread a processor */
    FetchStage(
            PageFetcher pages,
            Extractor extractor,
            Executor cpu,
            PageArchive archive,
            Requeue requeue,
            Revisits revisits,
            ClaimedHeadlines claims,
            Topics topics,
            FetchMetrics metrics) {
        this.pages = pages;
        this.extractor = extractor;
        this.cpu = cpu;
        this.archive = archive;
        this.requeue = requeue;
        this.revisits = revisits;
        this.claims = claims;
        this.topics = topics;
        this.metrics = metrics;
    }

    @Override
    public CompletionStage<Verdict> begin(Input<Announcement> input) {
        var article = input.value().article();
        long startedAt = System.nanoTime();
        // A message that failed before waits for its turn: going round again would forget how often it was tried.
        boolean patient = input.attempts() > 0;
        return archive.ready()
                .thenCompose(ready -> revisits.of(input))
                .thenCompose(known -> pages.fetch(
                        new FetchRequest(article.url(), patient, known.orElse(null)),
                        page -> CompletableFuture.supplyAsync(() -> look(input, page), cpu)
                                .thenCompose(look -> look)))
                .thenCompose(result -> conclude(input, result))
                .whenComplete((verdict, bug) -> metrics.done(Duration.ofNanos(System.nanoTime() - startedAt)));
    }

    /** The verdict on a page comes once it is archived, when its place among the fetches is free already. */
    private CompletionStage<Verdict> conclude(Input<Announcement> input, FetchResult<CompletionStage<Verdict>> result) {
        var article = input.value().article();
        if (result instanceof Fetched<CompletionStage<Verdict>> fetched) {
            return fetched.value();
        }
        if (result instanceof NotModified<?> same) {
            metrics.notModified();
            log.info(
                    "not_modified url={} final_url={}",
                    article.url(),
                    same.page().finalUrl());
            countRevisit(article, "not_modified");
            return completedFuture(revisits.notModified(article, same.page()));
        }
        if (result instanceof TurnTooFar<?> far) {
            metrics.requeued();
            log.info("requeued url={} host={} wait={}", article.url(), far.host(), far.waiting());
            return requeue.again(input);
        }
        return completedFuture(failed(article, ((Failed<?>) result).failure()));
    }

    private CompletionStage<Seen<CompletionStage<Verdict>>> look(Input<Announcement> input, WebPage page) {
        var found = input.value().article();
        var extraction = extract(page, found.title());
        if (extraction.facts().refreshUrl() != null && isThin(extraction)) {
            return completedFuture(new Seen.SentOn<>(extraction.facts().refreshUrl()));
        }
        return read(input, page, extraction).thenApply(reading -> {
            var kept = archive.keep(capture(found, page, reading), page.mayArchive());
            // Nothing below holds on to the page: its place is given up, and its bytes may be many.
            return new Seen.Taken<>(kept.thenApplyAsync(ref -> verdict(found, reading, ref), cpu));
        });
    }

    /** What the bytes are kept with. Pages without an article are kept too: a better extractor may find one. */
    private static Capture capture(ArticleFound found, WebPage page, Reading reading) {
        var note = reading instanceof ReadArticle read
                ? CaptureNote.article(
                        found,
                        page.redirects(),
                        read.message().normalizedUrl(),
                        read.message().contentHash())
                : CaptureNote.noArticle(
                        found,
                        page.redirects(),
                        ((ReadNothing) reading).failure().errorClass().id());
        return new Capture(page.finalUrl(), page.head(), page.body().array(), page.fetchedAt(), note);
    }

    private Extraction extract(WebPage page, @Nullable String announced) {
        long startedAt = System.nanoTime();
        var extraction =
                extractor.extract(page.body().array(), page.finalUrl(), page.header("content-type"), announced);
        metrics.extracted(page.body().size(), Duration.ofNanos(System.nanoTime() - startedAt));
        return extraction;
    }

    /** A page that refreshes and has next to no text is a signpost; one with a text only shows adverts anew. */
    private static boolean isThin(Extraction extraction) {
        return !(extraction instanceof Article article) || article.text().length() < 500;
    }

    /** What the extractor made of a page. */
    private sealed interface Reading {}

    /** @param onceCommitted makes the page known */
    private record ReadArticle(PageFetched message, double confidence, int bytes, Runnable onceCommitted)
            implements Reading {}

    private record ReadNothing(Failure failure) implements Reading {}

    private CompletionStage<Reading> read(Input<Announcement> input, WebPage page, Extraction extraction) {
        var found = input.value().article();
        if (page.refusal() != null) {
            return completedFuture(new ReadNothing(page.refusal()));
        }
        // a front page often has no article: where a stored one led there, that it did comes first
        if (Revisits.isRevisit(found)
                && Landing.isElsewhere(
                        found, page.finalUrl(), extraction.facts().title())) {
            return completedFuture(new ReadNothing(NoArticleFailure.elsewhere(page.finalUrl())));
        }
        if (extraction instanceof NoArticle none) {
            return completedFuture(new ReadNothing(NoArticleFailure.of(none.reason(), page.finalUrl())));
        }
        var article = (Article) extraction;
        if (Landing.isElsewhere(found, page.finalUrl(), article.facts().title())) {
            return completedFuture(new ReadNothing(NoArticleFailure.elsewhere(page.finalUrl())));
        }
        String headline = article.facts().title() == null
                ? found.title()
                : article.facts().title();
        var identity = ArticleIdentity.of(page.finalUrl(), article.facts().canonicalUrl(), headline);
        if (identity.isEmpty()) {
            return completedFuture(
                    new ReadNothing(Failure.forGood(ErrorClass.BAD_URL, "no identity: " + page.finalUrl())));
        }
        metrics.canonical(identity.get().worth());
        String stored = found.revisitOf();
        if (stored != null && identity.get().isStill(stored)) {
            return completedFuture(readArticle(input, page, article, stored));
        }
        var settled = claims.settle(identity.get()).toCompletableFuture();
        Function<String, Reading> reading = known -> readArticle(input, page, article, known);
        return settled.isDone() ? settled.thenApply(reading) : settled.thenApplyAsync(reading, cpu);
    }

    private ReadArticle readArticle(Input<Announcement> input, WebPage page, Article article, String identity) {
        var message = PageMessage.of(
                input.value().article(),
                page.finalUrl(),
                page.redirects(),
                page.head(),
                article,
                identity,
                page.fetchedAt());
        return new ReadArticle(message, article.confidence(), page.body().size(), revisits.onceRead(input, page));
    }

    private Verdict verdict(ArticleFound found, Reading reading, String archiveRef) {
        if (reading instanceof ReadNothing nothing) {
            return failed(found, nothing.failure());
        }
        var read = (ReadArticle) reading;
        var message = read.message().withArchiveRef(archiveRef);
        metrics.article(message.finalUrl(), read.confidence());
        log.info(
                "fetched url={} final_url={} status={} bytes={} chars={} language={} confidence={}",
                found.url(),
                message.finalUrl(),
                message.status(),
                read.bytes(),
                message.text().length(),
                message.language(),
                read.confidence());
        var output = new Output(topics.rawHtml(), message.normalizedUrl(), Json.encode(message));
        var moved = revisits.moved(found, message);
        countRevisit(found, moved.isPresent() ? "moved" : "read");
        return new Emit(Stream.concat(Stream.of(output), moved.stream()).toList(), read.onceCommitted());
    }

    private void countRevisit(ArticleFound article, String what) {
        if (Revisits.isRevisit(article)) {
            metrics.revisited(what);
        }
    }

    private Verdict failed(ArticleFound found, Failure failure) {
        metrics.failed(failure.errorClass().id());
        if (Revisits.isRevisit(found)) {
            return noRevisit(found, failure);
        }
        boolean again = failure.kind() == Failure.Kind.TRANSIENT;
        log.info(
                "fetch_failed url={} class={} reason=\"{}\" again={}",
                found.url(),
                failure.errorClass(),
                failure.reason(),
                again);
        return again
                ? new Retry(failure.errorClass(), failure.reason(), failure.retryAfter())
                : new Reject(failure.errorClass(), failure.reason());
    }

    /** A stored article has been read once; that it cannot be now is a state of it, or of the moment, and no dead letter. */
    private Verdict noRevisit(ArticleFound found, Failure failure) {
        var gone = failure.goneStatus();
        log.info(
                "revisit_without_article url={} class={} reason=\"{}\" gone={}",
                found.url(),
                failure.errorClass(),
                failure.reason(),
                gone != null);
        metrics.revisited(gone != null ? "gone" : "failed");
        return gone != null ? revisits.gone(found, gone) : Emit.nothing();
    }
}
