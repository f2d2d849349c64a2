package sentinel.web.turns;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import sentinel.web.turns.HostTurns.Manners;
import sentinel.web.turns.HostTurns.Turn;

class HostTurnsTest {

    private static final Manners NO_GAP = new Manners(Duration.ZERO, 8);

    private HostTurns turns = turns(100, SharedGap.NONE);

    private static HostTurns turns(int maxRunning, SharedGap shared) {
        return new HostTurns(maxRunning, Duration.ofSeconds(30), 1_000, Duration.ofMinutes(1), shared);
    }

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
    void given_aTurnThatDoesNotComeInTime_when_waitedFor_then_onlyThePatientGoOnWaiting() {
        turns.close();
        turns = new HostTurns(100, Duration.ofSeconds(1), 1_000, Duration.ofMinutes(1), SharedGap.NONE);
        var one = new Manners(Duration.ZERO, 1);
        var running = new ConcurrentLinkedQueue<Turn>();
        var away = new ConcurrentLinkedQueue<Duration>();
        turns.enqueue("a", one, false, away::add, running::add);
        turns.enqueue("a", one, false, away::add, running::add);
        turns.enqueue("a", one, true, away::add, running::add);
        assertThat(turns.waiting()).isEqualTo(2);

        await().atMost(Duration.ofSeconds(10)).until(() -> turns.waiting() == 1);
        assertThat(away).containsExactly(Duration.ofSeconds(1));
        running.remove().close();
        assertThat(running).hasSize(1);
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void given_hostsThatAreDue_when_allSlotsAreTaken_then_nobodyIsTurnedAwayHoweverLongItTakes() {
        turns.close();
        turns = new HostTurns(1, Duration.ofMillis(200), 1_000, Duration.ofMinutes(1), SharedGap.NONE);
        var running = new ConcurrentLinkedQueue<Turn>();
        var away = new ConcurrentLinkedQueue<Duration>();
        for (var host : List.of("busy", "a", "b")) {
            turns.enqueue(host, NO_GAP, false, away::add, running::add);
        }

        await().during(Duration.ofSeconds(2)).atMost(Duration.ofSeconds(10)).until(() -> turns.waiting() == 2);
        assertThat(away).isEmpty();
        running.remove().close();
        running.remove().close();
        running.remove().close();
        assertThat(turns.waiting()).isZero();
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
        turns = turns(2, SharedGap.NONE);
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
        turns.hold("a", Duration.ofMillis(200));
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
        turns.hold("a", Duration.ofMinutes(10));

        assertThat(running).hasSize(1);
        assertThat(away).containsExactly(Duration.ofMinutes(10), Duration.ofMinutes(10));
        assertThat(turns.waiting()).isZero();
        assertThat(turns.holdLeft("a")).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        running.remove().close();
        assertThat(turns.running()).isZero();
    }

    // ---- hosts that other instances ask too

    /** Other instances by script: each take gets the next answer. */
    private static final class Others implements SharedGap {
        private final Queue<CompletableFuture<Duration>> answers = new ConcurrentLinkedQueue<>();
        private final List<String> told = new CopyOnWriteArrayList<>();

        private CompletableFuture<Duration> answer() {
            var answer = new CompletableFuture<Duration>();
            answers.add(answer);
            return answer;
        }

        @Override
        public CompletionStage<Duration> take(String host, Duration gap) {
            return answers.remove();
        }

        @Override
        public void hold(String host, Duration pause) {
            told.add(host + " " + pause);
        }
    }

    private final Others others = new Others();

    private void share() {
        turns.close();
        turns = turns(100, others);
    }

    @Test
    void given_aTurnThatIsAnothers_when_itIsOverThere_then_itBeginsHere() {
        share();
        others.answer().complete(Duration.ofMillis(150));
        others.answer().complete(Duration.ZERO);
        List<Long> starts = new CopyOnWriteArrayList<>();
        long asked = System.nanoTime();
        turns.enqueue("a", new Manners(Duration.ofMillis(10), 1), false, away -> {}, turn -> {
            starts.add(System.nanoTime());
            turn.close();
        });
        assertThat(turns.running()).as("who waits takes no place").isZero();

        await().atMost(Duration.ofSeconds(10)).until(() -> starts.size() == 1);
        assertThat(starts.get(0) - asked).isGreaterThanOrEqualTo(150_000_000L);
        assertThat(turns.missed()).isEqualTo(1);
        assertThat(turns.running()).isZero();
        assertThat(turns.waiting()).isZero();
    }

    @Test
    void given_noAnswerYet_when_anotherHostIsAsked_then_itStartsAtOnce() {
        share();
        var late = others.answer();
        others.answer().complete(Duration.ZERO);
        List<String> started = new CopyOnWriteArrayList<>();
        var manners = new Manners(Duration.ofMinutes(5), 1);
        turns.enqueue("a", manners, false, away -> {}, turn -> started.add("a"));
        turns.enqueue("b", manners, false, away -> {}, turn -> started.add("b"));

        assertThat(started).containsExactly("b");
        late.complete(Duration.ZERO);
        assertThat(started).containsExactly("b", "a");
        assertThat(turns.running()).isEqualTo(2);
    }

    @Test
    void given_aHoldThatAnotherHeard_when_itIsLong_then_thoseWhoWaitAreTurnedAway() {
        share();
        var answer = others.answer();
        List<Duration> away = new CopyOnWriteArrayList<>();
        var manners = new Manners(Duration.ofSeconds(1), 1);
        for (int i = 0; i < 3; i++) {
            turns.enqueue("a", manners, false, away::add, turn -> {});
        }
        answer.complete(Duration.ofMinutes(10));

        assertThat(away).hasSize(3).containsOnly(Duration.ofMinutes(10));
        assertThat(turns.holdLeft("a")).isBetween(Duration.ofMinutes(9), Duration.ofMinutes(10));
        assertThat(turns.running() + turns.waiting()).isZero();
    }

    @Test
    void given_aTurnBeingTaken_when_thoseWhoWaitAreTurnedAway_then_itsPlaceIsFree() {
        share();
        var answer = others.answer();
        List<Duration> away = new CopyOnWriteArrayList<>();
        turns.enqueue("a", new Manners(Duration.ofSeconds(1), 1), false, away::add, turn -> {});
        turns.hold("a", Duration.ofMinutes(10));
        assertThat(away).hasSize(1);
        answer.complete(Duration.ZERO);

        assertThat(turns.running() + turns.waiting()).isZero();
        assertThat(others.told).containsExactly("a PT10M");
    }

    @Test
    void given_aHostWithoutGap_when_itIsAskedAndHeld_then_noOtherHearsOfIt() {
        share();
        var started = new AtomicInteger();
        turns.enqueue("own", NO_GAP, false, away -> {}, turn -> started.incrementAndGet());
        turns.hold("own", Duration.ofMinutes(10));

        assertThat(started).hasValue(1);
        assertThat(others.told).isEmpty();
    }
}
