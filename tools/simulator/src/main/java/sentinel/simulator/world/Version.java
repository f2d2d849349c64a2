package sentinel.simulator.world;

import java.time.Instant;
import java.util.List;

/**
 * The text of an article from one moment to the next edit.
 *
 * @param number from 1
 * @param at when it went live
 */
public record Version(int number, Instant at, List<String> paragraphs) {
    public Version {
        paragraphs = List.copyOf(paragraphs);
    }
}
