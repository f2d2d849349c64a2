package sentinel.text.date;

import java.time.DateTimeException;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Time zones as programs and people write them behind a time: offsets in all their spellings, the names of the tz database,
 * abbreviations. An abbreviation that several countries use means what it means where the text comes from.
 */
final class Zones {

    private static final String SIGN = "([+\\-\u2212])";
    /** {@code GMT+7}, {@code UTC +05:30}, {@code GMT+0000}. */
    private static final Pattern FROM_GREENWICH = Pattern.compile(
            "\\s*\\(?(?:GMT|UTC|UT)\\s?" + SIGN + "\\s?(\\d{1,2})(?::?(\\d{2}))?(?!\\d)", Pattern.CASE_INSENSITIVE);
    /** {@code +0530}, {@code +5:30}, {@code -700}. */
    private static final Pattern OFFSET = Pattern.compile("\\s*" + SIGN + "(\\d{1,2}):?(\\d{2})(?!\\d)");
    /** {@code +01}; behind a blank only where nothing follows, since it may be a day there. */
    private static final Pattern HOURS = Pattern.compile("(?:\\s+(?=\\S{2,3}$))?" + SIGN + "(\\d{1,2})(?![\\d:/.])");
    /** {@code 2026-11-13T12:44:00 01:00}: the plus of an address that somebody decoded. */
    private static final Pattern BLANK_FOR_PLUS = Pattern.compile("( )(\\d{2}):(\\d{2})$");

    private static final Pattern TZ_DATABASE =
            Pattern.compile("\\s*[\\[(]?((?:[A-Za-z]{3,20})(?:/[A-Za-z][A-Za-z0-9_+-]{1,30}){1,2})");
    private static final Pattern ABBREVIATION = Pattern.compile("\\s*\\(?([A-Za-z]{1,5})(?![A-Za-z])\\)?");

    /** {@code Pacific Standard Time}. */
    private static final Pattern LONG_NAME = Pattern.compile("\\s*\\(?((?:[A-Z][a-z]{2,15} ){1,3}Time)\\b");

    private static final Map<String, Integer> MINUTES = minutes();
    /** Where summer time decides which offset is meant. */
    private static final Map<String, String> BY_DATE = Map.of(
            "ET", "America/New_York",
            "CT", "America/Chicago",
            "MT", "America/Denver",
            "PT", "America/Los_Angeles");

    private static final Map<String, String> ABBREVIATED = Map.ofEntries(
            Map.entry("Eastern Standard Time", "EST"),
            Map.entry("Eastern Daylight Time", "EDT"),
            Map.entry("Eastern Time", "ET"),
            Map.entry("Central Standard Time", "CST"),
            Map.entry("Central Daylight Time", "CDT"),
            Map.entry("Central Time", "CT"),
            Map.entry("Mountain Standard Time", "MST"),
            Map.entry("Mountain Daylight Time", "MDT"),
            Map.entry("Mountain Time", "MT"),
            Map.entry("Pacific Standard Time", "PST"),
            Map.entry("Pacific Daylight Time", "PDT"),
            Map.entry("Pacific Time", "PT"),
            Map.entry("Central European Time", "CET"),
            Map.entry("Central European Standard Time", "CET"),
            Map.entry("Central European Summer Time", "CEST"),
            Map.entry("British Summer Time", "BST"),
            Map.entry("India Standard Time", "IST"));
    /** By country and abbreviation, where it differs from the usual meaning. */
    private static final Map<String, Integer> ELSEWHERE = elsewhere();

    private static final Map<String, String> MAIN_COUNTRY = mainCountries();
    private static final Map<String, String> ONE_ZONE = oneZone();

    private Zones() {}

