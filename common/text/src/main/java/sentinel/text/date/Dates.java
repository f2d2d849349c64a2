package sentinel.text.date;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
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
    private static final Pattern IN_PATH =
            Pattern.compile("/((?:19|20)\\d{2})[/-](\\d{1,2})[/-](\\d{1,2})(?:[/_.-]|$)");
    private static final Pattern IN_PATH_COMPACT = Pattern.compile(
            "(?:^|[/_.=-][A-Za-z]?)((?:19|20)\\d{2})(0[1-9]|1[0-2])(0[1-9]|[12]\\d|3[01])(?:[/_.-]|$|(?:[01]\\d|2[0-3])[0-5]\\d{3,}(?:[/_.?-]|$))");

    private static final Pattern IN_PATH_YEAR_LAST =
            Pattern.compile("[/_-](\\d{1,2})[_-](\\d{1,2})[_-]((?:19|20)\\d{2})(?:[/_.?-]|$)");

    private static final Map<String, Integer> MONTHS = months();

    /** Where English is written with the day first, by the last label of a host's name. */
    private static final Set<String> DAY_FIRST = Set.of("uk au nz ie in za ng ke gh pk sg my hk".split(" ", -1));

    /** {@code ngày 4 tháng 3 năm 2026}: Vietnamese months have numbers. */
    private static final Pattern DAY_NUMBERED_MONTH_YEAR =
            Pattern.compile("\\b(\\d{1,2}) tháng (\\d{1,2})(?:,| năm)? " + YEAR);

    private static final Dates DAY_BEFORE_MONTH = new Dates(false, "", ZoneOffset.UTC, Map.of(), Set.of(), Instant.MAX);

    private final boolean monthFirst;
    private final String country;
    /** Of times that name none. */
    private final ZoneId usual;
    /** Of the readers' language: a name that is another month in a neighbour's is theirs. */
    private final Map<String, Integer> own;

    private final Set<LocalDate> known;
    private final Instant latest;

    private Dates(
            boolean monthFirst,
            String country,
            ZoneId usual,
            Map<String, Integer> own,
            Set<LocalDate> known,
            Instant latest) {
        this.monthFirst = monthFirst;
        this.country = country;
        this.usual = usual;
        this.own = own;
        this.known = known;
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
                american || plain,
                Zones.country(domain, tag),
                ZoneOffset.UTC,
                MonthNames.of(tag),
                Set.of(),
                Instant.MAX);
    }

    /** A copy that swaps day and month where their order is ambiguous. */
    public Dates withOtherOrder() {
        return new Dates(!monthFirst, country, usual, own, known, latest);
    }

    /**
     * A copy that reads times without a zone in the country's zone, if it has only one; otherwise they are UTC.
     *
     * @param country ISO 3166 code, in upper case
     */
    public Dates atHomeIn(String country) {
        return new Dates(monthFirst, this.country, Zones.only(country).orElse(ZoneOffset.UTC), own, known, latest);
    }

    /** A copy that ignores dates after {@code latest}. */
    public Dates notAfter(Instant latest) {
        return new Dates(monthFirst, country, usual, own, known, latest);
    }

    /** A copy that resolves an ambiguous day and month so that the date is one of these days. */
    public Dates agreeingWith(Set<LocalDate> days) {
        return new Dates(monthFirst, country, usual, own, Set.copyOf(days), latest);
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
            return atClock(text, m.start(), m.end(), day(m.group(1), m.group(2), m.group(3)));
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
            return atClock(text, m.start(), m.end(), day(m.group(1), m.group(2), m.group(3)));
        }
        m = NAME_DAY_YEAR.matcher(text);
        while (m.find()) {
            Integer month = month(m.group(1));
            if (month != null) {
                return atClock(text, m.start(), m.end(), day(m.group(3), month.toString(), m.group(2)));
            }
        }
        m = NAME_DAY_CLOCK_YEAR.matcher(text);
        Integer named = m.find() ? month(m.group(1)) : null;
        if (named != null) {
            return atClock(text, m.start(), m.end(2), day(m.group(3), named.toString(), m.group(2)));
        }
        m = DAY_NAME_SHORT_YEAR.matcher(text);
        while (m.find()) {
            Integer month = month(m.group(2));
            if (month != null) {
                return atClock(text, m.start(), m.end(), day(century(m.group(3)), month.toString(), m.group(1)));
            }
        }
        m = YEAR_NAME_DAY.matcher(text);
        while (m.find()) {
            Integer month = month(m.group(2));
            if (month != null) {
                return atClock(text, m.start(), m.end(), day(m.group(1), month.toString(), m.group(3)));
            }
        }
        m = DAY_NAME_YEAR.matcher(text);
        while (m.find()) {
            Integer month = month(m.group(2));
            if (month != null) {
                return atClock(text, m.start(), m.end(), day(m.group(3), month.toString(), m.group(1)));
            }
        }
        m = DAY_NUMBERED_MONTH_YEAR.matcher(text);
        if (m.find()) {
            return atClock(text, m.start(), m.end(), day(m.group(3), m.group(2), m.group(1)));
        }
        m = SLASHED_YEAR_FIRST.matcher(text);
        if (m.find()) {
            return atClock(text, m.start(), m.end(), day(m.group(1), m.group(2), m.group(3)));
        }
        m = DAY_MONTH_YEAR.matcher(text);
        if (m.find()) {
            return atClock(
                    text,
                    m.start(),
                    m.end(),
                    ordered(m.group(1), m.group(2), m.group(3), text.charAt(m.end(1)) == '.'));
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
        return atClock(text, m.start(), m.end(), ordered(m.group(1), m.group(3), century(m.group(4)), dotted))
                .filter(this::isPast);
    }

    private static String century(String twoDigits) {
        return (twoDigits.compareTo("90") < 0 ? "20" : "19") + twoDigits;
    }

    private Optional<LocalDate> ordered(String one, String two, String year, boolean dotted) {
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

    /** The date that many sites put into an article's address. */
    public Optional<OffsetDateTime> inUrl(@Nullable String address) {
        if (address == null) {
            return Optional.empty();
        }
        String url = address.substring(Math.max(0, address.lastIndexOf("://"))); // an archive's own date is the copy's
        Matcher m = IN_PATH.matcher(url);
        if (m.find()) {
            return day(m.group(1), m.group(2), m.group(3)).map(ClockTime::midnight);
        }
        m = IN_PATH_COMPACT.matcher(url);
        if (m.find()) {
            return day(m.group(1), m.group(2), m.group(3)).map(ClockTime::midnight);
        }
        m = IN_PATH_YEAR_LAST.matcher(url);
        return m.find()
                ? ordered(m.group(1), m.group(2), m.group(3), false).map(ClockTime::midnight)
                : Optional.empty();
    }

    private Optional<OffsetDateTime> atClock(String text, int start, int end, Optional<LocalDate> day) {
        return day.map(date -> at(date, ClockTime.near(text, start, end), text));
    }

    private Optional<OffsetDateTime> compact(String text, Matcher m) {
        var clock = m.group(4) == null
                ? Optional.<ClockTime>empty()
                : ClockTime.of(m.group(4), m.group(5), m.group(6), m.end(m.group(6) == null ? 5 : 6));
        return day(m.group(1), m.group(2), m.group(3)).map(date -> at(date, clock, text));
    }

    private OffsetDateTime at(LocalDate day, Optional<ClockTime> clock, String text) {
        if (clock.isEmpty()) {
            return ClockTime.midnight(day);
        }
        var time = clock.get().on(day);
        return time.atOffset(Zones.behind(text, clock.get().end(), time, country)
                .orElseGet(() -> usual.getRules().getOffset(time)));
    }

    private static Optional<LocalDate> day(String year, String month, String day) {
        try {
            var date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
            return date.getYear() >= 1990 && date.getYear() < 2100 ? Optional.of(date) : Optional.empty();
        } catch (DateTimeException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<OffsetDateTime> plausible(OffsetDateTime time) {
        return time.getYear() >= 1990 && time.getYear() < 2100 ? Optional.of(time) : Optional.empty();
    }

    /** Whether a word, in lower case, is a month's name in one of the languages known. */
    public static boolean isMonth(String word) {
        return MONTHS.containsKey(word);
    }

    /** A label may stand right before the name where a page sets them apart by its style only: UpdatedMarch. */
    private @Nullable Integer month(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        Integer month = known(word);
        if (month != null) {
            return month;
        }
        int capital = name.length() - 1;
        while (capital > 0 && !Character.isUpperCase(name.charAt(capital))) {
            capital--;
        }
        boolean glued = capital > 0 && Character.isLowerCase(name.charAt(capital - 1));
        Integer last = glued ? known(name.substring(capital).toLowerCase(Locale.ROOT)) : null;
        return last != null ? last : MonthNames.ofAny(word);
    }

    private @Nullable Integer known(String word) {
        Integer month = own.get(word);
        return month != null ? month : MONTHS.get(word);
    }

    private static Map<String, Integer> months() {
        var months = new HashMap<String, Integer>();
        put(months, "january february march april may june july august september october november december");
        put(months, "jan feb mar apr may jun jul aug sep oct nov dec");
        put(months, "januar februar märz april mai juni juli august september oktober november dezember");
        put(months, "jänner feber mrz apr mai jun jul aug sept okt nov dez");
        put(months, "janvier février mars avril mai juin juillet août septembre octobre novembre décembre");
        put(months, "janv févr mars avr mai juin juil août sept oct nov déc");
        put(months, "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre");
        put(months, "ene feb mar abr may jun jul ago set oct nov dic");
        put(months, "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre");
        put(months, "gen feb mar apr mag giu lug ago set ott nov dic");
        put(months, "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro");
        put(months, "januari februari maart april mei juni juli augustus september oktober november december");
        put(months, "januari februari mars april maj juni juli augusti september oktober november december");
        put(months, "januar februar mars april mai juni juli august september oktober november desember");
        put(months, "januar februar marts april maj juni juli august september oktober november december");
        put(
                months,
                "tammikuuta helmikuuta maaliskuuta huhtikuuta toukokuuta kesäkuuta heinäkuuta elokuuta syyskuuta lokakuuta marraskuuta joulukuuta");
        put(
                months,
                "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia");
        put(months, "ledna února března dubna května června července srpna září října listopadu prosince");
        put(
                months,
                "január február március április május június július augusztus szeptember október november december");
        put(
                months,
                "ianuarie februarie martie aprilie mai iunie iulie august septembrie octombrie noiembrie decembrie");
        put(months, "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık");
        put(months, "января февраля марта апреля мая июня июля августа сентября октября ноября декабря");
        put(months, "січня лютого березня квітня травня червня липня серпня вересня жовтня листопада грудня");
        put(
                months,
                "ιανουαρίου φεβρουαρίου μαρτίου απριλίου μαΐου ιουνίου ιουλίου αυγούστου σεπτεμβρίου οκτωβρίου νοεμβρίου δεκεμβρίου");
        put(
                months,
                "siječnja veljače ožujka travnja svibnja lipnja srpnja kolovoza rujna listopada studenoga prosinca");
        put(months, "januari februari maret april mei juni juli agustus september oktober november desember");
        put(months, "jan fev mar abr mai jun jul ago set out nov dez");
        put(months, "jan feb mrt apr mei jun jul aug sep okt nov dec");
        put(months, "gener febrer març abril maig juny juliol agost setembre octubre novembre desembre");
        put(months, "enero febrero marzo abril mayo junio julio agosto setiembre octubre noviembre diciembre");
        put(months, "januára februára marca apríla mája júna júla augusta septembra októbra novembra decembra");
        put(months, "januarja februarja marca aprila maja junija julija avgusta septembra oktobra novembra decembra");
        put(months, "januar februar mart april maj jun jul avgust septembar oktobar novembar decembar");
        put(months, "јануар фебруар март април мај јун јул август септембар октобар новембар децембар");
        put(months, "јануари февруари март април мај јуни јули август септември октомври ноември декември");
        put(months, "януари февруари март април май юни юли август септември октомври ноември декември");
        put(months, "янв фев мар апр май июн июл авг сен окт ноя дек");
        put(months, "січ лют бер кві тра чер лип сер вер жов лис гру");
        put(
                months,
                "sausio vasario kovo balandžio gegužės birželio liepos rugpjūčio rugsėjo spalio lapkričio gruodžio");
        put(
                months,
                "janvāris februāris marts aprīlis maijs jūnijs jūlijs augusts septembris oktobris novembris decembris");
        put(months, "janar shkurt mars prill maj qershor korrik gusht shtator tetor nëntor dhjetor");
        put(months, "xaneiro febreiro marzo abril maio xuño xullo agosto setembro outubro novembro decembro");
        put(months, "januari februari machi aprili mei juni julai agosti septemba oktoba novemba desemba");
        put(months, "enero pebrero marso abril mayo hunyo hulyo agosto setyembre oktubre nobyembre disyembre");
        put(months, "jaanuar veebruar märts aprill mai juuni juuli august september oktoober november detsember");
        put(months, "janúar febrúar mars apríl maí júní júlí ágúst september október nóvember desember");
        put(months, "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر");
        put(months, "جانفي فيفري مارس أفريل ماي جوان جويلية أوت سبتمبر أكتوبر نوفمبر ديسمبر");
        put(months, "يناير فبراير مارس ابريل ماي يونيه يوليه اغسطس شتنبر اكتوبر نونبر دجنبر");
        put(months, "ינואר פברואר מרץ אפריל מאי יוני יולי אוגוסט ספטמבר אוקטובר נובמבר דצמבר");
        put(months, "בינואר בפברואר במרץ באפריל במאי ביוני ביולי באוגוסט בספטמבר באוקטובר בנובמבר בדצמבר");
        put(months, "جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر");
        put(months, "जनवरी फरवरी मार्च अप्रैल मई जून जुलाई अगस्त सितंबर अक्टूबर नवंबर दिसंबर");
        return Map.copyOf(months);
    }

    private static void put(Map<String, Integer> months, String names) {
        var twelve = names.split(" ", -1);
        for (int i = 0; i < twelve.length; i++) {
            months.putIfAbsent(twelve[i], i + 1);
        }
    }
}
