package sentinel.producers.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Jedis;
import redis.clients.jedis.params.SetParams;
import sentinel.config.KafkaSettings;
import sentinel.config.Secret;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Hints;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.Source;
import sentinel.contract.url.UrlIdentity;
import sentinel.embedded.EmbeddedRedis;
import sentinel.fixture.TestServers;
import sentinel.producers.Published;
import sentinel.producers.Wire;
import sentinel.service.redis.PatientRedis;
import sentinel.service.redis.RedisSettings;

class GateTest {

    private static final Duration LONG = Duration.ofMinutes(5);

    private final KafkaSettings kafka = TestServers.kafka();
    private final Published published = new Published(kafka);
    private final KafkaAnnouncer announcer = new KafkaAnnouncer(kafka, "gate-test");
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final StopSignal stop = new StopSignal();
    private final List<PatientRedis> opened = new ArrayList<>();
    private Duration l1Ttl = LONG;
    private Duration l2Ttl = LONG;
    private Duration claimTtl = LONG;
    private String redisUrl = TestServers.redisUrl();

    /** The process dies at this point: nothing after it runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @AfterEach
    void close() {
        stop.raise();
        announcer.close();
        opened.forEach(PatientRedis::close);
    }

    @Test
    void given_new_urls_when_offered_then_announced_and_the_next_time_known() {
        var gate = gate("rss-0", announcer);
        var two = List.of(rss("Feed", "1", "http://site.example/1"), rss("Feed", "2", "http://site.example/2"));

        assertThat(gate.offer(two)).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(gate.offer(two)).isEqualTo(new Tally(0, 2, 0, 0));

        assertThat(published.articles()).extracting(ArticleFound::recordId).containsExactlyInAnyOrder("1", "2");
        assertThat(published.sightings()).isEmpty();
        assertThat(metrics.counter("test.discovered").count()).isEqualTo(4);
        assertThat(metrics.counter("test.announced").count()).isEqualTo(2);
        assertThat(metrics.counter("test.l1_hits").count()).isEqualTo(2);
    }

    @Test
    void given_a_url_of_another_source_when_offered_then_exactly_one_sighting() {
        var rss = gate("rss-0", announcer);
        var gdelt = gate("gdelt-0", announcer);
        var row = gdelt("site.example", "g1", "https://www.site.example/a/?utm_source=gdelt");

        rss.offer(List.of(rss("Feed", "1", "http://site.example/a")));
        assertThat(gdelt.offer(List.of(row))).isEqualTo(new Tally(0, 0, 1, 1));
        assertThat(gdelt.offer(List.of(row))).isEqualTo(new Tally(0, 1, 0, 0));

        assertThat(published.articles()).hasSize(1);
        assertThat(published.sightings())
                .singleElement()
                .isEqualTo(new Sighting(1, "site.example/a", Source.GDELT, "site.example", "g1", row.discoveredAt()));
    }

    @Test
    void given_two_feeds_that_share_guids_when_offered_then_each_record_counts_for_its_feed() {
        var gate = gate("rss-0", announcer);

        gate.offer(List.of(rss("World", "1", "http://site.example/a")));
        gate.offer(List.of(rss("Business", "1", "http://site.example/a")));
        gate.offer(List.of(rss("Other", "1", "http://other.example/b")));

        assertThat(published.articles()).hasSize(2);
        assertThat(published.sightings()).extracting(Sighting::sourceName).containsExactly("Business");
    }

    @ParameterizedTest
    @ValueSource(strings = {"N/A", "http://site.example/", "7"})
    void given_stories_that_share_an_identifier_when_offered_then_each_is_announced_once(String id) {
        var gate = gate("rss-0", announcer);
        var stories = List.of(
                rss("Feed", id, "http://site.example/1"),
                rss("Feed", id, "http://site.example/2"),
                rss("Feed", id, "https://www.site.example/2/?utm_source=rss"),
                gdelt("site.example", id, "http://site.example/3"),
                gdelt("site.example", id, "http://site.example/4"));

        assertThat(gate.offer(stories)).isEqualTo(new Tally(4, 1, 0, 0));
        assertThat(gate.offer(stories)).isEqualTo(new Tally(0, 5, 0, 0));

        assertThat(published.articles())
                .extracting(ArticleFound::normalizedUrl)
                .containsExactlyInAnyOrder("site.example/1", "site.example/2", "site.example/3", "site.example/4");
    }

    @Test
    void given_an_identifier_that_is_used_again_when_its_story_is_offered_then_announced_and_the_first_stays_known() {
        var gate = gate("rss-0", announcer);
        var first = List.of(rss("Feed", "1", "http://site.example/1"));
        gate.offer(first);

        assertThat(gate.offer(List.of(rss("Feed", "1", "http://site.example/2"))))
                .isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(gate.offer(first)).isEqualTo(new Tally(0, 1, 0, 0));
    }

    @Test
    void given_the_same_url_twice_in_one_batch_when_offered_then_announced_once() {
        var gate = gate("gdelt-0", announcer);

        var tally = gate.offer(List.of(
                gdelt("site.example", "g1", "http://site.example/a"),
                gdelt("site.example", "g2", "http://site.example/a#top"),
                gdelt("mirror.example", "g3", "http://site.example/a?utm_medium=x"),
                gdelt("site.example", "g1", "http://site.example/a")));

        assertThat(tally).isEqualTo(new Tally(1, 1, 2, 1));
        assertThat(published.articles()).hasSize(1);
        assertThat(published.sightings()).extracting(Sighting::sourceName).containsExactly("mirror.example");
    }

    @Test
    void given_a_crash_between_claim_and_produce_when_started_again_then_announced_at_once() {
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        assertThatThrownBy(() -> gate("rss-0", killedBeforeSending()).offer(found))
                .isInstanceOf(Killed.class);
        assertThat(published.articles()).isEmpty();

        var tally = gate("rss-0", announcer).offer(found); // the claim would last for minutes

        assertThat(tally.announced()).isEqualTo(1);
        assertThat(published.articles()).hasSize(1);
    }

    @Test
    void given_a_crash_between_produce_and_confirm_when_started_again_then_announced_again_but_not_lost() {
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        assertThatThrownBy(() -> gate("rss-0", killedAfterSending()).offer(found))
                .isInstanceOf(Killed.class);

        gate("rss-0", announcer).offer(found);
        gate("rss-0", announcer).offer(found);

        assertThat(published.articles()).hasSize(2);
    }

    @Test
    void given_a_claim_of_another_that_died_when_offered_then_announced_once_the_claim_has_run_out() {
        claimTtl = Duration.ofSeconds(1);
        assertThatThrownBy(() -> gate("gdelt-0", killedBeforeSending())
                        .offer(List.of(gdelt("site.example", "g1", "http://site.example/1"))))
                .isInstanceOf(Killed.class);

        var tally = gate("rss-0", announcer).offer(List.of(rss("Feed", "1", "http://site.example/1")));

        assertThat(tally).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(published.articles()).extracting(ArticleFound::source).containsExactly(Source.RSS);
    }

    @Test
    void given_a_crash_before_a_sighting_is_sent_when_started_again_then_it_is_sent() {
        gate("rss-0", announcer).offer(List.of(rss("Feed", "1", "http://site.example/1")));
        var row = List.of(gdelt("site.example", "g1", "http://site.example/1"));
        assertThatThrownBy(() -> gate("gdelt-0", killedBeforeSending()).offer(row))
                .isInstanceOf(Killed.class);

        gate("gdelt-0", announcer).offer(row);

        assertThat(published.sightings()).hasSize(1);
    }

    @Test
    void given_a_live_claim_when_another_source_offers_then_it_waits_and_becomes_a_sighting() {
        var sending = new CompletableFuture<Void>();
        var goOn = new CompletableFuture<Void>();
        var slow = gate("gdelt-0", messages -> {
            sending.complete(null);
            goOn.join();
            return announcer.send(messages);
        });
        var first = CompletableFuture.supplyAsync(
                () -> slow.offer(List.of(gdelt("site.example", "g1", "http://site.example/1"))));
        sending.join();
        var second = CompletableFuture.supplyAsync(() -> gate("rss-0", announcer)
                .offer(List.of(rss("Feed", "1", "http://site.example/1"), rss("Feed", "2", "http://site.example/2"))));
        published.awaitArticles(1); // what is not held up by the other goes on
        assertThat(second).isNotDone();
        goOn.complete(null);

        assertThat(first.join()).isEqualTo(new Tally(1, 0, 0, 0));
        assertThat(second.join()).isEqualTo(new Tally(1, 0, 1, 1));
        assertThat(published.articles()).hasSize(2);
        assertThat(published.sightings()).hasSize(1);
    }

    @Test
    void given_many_gates_at_once_when_they_offer_the_same_urls_then_each_is_announced_once() {
        var offers = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> gate("rss-" + i, announcer)
                        .offer(IntStream.range(0, 700)
                                .mapToObj(n -> rss("Feed " + i, "r" + n, "http://site.example/" + n))
                                .toList())))
                .toList();

        var total = offers.stream().map(CompletableFuture::join).reduce(Tally.NOTHING, Tally::plus);

        assertThat(total).isEqualTo(new Tally(700, 0, 3500, 3500));
        assertThat(published.articles()).hasSize(700);
        assertThat(published.sightings()).hasSize(3500);
    }

    @Test
    void given_a_record_that_is_seen_again_when_offered_then_it_is_known_for_its_full_time_again() {
        var gate = gate("rss-0", announcer);
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        gate.offer(found);
        var redis = opened.get(0);
        String l1 = redis.key("src", "rss", "Feed", mark("1", "site.example/1"));
        String l2 = redis.key("url", "site.example/1");
        redis.patiently(client -> client.pexpire(l1, 60_000));
        redis.patiently(client -> client.pexpire(l2, 60_000));

        gate.offer(found);

        long l1Left = redis.patiently(client -> client.pttl(l1));
        long l2Left = redis.patiently(client -> client.pttl(l2));
        assertThat(l1Left).isGreaterThan(200_000);
        assertThat(l2Left).isLessThanOrEqualTo(60_000); // it does not slide
    }

    @ParameterizedTest
    @ValueSource(strings = {"1000", "2026-03-01T10:00:00Z"})
    void given_a_record_that_stayed_too_long_or_without_time_when_offered_then_known_but_left_to_run_out(String since) {
        var gate = gate("rss-0", announcer);
        var redis = opened.get(0);
        String l1 = redis.key("src", "rss", "Feed", mark("1", "site.example/1"));
        redis.patiently(client -> client.set(l1, since, SetParams.setParams().px(60_000)));

        assertThat(gate.offer(List.of(rss("Feed", "1", "http://site.example/1")))
                        .l1Hits())
                .isEqualTo(1);

        long left = redis.patiently(client -> client.pttl(l1));
        assertThat(left).isLessThanOrEqualTo(60_000);
    }

    @Test
    void given_expired_keys_when_offered_then_announced_again() {
        l1Ttl = Duration.ofMillis(300);
        l2Ttl = Duration.ofMillis(300);
        var gate = gate("rss-0", announcer);
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        gate.offer(found);

        await().pollDelay(Duration.ofMillis(400)).until(() -> gate.offer(found).announced() == 1);

        assertThat(published.articles()).hasSize(2);
    }

    @Test
    void given_an_expired_l1_key_and_its_own_url_in_l2_when_offered_then_nothing_is_sent() {
        l1Ttl = Duration.ofMillis(200);
        var gate = gate("rss-0", announcer);
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        gate.offer(found);

        await().pollDelay(Duration.ofMillis(400)).until(() -> gate.offer(found).l2Hits() == 1);

        assertThat(published.articles()).hasSize(1);
        assertThat(published.sightings()).isEmpty();
    }

    @Test
    void given_redis_is_cut_off_when_offered_then_it_waits_and_goes_on() {
        try (var wire = new Wire(redisUrl)) {
            redisUrl = wire.url();
            var gate = gate("rss-0", announcer);
            gate.offer(List.of(rss("Feed", "1", "http://site.example/1")));
            wire.cut();
            var offer =
                    CompletableFuture.supplyAsync(() -> gate.offer(List.of(rss("Feed", "2", "http://site.example/2"))));
            await().until(() -> opened.get(0).problem().isPresent());
            wire.mend();

            assertThat(offer.join()).isEqualTo(new Tally(1, 0, 0, 0));
            assertThat(opened.get(0).problem()).isEmpty();
            assertThat(published.articles()).hasSize(2);
        }
    }

    @Test
    void given_redis_is_cut_off_after_the_produce_when_mended_then_confirmed_and_not_announced_twice() {
        try (var wire = new Wire(redisUrl)) {
            redisUrl = wire.url();
            var gate = gate("rss-0", messages -> {
                var left = announcer.send(messages);
                wire.cut();
                CompletableFuture.runAsync(() -> {
                    await().until(() -> opened.get(0).problem().isPresent());
                    wire.mend();
                });
                return left;
            });
            var found = List.of(rss("Feed", "1", "http://site.example/1"));

            gate.offer(found);

            assertThat(gate.offer(found)).isEqualTo(new Tally(0, 1, 0, 0));
            assertThat(published.articles()).hasSize(1);
        }
    }

    /** Ways in which a Redis answers and takes no values. */
    private enum Refusal {
        READONLY {
            @Override
            void begin(Jedis redis) {
                redis.replicaof("127.0.0.1", 1); // nobody is there: it keeps what it has, and waits
            }

            @Override
            void end(Jedis redis) {
                redis.replicaofNoOne();
            }
        },
        OOM {
            @Override
            void begin(Jedis redis) {
                redis.configSet("maxmemory", "1");
            }

            @Override
            void end(Jedis redis) {
                redis.configSet("maxmemory", "0");
            }
        };

