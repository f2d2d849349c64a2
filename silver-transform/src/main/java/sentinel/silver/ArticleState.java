package sentinel.silver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Collections;
import java.util.Objects;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One article after some of its rows: what Silver holds of it beside the content, which is named by its position.
 *
 * @param content position of the Bronze row that has the current content: of the latest reading of the current text, and of
 *     several rows of this reading the first
 * @param extractionVersion of the row of the current content
 * @param updatedAt {@code kafka_ts} of the first row of the current text
 * @param bronzeVersion version of Bronze that brought the current content
 * @param previousContentHash null in the first version
 * @param firstSeen the earliest {@code kafka_ts} of its rows: when the article came, whatever text came later
 * @param last position of the last row folded; a row before it is late, and the article is folded anew
 * @param discoveredUrls every {@code discovered_normalized_url} of its rows
 * @param sources distinct kinds of discovery, from rows and sightings
 * @param sourceNames distinct feeds and sites, from rows and sightings
 */
record ArticleState(
        String normalizedUrl,
        Position content,
        String contentHash,
        int extractionVersion,
        Instant updatedAt,
        long bronzeVersion,
        int contentVersion,
        @Nullable String previousContentHash,
        Instant firstSeen,
        Position last,
        SortedSet<String> discoveredUrls,
        SortedSet<String> sources,
        SortedSet<String> sourceNames) {

    ArticleState {
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(content, "content");
        requireNonNull(contentHash, "content_hash");
        requireNonNull(updatedAt, "updated_ts");
        requireNonNull(firstSeen, "first_seen_ts");
        requireNonNull(last, "last");
        discoveredUrls = Collections.unmodifiableSortedSet(discoveredUrls);
        sources = Collections.unmodifiableSortedSet(sources);
        sourceNames = Collections.unmodifiableSortedSet(sourceNames);
    }

    boolean isUpdated() {
        return contentVersion > 1;
    }

    /** True when all that a reader sees of content and versions is as before; {@code before} may be null. */
    boolean differsInSourcesOnly(@Nullable ArticleState before) {
        return before != null
                && content.equals(before.content)
                && contentHash.equals(before.contentHash)
                && extractionVersion == before.extractionVersion
                && updatedAt.equals(before.updatedAt)
                && bronzeVersion == before.bronzeVersion
                && contentVersion == before.contentVersion
                && Objects.equals(previousContentHash, before.previousContentHash)
                && firstSeen.equals(before.firstSeen);
    }

    /** True when a sighting of that discovered URL is one of this article. */
    boolean isKnownAs(String discoveredUrl) {
        return normalizedUrl.equals(discoveredUrl) || discoveredUrls.contains(discoveredUrl);
    }

    /** The same article with the sources of its sightings; in any order, any number of times. */
    ArticleState seenBy(String source, String sourceName) {
        if (sources.contains(source) && sourceNames.contains(sourceName)) {
            return this;
        }
        return new ArticleState(
                normalizedUrl,
                content,
                contentHash,
                extractionVersion,
                updatedAt,
                bronzeVersion,
                contentVersion,
                previousContentHash,
                firstSeen,
                last,
                discoveredUrls,
                with(sources, source),
                with(sourceNames, sourceName));
    }

    static SortedSet<String> with(SortedSet<String> set, @Nullable String value) {
        if (value == null || set.contains(value)) {
            return set;
        }
        var more = new TreeSet<>(set);
        more.add(value);
        return more;
    }
}