    /**
     * The offset that is written at a place of a text, right behind the time.
     *
     * @param at the time there, which decides between summer and winter where only a place is named
     * @param country ISO 3166 code of where the text comes from; empty when not known
     */
    static Optional<ZoneOffset> behind(String text, int from, LocalDateTime at, String country) {
        for (var pattern : new Pattern[] {FROM_GREENWICH, OFFSET, HOURS, BLANK_FOR_PLUS}) {
            var m = pattern.matcher(text).region(from, text.length());
            if (m.lookingAt()) {
                return offset(m.group(1), m.group(2), m.groupCount() < 3 ? null : m.group(3));
            }
        }
        var m = TZ_DATABASE.matcher(text).region(from, text.length());
        if (m.lookingAt()) {
            return place(m.group(1), at);
        }
        m = LONG_NAME.matcher(text).region(from, text.length());
        if (m.lookingAt() && ABBREVIATED.containsKey(m.group(1))) {
            return abbreviation(ABBREVIATED.get(m.group(1)), true, at, country);
        }
        m = ABBREVIATION.matcher(text).region(from, text.length());
        if (m.lookingAt()) {
            boolean last = text.substring(m.end()).isBlank();
            return abbreviation(m.group(1), last, at, country);
        }
        return Optional.empty();
    }

    private static Optional<ZoneOffset> offset(String sign, String hours, @Nullable String minutes) {
        int total = 60 * Integer.parseInt(hours) + (minutes == null ? 0 : Integer.parseInt(minutes));
        return ofMinutes(sign.equals("+") || sign.equals(" ") ? total : -total);
    }

    private static Optional<ZoneOffset> ofMinutes(int minutes) {
        try {
            return Optional.of(ZoneOffset.ofTotalSeconds(60 * minutes));
        } catch (DateTimeException e) {
            return Optional.empty(); // more than 18 hours
        }
    }

