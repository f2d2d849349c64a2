package sentinel.service.stage;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.function.BooleanSupplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics;
import sentinel.service.json.Json.UndecodableException;
import sentinel.service.stage.Window.Outcome;

/** A {@link StageLoop} for the life of one session. Only {@link #finished} is touched by other threads. */
final class StageWork<I> implements TransactionalLoop.Work {

    private static final Logger log = LoggerFactory.getLogger(StageLoop.class);

    /** What one transaction writes at most; what is over goes into the next, at once. */
    private static final int MAX_TRANSACTION_RECORDS = 2_000;

    private static final long MAX_TRANSACTION_BYTES = 32L << 20;

    /** Room for headers, and for what lz4 adds to bytes that cannot be compressed. */
    static final int MAX_OUTPUT_BYTES = Topics.MAX_MESSAGE_BYTES - (128 << 10);

    /** How long to wait for records when nothing is going on; they end the wait. */
    private static final Duration IDLE = Duration.ofMillis(250);

    /** A full window is committed so many times as often. */
    private static final int HURRY = 5;

    /** Transaction markers move the position too; that alone is committed no oftener than this. */
    private static final Duration POSITIONS_ALONE = Duration.ofSeconds(1);

    /** How a record's work ended: a verdict, or an error; neither when the stage gave none. */
    private record Ended(Window.Slot slot, @Nullable Verdict verdict, @Nullable Throwable error) {}

    private final StageLoop.Settings settings;
    private final Decoder<I> decoder;
    private final Stage<I> stage;
    private final TransactionalSession session;
    private final StageMetrics metrics;
    private final StageLoop.Outage outage;
    private final Clock clock;
    private final BooleanSupplier halted;
    private final Window window;
    private final Queue<Ended> finished = new ConcurrentLinkedQueue<>();
    private long committedAt = System.nanoTime();
    private long transactionAt = committedAt;

    /** Of the outage: the record that is tried first, alone, when {@code pauseEnds} (nanoTime) is past. Null: none. */
    private Window.@Nullable Slot probe;

    private boolean paused;
    private long pauseEnds;

    StageWork(
            StageLoop.Settings settings,
            Decoder<I> decoder,
            Stage<I> stage,
            TransactionalSession session,
            StageMetrics metrics,
            StageLoop.Outage outage,
            Clock clock,
            BooleanSupplier halted) {
        this.settings = settings;
        this.decoder = decoder;
        this.stage = stage;
        this.session = session;
        this.metrics = metrics;
        this.outage = outage;
        this.clock = clock;
        this.halted = halted;
        this.window = new Window(settings.window(), settings.windowBytes());
    }

    @Override
    public void step() {
        drain();
        beginWhatMay();
        session.pauseOnly(window.backedUp());
        window.add(session.poll(untilNextCommit()));
        drain();
        beginWhatMay();
        if (window.isEmpty() || untilNextCommit().isZero()) {
            commit(window.partitions());
            committedAt = System.nanoTime();
            metrics.inFlight(window.inFlight());
            metrics.lag(session.lag(), window.size());
        }
    }

    private Duration untilNextCommit() {
        if (window.isEmpty()) {
            return IDLE;
        }
        long interval = settings.commitInterval().toNanos();
        if (!paused && window.isFull()) {
            interval /= HURRY; // only a commit makes room for more work
        }
        long left = interval - (System.nanoTime() - committedAt);
        return left > 0 ? Duration.ofNanos(left) : Duration.ZERO;
    }

    @Override
    public void finish() {
        drain();
        commit(window.partitions());
        metrics.inFlight(0);
        outage.ended();
    }

