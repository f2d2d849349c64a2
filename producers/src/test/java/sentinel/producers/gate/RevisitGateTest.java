package sentinel.producers.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import sentinel.producers.Published.Keyed;
import sentinel.service.redis.PatientRedis;

class RevisitGateTest extends GateFixture {

    private static final String URL = "http://site.example/1";

    private RevisitGate revisits(Announcer sender) {
        var settings = settings();
        var redis = new PatientRedis(settings.redis(), kafka.topics().prefix(), stop::pause);
        opened.add(redis);
        return new RevisitGate(settings, redis, sender, "revisit-0", stop);
    }

    private static List<Revisit> revisit() {
        return List.of(new Revisit(rss("Feed", "1", URL), "site.example/stored"));
    }

    @Test
    void given_a_url_that_is_held_when_revisited_then_it_is_announced_and_held_for_its_full_time() {
        gate("rss-0", announcer).offer(List.of(rss("Feed", "1", URL)));
        var redis = opened.get(0);
        String l2 = redis.key("url", "site.example/1");
        redis.patiently(client -> client.pexpire(l2, 60_000));

        assertThat(revisits(announcer).announce(revisit())).isZero();

        assertThat(published.articles()).hasSize(2);
        assertThat(published.keyedArticles()).extracting(Keyed::key).containsOnly("site.example");
        assertThat(published.articles().get(1).revisitOf()).isEqualTo("site.example/stored");
        assertThat(published.articles().get(1).recordId()).isEqualTo("1");
        long left = redis.patiently(client -> client.pttl(l2));
        assertThat(left).isGreaterThan(200_000);
    }

    @Test
    void given_a_revisit_when_a_source_names_its_url_then_it_is_a_sighting() {
        revisits(announcer).announce(revisit());

        var tally = gate("gdelt-0", announcer).offer(List.of(gdelt("site.example", "g1", URL)));

        assertThat(tally).isEqualTo(new Tally(0, 0, 1, 1));
        assertThat(published.articles()).hasSize(1);
    }

    @Test
    void given_a_url_that_a_source_is_announcing_when_revisited_then_it_is_left_to_it() {
        var sending = new CompletableFuture<Void>();
        var goOn = new CompletableFuture<Void>();
        var slow = gate("gdelt-0", messages -> {
            sending.complete(null);
            goOn.join();
            return announcer.send(messages);
        });
        var offer = CompletableFuture.supplyAsync(() -> slow.offer(List.of(gdelt("site.example", "g1", URL))));
        sending.join();

        assertThat(revisits(announcer).announce(revisit())).isEqualTo(1);
        goOn.complete(null);

        assertThat(offer.join().announced()).isEqualTo(1);
        assertThat(published.articles()).hasSize(1);
    }

    @Test
    void given_a_crash_before_the_url_is_held_when_started_again_then_announced_once_more() {
        assertThatThrownBy(() -> revisits(messages -> {
                            announcer.send(messages);
                            throw new IllegalStateException("killed");
                        })
                        .announce(revisit()))
                .hasMessage("killed");

        assertThat(revisits(announcer).announce(revisit())).as("its own claim").isZero();

        assertThat(published.articles()).hasSize(2);
    }

    @Test
    void given_kafka_takes_nothing_at_first_when_revisited_then_it_is_sent_again() {
        var calls = new AtomicInteger();

        revisits(messages -> calls.getAndIncrement() == 0 ? messages : announcer.send(messages))
                .announce(revisit());

        assertThat(published.articles()).hasSize(1);
        assertThat(calls).hasValue(2);
    }
}
