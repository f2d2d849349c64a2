package sentinel.archive;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A directory of this machine. */
final class LocalStore implements ArchiveStore {

    private static final Logger log = LoggerFactory.getLogger(LocalStore.class);

    private final Path root;

    LocalStore(Path root) {
        this.root = root;
    }

    @Override
    public void prepare() throws IOException {
        Files.createDirectories(root);
        if (!Files.isWritable(root)) {
            throw new AccessDeniedException(root.toString());
        }
    }

    @Override
    public Output create(ArchiveName name) throws IOException {
        var folder = root.resolve(name.folder());
        boolean newFolder = !Files.isDirectory(folder);
        if (newFolder && Files.exists(folder)) {
            throw new NotDirectoryException(folder.toString()); // and not "exists", which would mean the file
        }
        Files.createDirectories(folder);
        var path = folder.resolve(name.file());
        var channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try {
            syncDirectory(folder);
            if (newFolder) {
                syncDirectory(root);
            }
        } catch (IOException e) {
            channel.close();
            throw e;
        }
        return new LocalOutput(path, channel);
    }

    /** A file survives a loss of power only if its entry does. */
    private static void syncDirectory(Path directory) throws IOException {
        try (var entries = FileChannel.open(directory, StandardOpenOption.READ)) {
            entries.force(true);
        }
    }

    @Override
    public boolean durableOnlyWhenClosed() {
        return false;
    }

    @Override
    public List<ArchiveName> list() throws IOException {
        var names = new ArrayList<ArchiveName>();
        if (!Files.isDirectory(root)) {
            return names;
        }
        for (var folder : entries(root)) {
            String folderName = folder.getFileName().toString();
            if (ArchiveName.isFolder(folderName) && Files.isDirectory(folder, NOFOLLOW_LINKS)) {
                for (var file : entries(folder)) {
                    if (Files.isRegularFile(file, NOFOLLOW_LINKS)) {
                        ArchiveName.parse(folderName + "/" + file.getFileName()).ifPresent(names::add);
                    }
                }
            }
        }
        names.sort(null);
        return names;
    }

    private static List<Path> entries(Path directory) throws IOException {
        try (var entries = Files.list(directory)) {
            return entries.toList();
        } catch (NoSuchFileException e) {
            return List.of(); // emptied meanwhile
        }
    }

    @Override
    public InputStream open(ArchiveName name, long offset) throws IOException {
        var channel = FileChannel.open(path(name), StandardOpenOption.READ);
        channel.position(offset);
        return Channels.newInputStream(channel);
    }

    @Override
    public void delete(ArchiveName name) throws IOException {
        Files.deleteIfExists(path(name));
        try {
            Files.deleteIfExists(root.resolve(name.folder()));
        } catch (DirectoryNotEmptyException e) {
            // others are in it
        }
    }

    private Path path(ArchiveName name) {
        return root.resolve(name.folder()).resolve(name.file());
    }

    @Override
    public String toString() {
        return root.toString();
    }

    @Override
    public void close() {
        // nothing is held
    }

    private record LocalOutput(Path path, FileChannel channel) implements Output {

        @Override
        public void write(byte[] bytes) throws IOException {
            for (var left = ByteBuffer.wrap(bytes); left.hasRemaining(); ) {
                channel.write(left);
            }
        }

        @Override
        public void sync() throws IOException {
            channel.force(false);
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }

        @Override
        public void abandon(long promised) {
            try (channel) {
                if (promised > 0) {
                    channel.truncate(
                            promised); // readers would forgive half a record, but on a full disk it is in the way
                } else {
                    Files.deleteIfExists(path);
                }
            } catch (IOException e) {
                log.warn("archive_file_abandoned file={} reason=\"{}\"", path, e.toString());
            }
        }
    }
}
