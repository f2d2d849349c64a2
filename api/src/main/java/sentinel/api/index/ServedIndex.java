package sentinel.api.index;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.lucene.store.AlreadyClosedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.api.index.ArticleIndex.Origin;

/**
 * The index that is served. Any thread reads it through {@link #view}. One thread, {@link SilverFollower}, writes to it and
 * replaces it by a new one.
 */
public final class ServedIndex implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ServedIndex.class);

    private final IndexHome home;
    private volatile ArticleIndex index;
    private volatile boolean suspect;

    /**
     * Opens the index of a directory, or creates an empty one.
     *
     * @throws IOException the directory cannot be used, or another process uses it
     */
    public ServedIndex(Path path) throws IOException {
        this.home = new IndexHome(path);
        var known = home.open();
        this.index = known.isPresent() ? known.get() : home.create();
        if (known.isEmpty()) {
            index.publish(null);
            home.activate(index);
        }
        home.deleteOthers(index);
    }

    /** The articles as they are served now. To be closed soon. */
    public IndexView view() throws IOException {
        while (true) {
            var current = index;
            try {
                return current.view();
            } catch (AlreadyClosedException e) {
                if (current == index) { // not replaced, but broken or shut down
                    suspect();
                    throw e;
                }
            }
        }
    }

    /** The index turned out to be broken: the follower builds a new one. */
    public void suspect() {
        suspect = true;
    }

    /** The version of Silver that is served; -1 before there is one. */
    public long silverVersion() {
        return index.silverVersion().orElse(-1);
    }

    /** How many articles are served. */
    public int size() {
        try (var view = view()) {
            return view.size();
        } catch (IOException | AlreadyClosedException e) {
            return 0;
        }
    }

    boolean isSuspect() {
        return suspect;
    }

    /** The index to write changes to. */
    ArticleIndex current() {
        return index;
    }

    /** A new index beside the one that is served, for {@link #replaceBy} or {@link #discard}. */
    ArticleIndex create() throws IOException {
        return home.create();
    }

    /**
     * Publishes a new index and serves it from now on.
     *
     * @param origin null for an index of nothing
     */
    void replaceBy(ArticleIndex fresh, @Nullable Origin origin) throws IOException {
        fresh.publish(origin);
        home.activate(fresh);
        var old = index;
        index = fresh;
        suspect = false;
        closeQuietly(old);
        home.deleteOthers(fresh);
    }

    /** Deletes a new index that could not be completed. Does nothing if it is served already. */
    void discard(ArticleIndex fresh) throws IOException {
        if (index != fresh) {
            closeQuietly(fresh);
            home.deleteOthers(index);
        }
    }

    private static void closeQuietly(ArticleIndex index) {
        try {
            index.close();
        } catch (IOException | RuntimeException e) {
            log.debug("index_close_failed path={}", index.path(), e);
        }
    }

    @Override
    public void close() {
        closeQuietly(index);
    }
}
