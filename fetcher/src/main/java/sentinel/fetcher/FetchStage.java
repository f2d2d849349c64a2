package sentinel.fetcher;

import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.common.message.ArticleFound;
import sentinel.common.message.ContentHash;
import sentinel.common.message.Json;
import sentinel.common.message.PageFetched;
import sentinel.common.message.PageMetadata;
import sentinel.common.stage.Input;
import sentinel.common.stage.Stage;
import sentinel.common.stage.Verdict;
import sentinel.common.stage.Verdict.Emit;
import sentinel.common.stage.Verdict.Output;
import sentinel.common.stage.Verdict.Reject;
import sentinel.common.stage.Verdict.Retry;
import sentinel.common.topic.Topics;
import sentinel.common.url.UrlIdentity;
import sentinel.fetcher.FetchResult.Failed;
import sentinel.fetcher.FetchResult.Fetched;
import sentinel.fetcher.FetchResult.Kind;
import sentinel.fetcher.FetchResult.TurnTooFar;
import sentinel.fetcher.extract.Extraction;
import sentinel.fetcher.extract.Extraction.Article;
import sentinel.fetcher.extract.Extraction.NoArticle;
import sentinel.fetcher.extract.Extractor;
import sentinel.fetcher.extract.PageFacts;

/** {@link ArticleFound} in, {@link PageFetched} out: fetches the page and reads the article in it. */
final class FetchStage implements Stage<Announcement> {

    private static final Logger log = LoggerFactory.getLogger(FetchStage.class);

    /** Far below {@link Topics#MAX_MESSAGE_BYTES}, whatever the JSON makes of the characters. */
    private static final int MAX_TEXT = 1_000_000;

    private static final int MAX_FIELD = 10_000;
    private static final int MAX_URL = 4_000;

    private final PageFetcher pages;
    private final Extractor extractor;
    private final Executor cpu;
    private final Requeue requeue;
    private final Topics topics;
    private final FetchMetrics metrics;
    private final Clock clock;

