package sentinel.config;

import static java.util.Objects.requireNonNull;

import sentinel.contract.topic.Topics;

/**
 * The address of Kafka, and the names of our topics.
 *
 * @param instance distinguishes replicas of one service ({@code 0}, {@code 1}, ...): part of the stable {@code
 *     transactional.id} and {@code group.instance.id}
 */
public record KafkaSettings(String bootstrapServers, Topics topics, String instance) {
    public KafkaSettings {
        requireNonNull(bootstrapServers, "bootstrap servers");
        requireNonNull(topics, "topics");
        requireNonNull(instance, "instance");
    }

    public static KafkaSettings from(Env env) {
        return new KafkaSettings(
                env.string("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:9092"),
                new Topics(env.string("SENTINEL_TOPIC_PREFIX", Topics.DEFAULT.prefix())),
                env.string("SENTINEL_INSTANCE", "0"));
    }
}
