package sentinel.producers.gate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Source;

/** Crashes, claims of others and a Kafka that does not take all: nothing is lost, and no live claim is announced twice. */
class GateCrashTest extends GateFixture {

    /** The process dies at this point: nothing after it runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
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
}
