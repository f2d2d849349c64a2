package sentinel.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a pipeline that reads the newsroom should find: {@code GET /truth}, as JSON in snake_case.
 *
 * @param gdeltSlots labels of the GDELT files so far
 * @param savedPages the pages of a directory, when one is served
 */
public record Truth(
        long seed,
        Instant startedAt,
        Instant now,
        String baseUrl,
        List<SiteTruth> sites,
        List<Feed> feeds,
        List<String> gdeltSlots,
        Summary summary,
        List<ArticleTruth> articles,
        List<SavedPageTruth> savedPages) {

    /** One site. */
    public record SiteTruth(int index, String name, String domain, String language, String template, String baseUrl) {}

    /** One feed as it stands in the feeds file. */
    public record Feed(String name, String url, String format, String charset) {}

    /**
     * Counts over all articles published so far.
     *
     * @param served articles that should be in the end result
     * @param announcedServed of these, those that some source has announced
     */
    public record Summary(
            int articles,
            int served,
            int announcedServed,
            int bySeveralSources,
            int edited,
            Map<String, Integer> outcomes,
            Map<String, Integer> troubles,
            Map<String, Integer> languages,
            Map<String, Integer> sources) {}

    /**
     * One article.
     *
     * @param url address of its page as of now: where redirects end, and what a canonical link that may be believed says
     * @param normalizedUrl identity of {@code url}
     * @param discoveries every way by which it is or will be announced
     * @param sources kinds of source that have announced it so far, sorted
     * @param body text of the current version as its page shows it, paragraphs separated by an empty line
     * @param contentHash of {@code title} and {@code body}
     * @param outcome {@code served}, {@code retried-then-served} or {@code parked:<why>}
     * @param story number of the story; several sites may tell it
     * @param goneAt when its page was deleted, or null
     * @param goneStatus what its address has answered since: 404 or 410, or null
     * @param formerUrls addresses of its page before it was moved, oldest first
     */
    public record ArticleTruth(
            int id,
            String site,
            String url,
            String normalizedUrl,
            List<DiscoveryTruth> discoveries,
            List<String> sources,
            String title,
            List<String> authors,
            Instant publishDate,
            String language,
            String topic,
            String sentiment,
            double sentimentScore,
            List<String> companies,
            List<String> people,
            String body,
            String contentHash,
            String outcome,
            String trouble,
            int story,
            int versionCount,
            List<VersionTruth> versions,
            @Nullable Instant goneAt,
            @Nullable Integer goneStatus,
            List<String> formerUrls) {}

    /**
     * One announcement.
     *
     * @param normalizedUrl identity of {@code url} as announced; differs from the article's for redirects and AMP pages
     * @param announcedAt null when it has not happened yet
     */
    public record DiscoveryTruth(
            String source, String sourceName, String url, String normalizedUrl, @Nullable Instant announcedAt) {}

    /**
     * One saved page: all sources announce it from the start.
     *
     * @param originalUrl where it was saved from, and what its canonical link may say
     */
    public record SavedPageTruth(
            String id, String originalUrl, String url, String normalizedUrl, List<DiscoveryTruth> discoveries) {}

    /**
     * One version of the text.
     *
     * @param editClass kind of the edit that made it; null for the first one
     */
    public record VersionTruth(
            int version,
            Instant at,
            String title,
            List<String> paragraphs,
            String contentHash,
            @Nullable String editClass) {}
}
