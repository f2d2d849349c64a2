package sentinel.simulator.world;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.versions.EditClass;

/**
 * The text of an article from one moment to the next edit.
 *
 * @param number from 1
 * @param at when it went live
 * @param kind of the edit that made it; null for the first one
 */
public record Version(int number, Instant at, String title, List<String> paragraphs, @Nullable EditClass kind) {
    public Version {
        paragraphs = List.copyOf(paragraphs);
    }
}
