package sentinel.bronze;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import sentinel.contract.message.BronzeArticle;
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
        return new BronzeArticle(
                1,
                "https://www.site.example/story/" + n + "?utm_source=rss",
                "site.example/story/" + n,
                full ? "site.example/s/" + n : null,
                full ? "https://site.example/story/" + n : null,
                n % 2 == 0 ? Source.RSS : Source.GDELT,
                "feed-" + n % 5,
                "record-" + n,
                full ? "Title " + n + " – „naïve“ 新闻" : null,
                full ? "A. Writer, B. Other" : null,
                full ? START.minusSeconds(n) : null,
                body,
                full ? "Summary " + n : null,
                full ? "neutral" : null,
                full ? -0.25 : null,
                full ? List.of("ACME " + n, "Müller & Söhne") : List.of(),
                full ? List.of("Ada Lovelace") : null,
                full ? List.of() : null,
                full ? "Site" : null,
                full ? "https://site.example/" + n + ".jpg" : null,
                full ? "en" : null,
                "%032x".formatted(n),
                (n % 101) / 100.0,
                START.plusSeconds(n),
                START.plusSeconds(n + 1L),
                START.plusSeconds(n + 2L),
                "local",
                full ? "rules-1" : null,
                full ? "p1" : null,
                n,
                n + 1,
                new BigDecimal("0.0125"));
    }

    static Sighting sighting(int n) {
        return new Sighting(
                1, "site.example/story/" + n, Source.GDELT, "site.example", "gkg-" + n, START.plusSeconds(n));
    }
}
