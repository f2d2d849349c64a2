package sentinel.api.groups;

import static java.util.Objects.requireNonNull;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An article as its groups need it. Articles are ordered by {@code firstSeen}, then {@code id} (unsigned).
 *
 * @param id the article's identifier, sixteen hexadecimal digits, as a number
 * @param firstSeen milliseconds since the epoch
 * @param language ISO 639-1, or null when unknown
 * @param title empty when there is none
 * @param text the body, or its beginning: no more than {@link #MAX_TEXT} characters are kept
 * @param names companies and people that the article names
 * @param copyOf id of the article that this one copies, which may be unknown here; null for none
 */
public record Report(
        long id,
        long firstSeen,
        @Nullable String language,
        String title,
        String text,
        List<String> names,
        @Nullable Long copyOf) {

    /** News tells first what happened, and what follows is often the same in many articles. */
    public static final int MAX_TEXT = 3_000;

    public Report {
        requireNonNull(title, "title");
        text = text.length() <= MAX_TEXT ? text : text.substring(0, MAX_TEXT);
        names = List.copyOf(names);
    }

    /** The number that an article's identifier stands for. */
    public static long number(String id) {
        return Long.parseUnsignedLong(id, 16);
    }

    /** The identifier that a number stands for. */
    public static String id(long number) {
        String digits = Long.toHexString(number);
        return "0".repeat(16 - digits.length()) + digits;
    }
}
