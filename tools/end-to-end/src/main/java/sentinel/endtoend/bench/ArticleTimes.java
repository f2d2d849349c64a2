package sentinel.endtoend.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * When an article passed each stage, by its own columns.
 *
 * @param queued when the broker appended its record to {@code parsed_articles}, before that transaction was committed
 * @param bronzeVersion of Bronze that has its row
 * @param visible when the API's first reply with it had arrived
 */
record ArticleTimes(
        Instant discovered, Instant fetched, Instant parsed, Instant queued, long bronzeVersion, Instant visible) {

    /** The columns that {@link #of} reads, for the parameter {@code fields}. */
    static final String FIELDS = "id,discovered_ts,fetch_timestamp,parse_ts,kafka_ts,bronze_version";

    static ArticleTimes of(JsonNode article, Instant visible) {
        return new ArticleTimes(
                time(article, "discovered_ts"),
                time(article, "fetch_timestamp"),
                time(article, "parse_ts"),
                time(article, "kafka_ts"),
                article.get("bronze_version").asLong(),
                visible);
    }

    private static Instant time(JsonNode article, String column) {
        return Instant.parse(article.get(column).asText());
    }

    /** Seconds from discovery to visible. */
    double latency() {
        return seconds(discovered, visible);
    }

    /** Seconds of each step in order; their sum is {@link #latency}. */
    Map<String, Double> steps(TableCommits commits) {
        var inBronze = commits.bronze(bronzeVersion);
        var inSilver = commits.silverWith(bronzeVersion);
        var steps = new LinkedHashMap<String, Double>();
        steps.put("discovered to fetched", seconds(discovered, fetched));
        steps.put("fetched to parsed", seconds(fetched, parsed));
        steps.put("parsed to queued in Kafka", seconds(parsed, queued));
        steps.put("queued to in Bronze", seconds(queued, inBronze));
        steps.put("in Bronze to in Silver", seconds(inBronze, inSilver));
        steps.put("in Silver to visible", seconds(inSilver, visible));
        return steps;
    }

    private static double seconds(Instant from, Instant to) {
        return Duration.between(from, to).toMillis() / 1e3;
    }
}