        abstract void begin(Jedis redis);

        abstract void end(Jedis redis);
    }

    @ParameterizedTest
    @EnumSource
    void given_redis_takes_no_values_when_offered_then_it_waits_says_why_and_goes_on(
            Refusal refusal, @TempDir Path directory) {
        try (var server = EmbeddedRedis.start(directory, 0);
                var operator = new Jedis(server.url())) {
            redisUrl = server.url();
            var gate = gate("rss-0", announcer);
            var redis = opened.get(0);
            gate.offer(List.of(rss("Feed", "1", "http://site.example/1")));
            refusal.begin(operator);

            redis.probe(); // as an idle producer does
            assertThat(redis.problem())
                    .hasValueSatisfying(problem -> assertThat(problem).startsWith("redis refuses: " + refusal.name()));
            var offer =
                    CompletableFuture.supplyAsync(() -> gate.offer(List.of(rss("Feed", "2", "http://site.example/2"))));
            redis.probe();
            assertThat(redis.problem()).isPresent();
            assertThat(published.articles()).hasSize(1);
            refusal.end(operator);

            assertThat(offer.join()).isEqualTo(new Tally(1, 0, 0, 0));
            assertThat(redis.problem()).isEmpty();
            assertThat(published.articles()).hasSize(2);
        }
    }

