package sentinel.simulator.site;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a feed or a GKG file says of one page.
 *
 * @param url as announced
 * @param guid identifier in a feed; changes when an edit makes the entry news again
 * @param published null when nothing says so
 * @param domain site as GKG names it
 * @param tone GKG's average tone, -10 to 10
 * @param words length of the text
 */
record Entry(
        String url,
        String guid,
        String title,
        String summary,
        List<String> authors,
        @Nullable Instant published,
        Instant updated,
        String language,
        String domain,
        String section,
        List<String> themes,
        List<String> people,
        List<String> companies,
        String place,
        double tone,
        String image,
        int words) {}
