package sentinel.text.date;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads dates as pages write them. A day before 1990 or after 2100 is not treated as a date. */
public final class Dates {

    private static final Pattern ISO = Pattern.compile("(\\d{4})-(\\d{1,2})-(\\d{1,2})");
    private static final Pattern COMPACT =
            Pattern.compile("(\\d{4})(\\d{2})(\\d{2})(?:T?(\\d{2})(\\d{2})(\\d{2})?(?:Z|[+-]\\d{2}:?\\d{2})?)?");
    /** A word; the marks are vowels of Indian writing. */
    private static final String NAME = "([\\p{L}\\p{M}]{2,20})";
    /** A year; a clock, or a word, may follow it at once where a page sets them apart by its style only. */
    private static final String YEAR = "((?:19|20)\\d{2})(?!\\d(?!\\d?:\\d))";

    private static final Pattern SLASHED_YEAR_FIRST =
            Pattern.compile("\\b((?:19|20)\\d{2})(?:[/.]|\\. )(\\d{1,2})(?:[/.]|\\. )(\\d{1,2})\\b");
    private static final Pattern DAY_MONTH_YEAR =
            Pattern.compile("\\b(\\d{1,2})(?:[./-]|\\. )(\\d{1,2})(?:[./-]|\\. )" + YEAR);
    private static final Pattern DAY_MONTH_SHORT_YEAR =
            Pattern.compile("(?<![\\w./:-])(\\d{1,2})([./])(\\d{1,2})\\2(\\d{2})(?![\\w/:-]|\\.\\w)");
    private static final Pattern DAY_NAME_YEAR =
            Pattern.compile("\\b(\\d{1,2})(?:st|nd|rd|th|er|º|ª)?(?:\\.?\\s+|[./-])(?:de\\s+|of\\s+|d['’])?" + NAME
                    + "(?:\\.?,?\\s+|[./-])(?:de\\s+|del\\s+)?" + YEAR);
    private static final Pattern NAME_DAY_YEAR =
            Pattern.compile("\\b" + NAME + "\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?\\s*,?\\s*" + YEAR);
    /** {@code Jan 28 15:28:56 CET 2020}, as some programs print it. */
    private static final Pattern NAME_DAY_CLOCK_YEAR =
            Pattern.compile("\\b(\\p{L}{3}) +(\\d{1,2}) (?=\\d{1,2}:\\d{2})\\S+(?: [A-Z]{1,5}\\S*| [+-]\\S+)? " + YEAR);
    /** {@code 16-Nov-26 12:39:07}: a year of two digits, believed before a clock (RFC 822, 5.1). */
    private static final Pattern DAY_NAME_SHORT_YEAR =
            Pattern.compile("\\b(\\d{1,2})[ -]" + NAME + "[ -](\\d{2})(?=[ T,]+\\d{1,2}:\\d{2})");

    private static final Pattern YEAR_NAME_DAY =
            Pattern.compile("\\b((?:19|20)\\d{2})[ .,-]+(?:m\\.\\s*)?" + NAME + "\\.?[ -]+(\\d{1,2})\\b");
    private static final Pattern EAST_ASIAN =
            Pattern.compile("((?:19|20)\\d{2})\\s*[年년]\\s*(\\d{1,2})\\s*[月월]\\s*(\\d{1,2})\\s*[日일]");
    private static final Pattern EPOCH = Pattern.compile("\\d{10}|\\d{13}");
    /** Where English is written with the day first, by the last label of a host's name. */
    private static final Set<String> DAY_FIRST = Set.of("uk au nz ie in za ng ke gh pk sg my hk".split(" ", -1));

    /** {@code ngày 4 tháng 3 năm 2026}: Vietnamese months have numbers. */
    private static final Pattern DAY_NUMBERED_MONTH_YEAR =
            Pattern.compile("\\b(\\d{1,2}) tháng (\\d{1,2})(?:,| năm)? " + YEAR);

    private static final Dates DAY_BEFORE_MONTH =
            new Dates(new DayOrder(false, Set.of()), "", ZoneOffset.UTC, new MonthWords(Map.of()), Instant.MAX);

    private final DayOrder order;
    private final String country;
    /** Of times that name none. */
    private final ZoneId usual;