    @Override
    public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
        log.info("partitions_assigned stage={} partitions={}", settings.name(), partitions);
    }

    /** The group waits until this returns, and only then gives the partitions to others. */
    @Override
    public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
        if (session.isOpen()) {
            log.info("partitions_revoked stage={} partitions={}", settings.name(), partitions);
            drain();
            commit(partitions);
        }
        drop(partitions);
    }

    @Override
    public void onPartitionsLost(Collection<TopicPartition> partitions) {
        log.warn("partitions_lost stage={} partitions={}", settings.name(), partitions);
        drop(partitions);
    }

    private void drop(Collection<TopicPartition> partitions) {
        window.drop(partitions);
        if (probe != null && probe.dropped()) {
            probe = null; // another record takes its part
        }
    }

    // ---- work

    private void beginWhatMay() {
        if (halted.getAsBoolean()) {
            return; // what was begun is committed, what was read waits
        }
        while (!paused || (probe == null && System.nanoTime() - pauseEnds >= 0)) {
            var slot = window.next();
            if (slot == null) {
                return;
            }
            if (paused) {
                probe = slot;
            }
            begin(slot);
            drain(); // it may have ended already, and with an outage
        }
    }

    private void begin(Window.Slot slot) {
        var record = slot.record();
        I value;
        try {
            value = decoder.decode(record.value());
        } catch (Exception | StackOverflowError e) {
            var errorClass = e instanceof UndecodableException named ? named.errorClass() : ErrorClass.UNDECODABLE;
            ended(slot, new Verdict.Reject(errorClass, String.valueOf(e.getMessage())), null);
            return;
        }
        try {
            stage.begin(input(record, value)).whenComplete((verdict, error) -> ended(slot, verdict, error));
        } catch (RuntimeException | StackOverflowError e) {
            ended(slot, null, e);
        }
    }

    private void ended(Window.Slot slot, @Nullable Verdict verdict, @Nullable Throwable error) {
        finished.add(new Ended(slot, verdict, error == null ? null : cause(error)));
    }

    private Input<I> input(ConsumerRecord<byte[], byte[]> record, I value) {
        return new Input<>(
                record.topic(),
                record.partition(),
                record.offset(),
                record.key() == null ? null : new String(record.key(), StandardCharsets.UTF_8),
                value,
                FailureHeaders.attempts(record.headers()).orElse(0),
                Instant.ofEpochMilli(record.timestamp()));
    }

    /** Takes note of what ended since. */
    private void drain() {
        for (var end = finished.poll(); end != null; end = finished.poll()) {
            if (end.slot().dropped()) {
                continue;
            }
            if (end.error() instanceof OutageException down) {
                pause(end.slot(), down);
            } else {
                if (end.slot() == probe) {
                    resume();
                }
                window.finish(end.slot(), outcome(end));
            }
        }
    }

    private void pause(Window.Slot slot, OutageException down) {
        if (!paused || slot == probe) {
            log.warn("outage stage={} what=\"{}\" pause={}", settings.name(), down.what(), down.pause(), down);
            metrics.outage(down.what());
        }
        if (slot == probe) {
            probe = null;
        }
        long ends = System.nanoTime() + down.pause().toNanos();
        pauseEnds = paused ? Math.max(pauseEnds, ends) : ends;
        paused = true;
        outage.began(down);
        window.again(slot);
    }

    private void resume() {
        log.info("outage_over stage={}", settings.name());
        probe = null;
        paused = false;
        outage.ended();
    }

    // ---- outcomes

    private Outcome outcome(Ended end) {
        var record = end.slot().record();
        var error = end.error();
        if (error != null) {
            log.error("unexpected stage={} at={}", settings.name(), at(record), error);
            return retried(record, new Verdict.Retry(ErrorClass.UNEXPECTED, error.toString(), null));
        }
        if (end.verdict() == null) {
            log.error("unexpected stage={} at={} reason=no_verdict", settings.name(), at(record));
            return retried(record, new Verdict.Retry(ErrorClass.UNEXPECTED, "the stage gave no verdict", null));
        }
        return outcome(record, end.verdict());
    }

    private Outcome outcome(ConsumerRecord<byte[], byte[]> record, Verdict verdict) {
        if (verdict instanceof Verdict.Emit emit) {
            return emitted(record, emit);
        }
        if (verdict instanceof Verdict.Retry retry) {
            return retried(record, retry);
        }
        if (verdict instanceof Verdict.Reject reject) {
            return rejected(record, reject);
        }
        var accounted = (Verdict.Accounted) verdict;
        return outcome(record, accounted.verdict())
                .with(accounted.account().stream().map(StageWork::produced).toList(), accounted.onceCommitted());
    }

    private static ProducerRecord<byte[], byte[]> produced(Verdict.Output output) {
        var key = output.key() == null ? null : output.key().getBytes(StandardCharsets.UTF_8);
        return new ProducerRecord<>(output.topic(), key, output.value());
    }

    private Outcome emitted(ConsumerRecord<byte[], byte[]> record, Verdict.Emit emit) {
        var outputs = new ArrayList<ProducerRecord<byte[], byte[]>>();
        for (var output : emit.outputs()) {
            var out = produced(output);
            if (DeadLetter.bytesOf(out) > MAX_OUTPUT_BYTES) {
                return rejected(
                        record,
                        new Verdict.Reject(
                                ErrorClass.RESULT_TOO_LARGE, output + " for a limit of " + MAX_OUTPUT_BYTES));
            }
            outputs.add(out);
        }
        return new Outcome(Outcome.Kind.EMITTED, null, outputs, bytesOf(outputs), emit.onceCommitted());
    }

    private Outcome retried(ConsumerRecord<byte[], byte[]> record, Verdict.Retry retry) {
        var now = clock.instant();
        var notBefore = retry.notBefore() == null ? null : now.plus(retry.notBefore());
        var failure = new DeadLetter.Failure(retry.errorClass(), retry.reason(), false, now, notBefore);
        return failed(Outcome.Kind.RETRIED, record, failure);
    }

    private Outcome rejected(ConsumerRecord<byte[], byte[]> record, Verdict.Reject reject) {
        var failure = new DeadLetter.Failure(reject.errorClass(), reject.reason(), true, clock.instant(), null);
        return failed(Outcome.Kind.REJECTED, record, failure);
    }

    private Outcome failed(Outcome.Kind kind, ConsumerRecord<byte[], byte[]> record, DeadLetter.Failure failure) {
        log.info(
                "dead_letter stage={} kind={} class={} at={} reason=\"{}\"",
                settings.name(),
                kind == Outcome.Kind.RETRIED ? ErrorHeaders.TRANSIENT : ErrorHeaders.PERMANENT,
                failure.errorClass(),
                at(record),
                DeadLetter.oneLine(failure.reason()));
        var letter = DeadLetter.of(
                record, settings.deadLetterTopic(), settings.deadLetters().id(), failure);
        var letters = List.of(letter);
        return new Outcome(kind, failure.errorClass().id(), letters, bytesOf(letters));
    }

    private static Throwable cause(Throwable error) {
        var cause = error;
        while ((cause instanceof CompletionException || cause instanceof ExecutionException)
                && cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }

    private static String at(ConsumerRecord<byte[], byte[]> record) {
        var key = record.key() == null ? "" : DeadLetter.oneLine(new String(record.key(), StandardCharsets.UTF_8));
        return record.topic() + "-" + record.partition() + "@" + record.offset() + " key=" + key;
    }

    private static long bytesOf(List<ProducerRecord<byte[], byte[]>> records) {
        return records.stream().mapToLong(DeadLetter::bytesOf).sum();
    }

    // ---- commit

    private void commit(Collection<TopicPartition> partitions) {
        while (true) {
            var batch = window.committable(partitions, MAX_TRANSACTION_RECORDS, MAX_TRANSACTION_BYTES);
            if (batch.isEmpty()
                    || (batch.slots().isEmpty() && sinceTransaction().compareTo(POSITIONS_ALONE) < 0)) {
                return;
            }
            var records = batch.slots().stream()
                    .flatMap(slot -> slot.outcome().records().stream())
                    .toList();
            long startedAt = System.nanoTime();
            boolean done = session.commit(records, batch.offsets());
            metrics.transaction().record(Duration.ofNanos(System.nanoTime() - startedAt));
            transactionAt = System.nanoTime();
            if (!done) {
                log.info("commit_postponed stage={} reason=group_rebalances", settings.name());
                return;
            }
            window.committed(batch);
            metrics.committed(batch.slots());
            batch.slots().forEach(slot -> slot.outcome().onceCommitted().run());
        }
    }

    private Duration sinceTransaction() {
        return Duration.ofNanos(System.nanoTime() - transactionAt);
    }
}
