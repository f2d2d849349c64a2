package sentinel.parser.edits;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.LedgerEntry;
import sentinel.parser.provider.Outcome.Extracted;

/**
 * Lets a model read only the last text of an article that is edited several times in a short time. The first text is read at
 * once. A later text gets a record at once, with what was read in the text before, and comes again after the quiet period. The
 * model reads it then, unless the article has a newer text.
 *
 * <p>Memory: the last {@value #ARTICLES} articles, for a day. All texts of an article come through one partition, so to one
 * process. A text of an article that is not known (any more) is read at once.
 *
 * <p>Counts {@code sentinel.parser.edits} by {@code result}: {@code kept}, a record without a call; {@code read}, after the quiet
 * period; {@code superseded}, not read at all.
 */
public final class QuietPeriod implements Edits {

    static final int ARTICLES = 10_000;
    private static final Duration MEMORY = Duration.ofDays(1);

    private final Cache<String, Article> articles;
    private final MeterRegistry metrics;
    private final Clock clock;

    /**
     * An article as it is known.
     *
     * @param fetchedAt of the newest text
     * @param contentHash of the newest text
     * @param waits whether the newest text comes again
     * @param reading of the newest text that a model read; null when there is none
     */
    private record Article(Instant fetchedAt, String contentHash, boolean waits, @Nullable Reading reading) {

        boolean has(PageFetched page) {
            return contentHash.equals(page.contentHash());
        }

        boolean isNewerThan(PageFetched page) {
            return fetchedAt.isAfter(page.fetchTimestamp());
        }
    }

    private record Reading(Extracted extracted, BigDecimal costUsd) {

        /** As an answer about a later text, which costs nothing. */
        Extracted ofLaterText() {
            return new Extracted(extracted.facts().ofTheText(), new Bill().origin(extracted.origin()));
        }
    }

    public QuietPeriod(MeterRegistry metrics, Clock clock) {
        this.articles = Caffeine.newBuilder()
                .maximumSize(ARTICLES)
                .expireAfterWrite(MEMORY)
                .ticker(() -> TimeUnit.MILLISECONDS.toNanos(clock.millis()))
                .build();
        this.metrics = requireNonNull(metrics);
        this.clock = clock;
    }

    @Override
    public Step next(PageFetched page) {
        var step = new Step[1];
        articles.asMap().compute(page.normalizedUrl(), (url, known) -> {
            step[0] = known == null ? new Step.Read() : next(page, known);
            if (known == null) {
                return new Article(page.fetchTimestamp(), page.contentHash(), false, null);
            }
            return step[0] instanceof Step.Keep keep && keep.later()
                    ? new Article(page.fetchTimestamp(), page.contentHash(), true, known.reading())
                    : known;
        });
        count(page, step[0]);
        return step[0];
    }

    private Step next(PageFetched page, Article known) {
        boolean cameAgain = page.extractionVersion() > 1;
        boolean current = known.has(page) || !known.isNewerThan(page);
        if (cameAgain) {
            return current ? new Step.Read() : new Step.Skip(saved(page, known));
        }
        if (known.has(page) && !known.waits()) {
            return new Step.Read(); // another source has the same text: the answer is in the cache
        }
        // One with the current text and another time of fetch is announced by another source: the first one comes
        // again.
        boolean later = current && (!known.has(page) || known.fetchedAt().equals(page.fetchTimestamp()));
        return new Step.Keep(Optional.ofNullable(known.reading()).map(Reading::ofLaterText), later);
    }

    private Optional<LlmCall> saved(PageFetched page, Article known) {
        return Optional.ofNullable(known.reading())
                .map(reading -> LedgerEntry.of(page, reading.extracted().origin(), clock.instant())
                        .outcome(LlmCall.SUPERSEDED)
                        .savedUsd(reading.costUsd())
                        .build());
    }

    private void count(PageFetched page, Step step) {
        if (step instanceof Step.Keep) {
            count("kept");
        } else if (step instanceof Step.Skip) {
            count("superseded");
        } else if (page.extractionVersion() > 1) {
            count("read");
        }
    }

    private void count(String result) {
        metrics.counter("sentinel.parser.edits", "result", result).increment();
    }

    @Override
    public void read(PageFetched page, Extracted extracted, BigDecimal costUsd) {
        var reading = new Reading(extracted, costUsd);
        articles.asMap()
                .compute(
                        page.normalizedUrl(),
                        (url, known) -> known == null || known.has(page)
                                ? new Article(page.fetchTimestamp(), page.contentHash(), false, reading)
                                : new Article(known.fetchedAt(), known.contentHash(), known.waits(), reading));
    }
}