    private final MonthWords months;
    private final Instant latest;

    private Dates(DayOrder order, String country, ZoneId usual, MonthWords months, Instant latest) {
        this.order = order;
        this.country = country;
        this.usual = usual;
        this.months = months;
        this.latest = latest;
    }

    /**
     * Reads 3/4/2026 as the readers of a site do. The month comes first in the English of the United States. English
     * without a region counts as such, unless the host belongs to a country that writes the day first.
     *
     * @param domain empty when not known
     * @param language a tag such as {@code en-GB}; may be null
     */
    public static Dates of(String domain, @Nullable String language) {
        String tag = language == null
                ? ""
                : language.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        boolean american = tag.startsWith("en-us") || (tag.length() > 2 && MonthNames.isMonthFirst(tag));
        boolean plain = tag.equals("en") && !DAY_FIRST.contains(domain.substring(domain.lastIndexOf('.') + 1));
        return new Dates(
                new DayOrder(american || plain, Set.of()),
                Zones.country(domain, tag),
                ZoneOffset.UTC,
                new MonthWords(MonthNames.of(tag)),
                Instant.MAX);
    }

    /** A copy that swaps day and month where their order is ambiguous. */
    public Dates withOtherOrder() {
        return new Dates(order.other(), country, usual, months, latest);
    }

    /**
     * A copy that reads times without a zone in the country's zone, if it has only one; otherwise they are UTC.
     *
     * @param country ISO 3166 code, in upper case
     */
    public Dates atHomeIn(String country) {
        return new Dates(order, this.country, Zones.only(country).orElse(ZoneOffset.UTC), months, latest);
    }

    /** A copy that ignores dates after {@code latest}. */
    public Dates notAfter(Instant latest) {
        return new Dates(order, country, usual, months, latest);
    }

    /** A copy that resolves an ambiguous day and month so that the date is one of these days. */
    public Dates agreeingWith(Set<LocalDate> days) {
        return new Dates(order.agreeingWith(days), country, usual, months, latest);
    }

    /** A date in a form for machines or for people; empty when there is none. */
    public Optional<OffsetDateTime> dateIn(@Nullable String raw) {
        return anyIn(raw).filter(this::isPast);
    }

    private boolean isPast(OffsetDateTime date) {
        return !date.toInstant().isAfter(latest);
    }

    private Optional<OffsetDateTime> anyIn(@Nullable String raw) {
        if (raw == null) {
            return Optional.empty();
        }
        String text = raw.strip();
        if (text.length() < 6 || text.length() > 200) {
            return Optional.empty();
        }
        Matcher m = ISO.matcher(text);
        if (m.find()) {
            return atClock(text, m.start(), m.end(), DayOrder.day(m.group(1), m.group(2), m.group(3)));
        }
        m = COMPACT.matcher(text);
        if (m.matches()) {
            var compact = compact(text, m);
            if (compact.isPresent()) {
                return compact;
            }
        }
        if (EPOCH.matcher(text).matches()) {
            long number = Long.parseLong(text);
            long seconds = text.length() == 13 ? number / 1000 : number;
            return plausible(Instant.ofEpochSecond(seconds).atOffset(ZoneOffset.UTC));
        }
        return anyWrittenIn(text);
    }

    /** Like {@link #writtenIn}, with the day first where the order is ambiguous. */
    public static Optional<OffsetDateTime> written(String text) {
        return DAY_BEFORE_MONTH.writtenIn(text);
    }

    /** A date written for people, somewhere in a short text. */
    public Optional<OffsetDateTime> writtenIn(String text) {
        return anyWrittenIn(text).filter(this::isPast);
    }

