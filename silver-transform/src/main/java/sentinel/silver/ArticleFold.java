package sentinel.silver;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The meaning of Silver: an article is the fold of its Bronze rows in the order of their {@link Position}s.
 *
 * <ul>
 *   <li>the first row makes content version 1;
 *   <li>a row with the current content's hash adds its source and nothing else;
 *   <li>unless it is a later reading of the current text (a higher {@code extraction_version}): then its facts replace those of
 *       the version, which stays the same version;
 *   <li>a row with another hash makes the next version and replaces the content;
 *   <li>a row at a position that was folded already is a replay and counts once.
 * </ul>
 *
 * However the rows are cut into batches, and in whatever order the batches come, the outcome is that of one run over all
 * of them: {@link #advance} goes on from what Silver holds when it can, and folds all rows of the article again otherwise.
 */
final class ArticleFold {

    private ArticleFold() {}

    /** The article that all its rows make; {@code rows} holds at least one, in any order. */
    static ArticleState fold(Collection<BronzeHead> rows) {
        return foldInto(null, rows);
    }

    /**
     * The article after some more rows.
     *
     * @param prior what Silver holds, or null
     * @param rows new rows, at least one, in any order
     * @param allRows every row of the article, the new ones among them; asked for only when {@link #isLate}
     */
    static ArticleState advance(
            @Nullable ArticleState prior, Collection<BronzeHead> rows, Supplier<List<BronzeHead>> allRows) {
        return isLate(prior, rows) ? keepingBronzeVersion(prior, fold(allRows.get())) : foldInto(prior, rows);
    }

    /** True when what Silver holds is not enough to say what the rows make of the article. */
    static boolean isLate(@Nullable ArticleState prior, Collection<BronzeHead> rows) {
        return prior != null && !rows.stream().allMatch(row -> goesOn(prior, row));
    }

    private static boolean goesOn(ArticleState prior, BronzeHead row) {
        return !row.position().kafkaTs().isBefore(prior.firstSeen())
                && (row.position().isAfter(prior.last()) || repeats(prior, row));
    }

    /**
     * Whether a row that is not after the last one says only what is known: since the current content came, or while there
     * was no other, all rows had its hash. Two sources that announce one article at once often come in this order.
     */
    private static boolean repeats(ArticleState state, BronzeHead row) {
        boolean onlyText = state.contentVersion() == 1 && state.extractionVersion() == 1;
        return row.contentHash().equals(state.contentHash())
                && (onlyText || row.position().compareTo(state.content()) >= 0);
    }

    /**
     * Bronze's compaction moves rows to files of a later version; the content came when Silver says it did.
     *
     * @param prior what Silver holds, or null
     */
    static ArticleState keepingBronzeVersion(@Nullable ArticleState prior, ArticleState anew) {
        if (prior == null || !prior.content().equals(anew.content())) {
            return anew;
        }
        return new ArticleState(
                anew.normalizedUrl(),
                anew.content(),
                anew.contentHash(),
                anew.extractionVersion(),
                anew.updatedAt(),
                prior.bronzeVersion(),
                anew.contentVersion(),
                anew.previousContentHash(),
                anew.firstSeen(),
                anew.last(),
                anew.discoveredUrls(),
                anew.sources(),
                anew.sourceNames());
    }

    private static ArticleState foldInto(@Nullable ArticleState prior, Collection<BronzeHead> rows) {
        var ordered = new ArrayList<>(rows);
        // of a row written twice, the first writing counts
        ordered.sort(Comparator.comparing(BronzeHead::position).thenComparingLong(BronzeHead::bronzeVersion));
        var state = prior;
        for (var row : ordered) {
            if (state == null) {
                state = first(row);
            } else if (row.position().isAfter(state.last())) {
                state = next(state, row);
            } else if (repeats(state, row)) {
                state = repeated(state, row);
            }
        }
        return requireNonNull(state, "there is at least one row");
    }

    private static ArticleState first(BronzeHead row) {
        var none = new TreeSet<String>();
        return new ArticleState(
                row.normalizedUrl(),
                row.position(),
                row.contentHash(),
                row.extractionVersion(),
                row.position().kafkaTs(),
                row.bronzeVersion(),
                1,
                null,
                row.position().kafkaTs(),
                row.position(),
                ArticleState.with(none, row.discoveredUrl()),
                ArticleState.with(none, row.source()),
                ArticleState.with(none, row.sourceName()));
    }

    private static ArticleState next(ArticleState state, BronzeHead row) {
        boolean same = row.contentHash().equals(state.contentHash());
        boolean sameReading = same && row.extractionVersion() <= state.extractionVersion();
        return new ArticleState(
                state.normalizedUrl(),
                sameReading ? state.content() : row.position(),
                row.contentHash(),
                sameReading ? state.extractionVersion() : row.extractionVersion(),
                same ? state.updatedAt() : row.position().kafkaTs(),
                sameReading ? state.bronzeVersion() : row.bronzeVersion(),
                same ? state.contentVersion() : state.contentVersion() + 1,
                same ? state.previousContentHash() : state.contentHash(),
                earlier(state.firstSeen(), row.position().kafkaTs()),
                row.position(),
                ArticleState.with(state.discoveredUrls(), row.discoveredUrl()),
                ArticleState.with(state.sources(), row.source()),
                ArticleState.with(state.sourceNames(), row.sourceName()));
    }

    /** The content is that of the latest reading, and of the first of the rows that say the same. */
    private static ArticleState repeated(ArticleState state, BronzeHead row) {
        boolean first = state.content().isAfter(row.position());
        boolean replaces = row.extractionVersion() > state.extractionVersion()
                || (first && row.extractionVersion() == state.extractionVersion());
        return new ArticleState(
                state.normalizedUrl(),
                replaces ? row.position() : state.content(),
                state.contentHash(),
                replaces ? row.extractionVersion() : state.extractionVersion(),
                first ? row.position().kafkaTs() : state.updatedAt(),
                replaces ? row.bronzeVersion() : state.bronzeVersion(),
                state.contentVersion(),
                state.previousContentHash(),
                earlier(state.firstSeen(), row.position().kafkaTs()),
                state.last(),
                ArticleState.with(state.discoveredUrls(), row.discoveredUrl()),
                ArticleState.with(state.sources(), row.source()),
                ArticleState.with(state.sourceNames(), row.sourceName()));
    }

    private static Instant earlier(Instant one, Instant other) {
        return other.isBefore(one) ? other : one;
    }
}
