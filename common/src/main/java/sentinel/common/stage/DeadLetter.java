package sentinel.common.stage;

import static sentinel.common.stage.ErrorHeaders.ATTEMPTS;
import static sentinel.common.stage.ErrorHeaders.CLASS;
import static sentinel.common.stage.ErrorHeaders.FIRST_FAILURE_AT;
import static sentinel.common.stage.ErrorHeaders.KIND;
import static sentinel.common.stage.ErrorHeaders.LAST_FAILURE_AT;
import static sentinel.common.stage.ErrorHeaders.MESSAGE;
import static sentinel.common.stage.ErrorHeaders.NOT_BEFORE;
import static sentinel.common.stage.ErrorHeaders.ORIGIN_OFFSET;
import static sentinel.common.stage.ErrorHeaders.ORIGIN_PARTITION;
import static sentinel.common.stage.ErrorHeaders.ORIGIN_TOPIC;
import static sentinel.common.stage.ErrorHeaders.PERMANENT;
import static sentinel.common.stage.ErrorHeaders.STAGE;
import static sentinel.common.stage.ErrorHeaders.TRANSIENT;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;

/** Makes the record of a failed message: key, value and foreign headers untouched, ours as {@link ErrorHeaders} says. */
final class DeadLetter {

    private static final int MAX_MESSAGE_CHARS = 1_000;

    /**
     * One failed attempt.
     *
     * @param notBefore may be null
     */
    record Failure(String errorClass, String reason, boolean permanent, Instant at, Instant notBefore) {}

    private DeadLetter() {}

    static ProducerRecord<byte[], byte[]> of(
            ConsumerRecord<byte[], byte[]> failed, String topic, String stage, Failure failure) {
        var headers = new RecordHeaders(failed.headers().toArray());
        setOnce(headers, CLASS, failure.errorClass());
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
        return new ProducerRecord<>(topic, null, failed.key(), failed.value(), headers);
    }

    /** What is left of a dead letter that no topic takes: its headers. */
    static ProducerRecord<byte[], byte[]> withoutContent(ProducerRecord<byte[], byte[]> letter) {
        byte[] nothing = null;
        return new ProducerRecord<>(letter.topic(), null, nothing, nothing, letter.headers());
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
        return Math.min(ErrorHeaders.attempts(failed.headers()).orElse(0), Integer.MAX_VALUE - 1);
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
