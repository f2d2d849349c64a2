package sentinel.api.index;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.index.ReaderUtil;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause.Occur;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchAllDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TermInSetQuery;
import org.apache.lucene.search.TermQuery;
import org.apache.lucene.search.TopFieldCollectorManager;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import sentinel.api.index.ArticleQuery.Between;

/** The articles as they are at one moment. */
public final class IndexView implements AutoCloseable {

    private static final TextQuery TEXT = new TextQuery(new ArticleAnalyzer());

    private final IndexSearcher searcher;
    private final SearcherManager searchers;
    private final String version;
    private final OptionalLong silverVersion;
    private final FacetCache facetCache;

    IndexView(
            IndexSearcher searcher,
            SearcherManager searchers,
            String version,
            OptionalLong silverVersion,
            FacetCache facetCache) {
        this.searcher = searcher;
        this.searchers = searchers;
        this.version = version;
        this.silverVersion = silverVersion;
        this.facetCache = facetCache;
    }

    /** The same only for the same content. */
    public String version() {
        return version;
    }

    /** The version of Silver that is served; empty before there is one. */
    public OptionalLong silverVersion() {
        return silverVersion;
    }

    /** How many articles there are. */
    public int size() {
        return searcher.getIndexReader().numDocs();
    }

    /**
     * A page of articles.
     *
     * @param after where to begin, or null for the start
     * @param withDetails whether bodies are wanted too
     */
    public Page page(ArticleQuery query, @Nullable Place after, int limit, boolean withDetails) throws IOException {
        var lucene = lucene(query, null);
        var collector = new TopFieldCollectorManager(
                query.order().sort(), limit + 1, after == null ? null : after.asFieldDoc(), 1);
        var found = searcher.search(lucene, collector).scoreDocs;
        var articles = new ArrayList<StoredArticle>(limit);
        for (int i = 0; i < Math.min(found.length, limit); i++) {
            articles.add(stored(found[i], withDetails));
        }
        var next = found.length > limit ? Place.of((FieldDoc) found[limit - 1]) : null;
        return new Page(articles, next, count(query));
    }

    /** How many articles match. */
    public int count(ArticleQuery query) throws IOException {
        return searcher.count(lucene(query, null));
    }

    /** One article with its body. */
    public Optional<StoredArticle> article(String id) throws IOException {
        var found = searcher.search(new TermQuery(new Term(ArticleFields.ID, id)), 1).scoreDocs;
        return found.length == 0 ? Optional.empty() : Optional.of(stored(found[0], true));
    }

    /** The time of the newest article's first sight. */
    public Optional<Instant> newestFirstSeen() throws IOException {
        var collector = new TopFieldCollectorManager(Order.NEWEST.sort(), 1, 1);
        var found = searcher.search(new MatchAllDocsQuery(), collector).scoreDocs;
        return found.length == 0
                ? Optional.empty()
                : Optional.of((Long) ((FieldDoc) found[0]).fields[0])
                        .filter(millis -> millis != Long.MIN_VALUE)
                        .map(Instant::ofEpochMilli);
    }

    /** How many articles were first seen in the hour that begins then. */
    public int firstSeenInHour(Instant hour) throws IOException {
        return searcher.count(times(ArticleFields.FIRST_SEEN, new Between<>(hour, hour.plus(1, ChronoUnit.HOURS))));
    }

    /**
     * The most frequent values of some facets. Each is counted over the articles that match all filters but its own, so
     * that the alternatives to a chosen value are there.
     *
     * @param limit most values of each
     */
    public Map<Facet, List<FacetCount>> facets(ArticleQuery query, Set<Facet> facets, int limit) throws IOException {
        var counts = new EnumMap<Facet, List<FacetCount>>(Facet.class);
        var free = EnumSet.noneOf(Facet.class); // these are counted together
        for (var facet : facets) {
            var known = facetCache.get(key(query, facet, limit));
            if (known != null) {
                counts.put(facet, known);
            } else if (query.wanted(facet).isEmpty()) {
                free.add(facet);
            } else {
                count(query, EnumSet.of(facet), facet, limit, counts);
            }
        }
        if (!free.isEmpty()) {
            count(query, free, null, limit, counts);
        }
        return counts;
    }

