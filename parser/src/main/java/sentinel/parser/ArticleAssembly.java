package sentinel.parser;

import java.time.Clock;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.BronzeArticleBuilder;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PublishDate;
import sentinel.parser.injection.Suspicion;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Placeholders;
import sentinel.parser.rules.RulesProvider;

/**
 * Makes the record of an article from its page and what a provider claims of it. The page's own facts win over every
 * claim; a claim that the page does not support is dropped; the announcement (feed, GKG) fills in where the page is
 * silent. A placeholder ("Unknown", "N/A") is no fact, whoever states it.
 */
final class ArticleAssembly {

    private final Clock clock;
    private final UngroundedClaims ungrounded;

    ArticleAssembly(Clock clock, UngroundedClaims ungrounded) {
        this.clock = clock;
        this.ungrounded = ungrounded;
    }

    /**
     * Puts the record together.
     *
     * @param page whole, as it was fetched
     * @param suspicion of the page: what the provider was given of it
     */
    BronzeArticle assemble(PageFetched page, Suspicion suspicion, Extracted extracted) {
        var facts = extracted.facts();
        var origin = extracted.origin();
        boolean ofRules = RulesProvider.gave(origin);
        var claims = new Claims(page, suspicion.page(), facts, ofRules, ungrounded);

        String title = title(page, claims);
        String author = author(page, claims);
        Instant publishDate = publishDate(page, facts.publishDate(), claims);
        var companies = claims.companies();
        var people = claims.people();
        var topics = claims.topics();
        var quotes = claims.quotes();
        String summary = claims.summary(RulesProvider::summary);

        double completeness = DataValueScore.completeness(
                title != null,
                author != null,
                publishDate != null,
                page.text().length(),
                summary != null,
                facts.sentiment() != null,
                !(companies.isEmpty() && people.isEmpty() && topics.isEmpty()));
        double score = DataValueScore.of(
                DataValueScore.freshness(publishDate, page.fetchTimestamp()),
                completeness,
                DataValueScore.accuracy(claims.grounded(), claims.claimed()));

        return BronzeArticleBuilder.builder()
                .schemaVersion(BronzeArticle.SCHEMA_VERSION)
                .url(page.url())
                .normalizedUrl(page.normalizedUrl())
                .discoveredNormalizedUrl(page.discoveredNormalizedUrl())
                .finalUrl(page.finalUrl())
                .source(page.source())
                .sourceName(page.sourceName())
                .recordId(page.recordId())
                .title(title)
                .author(author)
                .publishDate(publishDate)
                .body(page.text())
                .wordCount(Words.count(page.text()))
                .summary(summary)
                .sentiment(facts.sentiment() == null ? null : facts.sentiment().id())
                .sentimentScore(facts.sentimentScore())
                .companies(companies)
                .people(people)
                .topics(topics)
                .mentions(claims.mentions())
                .quotes(quotes)
                .siteName(Text.first(
                        Claims.MAX_NAME_CHARS,
                        page.page().siteName(),
                        page.hints().siteName()))
                .leadImage(page.page().leadImage())
                .language(Text.first(
                        Claims.MAX_NAME_CHARS, page.language(), page.hints().language()))
                .contentHash(page.contentHash())
                .dataValueScore(score)
                .discoveredTs(page.discoveredAt())
                .fetchTimestamp(page.fetchTimestamp())
                .parseTs(clock.instant())
                .provider(origin.provider())
                .model(origin.model())
                .promptVersion(origin.promptVersion())
                .inputTokens(origin.inputTokens())
                .outputTokens(origin.outputTokens())
                .costUsd(origin.costUsd())
                .rung(origin.rung())
                .summaryExtracted(claims.isSummaryExtracted())
                .textTruncated(origin.truncated())
                .copyOf(origin.copyOf())
                .extractionVersion(page.extractionVersion())
                .confidence(page.page().confidence())
                .injectionSuspected(suspicion.ids().orElse(null))
                .build();
    }

    private static @Nullable String title(PageFetched page, Claims claims) {
        var hints = page.hints();
        for (String stated : new @Nullable String[] {page.page().title(), page.title(), hints.title()}) {
            if (stated != null && !Placeholders.isNoTitle(stated)) {
                return Text.first(Claims.MAX_TITLE_CHARS, stated);
            }
        }
        return claims.title();
    }

    /** What this page says, else what its text supports of the claim, else what the announcement says. */
    private static @Nullable String author(PageFetched page, Claims claims) {
        var ofPage = Claims.distinct(page.page().authors().stream()
                .filter(author -> !Placeholders.isNobody(author))
                .toList());
        String stated = Text.first(Claims.MAX_AUTHOR_CHARS, String.join(", ", ofPage));
        if (stated != null) {
            claims.stated();
            return stated;
        }
        String claimed = claims.author();
        if (claimed != null) {
            return claimed;
        }
        String announced = page.hints().author();
        return announced == null || Placeholders.isNobody(announced)
                ? null
                : Text.first(Claims.MAX_AUTHOR_CHARS, announced);
    }

    private static @Nullable Instant publishDate(PageFetched page, @Nullable Instant claimed, Claims claims) {
        var seenAt = page.fetchTimestamp();
        var ofPage = PublishDate.plausible(page.page().publishDate(), seenAt);
        if (ofPage != null) {
            claims.stated();
            return ofPage;
        }
        var announced = PublishDate.plausible(page.published(), seenAt);
        return announced != null ? announced : claims.date(PublishDate.plausible(claimed, seenAt));
    }
}
