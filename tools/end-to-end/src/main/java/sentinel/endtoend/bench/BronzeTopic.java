package sentinel.endtoend.bench;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import sentinel.config.KafkaSettings;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.BronzeArticleBuilder;
import sentinel.contract.message.Source;
import sentinel.service.json.Json;
import sentinel.versions.ContentHash;

/** Fills the topic of articles with what a parser would send: bodies of news length, words as frequent as in text. */
final class BronzeTopic {

    private static final int DISTINCT = 5_000;
    private static final int WORDS = 5_000;
    private static final int MEAN_BODY_WORDS = 450;
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.123Z");

    private BronzeTopic() {}

    /** Returns the bytes of all messages' values. Every article has its own identity; bodies repeat after 5,000. */
    static long fill(KafkaSettings kafka, int rows) throws ExecutionException, InterruptedException {
        var random = new Random(20260301);
        var bodies = bodies(random);
        long bytes = 0;
        try (var producer = new KafkaProducer<>(
                Map.<String, Object>of(
                        ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                        kafka.bootstrapServers(),
                        ProducerConfig.ACKS_CONFIG,
                        "1",
                        ProducerConfig.LINGER_MS_CONFIG,
                        20,
                        ProducerConfig.BATCH_SIZE_CONFIG,
                        512 << 10,
                        ProducerConfig.COMPRESSION_TYPE_CONFIG,
                        "lz4"),
                new ByteArraySerializer(),
                new ByteArraySerializer())) {
            var sent = new ArrayList<Future<RecordMetadata>>(rows);
            for (int n = 0; n < rows; n++) {
                var value = Json.encode(article(n, bodies[n % DISTINCT]));
                bytes += value.length;
                sent.add(producer.send(new ProducerRecord<>(kafka.topics().parsedArticles(), n % 3, null, value)));
            }
            for (var acknowledgement : sent) {
                acknowledgement.get();
            }
        }
        return bytes;
    }

    private static String[] bodies(Random random) {
        var words = new String[WORDS];
        for (int i = 0; i < WORDS; i++) {
            words[i] = Long.toString(random.nextLong() >>> 1, 36).substring(0, 3 + random.nextInt(6));
        }
        var bodies = new String[DISTINCT];
        for (int i = 0; i < DISTINCT; i++) {
            var body = new StringBuilder();
            int length = MEAN_BODY_WORDS / 2 + random.nextInt(MEAN_BODY_WORDS);
            for (int w = 0; w < length; w++) {
                body.append(words[(int) (Math.abs(random.nextGaussian()) * 900) % WORDS])
                        .append(' ');
            }
            bodies[i] = body.toString();
        }
        return bodies;
    }

    private static BronzeArticle article(int n, String body) {
        String path = "news.example/" + n % 97 + "/story-" + n;
        return BronzeArticleBuilder.builder()
                .schemaVersion(BronzeArticle.SCHEMA_VERSION)
                .url("https://www." + path + "?utm_source=rss")
                .normalizedUrl(path)
                .discoveredNormalizedUrl(path)
                .finalUrl("https://" + path)
                .source(n % 2 == 0 ? Source.RSS : Source.GDELT)
                .sourceName("feed-" + n % 18)
                .recordId("record-" + n)
                .title("Title of story " + n)
                .author("A. Writer")
                .publishDate(START.plusSeconds(n))
                .body(body)
                .summary(body.substring(0, 160))
                .sentiment("neutral")
                .sentimentScore(0.125)
                .companies(List.of("Company " + n % 500, "Company " + n % 77))
                .people(List.of("Person " + n % 900))
                .topics(List.of("economy", "topic " + n % 12))
                .siteName("Example News")
                .leadImage("https://" + path + ".jpg")
                .language("en")
                .contentHash(ContentHash.of(null, body))
                .dataValueScore(0.8)
                .discoveredTs(START.plusSeconds(n))
                .fetchTimestamp(START.plusSeconds(n + 1L))
                .parseTs(START.plusSeconds(n + 2L))
                .provider("local")
                .model("rules")
                .promptVersion("1")
                .inputTokens(0)
                .outputTokens(0)
                .costUsd(BigDecimal.ZERO)
                .build();
    }
}