    /** @param ignored its filter does not hold; null for none */
    private void count(
            ArticleQuery query,
            Set<Facet> facets,
            @Nullable Facet ignored,
            int limit,
            Map<Facet, List<FacetCount>> into)
            throws IOException {
        var counter = searcher.search(lucene(query, ignored), FacetCounter.of(facets));
        for (var facet : facets) {
            var top = counter.top(facet, limit);
            facetCache.put(key(query, facet, limit), top);
            into.put(facet, top);
        }
    }

    private String key(ArticleQuery query, Facet facet, int limit) {
        return version + ' ' + facet + ' ' + limit + ' ' + query.filters();
    }

    private StoredArticle stored(ScoreDoc hit, boolean withDetails) throws IOException {
        var wanted = withDetails ? Set.of(ArticleFields.JSON, ArticleFields.DETAILS) : Set.of(ArticleFields.JSON);
        Document document = searcher.storedFields().document(hit.doc, wanted);
        var leaves = searcher.getIndexReader().leaves();
        var leaf = leaves.get(ReaderUtil.subIndex(hit.doc, leaves));
        return new StoredArticle(
                bytes(document, ArticleFields.JSON),
                withDetails ? bytes(document, ArticleFields.DETAILS) : null,
                GroupFields.read(leaf.reader(), hit.doc - leaf.docBase));
    }

    private static byte[] bytes(Document document, String field) {
        return BytesRef.deepCopyOf(document.getBinaryValue(field)).bytes;
    }

    private static Query lucene(ArticleQuery query, @Nullable Facet ignored) {
        var all = new BooleanQuery.Builder();
        boolean ranked = query.order() == Order.RELEVANCE;
        var text = query.text() == null ? Optional.<Query>empty() : TEXT.parse(query.text(), ranked);
        text.ifPresent(t -> all.add(t, ranked ? Occur.MUST : Occur.FILTER));
        for (var facet : query.facets().keySet()) {
            if (facet != ignored) {
                all.add(oneOf(facet.keyField(), query.wanted(facet)), Occur.FILTER);
            }
        }
        if (!query.score().isAny()) {
            Double from = query.score().from();
            Double to = query.score().to();
            all.add(
                    DoublePoint.newRangeQuery(
                            ArticleFields.SCORE,
                            from == null ? Double.NEGATIVE_INFINITY : from,
                            to == null ? Double.POSITIVE_INFINITY : to),
                    Occur.FILTER);
        }
        if (!query.words().isAny()) {
            Integer from = query.words().from();
            Integer to = query.words().to();
            all.add(
                    LongPoint.newRangeQuery(
                            ArticleFields.WORDS, from == null ? 0 : from, to == null ? Long.MAX_VALUE : to),
                    Occur.FILTER);
        }
        if (!query.published().isAny()) {
            all.add(times(ArticleFields.PUBLISHED, query.published()), Occur.FILTER);
        }
        if (!query.firstSeen().isAny()) {
            all.add(times(ArticleFields.FIRST_SEEN, query.firstSeen()), Occur.FILTER);
        }
        if (query.story() != null) {
            all.add(GroupFields.is(GroupFields.STORY, query.story()), Occur.FILTER);
        }
        if (query.copyGroup() != null) {
            all.add(GroupFields.is(GroupFields.COPY_GROUP, query.copyGroup()), Occur.FILTER);
        }
        if (query.updated() != null) {
            all.add(oneOf(ArticleFields.UPDATED, List.of(query.updated().toString())), Occur.FILTER);
        }
        var built = all.build();
        return built.clauses().isEmpty() ? new MatchAllDocsQuery() : built;
    }

    private static Query oneOf(String field, List<String> values) {
        return values.size() == 1
                ? new TermQuery(new Term(field, values.get(0)))
                : new TermInSetQuery(field, values.stream().map(BytesRef::new).toList());
    }

    private static Query times(String field, Between<Instant> between) {
        long from = between.from() == null ? Long.MIN_VALUE : between.from().toEpochMilli();
        long to = between.to() == null ? Long.MAX_VALUE : between.to().toEpochMilli() - 1;
        return LongPoint.newRangeQuery(field, from, to);
    }

    @Override
    public void close() {
        try {
            searchers.release(searcher);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot release a searcher", e);
        }
    }
}
