package sentinel.service.stage;

import static sentinel.contract.topic.ErrorHeaders.ATTEMPTS;
import static sentinel.contract.topic.ErrorHeaders.CLASS;
import static sentinel.contract.topic.ErrorHeaders.FIRST_FAILURE_AT;
import static sentinel.contract.topic.ErrorHeaders.KIND;
import static sentinel.contract.topic.ErrorHeaders.LAST_FAILURE_AT;
import static sentinel.contract.topic.ErrorHeaders.MESSAGE;
import static sentinel.contract.topic.ErrorHeaders.NOT_BEFORE;
import static sentinel.contract.topic.ErrorHeaders.ORIGIN_OFFSET;
import static sentinel.contract.topic.ErrorHeaders.ORIGIN_PARTITION;
import static sentinel.contract.topic.ErrorHeaders.ORIGIN_TOPIC;
import static sentinel.contract.topic.ErrorHeaders.PERMANENT;
import static sentinel.contract.topic.ErrorHeaders.STAGE;
import static sentinel.contract.topic.ErrorHeaders.TRANSIENT;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.FailureClass;
import sentinel.contract.topic.Topics;

/**
 * Builds the record of a failed message. Key, value and foreign headers stay unchanged; our headers are those of
 * {@link ErrorHeaders}. If a message is too large for our topics (its batch was compressed better than ours), only its
 * headers are kept. Otherwise the consumer would stop at it forever.
 */
public final class DeadLetter {

    private static final Logger log = LoggerFactory.getLogger(DeadLetter.class);
    private static final int MAX_MESSAGE_CHARS = 1_000;
    /** Room for what lz4 adds to bytes that cannot be compressed. */
    private static final int MAX_BYTES = Topics.MAX_MESSAGE_BYTES - (32 << 10);

    private static final int OVERHEAD_BYTES = 128;

    /**
     * One failed attempt.
     *
     * @param reason for a person; cut to one line
     * @param permanent whether another attempt would be useless
     * @param notBefore may be null
     */
    public record Failure(
            FailureClass errorClass, String reason, boolean permanent, Instant at, @Nullable Instant notBefore) {}

    private DeadLetter() {}

    /**
     * The record of a message that failed.
     *
     * @param stage where it failed
     */
    public static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> failed, String topic, String stage, Failure failure) {
        var headers = new RecordHeaders(failed.headers().toArray());
        setOnce(headers, CLASS, failure.errorClass().id());
        setOnce(headers, MESSAGE, oneLine(failure.reason()));
        setOnce(headers, STAGE, stage);
        setOnce(headers, FIRST_FAILURE_AT, failure.at().toString());
        setOnce(headers, ORIGIN_TOPIC, failed.topic());
        setOnce(headers, ORIGIN_PARTITION, Integer.toString(failed.partition()));
        setOnce(headers, ORIGIN_OFFSET, Long.toString(failed.offset()));
        set(headers, KIND, failure.permanent() ? PERMANENT : TRANSIENT);
        set(headers, ATTEMPTS, Integer.toString(attempts(failed) + 1));
        set(headers, LAST_FAILURE_AT, failure.at().toString());
        headers.remove(NOT_BEFORE);
        if (failure.notBefore() != null) {
            set(headers, NOT_BEFORE, failure.notBefore().toString());
        }
        return moved(failed, topic, headers);
    }

    /** The same message for another topic, with all headers. */
    public static ProducerRecord<byte[], byte[]> moved(ConsumerRecord<byte[], byte[]> message, String topic) {
        return moved(message, topic, message.headers());
    }

    private static ProducerRecord<byte[], byte[]> moved(
            ConsumerRecord<byte[], byte[]> message, String topic, Headers headers) {
        var record = new ProducerRecord<>(topic, null, message.key(), message.value(), headers);
        if (bytesOf(record) <= MAX_BYTES) {
            return record;
        }
        // Only a stranger's producer can have sent it. Where it lies is in the headers, and in this line.
        log.error(
                "message_without_content to={} from_topic={} from_partition={} from_offset={} bytes={}",
                topic,
                message.topic(),
                message.partition(),
                message.offset(),
                bytesOf(record));
        byte[] nothing = null;
        return new ProducerRecord<>(topic, null, nothing, nothing, headers);
    }

    /** Of a record on the wire, uncompressed and rounded up. */
    static long bytesOf(ProducerRecord<byte[], byte[]> record) {
        long bytes = OVERHEAD_BYTES;
        bytes += record.key() == null ? 0 : record.key().length;
        bytes += record.value() == null ? 0 : record.value().length;
        for (var header : record.headers()) {
            bytes += 10L + 3L * header.key().length() + (header.value() == null ? 0 : header.value().length);
        }
        return bytes;
    }

    private static void setOnce(Headers headers, String name, String value) {
        if (headers.lastHeader(name) == null) {
            set(headers, name, value);
        }
    }

    private static void set(Headers headers, String name, String value) {
        headers.remove(name);
        headers.add(name, value.getBytes(StandardCharsets.UTF_8));
    }

    private static int attempts(ConsumerRecord<byte[], byte[]> failed) {
        return Math.min(FailureHeaders.attempts(failed.headers()).orElse(0), Integer.MAX_VALUE - 1);
    }

    static String oneLine(String text) {
        var line = new StringBuilder();
        text.codePoints()
                .limit(MAX_MESSAGE_CHARS)
                .map(c -> Character.isISOControl(c) ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }
}
