package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.OptionalLong;
import java.util.Queue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.topic.ErrorClass;
import sentinel.delta.AppendTable;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;

/**
 * Turns a batch of messages into one commit: decodes them, parks those that are none, appends the rest. Thread-safe:
 * batches of different Kafka partitions are written at the same time.
 *
 * @param <M> the message
 */
final class BatchWriter<M> {

    private static final Logger log = LoggerFactory.getLogger(BatchWriter.class);

    private static final int ROWS_AT_A_TIME = 512;

    private final Class<M> type;
    private final RowLayout<M> layout;
    private final AppendTable table;
    private final ParkedMessages parked;

    BatchWriter(Class<M> type, RowLayout<M> layout, AppendTable table, ParkedMessages parked) {
        this.type = requireNonNull(type, "type");
        this.layout = requireNonNull(layout, "layout");
        this.table = requireNonNull(table, "table");
        this.parked = requireNonNull(parked, "parked");
    }

    /**
     * Writes messages of one Kafka partition, in their order, at least one.
     *
     * @param previous the last offset that the table holds of this partition
     * @param messages emptied as they are decoded: no message is held together with its row
     * @throws AppendTable.StaleWriterException the table holds others; nothing was written
     * @throws IOException nothing was written, or it is not known whether
     */
    Written write(String appId, OptionalLong previous, Queue<ConsumerRecord<byte[], byte[]>> messages)
            throws IOException, InterruptedException, AppendTable.StaleWriterException {
        int count = messages.size();
        long last = -1;
        var days = new HashMap<LocalDate, Rows>();
        for (var message = messages.poll(); message != null; message = messages.poll()) {
            last = message.offset();
            var day = Received.ingestDate(Instant.ofEpochMilli(message.timestamp()));
            days.computeIfAbsent(day, d -> new Rows()).messages.add(message);
        }
        var files = table.write(days);
        int parkedMessages = 0;
        for (var rows : days.values()) {
            await(rows.parking);
            parkedMessages += rows.parking.size();
        }
        long version = table.append(appId, previous, last, files);
        return new Written(count - parkedMessages, parkedMessages, last, version);
    }

    /** The rows of one day, decoded a few at a time while they are written. What is no row is on its way to be parked. */
    private final class Rows implements Iterator<RowBatch<M>> {
        private final Queue<ConsumerRecord<byte[], byte[]>> messages = new ArrayDeque<>();
        private final List<Future<RecordMetadata>> parking = new ArrayList<>();
        private @Nullable RowBatch<M> next; // null: not decoded yet, or there is none

        @Override
        public boolean hasNext() {
            while (next == null && !messages.isEmpty()) {
                var batch = new RowBatch<>(layout);
                while (batch.size() < ROWS_AT_A_TIME && !messages.isEmpty()) {
                    add(batch, messages.remove());
                }
                next = batch.size() == 0 ? null : batch;
            }
            return next != null;
        }

        @Override
        public RowBatch<M> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var batch = requireNonNull(next, "hasNext decoded it");
            next = null;
            return batch;
        }

        private void add(RowBatch<M> batch, ConsumerRecord<byte[], byte[]> message) {
            try {
                batch.add(new Received<>(
                        Json.decode(message.value(), type),
                        message.partition(),
                        message.offset(),
                        Instant.ofEpochMilli(message.timestamp())));
            } catch (UndecodableException e) {
                parking.add(park(message, e.errorClass(), String.valueOf(e.getMessage())));
            } catch (ArithmeticException e) {
                parking.add(park(message, ErrorClass.UNWRITABLE, "a value does not fit its column: " + e.getMessage()));
            }
        }
    }

    private Future<RecordMetadata> park(ConsumerRecord<byte[], byte[]> message, ErrorClass errorClass, String reason) {
        log.warn(
                "parked topic={} partition={} offset={} class={} reason=\"{}\"",
                message.topic(),
                message.partition(),
                message.offset(),
                errorClass,
                reason);
        return parked.park(message, errorClass, reason);
    }

    private static void await(List<Future<RecordMetadata>> parking) throws IOException, InterruptedException {
        for (var future : parking) {
            try {
                future.get();
            } catch (ExecutionException e) {
                throw new IOException("cannot park a message", e.getCause());
            }
        }
    }

    /**
     * What became of a batch.
     *
     * @param rows written to the table
     * @param parked messages that are no rows
     * @param last offset that the table holds now
     * @param version of the table
     */
    record Written(int rows, int parked, long last, long version) {}
}
