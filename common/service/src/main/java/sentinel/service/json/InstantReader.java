package sentinel.service.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.datatype.jsr310.deser.InstantDeserializer;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/**
 * Reads instants as we write them ({@code 2026-03-01T10:00:00Z} with up to nine decimals of a second) without the general
 * formatter, which takes a fifth of the time of decoding an article. Whatever looks otherwise is left to Jackson's own.
 */
final class InstantReader extends StdDeserializer<Instant> {

    private static final long serialVersionUID = 1L;

    /** Of {@code 2026-03-01T10:00:00}. */
    private static final int SECONDS_END = 19;

    private static final String FORM = "dddd-dd-ddTdd:dd:dd";

    InstantReader() {
        super(Instant.class);
    }

    @Override
    public Instant deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (parser.currentToken() == JsonToken.VALUE_STRING) {
            var instant = read(parser.getText());
            if (instant != null) {
                return instant;
            }
        }
        return InstantDeserializer.INSTANT.deserialize(parser, context);
    }

    /** Null when it is not in our form. */
    static @Nullable Instant read(String text) {
        int end = text.length() - 1;
        if (end < SECONDS_END || text.charAt(end) != 'Z' || !hasForm(text)) {
            return null;
        }
        int nanos = 0;
        if (end > SECONDS_END) {
            int digits = end - SECONDS_END - 1;
            if (text.charAt(SECONDS_END) != '.' || digits < 1 || digits > 9) {
                return null;
            }
            for (int i = 0; i < 9; i++) {
                int digit = i < digits ? text.charAt(SECONDS_END + 1 + i) - '0' : 0;
                if (digit < 0 || digit > 9) {
                    return null;
                }
                nanos = nanos * 10 + digit;
            }
        }
        int month = number(text, 5, 7);
        int day = number(text, 8, 10);
        int hour = number(text, 11, 13);
        int minute = number(text, 14, 16);
        int second = number(text, 17, SECONDS_END);
        int year = number(text, 0, 4);
        // Hour 24 and leap seconds are for the general formatter to judge.
        if (month < 1 || month > 12 || day < 1 || hour > 23 || minute > 59 || second > 59) {
            return null;
        }
        if (day > YearMonth.of(year, month).lengthOfMonth()) {
            return null;
        }
        long days = LocalDate.of(year, month, day).toEpochDay();
        return Instant.ofEpochSecond(days * 86_400 + hour * 3_600L + minute * 60L + second, nanos);
    }

    private static boolean hasForm(String text) {
        for (int i = 0; i < SECONDS_END; i++) {
            char form = FORM.charAt(i);
            char c = text.charAt(i);
            if (form == 'd' ? c < '0' || c > '9' : c != form) {
                return false;
            }
        }
        return true;
    }

    private static int number(String text, int from, int to) {
        int number = 0;
        for (int i = from; i < to; i++) {
            number = number * 10 + text.charAt(i) - '0';
        }
        return number;
    }
}
