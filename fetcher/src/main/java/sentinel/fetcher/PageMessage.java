package sentinel.fetcher;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.archive.HttpHead;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.topic.Topics;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.PageFacts;
import sentinel.fetcher.identity.ArticleIdentity;
import sentinel.text.chars.Truncation;
import sentinel.versions.ContentHash;

/** Makes the message of a page that an article was read in: bounded, and well-formed whatever the page holds. */
final class PageMessage {

    /** Far below {@link Topics#MAX_MESSAGE_BYTES}, whatever the JSON makes of the characters. */
    private static final int MAX_TEXT = 1_000_000;

    private static final int MAX_FIELD = 10_000;
    private static final int MAX_URL = 4_000;

    private static final List<String> KEPT_HEADERS = List.of(
            "content-type",
            "content-language",
            "etag",
            "last-modified",
            "cache-control",
            "date",
            "server",
            "x-robots-tag",
            "tdm-reservation",
            "tdm-policy");

    private PageMessage() {}

    /**
     * The message, not archived yet.
     *
     * @param finalUrl where the redirects ended
     * @param redirects URLs between the announced and the final one
     * @param identity of the article ({@link ArticleIdentity})
     */
    static PageFetched of(
            ArticleFound found,
            String finalUrl,
            List<String> redirects,
            HttpHead head,
            Article article,
            String identity,
            Instant fetchedAt) {
        String text = wellFormed(Truncation.at(article.text(), MAX_TEXT));
        return PageFetchedBuilder.builder()
                .schemaVersion(PageFetched.SCHEMA_VERSION)
                .url(found.url())
                .normalizedUrl(identity)
                .discoveredNormalizedUrl(UrlIdentity.normalize(found.url()).orElse(found.normalizedUrl()))
                .source(found.source())
                .sourceName(found.sourceName())
                .recordId(found.recordId())
                .title(found.title())
                .published(found.published())
                .discoveredAt(found.discoveredAt())
                .hints(found.hints())
                .finalUrl(finalUrl)
                .canonicalUrl(link(article.facts().canonicalUrl()))
                .redirects(redirects)
                .status(head.status())
                .headers(kept(head))
                .text(text)
                .page(metadata(article.facts(), article.confidence()))
                .language(article.facts().language())
                .contentHash(ContentHash.of(article.facts().title(), text))
                .fetchTimestamp(fetchedAt)
                .build();
    }

    /** The headers that matter, names in lower case. */
    private static Map<String, String> kept(HttpHead head) {
        var headers = new HashMap<String, String>();
        for (var name : KEPT_HEADERS) {
            head.last(name).ifPresent(value -> headers.put(name, value));
        }
        return headers;
    }

    private static PageMetadata metadata(PageFacts facts, double confidence) {
        return new PageMetadata(
                field(facts.title()),
                facts.authors().stream().map(PageMessage::trimmed).toList(),
                facts.published() == null ? null : facts.published().toInstant(),
                field(facts.siteName()),
                field(facts.description()),
                link(facts.leadImage()),
                facts.keywords().stream().map(PageMessage::trimmed).toList(),
                confidence);
    }

    private static @Nullable String field(@Nullable String text) {
        return text == null ? null : trimmed(text);
    }

    private static @Nullable String link(@Nullable String url) {
        return url == null || url.length() > MAX_URL ? null : wellFormed(url);
    }

    private static String trimmed(String text) {
        return wellFormed(Truncation.at(text, MAX_FIELD));
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
}
