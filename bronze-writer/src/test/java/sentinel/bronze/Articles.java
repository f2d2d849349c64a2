package sentinel.bronze;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.BronzeArticleBuilder;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.Source;

/** Messages for tests: the n-th is always the same, and like no other. */
final class Articles {

    static final Instant START = Instant.parse("2026-03-01T10:00:00.123456Z");

    private Articles() {}

    static BronzeArticle article(int n) {
        return article(n, "The body of article " + n + ". ");
    }

    static BronzeArticle article(int n, String body) {
        boolean full = n % 3 != 0; // every third has only what must be there
        return BronzeArticleBuilder.builder()
                .schemaVersion(1)
                .url("https://www.site.example/story/" + n + "?utm_source=rss")
                .normalizedUrl("site.example/story/" + n)
                .discoveredNormalizedUrl(full ? "site.example/s/" + n : null)
                .finalUrl(full ? "https://site.example/story/" + n : null)
                .source(n % 2 == 0 ? Source.RSS : Source.GDELT)
                .sourceName("feed-" + n % 5)
                .recordId("record-" + n)
                .title(full ? "Title " + n + " – „naïve“ 新闻" : null)
                .author(full ? "A. Writer, B. Other" : null)
                .publishDate(full ? START.minusSeconds(n) : null)
                .body(body)
                .summary(full ? "Summary " + n : null)
                .sentiment(full ? "neutral" : null)
                .sentimentScore(full ? -0.25 : null)
                .companies(full ? List.of("ACME " + n, "Müller & Söhne") : List.of())
                .people(full ? List.of("Ada Lovelace") : null)
                .topics(full ? List.of() : null)
                .siteName(full ? "Site" : null)
                .leadImage(full ? "https://site.example/" + n + ".jpg" : null)
                .language(full ? "en" : null)
                .contentHash("%032x".formatted(n))
                .dataValueScore((n % 101) / 100.0)
                .discoveredTs(START.plusSeconds(n))
                .fetchTimestamp(START.plusSeconds(n + 1L))
                .parseTs(START.plusSeconds(n + 2L))
                .provider("local")
                .model(full ? "rules-1" : null)
                .promptVersion(full ? "p1" : null)
                .inputTokens(n)
                .outputTokens(n + 1)
                .costUsd(new BigDecimal("0.0125"))
                .build();
    }

    static Sighting sighting(int n) {
        return Sighting.announced(
                "site.example/story/" + n, Source.GDELT, "site.example", "gkg-" + n, START.plusSeconds(n));
    }
}
