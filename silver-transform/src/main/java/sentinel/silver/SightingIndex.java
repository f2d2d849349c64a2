package sentinel.silver;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import sentinel.delta.KeyHash;
import sentinel.delta.LongMultiMap;

/**
 * Who has announced each discovered URL, in memory: an article that becomes known under a URL is owed the sightings of it that came
 * before, and reading the table for them would cost more the longer it is. About 30 bytes for each URL and announcer; what came
 * of visits is kept as it is, because few visits bring no page.
 */
final class SightingIndex {

    private record Announcer(String source, String sourceName) {}

    private final KeyHash hashes = new KeyHash();
    private final LongMultiMap announcersOf = new LongMultiMap();
    private final Map<Announcer, Integer> numbers = new HashMap<>();
    private final List<Announcer> announcers = new ArrayList<>();
    private final Map<String, Set<Seen>> visits = new HashMap<>();

    void add(Seen seen) {
        if (seen.visit() != null) {
            visits.computeIfAbsent(seen.discoveredUrl(), url -> new LinkedHashSet<>())
                    .add(seen);
            return;
        }
        int number = numbers.computeIfAbsent(new Announcer(seen.source(), seen.sourceName()), announcer -> {
            announcers.add(announcer);
            return announcers.size();
        });
        announcersOf.put(hashes.of(seen.discoveredUrl()), number, other -> false);
    }

    /** Every sighting of some URLs. */
    List<Seen> of(Set<String> discoveredUrls) {
        var found = new ArrayList<Seen>();
        for (var url : discoveredUrls) {
            announcersOf.forEach(hashes.of(url), number -> {
                var announcer = announcers.get((int) number - 1);
                found.add(new Seen(url, announcer.source(), announcer.sourceName()));
            });
            found.addAll(visits.getOrDefault(url, Set.of()));
        }
        return found;
    }
}
