package sentinel.delta;

import io.delta.storage.HadoopFileSystemLogStore;
import java.io.BufferedWriter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Iterator;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * Commits to a Delta log on a local file system so that exactly one of two writers of a version succeeds. The stock
 * stores check whether the file exists and then rename over it; in between, another writer's acknowledged commit can
 * be lost. This class gives the finished file its name by a hard link, which the kernel creates or refuses in one step
 * (POSIX {@code link}: fails with EEXIST), across threads, processes and containers.
 *
 * <p>Set it as {@code io.delta.kernel.logStore.file.impl} for Delta Kernel, or {@code spark.delta.logStore.file.impl} for
 * Spark. The class is public because both create it by its name.
 */
public final class HardLinkLogStore extends HadoopFileSystemLogStore {

    private static final String TEMPORARY = ".link.tmp";

    public HardLinkLogStore(Configuration configuration) {
        super(configuration);
    }

    /**
     * Writes the lines as one file, which becomes visible completely or not at all.
     *
     * @throws java.nio.file.FileAlreadyExistsException the file is there and {@code overwrite} is false
     */
    @Override
    public void write(Path path, Iterator<String> lines, Boolean overwrite, Configuration configuration)
            throws IOException {
        var target = java.nio.file.Path.of(path.toUri().getPath());
        var directory = target.getParent();
        if (directory == null) {
            throw new IOException("not a file in a log: " + path);
        }
        Files.createDirectories(directory);
        var written = directory.resolve("." + target.getFileName() + "." + UUID.randomUUID() + TEMPORARY);
        try {
            writeAndForce(written, lines);
            if (overwrite) {
                // A checksum that Hadoop's own store left beside the old content would condemn the new one.
                Files.deleteIfExists(directory.resolve("." + target.getFileName() + ".crc"));
                Files.move(written, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } else {
                Files.createLink(target, written);
            }
            LocalFiles.forceNames(directory);
        } finally {
            Files.deleteIfExists(written);
        }
    }

    /**
     * The files of a directory from a name on, sorted by name. Only these are looked at, and not each file of a log that may have
     * hundreds of thousands.
     *
     * @throws FileNotFoundException there is no such directory
     */
    @Override
    public Iterator<FileStatus> listFrom(Path path, Configuration configuration) throws IOException {
        var parent = path.getParent();
        var directory = java.nio.file.Path.of(parent.toUri().getPath());
        var names = new ArrayList<String>();
        try (var files = Files.newDirectoryStream(
                directory, file -> file.getFileName().toString().compareTo(path.getName()) >= 0)) {
            files.forEach(file -> names.add(file.getFileName().toString()));
        } catch (NoSuchFileException | NotDirectoryException e) {
            throw new FileNotFoundException("no such directory: " + parent);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        names.sort(Comparator.naturalOrder());
        var found = new ArrayList<FileStatus>();
        for (var name : names) {
            try {
                var file = Files.readAttributes(directory.resolve(name), BasicFileAttributes.class);
                found.add(new FileStatus(
                        file.size(),
                        file.isDirectory(),
                        1,
                        0,
                        file.lastModifiedTime().toMillis(),
                        new Path(parent, name)));
            } catch (NoSuchFileException e) {
                // deleted meanwhile
            }
        }
        return found.iterator();
    }

    private static void writeAndForce(java.nio.file.Path file, Iterator<String> lines) throws IOException {
        try (var channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var writer = new BufferedWriter(Channels.newWriter(channel, StandardCharsets.UTF_8))) {
            while (lines.hasNext()) {
                writer.write(lines.next());
                writer.write('\n');
            }
            writer.flush();
            channel.force(true);
        }
    }

    /** Whether a file is one that this store is writing, or was when it was killed. */
    static boolean isTemporary(Path path) {
        return path.getName().startsWith(".") && path.getName().endsWith(TEMPORARY);
    }

    /** True: other files (checkpoints) are written in place, so writers of those must write aside and rename. */
    @Override
    public Boolean isPartialWriteVisible(Path path, Configuration configuration) {
        return true;
    }
}
