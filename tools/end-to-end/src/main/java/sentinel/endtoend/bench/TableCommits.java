package sentinel.endtoend.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.TreeMap;
import sentinel.service.json.Json;

/**
 * When versions of Bronze and Silver were committed: the time of the file in the table's log, by the clock of this
 * machine.
 */
final class TableCommits {

    private final Map<Long, Instant> bronze = new HashMap<>();
    /** By the first version of Bronze that Silver's version holds and the one before does not. */
    private final TreeMap<Long, Instant> silver = new TreeMap<>();

    /** Reads the logs of the tables in a data directory, from their first version. */
    static TableCommits read(Path data) throws IOException {
        var commits = new TableCommits();
        for (var file : log(data.resolve("bronze/articles"))) {
            commits.bronze.put(version(file), written(file));
        }
        for (var file : log(data.resolve("silver/articles"))) {
            var held = bronzeHeldBy(file);
            if (held.isPresent() && (commits.silver.isEmpty() || held.getAsLong() > commits.silver.lastKey())) {
                commits.silver.put(held.getAsLong(), written(file));
            }
        }
        return commits;
    }

    /** When this version of Bronze was committed. */
    Instant bronze(long version) {
        var at = bronze.get(version);
        if (at == null) {
            throw new IllegalStateException("Bronze has no version " + version);
        }
        return at;
    }

    /** When the first version of Silver was committed that holds this version of Bronze. */
    Instant silverWith(long bronzeVersion) {
        var first = silver.ceilingEntry(bronzeVersion);
        if (first == null) {
            throw new IllegalStateException("Silver does not hold version " + bronzeVersion + " of Bronze");
        }
        return first.getValue();
    }

    /** How many versions of Bronze, and of Silver, were committed in [from, to). */
    String count(Instant from, Instant to) {
        return "%d of Bronze, %d of Silver".formatted(count(bronze, from, to), count(silver, from, to));
    }

    private static long count(Map<Long, Instant> commits, Instant from, Instant to) {
        return commits.values().stream()
                .filter(at -> !at.isBefore(from) && at.isBefore(to))
                .count();
    }

    private static List<Path> log(Path table) throws IOException {
        try (var files = Files.list(table.resolve("_delta_log"))) {
            return files.filter(file -> file.getFileName().toString().matches("\\d{20}\\.json"))
                    .sorted()
                    .toList();
        }
    }

    private static long version(Path file) {
        return Long.parseLong(file.getFileName().toString().substring(0, 20));
    }

    private static Instant written(Path file) {
        try {
            return Files.getLastModifiedTime(file).toInstant();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The Silver job's transaction identifier has the version of Bronze, plus one, above the lower 31 bits. */
    private static OptionalLong bronzeHeldBy(Path silverCommit) throws IOException {
        var held = new ArrayList<Long>();
        for (var line : Files.readAllLines(silverCommit)) {
            var transaction = Json.mapper().readTree(line).path("txn");
            if (transaction.path("appId").asText().startsWith("sentinel-silver")) {
                held.add((transaction.get("version").asLong() >> 31) - 1);
            }
        }
        return held.stream().mapToLong(Long::longValue).max();
    }
}
