package sentinel.producers.revisit;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.function.ToIntFunction;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.Secret;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.fixture.SetClock;
import sentinel.fixture.TestServers;
import sentinel.producers.gate.Revisit;
import sentinel.producers.gate.StopSignal;
import sentinel.service.redis.PatientRedis;
import sentinel.service.redis.RedisSettings;

/** The parts of the producer before the real Redis and a real table, with a clock of the test and a gate that takes notes. */
abstract class RevisitFixture {

    static final Instant NOW = Instant.parse("2026-11-02T10:00:00Z");

    @TempDir
    Path dir;

    private final String prefix = "test-" + UUID.randomUUID();

    final SetClock clock = new SetClock(NOW);

    final StopSignal stop = new StopSignal();

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();

    final List<Revisit> announced = new ArrayList<>();

    int perSite = 1_000;

    int perDay = 1_000;

    SilverTable silver;

    PatientRedis redis;

    Schedule schedule;

    Plans plans;

    @BeforeEach
    void open() {
        silver = new SilverTable(dir.resolve("silver").toString());
        redis = new PatientRedis(new RedisSettings(new Secret(TestServers.redisUrl())), prefix, stop::pause);
        schedule = new Schedule(redis, Duration.ofDays(9));
        var policy = new RevisitPolicy(Duration.ofHours(2), Duration.ofDays(7));
        plans = new Plans(schedule, new SiteEdits(redis), policy, clock);
    }

    @AfterEach
    void close() {
        redis.close();
    }

    SilverPlans silverPlans() {
        return new SilverPlans(silver.reader(), schedule, plans, stop);
    }

    void follow() {
        silverPlans().follow();
    }

    Visits visits() {
        return visits(revisits -> {
            announced.addAll(revisits);
            return 0;
        });
    }

    Visits visits(ToIntFunction<List<Revisit>> gate) {
        return new Visits(
                schedule, plans, new Budget(redis, perSite, perDay), gate, new RevisitMetrics(metrics), clock);
    }

    /** What is due now is announced; the URLs of it. */
    List<String> visit() {
        announced.clear();
        var visits = visits();
        while (visits.announceDue()) {
            // as long as there is more
        }
        return announced.stream().map(revisit -> revisit.article().url()).toList();
    }

    double counted(String name, String... tags) {
        return metrics.get(name).tags(tags).counter().count();
    }

    /** An article that was published and read just now. */
    StoredArticle article(String url) {
        return article(url, 0, null);
    }

    StoredArticle article(String url, int edits, @Nullable Instant editedAt) {
        String identity = UrlIdentity.normalize(url).orElseThrow();
        var now = clock.instant();
        return new StoredArticle(
                UrlIdentity.articleId(identity),
                url,
                identity,
                Source.RSS,
                "Feed",
                "record of " + url,
                "Title of " + url,
                NOW,
                NOW,
                now,
                edits,
                editedAt,
                1,
                false,
                false);
    }

    static StoredArticle state(StoredArticle of, boolean isGone, boolean hasMoved) {
        return new StoredArticle(
                of.id(),
                of.url(),
                of.normalizedUrl(),
                of.source(),
                of.sourceName(),
                of.recordId(),
                of.title(),
                of.published(),
                of.firstSeen(),
                of.readAt(),
                of.edits(),
                of.editedAt(),
                of.names(),
                isGone,
                hasMoved);
    }
}
