package sentinel.service.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.topic.ErrorHeaders;
import sentinel.contract.topic.Topics;

class DeadLetterTest {

    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"1, 2", "0, 1", "-3, 1", "many, 1", "'', 1", "2147483647, 2147483647", "2147483648, 1"})
    void given_an_attempts_header_when_it_failed_again_then_one_more_or_the_first(String before, String after) {
        var headers = new RecordHeaders();
        headers.add(ErrorHeaders.ATTEMPTS, before.getBytes(StandardCharsets.UTF_8));
        assertThat(header(letter(message(new byte[1], headers), "r").headers(), ErrorHeaders.ATTEMPTS))
                .isEqualTo(after);
    }

    @Test
    void given_headers_without_a_value_or_repeated_when_it_failed_then_they_do_no_harm() {
        var headers = new RecordHeaders();
        headers.add(ErrorHeaders.ATTEMPTS, null);
        headers.add(ErrorHeaders.KIND, null);
        headers.add(ErrorHeaders.KIND, "x".getBytes(StandardCharsets.UTF_8));
        var letter = letter(message(new byte[1], headers), "r");
        assertThat(header(letter.headers(), ErrorHeaders.ATTEMPTS)).isEqualTo("1");
        assertThat(letter.headers().headers(ErrorHeaders.KIND)).hasSize(1);
    }

    @Test
    void given_a_long_reason_of_many_lines_when_it_failed_then_one_line_of_whole_characters() {
        var letter = letter(message(new byte[1], new RecordHeaders()), "a\r\n\u0000b" + "😀".repeat(2_000));
        assertThat(header(letter.headers(), ErrorHeaders.MESSAGE)).isEqualTo("a   b" + "😀".repeat(995));
    }

    @Test
    void given_a_message_larger_than_our_topics_take_when_it_failed_then_its_headers_are_kept() {
        var letter = letter(message(new byte[Topics.MAX_MESSAGE_BYTES], new RecordHeaders()), "r");
        assertThat(letter.value()).isNull();
        assertThat(letter.key()).isNull();
        assertThat(header(letter.headers(), ErrorHeaders.ORIGIN_OFFSET)).isEqualTo("42");
    }

    @Test
    void given_a_message_when_moved_then_key_value_and_headers_are_the_same() {
        var headers = new RecordHeaders();
        headers.add("a", new byte[] {1, 2});
        var message = message(new byte[] {(byte) 0xff}, headers);
        var moved = DeadLetter.moved(message, "there");
        assertThat(moved.topic()).isEqualTo("there");
        assertThat(moved.key()).isEqualTo(message.key());
        assertThat(moved.value()).isEqualTo(message.value());
        assertThat(moved.headers()).isEqualTo(headers);
        assertThat(moved.partition()).isNull();
    }

    private static ProducerRecord<byte[], byte[]> letter(ConsumerRecord<byte[], byte[]> message, String reason) {
        return DeadLetter.of(
                message, "dlq", "fetch", new DeadLetter.Failure(ErrorClass.TIMEOUT, reason, false, NOW, null));
    }

    private static ConsumerRecord<byte[], byte[]> message(byte[] value, Headers headers) {
        return new ConsumerRecord<>(
                "t",
                3,
                42,
                0,
                TimestampType.CREATE_TIME,
                1,
                value.length,
                new byte[] {7},
                value,
                headers,
                Optional.empty());
    }

    private static String header(Headers headers, String name) {
        return FailureHeaders.text(headers, name).orElse(null);
    }
}
