package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Source;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extractor;
import sentinel.versions.ContentHash;

/** Saved pages as the fetcher gives them to the parser. */
final class FactPages {

    private FactPages() {}

    /** Pages by id. */
    static Map<String, PageFetched> in(Path directory, Set<String> wanted) throws IOException {
        var extractor = new Extractor();
        var pages = new TreeMap<String, PageFetched>();
        for (var page : LabelledPages.in(directory)) {
            if (wanted.contains(page.id())
                    && extractor.extract(page.html(), page.url(), null) instanceof Article article) {
                pages.put(page.id(), fetched(page, article));
            }
        }
        return pages;
    }

    private static PageFetched fetched(LabelledPage page, Article article) {
        var facts = article.facts();
        String url = page.url() == null ? "https://example.com/" + page.id() : page.url();
        return PageFetchedBuilder.builder()
                .schemaVersion(PageFetched.SCHEMA_VERSION)
                .url(url)
                .normalizedUrl(page.id())
                .discoveredNormalizedUrl(page.id())
                .source(Source.RSS)
                .sourceName(page.source())
                .recordId(page.id())
                .discoveredAt(Instant.EPOCH)
                .finalUrl(url)
                .status(200)
                .text(article.text())
                .page(new PageMetadata(
                        facts.title(),
                        facts.authors(),
                        facts.published() == null ? null : facts.published().toInstant(),
                        facts.siteName(),
                        facts.description(),
                        facts.leadImage(),
                        facts.keywords(),
                        article.confidence()))
                .language(facts.language())
                .contentHash(ContentHash.of(facts.title(), article.text()))
                .fetchTimestamp(Instant.EPOCH)
                .build();
    }
}
