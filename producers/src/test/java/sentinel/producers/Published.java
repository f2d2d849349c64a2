package sentinel.producers;

import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Sighting;
import sentinel.service.json.Json;

/** What the producers put on their topics so far. */
public final class Published {

    public record Keyed<T>(String key, T value) {}

    private final KafkaSettings kafka;

    public Published(KafkaSettings kafka) {
        this.kafka = kafka;
    }

    public List<ArticleFound> articles() {
        return keyedArticles().stream().map(Keyed::value).toList();
    }

    public List<Keyed<ArticleFound>> keyedArticles() {
        return read(kafka.topics().urls(), ArticleFound.class);
    }

    public List<Sighting> sightings() {
        return read(kafka.topics().sightings(), Sighting.class).stream()
                .map(Keyed::value)
                .toList();
    }

    public List<ArticleFound> awaitArticles(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> articles().size() >= count);
        return articles();
    }

    public List<Sighting> awaitSightings(int count) {
        await().atMost(Duration.ofSeconds(20)).until(() -> sightings().size() >= count);
        return sightings();
    }

    private <T> List<Keyed<T>> read(String topic, Class<T> type) {
        var config = Map.<String, Object>of(
                "bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed");
        try (var consumer = new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(topic, p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            var ends = consumer.endOffsets(partitions);
            var messages = new ArrayList<Keyed<T>>();
            while (partitions.stream().anyMatch(p -> consumer.position(p) < ends.get(p))) {
                for (var record : consumer.poll(Duration.ofMillis(200))) {
                    messages.add(new Keyed<>(record.key(), Json.decode(record.value(), type)));
                }
            }
            return messages;
        } catch (Json.UndecodableException e) {
            throw new AssertionError(e);
        }
    }
}
