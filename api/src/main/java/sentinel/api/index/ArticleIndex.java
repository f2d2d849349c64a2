package sentinel.api.index;

import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.IndexWriterConfig.OpenMode;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.SearcherFactory;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.FSDirectory;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Membership;
import sentinel.api.silver.SilverArticle;

/**
 * A Lucene index of articles in one directory. One thread writes, any number read. What is written shows with
 * {@link #publish}, and survives a crash from then on; the Silver version it belongs to is part of the same commit.
 */
final class ArticleIndex implements AutoCloseable {

    private static final String SCHEMA = "schema";
    private static final String SILVER_VERSION = "silver_version";
    private static final String SILVER_TABLE = "silver_table";
    private static final double BUFFER_MB = 48;

    private final Path path;
    private final Directory directory;
    private final IndexWriter writer;
    private final SearcherManager searchers;
    /** Reader versions start at the same number in each opened index: this tells them apart. */
    private final String epoch = UUID.randomUUID().toString();

    private final FacetCache facetCache = new FacetCache();
    private volatile @Nullable Origin origin; // null: made from nothing

    /**
     * What the index was made from.
     *
     * @param table Silver's identifier
     * @param version of Silver that is in the index
     */
    record Origin(String table, long version) {}

    private ArticleIndex(Path path, OpenMode mode) throws IOException {
        this.path = path;
        this.directory = FSDirectory.open(path);
        try {
            var similarity = new StableSimilarity();
            var config = new IndexWriterConfig(new ArticleAnalyzer())
                    .setOpenMode(mode)
                    .setSimilarity(similarity)
                    .setRAMBufferSizeMB(BUFFER_MB)
                    .setCommitOnClose(false);
            this.writer = new IndexWriter(directory, config);
            this.searchers = new SearcherManager(writer, new SearcherFactory() {
                @Override
                public IndexSearcher newSearcher(
                        org.apache.lucene.index.IndexReader reader,
                        org.apache.lucene.index.@Nullable IndexReader previous) {
                    var searcher = new IndexSearcher(reader);
                    searcher.setSimilarity(similarity);
                    return searcher;
                }
            });
        } catch (IOException | RuntimeException e) {
            directory.close();
            throw e;
        }
    }

    /** A new, empty index. */
    static ArticleIndex create(Path path) throws IOException {
        return new ArticleIndex(path, OpenMode.CREATE);
    }

    /**
     * An index that was published before.
     *
     * @return empty when it is of another schema
     * @throws IOException it is broken, or another process writes to it
     */
    static Optional<ArticleIndex> open(Path path) throws IOException {
        Map<String, String> data;
        try (var directory = FSDirectory.open(path);
                var reader = DirectoryReader.open(directory)) {
            data = reader.getIndexCommit().getUserData();
        }
        if (!Integer.toString(ArticleFields.SCHEMA_VERSION).equals(data.get(SCHEMA))) {
            return Optional.empty();
        }
        var index = new ArticleIndex(path, OpenMode.APPEND);
        String table = data.get(SILVER_TABLE);
        String version = data.get(SILVER_VERSION);
        if (table != null && version != null) {
            index.origin = new Origin(table, Long.parseLong(version));
        }
        return Optional.of(index);
    }

    Path path() {
        return path;
    }

    /** What is in the index; empty before the first {@link #publish} with an origin. */
    Optional<Origin> origin() {
        return Optional.ofNullable(origin);
    }

    OptionalLong silverVersion() {
        var known = origin;
        return known == null ? OptionalLong.empty() : OptionalLong.of(known.version());
    }

    void upsert(SilverArticle article) throws IOException {
        writer.updateDocument(new Term(ArticleFields.ID, article.id()), ArticleFields.document(article));
    }

    /** For an article that is known to be new: faster. */
    void add(SilverArticle article) throws IOException {
        writer.addDocument(ArticleFields.document(article));
    }

    void delete(String id) throws IOException {
        writer.deleteDocuments(new Term(ArticleFields.ID, id));
    }

    /** Replaces the groups of an article that was written before. */
    void setGroups(String id, Membership groups) throws IOException {
        writer.updateDocValues(new Term(ArticleFields.ID, id), GroupFields.of(groups));
    }

    /** The articles as they are written, shown or not. To be closed before this index is. */
    ArticleArchive archive() throws IOException {
        return new ArticleArchive(writer);
    }

    /**
     * Shows what was written, then makes it durable.
     *
     * @param madeFrom null for an index of nothing
     */
    void publish(@Nullable Origin madeFrom) throws IOException {
        searchers.maybeRefreshBlocking();
        origin = madeFrom;
        var data = new HashMap<String, String>();
        data.put(SCHEMA, Integer.toString(ArticleFields.SCHEMA_VERSION));
        if (madeFrom != null) {
            data.put(SILVER_TABLE, madeFrom.table());
            data.put(SILVER_VERSION, Long.toString(madeFrom.version()));
        }
        writer.setLiveCommitData(data.entrySet());
        writer.commit();
    }

    /**
     * The index as it is now. To be closed soon.
     *
     * @throws org.apache.lucene.store.AlreadyClosedException this index is no longer the one that is served
     */
    IndexView view() throws IOException {
        var searcher = searchers.acquire();
        long version = ((DirectoryReader) searcher.getIndexReader()).getVersion();
        return new IndexView(searcher, searchers, epoch + '.' + version, silverVersion(), facetCache);
    }

    /** Closes without committing. Views that are open stay readable until they are closed. */
    @Override
    public void close() throws IOException {
        try (directory;
                writer;
                searchers) {
            facetCache.clear();
        }
    }
}
