package sentinel.text.date;

import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A time of day as people write it beside a day.
 *
 * @param second 60, of a leap second, is the second before
 * @param end where the text goes on behind it
 */
record ClockTime(int hour, int minute, int second, int end) {

    /** How far from the day it may stand. */
    private static final int NEAR = 20;

    private static final String HALF = "\\s*([aApP]\\.?\\s?[mM]\\b\\.?)";
    private static final Pattern CLOCK = Pattern.compile("(?<![\\d./+-])(?<!\\d:)(?:"
            + "(오전|上午|午前|오후|下午|午後)?\\s?(\\d{1,2}):(\\d{2})(?::(\\d{2})(?:[.,]\\d{1,9})?)?(?!:?\\d)(?:" + HALF + ")?"
            + "|(\\d{1,2})" + HALF
            + "|(오전|上午|午前|오후|下午|午後)?\\s?(\\d{1,2})\\s?[時时点시]\\s?(?:(\\d{1,2})\\s?[分분])?"
            + "|(\\d{1,2})[hH](\\d{2})(?![\\p{L}\\d])"
            + "|(\\d{1,2})\\.(\\d{2})(?=\\s?(?:Uhr|h\\b))"
            + "|(?<=\\b(?:kl|klo|ore|kl\\.) )(\\d{1,2})\\.(\\d{2})(?![\\d.]))");

    /** The time behind a day, or else the one before it. */
    static Optional<ClockTime> near(String text, int dayStart, int dayEnd) {
        var m = CLOCK.matcher(text).region(dayEnd, text.length());
        if (m.find() && m.start() - dayEnd < NEAR) {
            return of(m);
        }
        m = CLOCK.matcher(text).region(Math.max(0, dayStart - 2 * NEAR), dayStart);
        Optional<ClockTime> last = Optional.empty();
        while (m.find()) {
            if (dayStart - m.end() < NEAR) {
                last = of(m);
            }
        }
        return last;
    }

    private static Optional<ClockTime> of(Matcher m) {
        int hour = number(m, 2, 6, 9, 11, 13, 15);
        int minute = number(m, 3, 10, 12, 14, 16);
        String half = text(m, 1, 5, 7, 8).toLowerCase(Locale.ROOT);
        boolean afternoon = half.startsWith("p") || half.equals("오후") || half.equals("下午") || half.equals("午後");
        if (afternoon && hour < 12) {
            hour += 12;
        } else if (!half.isEmpty() && !afternoon && hour == 12) {
            hour = 0;
        }
        return checked(hour, minute, number(m, 4), m.end());
    }

    /** Of digits only; empty when there is no such time. {@code second} may be null. */
    static Optional<ClockTime> of(String hour, String minute, @Nullable String second, int end) {
        return checked(
                Integer.parseInt(hour), Integer.parseInt(minute), second == null ? 0 : Integer.parseInt(second), end);
    }

    private static Optional<ClockTime> checked(int hour, int minute, int second, int end) {
        boolean possible = hour <= 24 && minute < 60 && second <= 60;
        return possible ? Optional.of(new ClockTime(hour, minute, second, end)) : Optional.empty();
    }

    private static int number(Matcher m, int... groups) {
        String digits = text(m, groups);
        return digits.isEmpty() ? 0 : Integer.parseInt(digits);
    }

    private static String text(Matcher m, int... groups) {
        for (int group : groups) {
            if (m.group(group) != null) {
                return m.group(group);
            }
        }
        return "";
    }

    /** Hour 24 is the start of the next day (ISO 8601). */
    LocalDateTime on(LocalDate day) {
        return day.atTime(hour % 24, minute, Math.min(second, 59)).plusDays(hour / 24);
    }

    static OffsetDateTime midnight(LocalDate day) {
        return day.atStartOfDay().atOffset(ZoneOffset.UTC);
    }
}
