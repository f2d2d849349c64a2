package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import sentinel.endtoend.ServedArticles;

/**
 * How long articles take that come one at a time.
 *
 * @param latency seconds from discovery to visible
 * @param steps seconds of each step of the way, in order
 * @param commits to the tables meanwhile, for people
 */
record Trickle(Seconds latency, Map<String, Seconds> steps, String commits) {

    private static final Duration LOOK = Duration.ofMillis(100);
    /** How long to wait for what was discovered just before the end: what is slow is not to be left out. */
    private static final Duration GRACE = Duration.ofSeconds(30);

    Trickle {
        steps = new LinkedHashMap<>(steps);
    }

    /** Articles that are discovered during the given time from now on, and visible at the latest {@link #GRACE} after. */
    static Trickle watch(ServedArticles articles, Path data, Duration length) throws IOException, InterruptedException {
        var begin = Instant.now();
        var end = begin.plus(length);
        var times = firstSeen(articles, end.plus(GRACE)).stream()
                .filter(article -> !article.discovered().isBefore(begin))
                .filter(article -> article.discovered().isBefore(end))
                .toList();
        var commits = TableCommits.read(data);
        var steps = new LinkedHashMap<String, List<Double>>();
        for (var article : times) {
            article.steps(commits).forEach((step, seconds) -> steps.computeIfAbsent(step, s -> new ArrayList<>())
                    .add(seconds));
        }
        var sorted = new LinkedHashMap<String, Seconds>();
        steps.forEach((step, seconds) -> sorted.put(step, Seconds.of(seconds)));
        return new Trickle(
                Seconds.of(times.stream().map(ArticleTimes::latency).toList()), sorted, commits.count(begin, end));
    }

    private static List<ArticleTimes> firstSeen(ServedArticles articles, Instant until)
            throws IOException, InterruptedException {
        var seen = new HashMap<String, ArticleTimes>();
        while (Instant.now().isBefore(until)) {
            var page = articles.json("/articles?limit=100&sort=-first_seen_ts&fields=" + ArticleTimes.FIELDS);
            var now = Instant.now();
            for (var item : page.get("items")) {
                seen.computeIfAbsent(item.get("id").asText(), id -> ArticleTimes.of(item, now));
            }
            TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
        }
        return List.copyOf(seen.values());
    }
}
