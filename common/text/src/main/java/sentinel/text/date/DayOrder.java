package sentinel.text.date;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;

/**
 * How 3/4/2026 is read.
 *
 * @param monthFirst as in the English of the United States
 * @param known days; where only one of the two readings is one of them, it is right
 */
record DayOrder(boolean monthFirst, Set<LocalDate> known) {
    DayOrder {
        known = Set.copyOf(known);
    }

    DayOrder other() {
        return new DayOrder(!monthFirst, known);
    }

    DayOrder agreeingWith(Set<LocalDate> days) {
        return new DayOrder(monthFirst, days);
    }

    /**
     * The day of a date of three numbers.
     *
     * @param dotted whether dots separate them
     */
    Optional<LocalDate> of(String one, String two, String year, boolean dotted) {
        int first = Integer.parseInt(one);
        int second = Integer.parseInt(two);
        // with dots it is never the American way
        boolean american = first <= 12 && (second > 12 || (monthFirst && !dotted));
        var monthThenDay = day(year, one, two);
        var dayThenMonth = day(year, two, one);
        boolean agrees = monthThenDay.filter(known::contains).isPresent();
        if (agrees != dayThenMonth.filter(known::contains).isPresent()) {
            return agrees ? monthThenDay : dayThenMonth;
        }
        return american ? monthThenDay : dayThenMonth;
    }

    /** A day of the calendar from 1990 to 2099; otherwise empty. */
    static Optional<LocalDate> day(String year, String month, String day) {
        try {
            var date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() >= 1990 && date.getYear() < 2100 ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }
}
