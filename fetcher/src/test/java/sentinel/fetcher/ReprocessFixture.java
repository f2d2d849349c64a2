package sentinel.fetcher;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.io.TempDir;
import sentinel.archive.ArchiveConfig;
import sentinel.archive.Capture;
import sentinel.archive.CaptureNote;
import sentinel.archive.HttpHead;
import sentinel.archive.PageArchive;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Hints;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extractor;
import sentinel.fixture.FakeWeb;
import sentinel.service.run.Health;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;
import sentinel.versions.ContentHash;

/** An archive as fetchers of other days left it. */
abstract class ReprocessFixture {

    static final Instant DAY1 = Instant.parse("2026-03-01T10:00:00Z");

    static final Instant DAY2 = Instant.parse("2026-03-02T10:00:00Z");

    static final Instant DAY3 = Instant.parse("2026-03-03T10:00:00Z");

    @TempDir
    Path directory;

    Path root() {
        return directory.resolve("archive");
    }

    static ArticleFound found(String url) {
        return new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                UrlIdentity.normalize(url).orElse(url),
                Source.GDELT,
                "example.com",
                "record of " + url,
                "As announced",
                DAY1,
                DAY1,
                new Hints("Hint", null, null, "en", null, -1.5, List.of("RAIN"), null, null),
                null);
    }

    /** One archived fetch; {@code hashThen} is that of what the extractor of then read, null for nothing. */
    record Fetch(String url, Instant at, String html, String hashThen, String identityThen) {
        static Fetch of(String url, Instant at, String title, String textThen) {
            return new Fetch(
                    url,
                    at,
                    FakeWeb.article(title, "Martin Example"),
                    textThen == null ? null : ContentHash.of(title, textThen),
                    textThen == null ? null : UrlIdentity.normalize(url).orElseThrow());
        }
    }

    /** The text that is read in pages of {@link FakeWeb#article} today. */
    static String textNow() {
        var extraction = new Extractor().extract(FakeWeb.article("x", "Martin Example"), "https://example.com/x");
        return ((Article) extraction).text();
    }

    /** Each day's fetches in a file of its own, as if archived then. */
    void archive(Fetch... fetches) throws Exception {
        for (var day : List.of(DAY1, DAY2, DAY3)) {
            try (var scope = new Scope()) {
                var context =
                        new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
                var archive = PageArchive.open(
                        new ArchiveConfig(Optional.of(root().toUri()), Optional.empty()),
                        "0",
                        context,
                        Clock.fixed(day, ZoneOffset.UTC));
                for (var fetch : fetches) {
                    if (fetch.at().equals(day)) {
                        var note = fetch.hashThen() == null
                                ? CaptureNote.noArticle(found(fetch.url()), List.of(), "empty_article")
                                : CaptureNote.article(
                                        found(fetch.url()), List.of(), fetch.identityThen(), fetch.hashThen());
                        var head =
                                new HttpHead("h2", 200, "", List.of(new HttpHead.Field("content-type", "text/html")));
                        var capture = new Capture(
                                fetch.url(), head, fetch.html().getBytes(StandardCharsets.UTF_8), fetch.at(), note);
                        archive.keep(capture, true).toCompletableFuture().get();
                    }
                }
            }
        }
    }
}
