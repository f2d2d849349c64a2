package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.fetcher.HostTurns.Manners;
import sentinel.fetcher.HostTurns.Turn;

class HostTurnsTest {

    private static final Manners NO_GAP = new Manners(Duration.ZERO, 8);

    private HostTurns turns = new HostTurns(100, Duration.ofSeconds(30), 1_000);

    @AfterEach
    void stop() {
        turns.close();
    }

    @Test
    void given_aGap_when_threeWait_then_theyStartThatFarApart() {
        List<Long> starts = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            turns.enqueue("a", new Manners(Duration.ofMillis(120), 1), false, away -> {}, turn -> {
                starts.add(System.nanoTime());
                turn.close();
            });
        }

        await().atMost(Duration.ofSeconds(10)).until(() -> starts.size() == 3);
        assertThat(starts.get(1) - starts.get(0)).isGreaterThanOrEqualTo(115_000_000L);
        assertThat(starts.get(2) - starts.get(1)).isGreaterThanOrEqualTo(115_000_000L);
    }

    @Test
    void given_aHostThatIsNotDue_when_anotherIsAsked_then_itStartsAtOnce() {
        turns.enqueue("slow", new Manners(Duration.ofMinutes(5), 1), false, away -> {}, Turn::close);
        turns.enqueue("slow", new Manners(Duration.ofMinutes(5), 1), true, away -> {}, Turn::close);
        var started = new AtomicInteger();
        turns.enqueue("quick", NO_GAP, false, away -> {}, turn -> started.incrementAndGet());

        assertThat(started).hasValue(1);
        assertThat(turns.waiting()).isEqualTo(1);
    }

    @Test
    void given_aHostsLimit_when_moreWait_then_noMoreThanThatRun() {
        Queue<Turn> running = new ConcurrentLinkedQueue<>();
        for (int i = 0; i < 5; i++) {
            turns.enqueue("a", new Manners(Duration.ZERO, 2), false, away -> {}, running::add);
        }
        assertThat(running).hasSize(2);

        running.remove().leaveHost();
        assertThat(running).hasSize(2);
        assertThat(turns.running()).isEqualTo(3);
    }

    @Test
    void given_allSlotsTaken_when_oneIsFreed_then_theNextHostGetsIt() {
        turns.close();
        turns = new HostTurns(2, Duration.ofSeconds(30), 1_000);
        Queue<Turn> running = new ConcurrentLinkedQueue<>();
        for (var host : List.of("a", "b", "c")) {
            turns.enqueue(host, NO_GAP, false, away -> {}, running::add);
        }
        assertThat(running).hasSize(2);

        var first = running.remove();
        first.leaveHost();
        assertThat(running).as("its page is still being read").hasSize(1);
        first.close();
        first.close();
        assertThat(running).hasSize(2);
        assertThat(turns.running()).isEqualTo(2);
    }

    @Test
    void given_aLongQueue_when_anotherComes_then_itIsRefusedWithTheWait() {
        var manners = new Manners(Duration.ofSeconds(10), 1);
        for (int i = 0; i < 3; i++) {
            assertThat(turns.enqueue("a", manners, false, away -> {}, turn -> {}))
                    .isEmpty();
        }
        for (int i = 0; i < 3; i++) {
            turns.enqueue("a", manners, false, away -> {}, turn -> {});
        }

        assertThat(turns.enqueue("a", manners, false, away -> {}, turn -> {}))
                .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofSeconds(30)));
        assertThat(turns.enqueue("a", manners, true, away -> {}, turn -> {}))
                .as("the patient wait")
                .isEmpty();
    }

    @Test
    void given_aHold_when_itsHostIsAsked_then_itWaitsThatLong() {
        List<Long> starts = new CopyOnWriteArrayList<>();
        turns.hold("a", Duration.ofMillis(200), Duration.ofMinutes(1));
        long asked = System.nanoTime();
        turns.enqueue("a", NO_GAP, false, away -> {}, turn -> starts.add(System.nanoTime()));

        await().atMost(Duration.ofSeconds(10)).until(() -> starts.size() == 1);
        assertThat(starts.get(0) - asked).isGreaterThanOrEqualTo(190_000_000L);
    }

    @Test
    void given_someWaiting_when_theirHostIsPutOnALongHold_then_theyAreTurnedAwayAtOnce() {
        Queue<Turn> running = new ConcurrentLinkedQueue<>();
        List<Duration> away = new CopyOnWriteArrayList<>();
        for (int i = 0; i < 3; i++) {
            turns.enqueue("a", new Manners(Duration.ofSeconds(1), 1), false, away::add, running::add);
        }
        turns.hold("a", Duration.ofMinutes(10), Duration.ofMinutes(1));

        assertThat(running).hasSize(1);
        assertThat(away).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(10));
        assertThat(turns.waiting()).isZero();
        assertThat(turns.holdLeft("a")).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        running.remove().close();
        assertThat(turns.running()).isZero();
    }
}