    /** @param cpu where pages are parsed: about one thread a processor */
    FetchStage(
            PageFetcher pages,
            Extractor extractor,
            Executor cpu,
            Requeue requeue,
            Topics topics,
            FetchMetrics metrics,
            Clock clock) {
        this.pages = pages;
        this.extractor = extractor;
        this.cpu = cpu;
        this.requeue = requeue;
        this.topics = topics;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public CompletionStage<Verdict> begin(Input<Announcement> input) {
        var article = input.value().article();
        long startedAt = System.nanoTime();
        // A message that failed before waits for its turn: going round again would forget how often it was tried.
        boolean patient = input.attempts() > 0;
        return pages.fetch(article.url(), patient)
                .thenCompose(result -> conclude(input, result))
                .whenComplete((verdict, bug) -> metrics.done(Duration.ofNanos(System.nanoTime() - startedAt)));
    }

    private CompletionStage<Verdict> conclude(Input<Announcement> input, FetchResult result) {
        var article = input.value().article();
        if (result instanceof Fetched page) {
            return CompletableFuture.supplyAsync(() -> extract(page), cpu)
                    .whenComplete((extraction, bug) -> page.close())
                    .thenCompose(extraction -> extraction.facts().refreshUrl() != null && isThin(extraction)
                            ? pages.refresh(page, extraction.facts().refreshUrl())
                                    .thenCompose(next -> conclude(input, next))
                            : CompletableFuture.completedFuture(read(article, page, extraction)));
        }
        if (result instanceof TurnTooFar far) {
            metrics.requeued();
            log.info("requeued url={} host={} wait={}", article.url(), far.host(), far.expectedWait());
            return requeue.again(input);
        }
        return CompletableFuture.completedFuture(failed(article, (Failed) result));
    }

    private Extraction extract(Fetched page) {
        long startedAt = System.nanoTime();
        var extraction =
                extractor.extract(page.body(), page.finalUrl(), page.headers().get("content-type"));
        metrics.extracted(page.body().length, Duration.ofNanos(System.nanoTime() - startedAt));
        return extraction;
    }

    /** A page that refreshes and has next to no text is a signpost; one with a text only shows adverts anew. */
    private static boolean isThin(Extraction extraction) {
        return !(extraction instanceof Article article) || article.text().length() < 500;
    }

    private Verdict read(ArticleFound found, Fetched page, Extraction extraction) {
        if (extraction instanceof NoArticle none) {
            String errorClass =
                    switch (none.reason()) {
                        case EMPTY -> "empty_article";
                        case BOT_CHALLENGE -> "bot_challenge";
                        case CONSENT_WALL -> "consent_wall";
                        case PAYWALL -> "paywall";
                        case UNREADABLE -> "unreadable";
                    };
            return failed(found, Failed.forGood(errorClass, "no article in the page at " + page.finalUrl()));
        }
        var article = (Article) extraction;
        var identity = ArticleIdentity.of(page.finalUrl(), article.facts().canonicalUrl());
        if (identity.isEmpty()) {
            return failed(found, Failed.forGood("bad_url", "no identity: " + page.finalUrl()));
        }
        var message = message(found, page, article, identity.get());
        metrics.article(page.finalUrl(), article.confidence());
        log.info(
                "fetched url={} final_url={} status={} bytes={} chars={} language={} confidence={}",
                found.url(),
                page.finalUrl(),
                page.status(),
                page.body().length,
                message.text().length(),
                message.language(),
                article.confidence());
        return Emit.of(new Output(topics.rawHtml(), message.normalizedUrl(), Json.encode(message)));
    }

    private PageFetched message(ArticleFound found, Fetched page, Article article, String identity) {
        String text = wellFormed(cut(article.text(), MAX_TEXT));
        return new PageFetched(
                PageFetched.SCHEMA_VERSION,
                found.url(),
                identity,
                UrlIdentity.normalize(found.url()).orElse(found.normalizedUrl()),
                found.source(),
                found.sourceName(),
                found.recordId(),
                found.title(),
                found.published(),
                found.discoveredAt(),
                found.hints(),
                page.finalUrl(),
                link(article.facts().canonicalUrl()),
                page.redirects(),
                page.status(),
                page.headers(),
                text,
                metadata(article.facts(), article.confidence()),
                article.facts().language(),
                ContentHash.of(text),
                clock.instant(),
                null);
    }

    private static PageMetadata metadata(PageFacts facts, double confidence) {
        return new PageMetadata(
                field(facts.title()),
                facts.authors().stream().map(FetchStage::field).toList(),
                facts.published() == null ? null : facts.published().toInstant(),
                field(facts.siteName()),
                field(facts.description()),
                link(facts.leadImage()),
                facts.keywords().stream().map(FetchStage::field).toList(),
                confidence);
    }

    private static String field(String text) {
        return text == null ? null : wellFormed(cut(text, MAX_FIELD));
    }

    private static String link(String url) {
        return url == null || url.length() > MAX_URL ? null : wellFormed(url);
    }

    private static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        return text.substring(0, Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max);
    }

    /** Half a surrogate pair has no form in UTF-8. */
    private static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return repaired(text);
            }
        }
        return text;
    }

    private static String repaired(String text) {
        var out = new StringBuilder(text.length());
        text.codePoints()
                .forEach(c ->
                        out.appendCodePoint(c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE ? 0xfffd : c));
        return out.toString();
    }

    private Verdict failed(ArticleFound found, Failed failure) {
        metrics.failed(failure.errorClass());
        boolean again = failure.kind() == Kind.TRANSIENT;
        log.info(
                "{} url={} class={} reason={}",
                again ? "fetch_failed" : "fetch_rejected",
                found.url(),
                failure.errorClass(),
                failure.reason());
        return again
                ? new Retry(failure.errorClass(), failure.reason(), failure.retryAfter())
                : new Reject(failure.errorClass(), failure.reason());
    }
}
