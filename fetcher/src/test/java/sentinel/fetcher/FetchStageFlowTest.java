package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import sentinel.contract.message.PageFetched;
import sentinel.contract.url.UrlIdentity;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.KafkaProbe;
import sentinel.fixture.TestServers;
import sentinel.service.json.Json;

/** Hosts that are busy or silent, and a process that is fenced: no page is lost, doubled or held up. */
class FetchStageFlowTest extends FetchStageFixture {

    @Test
    void given_moreForOneHostThanItsQueueTakes_when_theyGoRound_then_noneIsLostOrDoubled() throws Exception {
        int n = 24;
        for (int i = 0; i < n; i++) {
            web.page("/a" + i, FakeWeb.article("Story number " + i, "Martin Example"));
            announce(web.url("/a" + i));
        }
        web.delay(Duration.ofMillis(150));
        run("SENTINEL_FETCH_MAX_TURN_WAIT", "50ms", "SENTINEL_FETCH_REQUEUE_AFTER", "1s");

        var pages = read(kafka.topics().rawHtml(), n);

        var urls = new ArrayList<String>();
        for (var record : pages) {
            urls.add(Json.decode(record.value(), PageFetched.class).url());
        }
        assertThat(urls).doesNotHaveDuplicates().hasSize(n);
        assertThat(count("requeued")).as("some went round").isPositive();
        assertThat(web.hitsBelow("/a")).isEqualTo(n);
    }

    @Test
    void given_aProcessThatIsFencedBetweenFetchAndCommit_when_itGoesOn_then_thePageIsReadInFullAndEmittedOnce()
            throws Exception {
        web.page("/a", FakeWeb.article("Rain over the harbour", "Martin Example"), "\"1\"");
        web.delay(Duration.ofSeconds(2));
        announce(web.url("/a"));
        run("REDIS_URL", TestServers.redisUrl(), "SENTINEL_FETCH_READ_TIMEOUT", "20s");
        await().atMost(Duration.ofSeconds(30)).until(() -> web.hits("/a") == 1);
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            probe.fence(kafka.topics().prefix() + ".fetcher-0");
        }

        read(kafka.topics().rawHtml(), 1);
        assertThat(web.hits("/a")).isEqualTo(2);
        assertThat(web.conditional())
                .as("the replay must not hear that nothing changed")
                .isZero();

        try (var redis = RedisClient.create(TestServers.redisUrl())) {
            String key = kafka.topics().prefix() + ":page:"
                    + UrlIdentity.normalize(web.url("/a")).orElseThrow();
            await().atMost(Duration.ofSeconds(10)).until(() -> redis.exists(key));
            assertThat(redis.ttl(key)).as("seconds that it is of use").isBetween(86_000L, 86_400L);
        }
        announce(web.url("/a"));
        await().atMost(Duration.ofSeconds(30)).until(() -> count("not_modified") == 1);
        read(kafka.topics().rawHtml(), 1);
        assertThat(web.hits("/a")).isEqualTo(3);
        assertThat(metrics.get("sentinel.stage.restarts").counter().count()).isEqualTo(1);
    }

    @Test
    void given_aHostThatDoesNotAnswer_when_anotherIsAnnouncedAfterIt_then_itIsNotHeldUp() throws Exception {
        int slow = 40;
        int quick = 6;
        web.holdBack("/slow");
        for (int i = 0; i < slow; i++) {
            web.page("/slow" + i, FakeWeb.article("Slow story " + i, "Martin Example"));
            announce(web.url("/slow" + i));
        }
        for (int i = 0; i < quick; i++) {
            web.page("/quick" + i, FakeWeb.article("Quick story " + i, "Martin Example"));
            announce(web.url("/quick" + i).replace("127.0.0.1", "localhost"));
        }
        run(
                "SENTINEL_FETCH_MAX_TURN_WAIT", "100ms",
                "SENTINEL_FETCH_REQUEUE_AFTER", "500ms",
                "SENTINEL_FETCH_READ_TIMEOUT", "5m",
                "SENTINEL_FETCH_CALL_TIMEOUT", "5m",
                "SENTINEL_FETCH_DEADLINE", "5m");

        await().atMost(Duration.ofSeconds(60)).until(() -> count("article") == quick && count("requeued") > 0);
        assertThat(web.hitsBelow("/slow")).as("those whose turn it is").isEqualTo(8);
        web.letGo();

        var urls = new ArrayList<String>();
        for (var record : read(kafka.topics().rawHtml(), slow + quick)) {
            urls.add(Json.decode(record.value(), PageFetched.class).url());
        }
        assertThat(urls).doesNotHaveDuplicates();
        assertThat(web.hitsBelow("/slow")).isEqualTo(slow);
        assertThat(web.hitsBelow("/quick")).isEqualTo(quick);
    }
}
