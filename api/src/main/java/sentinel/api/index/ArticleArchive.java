package sentinel.api.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.index.PostingsEnum;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.DocIdSetIterator;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Archive;
import sentinel.api.groups.Groups.Kept;
import sentinel.api.groups.Membership;
import sentinel.api.groups.Report;

/** The articles of an index as they were at the last {@link #refresh}, shown or not, and groups that are not written yet. */
final class ArticleArchive implements Archive, AutoCloseable {

    private record Place(LeafReaderContext leaf, int document) {}

    /** An article and when it was first seen. */
    record Seen(long id, long firstSeen) {}

    private final IndexWriter writer;
    private final Map<Long, Membership> unwritten = new HashMap<>();
    private DirectoryReader reader;

    ArticleArchive(IndexWriter writer) throws IOException {
        this.writer = writer;
        this.reader = DirectoryReader.open(writer);
    }

    /** Sees all that was written until now. */
    void refresh() throws IOException {
        var newer = DirectoryReader.openIfChanged(reader, writer);
        if (newer != null) {
            reader.close();
            reader = newer;
        }
        unwritten.clear();
    }

    /** Groups that will be written; they count from now on. */
    void expect(Map<Long, Membership> groups) {
        groups.forEach((id, membership) -> {
            if (membership.equals(Membership.ALONE)
                    && !unwritten.containsKey(id)
                    && written(id).equals(membership)) {
                return; // of most articles
            }
            unwritten.put(id, membership);
        });
    }

    /** The groups that {@link #expect} was told of since the last refresh. */
    Map<Long, Membership> expected() {
        return Map.copyOf(unwritten);
    }

    @Override
    public @Nullable Report report(long id) {
        try {
            var place = find(id);
            if (place == null) {
                return null;
            }
            var document = place.leaf()
                    .reader()
                    .storedFields()
                    .document(place.document(), Set.of(ArticleFields.JSON, ArticleFields.DETAILS));
            return Reports.of(new StoredArticle(
                    bytes(document.getBinaryValue(ArticleFields.JSON)),
                    bytes(document.getBinaryValue(ArticleFields.DETAILS)),
                    Membership.ALONE));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read article " + Report.id(id), e);
        }
    }

    @Override
    public @Nullable Membership membership(long id) {
        var expected = unwritten.get(id);
        return expected == null ? written(id) : expected;
    }

    private Membership written(long id) {
        try {
            var place = find(id);
            return place == null
                    ? Membership.ALONE
                    : GroupFields.read(place.leaf().reader(), place.document());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the groups of article " + Report.id(id), e);
        }
    }

    private static byte[] bytes(BytesRef value) {
        return BytesRef.deepCopyOf(value).bytes;
    }

    private @Nullable Place find(long id) throws IOException {
        var term = new Term(ArticleFields.ID, Report.id(id));
        for (var leaf : reader.leaves()) {
            var postings = leaf.reader().postings(term, PostingsEnum.NONE);
            var live = leaf.reader().getLiveDocs();
            if (postings != null) {
                for (int i = postings.nextDoc(); i != DocIdSetIterator.NO_MORE_DOCS; i = postings.nextDoc()) {
                    if (live == null || live.get(i)) {
                        return new Place(leaf, i);
                    }
                }
            }
        }
        return null;
    }

    /** Every article, in order. */
    List<Seen> inOrder() throws IOException {
        var all = new ArrayList<Seen>(reader.numDocs());
        each((leaf, document, seen) -> all.add(seen));
        all.sort(Comparator.comparingLong(Seen::firstSeen).thenComparing(Seen::id, Long::compareUnsigned));
        return all;
    }

    /** When the newest article was first seen; 0 when there is none. */
    long newest() throws IOException {
        var newest = new long[1];
        each((leaf, document, seen) -> newest[0] = Math.max(newest[0], seen.firstSeen()));
        return newest[0];
    }

    /** Articles that copy another, are in a group, or were first seen from that time on. */
    List<Kept> kept(long since) throws IOException {
        var kept = new ArrayList<Kept>();
        each((leaf, document, seen) -> {
            var groups = GroupFields.read(leaf.reader(), document);
            var copyOf = GroupFields.value(leaf.reader(), GroupFields.COPY_OF, document);
            if (copyOf != null || seen.firstSeen() >= since || !groups.equals(Membership.ALONE)) {
                kept.add(new Kept(seen.id(), seen.firstSeen(), copyOf, groups));
            }
        });
        return kept;
    }

    private interface Visitor {
        void take(LeafReaderContext leaf, int document, Seen seen) throws IOException;
    }

    private void each(Visitor visitor) throws IOException {
        for (var leaf : reader.leaves()) {
            var live = leaf.reader().getLiveDocs();
            var ids = leaf.reader().getSortedDocValues(ArticleFields.ID);
            var times = leaf.reader().getNumericDocValues(ArticleFields.FIRST_SEEN);
            for (int i = 0; i < leaf.reader().maxDoc(); i++) {
                if ((live == null || live.get(i)) && ids != null && ids.advanceExact(i)) {
                    long seen = times != null && times.advanceExact(i) ? times.longValue() : 0;
                    visitor.take(
                            leaf,
                            i,
                            new Seen(Report.number(ids.lookupOrd(ids.ordValue()).utf8ToString()), seen));
                }
            }
        }
    }

    @Override
    public void close() throws IOException {
        reader.close();
    }
}
