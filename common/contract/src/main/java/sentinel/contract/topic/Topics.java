package sentinel.contract.topic;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names, partitions and retention of all topics. Auto-creation is off; every service creates missing topics.
 *
 * @param prefix first part of every name; two installations can share a cluster under two prefixes
 */
public record Topics(String prefix) {

    private static final Duration FOREVER = Duration.ofMillis(-1);

    public static final Topics DEFAULT = new Topics("sentinel");

    /** Kafka's setting for the retention of a topic, in milliseconds. */
    public static final String RETENTION = "retention.ms";

    /** A stage whose failures are kept as dead letters. */
    public enum DeadLetterStage {
        FETCH("fetch"),
        PARSE("parse");

        private final String id;

        DeadLetterStage(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /** The delays of a dead letter, in order. The names stay the same when tests shorten the delays. */
    public enum RetryTier {
        FIRST("1m"),
        SECOND("5m"),
        THIRD("30m");

        private final String id;

        RetryTier(String id) {
            this.id = id;
        }

        public String id() {
            return id;
        }
    }

    /**
     * One topic as it is created.
     *
     * @param config Kafka's topic settings by name
     * @param keptAfterRead minimum age of a deleted message. The topic's reader deletes older messages, but only after
     *     it has read them. Null: the topic has no reader, and Kafka deletes by age
     */
    public record Spec(String name, int partitions, Map<String, String> config, @Nullable Duration keptAfterRead) {
        public Spec {
            config = Map.copyOf(config);
        }
    }

    public String urls() {
        return prefix + ".urls";
    }

    public String sightings() {
        return prefix + ".sightings";
    }

    public String cursors() {
        return prefix + ".cursors";
    }

    public String rawHtml() {
        return prefix + ".raw_html";
    }

    /** Pages of edited articles that wait for the end of their quiet period, to be read from {@link #rawHtml} then. */
    public String edits() {
        return prefix + ".edits";
    }

    public String parsedArticles() {
        return prefix + ".parsed_articles";
    }

    /** The ledger of calls to language models. */
    public String llmCalls() {
        return prefix + ".llm_calls";
    }

    public String deadLetters(DeadLetterStage stage) {
        return prefix + ".dlq." + stage.id();
    }

    public String retry(DeadLetterStage stage, RetryTier tier) {
        return deadLetters(stage) + ".retry." + tier.id();
    }

    public String parked(DeadLetterStage stage) {
        return deadLetters(stage) + ".parked";
    }

    /** The topic that a stage reads, to which its dead letters return. */
    public String inputOf(DeadLetterStage stage) {
        return switch (stage) {
            case FETCH -> urls();
            case PARSE -> rawHtml();
        };
    }

    /** All topics with their settings. */
    public List<Spec> all() {
        var topics = new ArrayList<Spec>();
        topics.add(read(urls(), 6, Duration.ofDays(7)));
        topics.add(read(sightings(), 1, Duration.ofDays(7), "message.timestamp.type", "LogAppendTime"));
        topics.add(unread(cursors(), 1, FOREVER, "cleanup.policy", "compact"));
        topics.add(read(rawHtml(), 6, Duration.ofDays(3)));
        topics.add(read(edits(), 1, Duration.ofDays(3), "message.timestamp.type", "LogAppendTime"));
        topics.add(read(parsedArticles(), 3, Duration.ofDays(7), "message.timestamp.type", "LogAppendTime"));
        topics.add(read(llmCalls(), 1, Duration.ofDays(7), "message.timestamp.type", "LogAppendTime"));
        for (var stage : DeadLetterStage.values()) {
            topics.add(read(deadLetters(stage), 1, Duration.ofDays(14)));
            for (var tier : RetryTier.values()) {
                topics.add(read(retry(stage, tier), 1, Duration.ofDays(14), "message.timestamp.type", "LogAppendTime"));
            }
            topics.add(unread(parked(stage), 1, Duration.ofDays(90)));
        }
        return List.copyOf(topics);
    }

    /** The topic of this name, one of {@link #all}. */
    public Spec spec(String name) {
        return all().stream()
                .filter(topic -> topic.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("there is no topic " + name));
    }

    private static Spec read(String name, int partitions, Duration keptAfterRead, String... config) {
        return new Spec(name, partitions, settings(FOREVER, config), keptAfterRead);
    }

    private static Spec unread(String name, int partitions, Duration retention, String... config) {
        return new Spec(name, partitions, settings(retention, config), null);
    }

    private static Map<String, String> settings(Duration retention, String... config) {
        var settings = new HashMap<String, String>();
        for (int i = 0; i < config.length; i += 2) {
            settings.put(config[i], config[i + 1]);
        }
        settings.put(RETENTION, Long.toString(retention.toMillis()));
        settings.put("max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
        return settings;
    }

    /** Maximum size of a record, and the producers' {@code max.request.size}. The limit for a body is far lower. */
    public static final int MAX_MESSAGE_BYTES = 16 * 1024 * 1024;
}
