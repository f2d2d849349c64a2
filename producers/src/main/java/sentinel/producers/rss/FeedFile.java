package sentinel.producers.rss;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.config.Unreadable;

/** The operator's list of feeds, read again whenever it changes. A broken edit is told once, and the old list kept. */
final class FeedFile {

    private static final Logger log = LoggerFactory.getLogger(FeedFile.class);

    private final Path path;
    private String content = "";
    private volatile @Nullable String problem;

    FeedFile(Path path) {
        this.path = path;
    }

    /** @throws BrokenFeedListException it cannot be read or used */
    static List<Feed> read(Path path) throws BrokenFeedListException {
        return FeedList.parse(content(path));
    }

    /**
     * The new list if there is one: the first time always, then after each edit.
     *
     * <p>The whole content is compared: editors keep times, file systems round them, and the file is small.
     */
    Optional<List<Feed>> changed() {
        try {
            String before = content;
            content = ""; // a file that comes back is new, whatever it says
            content = content(path);
            if (content.equals(before)) {
                return Optional.empty();
            }
            var feeds = FeedList.parse(content);
            problem = null;
            return Optional.of(feeds);
        } catch (BrokenFeedListException e) {
            String message = path + " " + e.getMessage();
            if (!message.equals(problem)) {
                problem = message;
                log.warn("feeds_file_broken action=keep_old_list file={} problem=\"{}\"", path, e.getMessage());
            }
            return Optional.empty();
        }
    }

    /** What is wrong with the file at the moment. For a health check. */
    Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    private static String content(Path path) throws BrokenFeedListException {
        try {
            return new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new BrokenFeedListException(List.of("the file " + Unreadable.reason(e) + "; expected a YAML file"));
        }
    }
}
