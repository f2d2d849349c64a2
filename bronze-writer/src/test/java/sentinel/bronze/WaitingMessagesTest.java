package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

class WaitingMessagesTest {

    private static final long NOW = -7; // nanoTime may be negative
    private static final long DELAY = Duration.ofMillis(100).toNanos();
    private static final long INTERVAL = Duration.ofSeconds(1).toNanos();

    private final WaitingMessages waiting =
            new WaitingMessages(new BatchLimits(10, 1_000, Duration.ofMillis(100), Duration.ofSeconds(1)), NOW);

    @Test
    void given_no_message_when_asked_then_nothing_is_due() {
        assertThat(waiting.dueIn(NOW)).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void given_the_first_message_when_it_comes_then_it_is_due_after_the_delay() {
        waiting.add(messages(1), NOW);

        assertThat(waiting.dueIn(NOW)).isEqualTo(DELAY);
        assertThat(waiting.dueIn(NOW + DELAY)).isZero();
    }

    @Test
    void given_a_batch_just_taken_when_the_next_message_comes_then_it_waits_for_the_interval() {
        waiting.add(messages(1), NOW);
        long taken = NOW + DELAY;
        waiting.take(taken);

        waiting.add(messages(1), taken + 1);

        assertThat(waiting.dueIn(taken + 1)).isEqualTo(INTERVAL - 1);
    }

    @Test
    void given_a_batch_taken_long_ago_when_the_next_message_comes_then_it_is_due_after_the_delay() {
        waiting.add(messages(1), NOW);
        long taken = NOW + DELAY;
        waiting.take(taken);

        long late = taken + INTERVAL - DELAY;
        waiting.add(messages(1), late);

        assertThat(waiting.dueIn(late)).isEqualTo(DELAY);
    }

    @Test
    void given_a_batch_just_taken_when_a_complete_one_is_there_then_it_is_due_at_once() {
        waiting.add(messages(1), NOW);
        waiting.take(NOW);

        waiting.add(messages(9), NOW + 1);
        assertThat(waiting.dueIn(NOW + 1)).isPositive();
        waiting.add(messages(1), NOW + 2);

        assertThat(waiting.dueIn(NOW + 2)).isZero();
    }

    private static List<ConsumerRecord<byte[], byte[]>> messages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> new ConsumerRecord<>("topic", 0, i, new byte[0], new byte[] {1}))
                .toList();
    }
}
