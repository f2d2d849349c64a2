package sentinel.text.date;

import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The date that many sites put into an article's address. */
final class UrlDate {

    private static final Pattern IN_PATH =
            Pattern.compile("/((?:19|20)\\d{2})[/-](\\d{1,2})[/-](\\d{1,2})(?:[/_.-]|$)");
    private static final Pattern IN_PATH_COMPACT = Pattern.compile(
            "(?:^|[/_.=-][A-Za-z]?)((?:19|20)\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?:[/_.-]|$|(?:[01]\\d|2[0-3])[0-5]\\d{3,}(?:[/_.?-]|$))");

    private static final Pattern IN_PATH_YEAR_LAST =
            Pattern.compile("[/_-](\\d{1,2})[_-](\\d{1,2})[_-]((?:19|20)\\d{2})(?:[/_.?-]|$)");

    private UrlDate() {}

    static Optional<LocalDate> in(String address, DayOrder order) {
        String url = address.substring(Math.max(0, address.lastIndexOf("://"))); // an archive's own date is the copy's
        Matcher m = IN_PATH.matcher(url);
        if (m.find()) {
            return DayOrder.day(m.group(1), m.group(2), m.group(3));
        }
        m = IN_PATH_COMPACT.matcher(url);
        if (m.find()) {
            return DayOrder.day(m.group(1), m.group(2), m.group(3));
        }
        m = IN_PATH_YEAR_LAST.matcher(url);
        return m.find() ? order.of(m.group(1), m.group(2), m.group(3), false) : Optional.empty();
    }
}
