package sentinel.silver;

import static java.util.Objects.requireNonNull;

import io.soabase.recordbuilder.core.RecordBuilder;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sentinel.contract.table.ContentVersion;

/**
 * One article after some of its rows: what Silver holds of it beside the content, which the last version names by its
 * position.
 *
 * @param versions of its text, the first one first; at least one. A version names the row of the latest reading of its text while it
 *     is current, and of several rows of this reading the first
 * @param extractionVersion of the row of the current content
 * @param bronzeVersion version of Bronze that brought the current content
 * @param firstSeen the earliest {@code kafka_ts} of its rows: when the article came, whatever text came later
 * @param last position of the last row folded; a row before it is late, and the article is folded again from all its rows
 * @param shortenedAt fetch of the newest row that had only a part of the current text; null when none had
 * @param goneSince first visit after the last fetch that found the page gone; null when none did, or when it must be looked up
 * @param lastGone newest visit after the last fetch that found it gone; null when none did
 * @param movedTo where the newest visit after the last fetch that was redirected led; null when none was
 * @param movedAt when that visit was
 * @param discoveredUrls every {@code discovered_normalized_url} of its rows
 * @param sources distinct kinds of discovery, from rows and sightings
 * @param sourceNames distinct feeds and sites, from rows and sightings
 */
@RecordBuilder
record ArticleState(
        String normalizedUrl,
        List<ContentVersion> versions,
        int extractionVersion,
        long bronzeVersion,
        Instant firstSeen,
        Position last,
        @Nullable Instant shortenedAt,
        @Nullable Instant goneSince,
        @Nullable Instant lastGone,
        @Nullable String movedTo,
        @Nullable Instant movedAt,
        SortedSet<String> discoveredUrls,
        SortedSet<String> sources,
        SortedSet<String> sourceNames) {

    ArticleState {
        requireNonNull(normalizedUrl, "normalized_url");
        requireNonNull(firstSeen, "first_seen_ts");
        requireNonNull(last, "last");
        versions = List.copyOf(versions);
        if (versions.isEmpty()) {
            throw new IllegalArgumentException("an article has at least one version");
        }
        discoveredUrls = Collections.unmodifiableSortedSet(discoveredUrls);
        sources = Collections.unmodifiableSortedSet(sources);
        sourceNames = Collections.unmodifiableSortedSet(sourceNames);
    }

    /** The current version. */
    ContentVersion current() {
        return versions.get(versions.size() - 1);
    }

    /** Position of the Bronze row that has the current content. */
    Position content() {
        var current = current();
        return new Position(
                current.fetchTimestamp(), current.kafkaTs(), current.kafkaPartition(), current.kafkaOffset());
    }

    String contentHash() {
        return current().contentHash();
    }

    int contentVersion() {
        return versions.size();
    }

    /** Null in the first version. */
    @Nullable
    String previousContentHash() {
        return versions.size() == 1 ? null : versions.get(versions.size() - 2).contentHash();
    }

    boolean isUpdated() {
        return versions.size() > 1;
    }

    /** Whether a version has this text. */
    boolean hadText(String contentHash) {
        return versions.stream().anyMatch(version -> version.contentHash().equals(contentHash));
    }

    /** True when content and versions are as before; {@code before} may be null. Then only {@link SilverTable#TOUCHED} differs. */
    boolean hasContentOf(@Nullable ArticleState before) {
        return before != null
                && versions.equals(before.versions)
                && extractionVersion == before.extractionVersion
                && bronzeVersion == before.bronzeVersion
                && firstSeen.equals(before.firstSeen);
    }

    /** True when a sighting of that discovered URL is one of this article. */
    boolean isKnownAs(String discoveredUrl) {
        return normalizedUrl.equals(discoveredUrl) || discoveredUrls.contains(discoveredUrl);
    }

    /** Whether the visits of the article must be read again: the first one that found it gone is no longer known. */
    boolean needsVisits() {
        return lastGone != null && goneSince == null;
    }

    /** The same article with a sighting under one of its names; in any order, any number of times. */
    ArticleState with(Seen seen) {
        var visit = seen.visit();
        if (visit == null) {
            return seenBy(seen.source(), seen.sourceName());
        }
        boolean counts =
                normalizedUrl.equals(seen.discoveredUrl()) && visit.at().isAfter(last.fetchedAt());
        return counts ? visited(visit) : this;
    }

    private ArticleState seenBy(String source, String sourceName) {
        if (sources.contains(source) && sourceNames.contains(sourceName)) {
            return this;
        }
        return ArticleStateBuilder.builder(this)
                .sources(with(sources, source))
                .sourceNames(with(sourceNames, sourceName))
                .build();
    }

    private ArticleState visited(Seen.Visit visit) {
        var next = ArticleStateBuilder.builder(this);
        if (visit.status() != null) {
            next.goneSince(goneSince == null || visit.at().isBefore(goneSince) ? visit.at() : goneSince);
            next.lastGone(lastGone == null || visit.at().isAfter(lastGone) ? visit.at() : lastGone);
        }
        String to = visit.movedTo();
        if (to != null && isNewer(visit.at(), to)) {
            next.movedAt(visit.at()).movedTo(to);
        }
        return next.build();
    }

    private boolean isNewer(Instant at, String to) {
        if (movedAt == null || movedTo == null) {
            return true;
        }
        int later = at.compareTo(movedAt);
        return later > 0 || (later == 0 && to.compareTo(movedTo) > 0);
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
