package sentinel.producers.gate;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import sentinel.config.KafkaSettings;
import sentinel.config.Secret;
import sentinel.contract.message.Hints;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.fixture.TestServers;
import sentinel.producers.Published;
import sentinel.service.redis.PatientRedis;
import sentinel.service.redis.RedisSettings;

/** Gates before the real Redis and Kafka, for the tests of {@link Gate}. */
abstract class GateFixture {

    static final Duration LONG = Duration.ofMinutes(5);

    final KafkaSettings kafka = TestServers.kafka();

    final Published published = new Published(kafka);

    final KafkaAnnouncer announcer = new KafkaAnnouncer(kafka, "gate-test");

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    final StopSignal stop = new StopSignal();

    final List<PatientRedis> opened = new ArrayList<>();

    Duration l1Ttl = LONG;

    Duration l2Ttl = LONG;

    Duration claimTtl = LONG;

    String redisUrl = TestServers.redisUrl();

    @AfterEach
    void close() {
        stop.raise();
        announcer.close();
        opened.forEach(PatientRedis::close);
    }

    static String mark(String id, String identity) {
        return id + ":" + UrlIdentity.articleId(identity);
    }

    Gate gate(String owner, Announcer sender) {
        return gate(owner, sender, stop);
    }

    synchronized Gate gate(String owner, Announcer sender, StopSignal stopping) {
        var settings = settings();
        var redis = new PatientRedis(settings.redis(), kafka.topics().prefix(), stopping::pause);
        opened.add(redis);
        return new Gate(settings, redis, sender, owner, new DiscoveryMetrics(metrics, "test"), stopping);
    }

    GateSettings settings() {
        return new GateSettings(kafka, new RedisSettings(new Secret(redisUrl)), l1Ttl, l2Ttl, claimTtl);
    }

    static Discovery rss(String feed, String id, String url) {
        return discovery(Source.RSS, feed, id, url);
    }

    static Discovery gdelt(String domain, String id, String url) {
        return discovery(Source.GDELT, domain, id, url);
    }

    static Discovery discovery(Source source, String name, String id, String url) {
        return Discovery.of(url, source, name, id, null, Instant.now().truncatedTo(ChronoUnit.MILLIS), Hints.NONE)
                .orElseThrow();
    }
}