    private static Optional<ZoneOffset> place(String id, LocalDateTime at) {
        try {
            return Optional.of(ZoneId.of(id).getRules().getOffset(at));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static Optional<ZoneOffset> abbreviation(String written, boolean last, LocalDateTime at, String country) {
        String name = written.toUpperCase(Locale.ROOT);
        boolean universal = Set.of("Z", "GMT", "UTC", "UT").contains(name);
        if (!last && !universal && !name.equals(written)) {
            return Optional.empty(); // a word
        }
        Integer minutes = ELSEWHERE.getOrDefault(country + ' ' + name, MINUTES.get(name));
        if (minutes != null) {
            return ofMinutes(minutes);
        }
        return Optional.ofNullable(BY_DATE.get(name)).flatMap(id -> place(id, at));
    }

    /**
     * The country that a text comes from, as far as its language and host say: {@code en-IN} is of India, and so is Hindi.
     *
     * @param domain empty when not known
     * @param tag a language in lower case with hyphens; empty when not known
     * @return ISO 3166 code, or empty
     */
    static String country(String domain, String tag) {
        var parts = tag.split("-", -1);
        for (int i = 1; i < parts.length; i++) {
            if (parts[i].length() == 2) {
                return parts[i].toUpperCase(Locale.ROOT);
            }
        }
        String label = domain.substring(domain.lastIndexOf('.') + 1).toUpperCase(Locale.ROOT);
        if (label.length() == 2 && label.chars().allMatch(c -> c >= 'A' && c <= 'Z')) {
            return label.equals("UK") ? "GB" : label;
        }
        return MAIN_COUNTRY.getOrDefault(parts[0], "");
    }

    /** The time of a country that has one only. */
    static Optional<ZoneId> only(String country) {
        return Optional.ofNullable(ONE_ZONE.get(country)).map(ZoneId::of);
    }

    private static Map<String, String> oneZone() {
        var all = new HashMap<String, String>();
        for (var pair :
                ("CN Shanghai|HK Hong_Kong|TW Taipei|JP Tokyo|KR Seoul|IN Kolkata|BD Dhaka|PK Karachi|TH Bangkok"
                                + "|VN Ho_Chi_Minh|PH Manila|SG Singapore|IL Jerusalem|SA Riyadh|AE Dubai|IR Tehran")
                        .split("\\|", -1)) {
            all.put(pair.substring(0, 2), "Asia/" + pair.substring(3));
        }
        for (var pair : ("GB London|IE Dublin|FR Paris|BE Brussels|NL Amsterdam|DE Berlin|AT Vienna|CH Zurich|IT Rome"
                        + "|PL Warsaw|CZ Prague|SK Bratislava|HU Budapest|RO Bucharest|BG Sofia|GR Athens|TR Istanbul"
                        + "|DK Copenhagen|NO Oslo|SE Stockholm|FI Helsinki|EE Tallinn|LV Riga|LT Vilnius|HR Zagreb"
                        + "|RS Belgrade|SI Ljubljana")
                .split("\\|", -1)) {
            all.put(pair.substring(0, 2), "Europe/" + pair.substring(3));
        }
        return Map.copyOf(all);
    }

    private static Map<String, Integer> minutes() {
        var all = new HashMap<String, Integer>();
        put(all, 0, "Z GMT UTC UT WET");
        put(all, 60, "CET MEZ MET BST WEST WAT");
        put(all, 120, "CEST MESZ MEST EET CAT SAST");
        put(all, 180, "EEST EAT MSK TRT IDT");
        put(all, 210, "IRST");
        put(all, 240, "GST MSD");
        put(all, 300, "PKT UZT");
        put(all, 330, "IST");
        put(all, 345, "NPT");
        put(all, 420, "ICT WIB");
        put(all, 480, "HKT SGT PHT MYT AWST WITA");
        put(all, 540, "JST KST WIT");
        put(all, 570, "ACST");
        put(all, 600, "AEST");
        put(all, 630, "ACDT");
        put(all, 660, "AEDT");
        put(all, 720, "NZST");
        put(all, 780, "NZDT");
        put(all, -150, "NDT");
        put(all, -180, "ADT ART BRT UYT");
        put(all, -210, "NST");
        put(all, -240, "EDT AST CLT");
        put(all, -300, "EST CDT COT PET");
        put(all, -360, "CST MDT");
        put(all, -420, "MST PDT");
        put(all, -480, "PST AKDT");
        put(all, -540, "AKST");
        put(all, -600, "HST");
        return Map.copyOf(all);
    }

    private static Map<String, Integer> elsewhere() {
        var all = new HashMap<String, Integer>();
        put(all, "IST", 60, "IE");
        put(all, "IST", 120, "IL");
        put(all, "BST", 360, "BD");
        put(all, "CST", 480, "CN TW HK MO");
        put(all, "CST", -300, "CU");
        put(all, "CDT", -240, "CU");
        put(all, "AST", 180, "SA AE QA KW BH IQ YE OM JO");
        put(all, "PST", 480, "PH");
        put(all, "MST", 480, "MY");
        put(all, "SST", 480, "SG");
        put(all, "WST", 480, "AU");
        put(all, "EST", 600, "AU");
        put(all, "EDT", 660, "AU");
        put(all, "CST", 570, "AU");
        put(all, "CDT", 630, "AU");
        return Map.copyOf(all);
    }

    private static Map<String, String> mainCountries() {
        var all = new HashMap<String, String>();
        for (var language : "hi ta te kn ml mr gu pa or as".split(" ", -1)) {
            all.put(language, "IN");
        }
        all.putAll(Map.of("he", "IL", "iw", "IL", "ga", "IE", "bn", "BD", "zh", "CN", "ar", "SA"));
        all.putAll(Map.of("ms", "MY", "tl", "PH", "fil", "PH"));
        return Map.copyOf(all);
    }

    private static void put(Map<String, Integer> all, int minutes, String names) {
        for (var name : names.split(" ", -1)) {
            all.put(name, minutes);
        }
    }

    private static void put(Map<String, Integer> all, String name, int minutes, String countries) {
        for (var country : countries.split(" ", -1)) {
            all.put(country + ' ' + name, minutes);
        }
    }
}
