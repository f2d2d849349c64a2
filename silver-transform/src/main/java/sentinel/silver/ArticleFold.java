package sentinel.silver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import sentinel.contract.table.ContentVersion;
import sentinel.contract.table.ContentVersionBuilder;
import sentinel.versions.Edit;
import sentinel.versions.Revision;
import sentinel.versions.VersionText;

/**
 * The meaning of Silver: an article is the fold of its Bronze rows in the order of their {@link Position}s.
 *
 * <ul>
 *   <li>the first row makes content version 1;
 *   <li>a row with the current content's hash adds its source and nothing else;
 *   <li>unless it is a later reading of the current text (a higher {@code extraction_version}): then its facts replace those of
 *       the version, which stays the same version;
 *   <li>a row with only a part of the current text ({@link Shortening}) is noted and makes no version;
 *   <li>a row with the text of an earlier version makes the next version, an oscillation; while that one is current, further rows
 *       with texts of earlier versions make none;
 *   <li>a row with another text makes the next version and replaces the content;
 *   <li>a row at a position that was folded already is a replay and counts once.
 * </ul>
 *
 * However the rows are cut into batches, and in whatever order the batches come, the outcome is that of one run over all
 * of them: {@link #advance} goes on from what Silver holds when it can, and otherwise all rows of the article are folded.
 */
final class ArticleFold {

    private ArticleFold() {}

    /** The article that all its rows make; {@code rows} holds at least one, in any order. */
    static ArticleState fold(Collection<BronzeHead> rows) {
        return advance(null, null, rows);
    }

    /**
     * The article after some more rows, of which none {@link #isLate}.
     *
     * @param prior what Silver holds, or null
     * @param current the text of what Silver holds; needed when {@link #comparesTexts}
     * @param rows new rows, at least one, in any order
     */
    static ArticleState advance(
            @Nullable ArticleState prior, @Nullable VersionText current, Collection<BronzeHead> rows) {
        var ordered = new ArrayList<>(rows);
        // of a row written twice, the first writing counts
        ordered.sort(Comparator.comparing(BronzeHead::position).thenComparingLong(BronzeHead::bronzeVersion));
        var state = prior;
        var text = current;
        for (var row : ordered) {
            var before = state;
            if (state == null) {
                state = first(row);
            } else if (row.position().isAfter(state.last())) {
                state = next(state, text, row);
            } else if (repeats(state, row)) {
                state = repeated(state, row);
            }
            if (before == null || (state != null && !state.content().equals(before.content()))) {
                text = row.text();
            }
        }
        return requireNonNull(state, "there is at least one row");
    }

    /** True when what Silver holds is not enough to say what the rows make of the article. */
    static boolean isLate(@Nullable ArticleState prior, Collection<BronzeHead> rows) {
        return prior != null && !rows.stream().allMatch(row -> goesOn(prior, row));
    }

    /** Whether the current text is needed to say what the rows make of the article. */
    static boolean comparesTexts(@Nullable ArticleState prior, Collection<BronzeHead> rows) {
        return prior != null && rows.stream().anyMatch(row -> !row.contentHash().equals(prior.contentHash()));
    }

    private static boolean goesOn(ArticleState prior, BronzeHead row) {
        return !row.position().kafkaTs().isBefore(prior.firstSeen())
                && (row.position().isAfter(prior.last()) || repeats(prior, row));
    }

    /**
     * Whether a row that is not after the last one says only what is known: it has the current text, and no other row would be
     * judged by it. Two sources that announce one article at once often come in this order.
     */
    private static boolean repeats(ArticleState state, BronzeHead row) {
        boolean onlyText = state.contentVersion() == 1 && state.extractionVersion() == 1;
        return row.contentHash().equals(state.contentHash())
                && state.shortenedAt() == null
                && (onlyText || row.position().compareTo(state.content()) >= 0);
    }

    /**
     * Bronze's compaction moves rows to files of a later version; the content came when Silver says it did.
     *
     * @param prior what Silver holds, or null
     */
    static ArticleState keepingBronzeVersion(@Nullable ArticleState prior, ArticleState folded) {
        if (prior == null || !prior.content().equals(folded.content())) {
            return folded;
        }
        return ArticleStateBuilder.builder(folded)
                .bronzeVersion(prior.bronzeVersion())
                .build();
    }