    @ParameterizedTest
    @EnumSource
    void given_redis_takes_no_values_and_nobody_looked_when_offered_then_nothing_is_announced_unclaimed(
            Refusal refusal, @TempDir Path directory) {
        try (var server = EmbeddedRedis.start(directory, 0);
                var operator = new Jedis(server.url())) {
            redisUrl = server.url();
            var gate = gate("rss-0", announcer);
            gate.offer(List.of(rss("Feed", "1", "http://site.example/1")));
            refusal.begin(operator);

            var offer =
                    CompletableFuture.supplyAsync(() -> gate.offer(List.of(rss("Feed", "2", "http://site.example/2"))));
            await().until(() -> opened.get(0).problem().isPresent());
            assertThat(published.articles()).hasSize(1);
            refusal.end(operator);

            assertThat(offer.join()).isEqualTo(new Tally(1, 0, 0, 0));
        }
    }

    @Test
    void given_redis_lost_its_memory_when_offered_then_announced_again() {
        var gate = gate("rss-0", announcer);
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        gate.offer(found);
        var redis = opened.get(0);
        redis.patiently(client -> client.del(
                redis.key("src", "rss", "Feed", mark("1", "site.example/1")), redis.key("url", "site.example/1")));

        gate.offer(found);

        assertThat(published.articles()).hasSize(2);
    }

