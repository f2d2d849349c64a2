package sentinel.parser;

import java.time.Instant;
import java.util.List;
import sentinel.contract.message.Hints;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Source;
import sentinel.versions.ContentHash;

/** Pages for tests. */
public final class Pages {

    public static final Instant FETCHED = Instant.parse("2026-03-02T12:00:00Z");

    public static final String TEXT =
            """
            Acme Corp said on Monday that it will buy the robotics start-up Gearbox Ltd for 2.1 billion dollars, the \
            largest acquisition in its history. "This is a great day for our customers and our employees," said Ann \
            Lee, the chief executive of Acme.

            The deal, which won the support of both boards, is expected to close in June. Shares of Acme rose 4 percent \
            in early trading. Analysts praised the purchase as a strong move into factory automation.

            Senator Omar Diaz welcomed the agreement and said it would create 800 jobs in Springfield over three years. \
            The company expects revenue to grow by a tenth this year and profit to improve as costs fall.
            """;

    private Pages() {}

    /** A page with every fact given by the page itself. */
    public static PageFetched page() {
        return page(
                "https://news.example.com/acme-buys-gearbox",
                TEXT,
                new PageMetadata(
                        "Acme to buy Gearbox",
                        List.of("Jane Roe"),
                        FETCHED.minusSeconds(3600),
                        "Example News",
                        null,
                        null,
                        null,
                        null),
                Hints.NONE);
    }

    /** The page after some edits of its text, a second each. */
    public static PageFetched edited(int times) {
        String text = TEXT + "Edit " + times + ".";
        return PageFetchedBuilder.builder(page())
                .text(text)
                .contentHash(ContentHash.of(null, text))
                .fetchTimestamp(FETCHED.plusSeconds(times))
                .build();
    }

    public static PageFetched withText(String text) {
        return page("https://news.example.com/" + ContentHash.of(null, text), text, page().page(), Hints.NONE);
    }

    /** A page that says nothing of itself. */
    public static PageFetched bare(String text, Hints hints) {
        return page("https://news.example.com/bare", text, PageMetadata.NONE, hints);
    }

    public static PageFetched page(String url, String text, PageMetadata metadata, Hints hints) {
        return PageFetchedBuilder.builder()
                .schemaVersion(PageFetched.SCHEMA_VERSION)
                .url(url + "?utm_source=rss")
                .normalizedUrl(url.substring("https://".length()))
                .discoveredNormalizedUrl(url.substring("https://".length()))
                .source(Source.RSS)
                .sourceName("Example")
                .recordId("guid-1")
                .discoveredAt(FETCHED.minusSeconds(60))
                .hints(hints)
                .finalUrl(url)
                .status(200)
                .text(text)
                .page(metadata)
                .language("en")
                .contentHash(ContentHash.of(null, text))
                .fetchTimestamp(FETCHED)
                .build();
    }
}