    private static ArticleState first(BronzeHead row) {
        var none = new TreeSet<String>();
        return new ArticleState(
                row.normalizedUrl(),
                List.of(version(1, row, null, false)),
                row.extractionVersion(),
                row.bronzeVersion(),
                row.position().kafkaTs(),
                row.position(),
                null,
                null,
                null,
                null,
                null,
                ArticleState.with(none, row.discoveredUrl()),
                ArticleState.with(none, row.source()),
                ArticleState.with(none, row.sourceName()));
    }

    /** The article after a row that comes after all others; {@code text} is the current one. */
    private static ArticleState next(ArticleState state, @Nullable VersionText text, BronzeHead row) {
        var next = withSource(state, row).last(row.position());
        found(next, state, row.position().fetchedAt());
        if (row.contentHash().equals(state.contentHash())) {
            if (row.extractionVersion() > state.extractionVersion()) {
                next.versions(withCurrent(state, heldBy(row, state.current())))
                        .extractionVersion(row.extractionVersion())
                        .bronzeVersion(row.bronzeVersion());
            }
            return next.build();
        }
        var before = requireNonNull(text, "the current text is known where another one is compared with it");
        var after = requireNonNull(row.text(), "a row with another text has a body");
        var revision = new Revision(before, after);
        if (revision.isShortening()) {
            return next.shortenedAt(row.position().fetchedAt()).build();
        }
        boolean known = state.hadText(row.contentHash());
        if (known && state.current().isOscillation()) {
            return next.build();
        }
        var versions = new ArrayList<>(state.versions());
        versions.add(version(versions.size() + 1, row, revision.edit(), known));
        return next.versions(versions)
                .extractionVersion(row.extractionVersion())
                .bronzeVersion(row.bronzeVersion())
                .shortenedAt(null)
                .build();
    }

    /** The content is that of the latest reading, and of the first of the rows that say the same. */
    private static ArticleState repeated(ArticleState state, BronzeHead row) {
        var next = withSource(state, row);
        boolean first = state.content().isAfter(row.position());
        var current = state.current();
        if (row.extractionVersion() > state.extractionVersion()
                || (first && row.extractionVersion() == state.extractionVersion())) {
            current = heldBy(row, current);
            next.extractionVersion(row.extractionVersion()).bronzeVersion(row.bronzeVersion());
        }
        if (first) {
            current = ContentVersionBuilder.builder(current)
                    .updatedTs(row.position().kafkaTs())
                    .build();
        }
        return next.versions(withCurrent(state, current)).build();
    }

    private static ArticleStateBuilder withSource(ArticleState state, BronzeHead row) {
        return ArticleStateBuilder.builder(state)
                .firstSeen(earlier(state.firstSeen(), row.position().kafkaTs()))
                .discoveredUrls(ArticleState.with(state.discoveredUrls(), row.discoveredUrl()))
                .sources(ArticleState.with(state.sources(), row.source()))
                .sourceNames(ArticleState.with(state.sourceNames(), row.sourceName()));
    }

    /** The page was there at that moment: what visits said before no longer counts. */
    private static void found(ArticleStateBuilder next, ArticleState state, Instant at) {
        if (state.movedAt() != null && !state.movedAt().isAfter(at)) {
            next.movedAt(null).movedTo(null);
        }
        if (state.lastGone() != null && !state.lastGone().isAfter(at)) {
            next.lastGone(null).goneSince(null);
        } else if (state.goneSince() != null && !state.goneSince().isAfter(at)) {
            next.goneSince(null); // some visit between this moment and the last one is the first now
        }
    }

    /** The versions with another one in place of the current one. */
    private static List<ContentVersion> withCurrent(ArticleState state, ContentVersion current) {
        var versions = new ArrayList<>(state.versions());
        versions.set(versions.size() - 1, current);
        return versions;
    }

    /** The same version, of which a row is the one that holds the text and its facts. */
    private static ContentVersion heldBy(BronzeHead row, ContentVersion version) {
        var position = row.position();
        return ContentVersionBuilder.builder(version)
                .fetchTimestamp(position.fetchedAt())
                .kafkaTs(position.kafkaTs())
                .kafkaPartition(position.partition())
                .kafkaOffset(position.offset())
                .title(row.title())
                .build();
    }

    private static ContentVersion version(int number, BronzeHead row, @Nullable Edit edit, boolean isOscillation) {
        var position = row.position();
        return new ContentVersion(
                number,
                row.contentHash(),
                position.kafkaTs(),
                position.fetchedAt(),
                position.kafkaTs(),
                position.partition(),
                position.offset(),
                edit == null ? null : edit.editClass().id(),
                edit == null ? null : edit.wordsChanged(),
                isOscillation,
                row.title());
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }
}
