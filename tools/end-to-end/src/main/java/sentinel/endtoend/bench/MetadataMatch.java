package sentinel.endtoend.bench;

import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Whether two forms of a title, a name or a date mean the same. */
final class MetadataMatch {

    private static final String SINGLE_QUOTES = "‘’‚‛′`´";
    private static final String DOUBLE_QUOTES = "“”„‟«»″";
    private static final String DASHES = "‐‑‒–—―−";
    private static final Pattern SPACES = Pattern.compile("[\\s\\x1c-\\x1f]+", Pattern.UNICODE_CHARACTER_CLASS);
    private static final Pattern EDGES = Pattern.compile("^[ \t\"'.\\-|]+|[ \t\"'.\\-|]+$");
    private static final Pattern BY = Pattern.compile("^\\s*by\\s+", Pattern.CASE_INSENSITIVE);
    private static final Pattern BETWEEN_NAMES = Pattern.compile("[;,|&\n]|\\band\\b");
    private static final Pattern DAY = Pattern.compile("(\\d{4}-\\d\\d-\\d\\d).*", Pattern.DOTALL);
    private static final Pattern COMPACT_DAY = Pattern.compile("(\\d{4})(\\d\\d)(\\d\\d)");
    private static final DateTimeFormatter MOMENT = new DateTimeFormatterBuilder()
            .append(DateTimeFormatter.ISO_LOCAL_DATE_TIME)
            .appendPattern("[XXXXX][XXXX][X]")
            .toFormatter();

    private MetadataMatch() {}

    /** The text without what is only typography: case, quotes, dashes, spaces, marks at its ends; empty for null. */
    static String folded(@Nullable String text) {
        if (text == null) {
            return "";
        }
        var plain = new StringBuilder();
        text.codePoints().map(MetadataMatch::plain).forEach(plain::appendCodePoint);
        var lower = new StringBuilder();
        Normalizer.normalize(plain, Normalizer.Form.NFKC).codePoints().forEach(c -> appendWithoutCase(c, lower));
        return EDGES.matcher(SPACES.matcher(lower).replaceAll(" ")).replaceAll("");
    }

    private static int plain(int c) {
        if (SINGLE_QUOTES.indexOf(c) >= 0) {
            return '\'';
        }
        return DOUBLE_QUOTES.indexOf(c) >= 0 ? '"' : DASHES.indexOf(c) >= 0 ? '-' : c;
    }

    /** Unicode's full case folding, but for rare scripts: by way of the capitals, so that ß is ss and ς is σ. */
    private static void appendWithoutCase(int c, StringBuilder out) {
        if (c == 'ı') {
            out.appendCodePoint(c);
        } else if (c == 'İ') {
            out.append("i\u0307");
        } else {
            Character.toString(c)
                    .toUpperCase(Locale.ROOT)
                    .codePoints()
                    .map(Character::toLowerCase)
                    .forEach(out::appendCodePoint);
        }
    }

    static boolean same(@Nullable String a, @Nullable String b) {
        return folded(a).equals(folded(b));
    }

    /** Language codes, of which the first two letters count. */
    static boolean sameLanguage(@Nullable String a, @Nullable String b) {
        return start(folded(a)).equals(start(folded(b)));
    }

    private static String start(String code) {
        return code.substring(0, Math.min(2, code.length()));
    }

    static boolean sameNames(Collection<String> a, Collection<String> b) {
        return names(a).equals(names(b));
    }

    private static Set<String> names(Collection<String> bylines) {
        var names = new TreeSet<String>();
        for (var byline : bylines) {
            BETWEEN_NAMES
                    .splitAsStream(BY.matcher(byline).replaceFirst(""))
                    .map(MetadataMatch::folded)
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        return names;
    }

    /** Whether both fall on one calendar day, as written or in UTC. */
    static boolean sameDay(@Nullable String a, @Nullable String b) {
        return !Collections.disjoint(days(a), days(b));
    }

    private static Set<String> days(@Nullable String raw) {
        String text = raw == null ? "" : raw.strip();
        var compact = COMPACT_DAY.matcher(text);
        if (compact.matches()) {
            return Set.of(compact.group(1) + "-" + compact.group(2) + "-" + compact.group(3));
        }
        var day = DAY.matcher(text);
        if (!day.matches()) {
            return Set.of();
        }
        var days = new HashSet<String>();
        days.add(day.group(1));
        utcDay(text).ifPresent(utc -> days.add(utc.toString()));
        return days;
    }

    private static Optional<LocalDate> utcDay(String text) {
        int time = "yyyy-mm-dd".length();
        if (text.length() <= time) {
            return Optional.empty();
        }
        try {
            String moment = text.substring(0, time) + "T" + text.substring(time + 1);
            return Optional.of(OffsetDateTime.parse(moment, MOMENT)
                    .withOffsetSameInstant(ZoneOffset.UTC)
                    .toLocalDate());
        } catch (DateTimeException e) {
            return Optional.empty(); // no offset, or no time
        }
    }
}
