package sentinel.producers.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.params.SetParams;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.Source;

/** What is new, what is known, and for how long. */
class GateTest extends GateFixture {

    @Test
    void given_new_urls_when_offered_then_announced_and_the_next_time_known() {
        var gate = gate("rss-0", announcer);
        var two = List.of(rss("Feed", "1", "http://site.example/1"), rss("Feed", "2", "http://site.example/2"));

        assertThat(gate.offer(two)).isEqualTo(new Tally(2, 0, 0, 0));
        assertThat(gate.offer(two)).isEqualTo(new Tally(0, 2, 0, 0));

        assertThat(published.articles()).extracting(ArticleFound::recordId).containsExactlyInAnyOrder("1", "2");
        assertThat(published.sightings()).isEmpty();
        assertThat(metrics.counter("sentinel.test.discovered").count()).isEqualTo(4);
        assertThat(metrics.counter("sentinel.test.announced").count()).isEqualTo(2);
        assertThat(metrics.counter("sentinel.test.l1_hits").count()).isEqualTo(2);
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
                .isEqualTo(
                        Sighting.announced("site.example/a", Source.GDELT, "site.example", "g1", row.discoveredAt()));
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
}
