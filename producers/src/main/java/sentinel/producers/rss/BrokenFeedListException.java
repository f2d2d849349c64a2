package sentinel.producers.rss;

import java.util.List;

/** A list of feeds that cannot be used. The message holds every problem with its line, on one line. */
final class BrokenFeedListException extends Exception {
    private static final long serialVersionUID = 1L;

    BrokenFeedListException(List<String> problems) {
        super(String.join("; ", problems));
    }
}
