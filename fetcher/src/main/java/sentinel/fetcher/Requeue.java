package sentinel.fetcher;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import sentinel.service.stage.Input;
import sentinel.service.stage.Verdict;

/**
 * Sends announcements round again whose host is not due: to the end of their own topic, in the same transaction that
 * takes them from where they stood. No faster than a given rate, and none more than once in a while, so that a long queue
 * for one host neither spins nor fills the topic.
 */
final class Requeue {

    private final String topic;
    private final Duration minRound;
    private final long nanosBetween;
    private final Clock clock;
    private long nextAt = System.nanoTime();

    /** @param minRound from one entry into the topic to the next */
    Requeue(String topic, Duration minRound, int perSecond, Clock clock) {
        this.topic = topic;
        this.minRound = minRound;
        this.nanosBetween = TimeUnit.SECONDS.toNanos(1) / perSecond;
        this.clock = clock;
    }

    CompletionStage<Verdict> again(Input<Announcement> input) {
        var output = new Verdict.Output(topic, input.key(), input.value().bytes());
        var delay = longer(untilNextSlot(), untilRoundIsOver(input.timestamp()));
        Verdict verdict = Verdict.Emit.of(output);
        return CompletableFuture.supplyAsync(
                () -> verdict, CompletableFuture.delayedExecutor(delay.toNanos(), TimeUnit.NANOSECONDS, Runnable::run));
    }

    private synchronized Duration untilNextSlot() {
        long now = System.nanoTime();
        long slot = Math.max(now, nextAt);
        nextAt = slot + nanosBetween;
        return Duration.ofNanos(slot - now);
    }

    private Duration untilRoundIsOver(Instant enteredTopic) {
        return enteredTopic == null
                ? Duration.ZERO
                : longer(Duration.ZERO, Duration.between(clock.instant(), enteredTopic.plus(minRound)));
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) > 0 ? a : b;
    }
}
