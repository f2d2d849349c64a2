package sentinel.archive;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;

/** Where archive files are kept. Safe for use by many threads. */
interface ArchiveStore extends AutoCloseable {

    /**
     * Makes ready for writing: called once, at the start.
     *
     * @throws IOException files cannot be made here; a matter of configuration, as far as can be seen
     */
    void prepare() throws IOException;

    /**
     * A new file to write.
     *
     * @throws java.nio.file.FileAlreadyExistsException there is one of that name; it is left alone
     */
    Output create(ArchiveName name) throws IOException;

    /** Whether what was written can be relied on only once the file is closed: object stores, which cannot append. */
    boolean durableOnlyWhenClosed();

    /** Files that are named as ours, oldest first. */
    List<ArchiveName> list() throws IOException;

    /** From an offset to the end. */
    InputStream open(ArchiveName name, long offset) throws IOException;

    /** Deletes a file, and its folder when that is empty then. */
    void delete(ArchiveName name) throws IOException;

    /** For messages. */
    @Override
    String toString();

    @Override
    void close() throws IOException;

    /**
     * The store at a URI: a local directory for {@code file:}, else what Hadoop makes of it. Only the latter loads Hadoop.
     *
     * @throws IOException it cannot be reached
     */
    static ArchiveStore at(URI root) throws IOException {
        return root.getScheme().equals("file") ? new LocalStore(Path.of(root)) : HadoopStore.open(root);
    }

    /** A file being written, by one thread. */
    interface Output {

        void write(byte[] bytes) throws IOException;

        /** Returns when what was written survives a loss of power; nothing where that needs {@link #close}. */
        void sync() throws IOException;

        void close() throws IOException;

        /**
         * Ends a file that failed, and throws nothing.
         *
         * @param promised its first bytes that others rely on; without any it is deleted
         */
        void abandon(long promised);
    }
}