    private static boolean hasDigit(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isDigit(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    private Optional<OffsetDateTime> anyWrittenIn(String text) {
        if (!hasDigit(text)) { // as most lines of a page: a dozen searches less
            return Optional.empty();
        }
        Matcher m = EAST_ASIAN.matcher(text);
        if (m.find()) {
            return atClock(text, m.start(), m.end(), DayOrder.day(m.group(1), m.group(2), m.group(3)));
        }
        m = NAME_DAY_YEAR.matcher(text);
        while (m.find()) {
            Integer month = months.month(m.group(1));
            if (month != null) {
                return atClock(text, m.start(), m.end(), DayOrder.day(m.group(3), month.toString(), m.group(2)));
            }
        }
        m = NAME_DAY_CLOCK_YEAR.matcher(text);
        Integer named = m.find() ? months.month(m.group(1)) : null;
        if (named != null) {
            return atClock(text, m.start(), m.end(2), DayOrder.day(m.group(3), named.toString(), m.group(2)));
        }
        m = DAY_NAME_SHORT_YEAR.matcher(text);
        while (m.find()) {
            Integer month = months.month(m.group(2));
            if (month != null) {
                return atClock(
                        text, m.start(), m.end(), DayOrder.day(century(m.group(3)), month.toString(), m.group(1)));
            }
        }
        m = YEAR_NAME_DAY.matcher(text);
        while (m.find()) {
            Integer month = months.month(m.group(2));
            if (month != null) {
                return atClock(text, m.start(), m.end(), DayOrder.day(m.group(1), month.toString(), m.group(3)));
            }
        }
        m = DAY_NAME_YEAR.matcher(text);
        while (m.find()) {
            Integer month = months.month(m.group(2));
            if (month != null) {
                return atClock(text, m.start(), m.end(), DayOrder.day(m.group(3), month.toString(), m.group(1)));
            }
        }
        m = DAY_NUMBERED_MONTH_YEAR.matcher(text);
        if (m.find()) {
            return atClock(text, m.start(), m.end(), DayOrder.day(m.group(3), m.group(2), m.group(1)));
        }
        m = SLASHED_YEAR_FIRST.matcher(text);
        if (m.find()) {
            return atClock(text, m.start(), m.end(), DayOrder.day(m.group(1), m.group(2), m.group(3)));
        }
        m = DAY_MONTH_YEAR.matcher(text);
        if (m.find()) {
            return atClock(
                    text,
                    m.start(),
                    m.end(),
                    order.of(m.group(1), m.group(2), m.group(3), text.charAt(m.end(1)) == '.'));
        }
        return Optional.empty();
    }

    /** A date with a year of two digits, for a text that is probably a date and little else. */
    public Optional<OffsetDateTime> shortYearIn(String text) {
        Matcher m = DAY_MONTH_SHORT_YEAR.matcher(text);
        if (!m.find()) {
            return Optional.empty();
        }
        boolean dotted = m.group(2).equals(".");
        return atClock(text, m.start(), m.end(), order.of(m.group(1), m.group(3), century(m.group(4)), dotted))
                .filter(this::isPast);
    }

    private static String century(String twoDigits) {
        return (twoDigits.compareTo("90") < 0 ? "20" : "19") + twoDigits;
    }

    /** The date that many sites put into an article's address. */
    public Optional<OffsetDateTime> inUrl(@Nullable String address) {
        return address == null ? Optional.empty() : UrlDate.in(address, order).map(ClockTime::midnight);
    }

    private Optional<OffsetDateTime> atClock(String text, int start, int end, Optional<LocalDate> day) {
        return day.map(date -> at(date, ClockTime.near(text, start, end), text));
    }

    private Optional<OffsetDateTime> compact(String text, Matcher m) {
        var clock = m.group(4) == null
                ? Optional.<ClockTime>empty()
                : ClockTime.of(m.group(4), m.group(5), m.group(6), m.end(m.group(6) == null ? 5 : 6));
        return DayOrder.day(m.group(1), m.group(2), m.group(3)).map(date -> at(date, clock, text));
    }

    private OffsetDateTime at(LocalDate day, Optional<ClockTime> clock, String text) {
        if (clock.isEmpty()) {
            return ClockTime.midnight(day);
        }
        var time = clock.get().on(day);
        return time.atOffset(Zones.behind(text, clock.get().end(), time, country)
                .orElseGet(() -> usual.getRules().getOffset(time)));
    }

    private static Optional<OffsetDateTime> plausible(OffsetDateTime time) {
        return time.getYear() >= 1990 && time.getYear() < 2100 ? Optional.of(time) : Optional.empty();
    }

    /** Whether a word, in lower case, is a month's name in one of the languages known. */
    public static boolean isMonth(String word) {
        return MonthWords.isMonth(word);
    }
}
