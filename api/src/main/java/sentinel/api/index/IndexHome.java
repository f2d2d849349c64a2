package sentinel.api.index;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Optional;
import java.util.UUID;
import org.apache.lucene.store.LockObtainFailedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The directory with the index that is served and, while a new one is built, its successor. The file {@code CURRENT}
 * names the one that counts and is replaced in one step, so a crash leaves either the old one or the new one.
 */
final class IndexHome {

    private static final Logger log = LoggerFactory.getLogger(IndexHome.class);
    private static final String CURRENT = "CURRENT";
    private static final String PREFIX = "articles-";

    private final Path root;

    IndexHome(Path root) throws IOException {
        this.root = Files.createDirectories(root);
    }

    /**
     * The index that is served; empty when there is none that can be used.
     *
     * @throws LockObtainFailedException another process has it
     */
    Optional<ArticleIndex> open() throws LockObtainFailedException {
        try {
            String name = Files.readString(root.resolve(CURRENT)).strip();
            if (!name.startsWith(PREFIX) || name.contains("/")) {
                throw new IOException(CURRENT + " names no index");
            }
            var index = ArticleIndex.open(root.resolve(name));
            if (index.isEmpty()) {
                log.info("index_outdated path={} action=rebuild", root);
            }
            return index;
        } catch (NoSuchFileException e) {
            if (!e.getFile().endsWith(CURRENT)) {
                log.warn("index_broken path={} action=rebuild", root, e);
            }
            return Optional.empty();
        } catch (LockObtainFailedException e) {
            throw e;
        } catch (IOException | RuntimeException e) {
            log.warn("index_broken path={} action=rebuild", root, e);
            return Optional.empty();
        }
    }

    /** A new index beside the one that is served. */
    ArticleIndex create() throws IOException {
        return ArticleIndex.create(root.resolve(PREFIX + UUID.randomUUID()));
    }

    /** Makes this index the one that counts. */
    void activate(ArticleIndex index) throws IOException {
        var next = root.resolve(CURRENT + ".next");
        Files.writeString(next, index.path().getFileName().toString(), StandardCharsets.UTF_8);
        Files.move(next, root.resolve(CURRENT), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Deletes every index but this one. On Linux, readers of a deleted file keep it until they close it. */
    void deleteOthers(ArticleIndex index) throws IOException {
        try (var entries = Files.newDirectoryStream(root, PREFIX + "*")) {
            for (var entry : entries) {
                if (!entry.equals(index.path())) {
                    delete(entry);
                }
            }
        }
    }

    private static void delete(Path directory) throws IOException {
        Files.walkFileTree(directory, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                Files.delete(file);
                return FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult postVisitDirectory(Path visited, @Nullable IOException failure) throws IOException {
                if (failure != null) {
                    throw failure;
                }
                Files.delete(visited);
                return FileVisitResult.CONTINUE;
            }
        });
    }
}
