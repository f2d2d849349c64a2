package sentinel.archive;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A directory or bucket that Hadoop's {@code FileSystem} knows. The class path must have the file system's own library
 * ({@code hadoop-aws} for {@code s3a:}); {@code core-site.xml} on it configures Hadoop.
 */
final class HadoopStore implements ArchiveStore {

    private static final Logger log = LoggerFactory.getLogger(HadoopStore.class);

    private final FileSystem files;
    private final Path root;

    private HadoopStore(FileSystem files, Path root) {
        this.files = files;
        this.root = root;
    }

    /**
     * Connects.
     *
     * @throws IOException nothing on the class path knows such a URI, or the file system cannot be reached
     */
    static HadoopStore open(URI uri) throws IOException {
        var hadoop = new Configuration();
        if (uri.getScheme().equals("file")) {
            // No .crc file beside every file. Not for others: S3A takes its buffers from the stock local file system.
            hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem");
        }
        // An instance of our own: closing one that others share would close it under them.
        return new HadoopStore(FileSystem.newInstance(uri, hadoop), new Path(uri));
    }

    /** Nothing: directories come with their files, and a service that is away for now is no wrong configuration. */
    @Override
    public void prepare() {}

    @Override
    public Output create(ArchiveName name) throws IOException {
        var path = path(name);
        try {
            return new HadoopOutput(path, files.create(path, false));
        } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
            throw new FileAlreadyExistsException(path.toString());
        }
    }

    @Override
    public boolean durableOnlyWhenClosed() {
        return true;
    }

    @Override
    public List<ArchiveName> list() throws IOException {
        var names = new ArrayList<ArchiveName>();
        for (var folder : entries(root)) {
            String folderName = folder.getPath().getName();
            if (folder.isDirectory() && ArchiveName.isFolder(folderName)) {
                for (var file : entries(folder.getPath())) {
                    if (file.isFile()) {
                        ArchiveName.parse(folderName + "/" + file.getPath().getName())
                                .ifPresent(names::add);
                    }
                }
            }
        }
        names.sort(null);
        return names;
    }

    private List<FileStatus> entries(Path directory) throws IOException {
        var found = new ArrayList<FileStatus>();
        try {
            for (var entries = files.listStatusIterator(directory); entries.hasNext(); ) {
                found.add(entries.next());
            }
        } catch (FileNotFoundException e) {
            log.debug("archive_folder_missing path={}", directory);
        }
        return found;
    }

    @Override
    public InputStream open(ArchiveName name, long offset) throws IOException {
        var in = files.open(path(name));
        try {
            in.seek(offset);
        } catch (IOException e) {
            in.close();
            throw e;
        }
        return in;
    }

    @Override
    public void delete(ArchiveName name) throws IOException {
        files.delete(path(name), false);
        var folder = new Path(root, name.folder());
        if (entries(folder).isEmpty()) {
            files.delete(folder, false);
        }
    }

    private Path path(ArchiveName name) {
        return new Path(new Path(root, name.folder()), name.file());
    }

    @Override
    public String toString() {
        return root.toString();
    }

    @Override
    public void close() throws IOException {
        files.close();
    }

    private final class HadoopOutput implements Output {
        private final Path path;
        private final FSDataOutputStream out;

        private HadoopOutput(Path path, FSDataOutputStream out) {
            this.path = path;
            this.out = out;
        }

        @Override
        public void write(byte[] bytes) throws IOException {
            out.write(bytes);
        }

        @Override
        public void sync() {
            // only closing makes it durable, and for an object store visible
        }

        @Override
        public void close() throws IOException {
            out.close();
        }

        /** Nothing in it was promised: it goes whole. */
        @Override
        public void abandon(long promised) {
            try {
                try {
                    out.abort(); // an object store then never shows it
                } catch (UnsupportedOperationException e) {
                    out.close();
                }
                files.delete(path, false);
            } catch (IOException e) {
                log.warn("archive_file_abandoned file={} reason=\"{}\"", path, e.toString());
            }
        }
    }
}