    @Test
    void given_kafka_takes_only_a_part_when_offered_then_the_rest_alone_is_sent_again() {
        var calls = new AtomicInteger();
        var gate = gate("rss-0", messages -> {
            if (calls.getAndIncrement() > 0) {
                return announcer.send(messages);
            }
            announcer.send(messages.subList(0, 1));
            return messages.subList(1, messages.size());
        });

        gate.offer(List.of(rss("Feed", "1", "http://site.example/1"), rss("Feed", "2", "http://site.example/2")));

        assertThat(published.articles()).hasSize(2);
        assertThat(calls).hasValue(2);
    }

    @Test
    void given_the_wish_to_stop_when_waiting_for_kafka_then_the_offer_is_given_up_and_made_good_later() {
        var stopping = new StopSignal();
        var gate = gate("rss-0", messages -> messages, stopping);
        var found = List.of(rss("Feed", "1", "http://site.example/1"));
        var offer = CompletableFuture.supplyAsync(() -> gate.offer(found));
        stopping.raise();

        assertThatThrownBy(offer::join).hasCauseInstanceOf(StopSignal.StoppedException.class);
        assertThat(gate("rss-0", announcer).offer(found).announced()).isEqualTo(1);
    }

    @Test
    void given_records_of_a_feed_when_kept_then_it_says_whether_all_are_known() {
        var gate = gate("rss-0", announcer);
        gate.offer(List.of(rss("Feed", "1", "http://site.example/1")));

        String known = mark("1", "site.example/1");

        assertThat(gate.keep(Source.RSS, "Feed", List.of(known))).isTrue();
        assertThat(gate.keep(Source.RSS, "Feed", List.of(known, mark("2", "site.example/2"))))
                .isFalse();
        assertThat(gate.keep(Source.RSS, "Feed", List.of(mark("1", "site.example/2"))))
                .isFalse();
        assertThat(gate.keep(Source.RSS, "Feed", List.of())).isTrue();
    }

