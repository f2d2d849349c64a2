package sentinel.endtoend.bench;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import sentinel.endtoend.ServedArticles;
import sentinel.launcher.StageLag;
import sentinel.service.command.RunningSentinel;
import sentinel.simulator.Newsroom;

/**
 * Many articles that are published at one moment.
 *
 * @param seconds from their publication until the last one was visible
 * @param limit the stage with the largest backlog on average
 */
record Burst(int articles, double seconds, String limit) {

    private static final Duration LIMIT = Duration.ofMinutes(6);
    private static final Duration LOOK = Duration.ofMillis(250);

    /** @throws IllegalStateException not all of them were visible in time */
    static Burst of(int count, Newsroom newsroom, ServedArticles articles, Path data) throws Exception {
        var running = RunningSentinel.on(data).orElseThrow();
        int before = articles.total();
        long start = System.nanoTime();
        var ids = new HashSet<>(newsroom.publish(count));
        newsroom.nextGdeltSlot();
        var missing = newsroom.truth().articles().stream()
                .filter(article -> ids.contains(article.id()))
                .filter(article -> !article.outcome().startsWith("parked:"))
                .map(article -> article.normalizedUrl())
                .collect(Collectors.toCollection(HashSet::new));
        int wanted = missing.size();
        var backlog = new TreeMap<String, Long>();
        try (var admin = Admin.create(Map.of("bootstrap.servers", running.kafka()))) {
            while (!missing.isEmpty()) {
                if (System.nanoTime() - start > LIMIT.toNanos()) {
                    throw new IllegalStateException(
                            missing.size() + " of " + wanted + " articles were not served in " + LIMIT);
                }
                TimeUnit.MILLISECONDS.sleep(LOOK.toMillis());
                if (articles.total() - before >= wanted) { // before that, no list can have all of them
                    missing.removeAll(articles.identities());
                } else {
                    StageLag.byGroup(admin, "").forEach((group, lag) -> backlog.merge(group, lag, Long::sum));
                }
            }
        }
        return new Burst(wanted, (System.nanoTime() - start) / 1e9, largest(backlog));
    }

    private static String largest(Map<String, Long> backlog) {
        return backlog.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .filter(stage -> stage.getValue() > 0)
                .map(Map.Entry::getKey)
                .orElse("discovery or silver (no stage had a backlog)");
    }
}
