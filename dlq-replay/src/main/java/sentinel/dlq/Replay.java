package sentinel.dlq;

import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.service.stage.DeadLetter;
import sentinel.service.stage.FailureHeaders;
import sentinel.service.stage.TransactionalLoop;
import sentinel.service.stage.TransactionalSession;

/**
 * Moves the messages of one topic on as its rule says, each with its offset in one transaction. A partition whose head
 * is not due is put back to it and paused until it is. Counts {@code sentinel.dlq.moved} by {@code from} and {@code to}.
 */
final class Replay implements TransactionalLoop.Work {

    private static final Logger log = LoggerFactory.getLogger(Replay.class);
    private static final Duration LONGEST_POLL = Duration.ofMillis(500);

    private final TransactionalSession session;
    private final Rule rule;
    private final MeterRegistry metrics;
    private final Clock clock;
    private final Map<TopicPartition, Instant> waiting = new HashMap<>();

    Replay(TransactionalSession session, Rule rule, MeterRegistry metrics, Clock clock) {
        this.session = session;
        this.rule = rule;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void step() {
        var now = clock.instant();
        waiting.values().removeIf(due -> !now.isBefore(due));
        session.pauseOnly(waiting.keySet());
        move(session.poll(untilNextIsDue(now)));
    }

    private Duration untilNextIsDue(Instant now) {
        return waiting.values().stream()
                .map(due -> Duration.between(now, due))
                .filter(left -> left.compareTo(LONGEST_POLL) < 0)
                .min(Duration::compareTo)
                .orElse(LONGEST_POLL);
    }

    private void move(ConsumerRecords<byte[], byte[]> messages) {
        var moves = new ArrayList<Move>();
        var offsets = new HashMap<>(messages.nextOffsets());
        var now = clock.instant();
        for (var partition : messages.partitions()) {
            boolean first = true;
            for (var message : messages.records(partition)) {
                var step = rule.of(message, now);
                if (step instanceof Rule.Step.WaitUntil wait) {
                    waiting.put(partition, wait.due());
                    session.seek(partition, message.offset());
                    if (first) {
                        offsets.remove(partition);
                    } else {
                        offsets.put(partition, new OffsetAndMetadata(message.offset(), message.leaderEpoch(), ""));
                    }
                    break;
                } else if (step instanceof Rule.Step.MoveTo to) {
                    moves.add(new Move(message, to.topic()));
                }
                first = false;
            }
        }
        if (offsets.isEmpty()) {
            return;
        }
        var records =
                moves.stream().map(m -> DeadLetter.moved(m.message(), m.to())).toList();
        if (session.commit(records, offsets)) {
            moves.forEach(this::count);
        } else { // the group is being rebalanced: read them once more
            for (var partition : messages.partitions()) {
                session.seek(partition, messages.records(partition).get(0).offset());
            }
        }
    }

    private void count(Move move) {
        var from = move.message();
        metrics.counter("sentinel.dlq.moved", "from", from.topic(), "to", move.to())
                .increment();
        log.info(
                "message_moved from={} offset={} to={} attempts={} class={} key={}",
                from.topic(),
                from.offset(),
                move.to(),
                text(from, ErrorHeaders.ATTEMPTS),
                text(from, ErrorHeaders.CLASS),
                from.key() == null ? "" : oneLine(new String(from.key(), StandardCharsets.UTF_8)));
    }

    private static String text(ConsumerRecord<byte[], byte[]> message, String header) {
        return oneLine(FailureHeaders.text(message.headers(), header).orElse(""));
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\p{Cntrl}", " ");
    }

    /** Every move is committed where it is made. */
    @Override
    public void finish() {}

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {}

    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        waiting.keySet().removeAll(partitions);
    }

    private record Move(ConsumerRecord<byte[], byte[]> message, String to) {}
}