    private static String mark(String id, String identity) {
        return id + ":" + UrlIdentity.articleId(identity);
    }

    private Gate gate(String owner, Announcer sender) {
        return gate(owner, sender, stop);
    }

    private synchronized Gate gate(String owner, Announcer sender, StopSignal stopping) {
        var settings = new GateSettings(kafka, new RedisSettings(new Secret(redisUrl)), l1Ttl, l2Ttl, claimTtl);
        var redis = new PatientRedis(settings.redis(), kafka.topics().prefix(), stopping::pause);
        opened.add(redis);
        return new Gate(settings, redis, sender, owner, new DiscoveryMetrics(metrics, "test"), stopping);
    }

    private static Announcer killedBeforeSending() {
        return messages -> {
            throw new Killed();
        };
    }

    private Announcer killedAfterSending() {
        return messages -> {
            List<ProducerRecord<String, byte[]>> left = announcer.send(messages);
            assertThat(left).isEmpty();
            throw new Killed();
        };
    }

    private static Discovery rss(String feed, String id, String url) {
        return discovery(Source.RSS, feed, id, url);
    }

    private static Discovery gdelt(String domain, String id, String url) {
        return discovery(Source.GDELT, domain, id, url);
    }

    private static Discovery discovery(Source source, String name, String id, String url) {
        return Discovery.of(url, source, name, id, null, Instant.now().truncatedTo(ChronoUnit.MILLIS), Hints.NONE)
                .orElseThrow();
    }
}
