package sentinel.producers.gdelt;

import static java.util.stream.Collectors.joining;

import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Hints;
import sentinel.producers.feeds.FeedLimits;
import sentinel.producers.feeds.Language;
import sentinel.producers.feeds.PlainText;

/**
 * What we use of a GKG 2.1 row ("The GDELT Global Knowledge Graph data format codebook V2.1").
 *
 * @param recordId GKGRECORDID
 * @param web whether {@code document} is a URL: the source collection is 1
 * @param domain V2SOURCECOMMONNAME
 * @param document V2DOCUMENTIDENTIFIER
 * @param themes names of themes, distinct
 * @param published PAGE_PRECISEPUBTIMESTAMP, or null
 */
record GkgRow(
        String recordId,
        boolean web,
        String domain,
        String document,
        List<String> themes,
        List<String> persons,
        List<String> organisations,
        @Nullable Double tone,
        @Nullable String language,
        @Nullable String title,
        @Nullable String author,
        @Nullable Instant published) {

    private static final int COLUMNS = 27;
    private static final int RECORD_ID = 0;
    private static final int SOURCE_COLLECTION = 2;
    private static final int SOURCE_NAME = 3;
    private static final int DOCUMENT = 4;
    private static final int V1_THEMES = 7;
    private static final int V2_THEMES = 8;
    private static final int V1_PERSONS = 11;
    private static final int V2_PERSONS = 12;
    private static final int V1_ORGANISATIONS = 13;
    private static final int V2_ORGANISATIONS = 14;
    private static final int TONE = 15;
    private static final int TRANSLATION = 25;
    private static final int EXTRAS = 26;

    private static final String WEB = "1";
    private static final int LONGEST_NAME = 200;
    private static final int MOST_THEMES = 200;
    private static final int MOST_NAMES = 100;
    private static final Pattern OFFSET = Pattern.compile(",\\d+$");
    private static final Pattern TRANSLATED_FROM = Pattern.compile("srclc:([a-zA-Z]{2,3})");
    private static final Pattern PAGE_TITLE = element("PAGE_TITLE");
    private static final Pattern PAGE_AUTHORS = element("PAGE_AUTHORS");
    private static final Pattern PAGE_TIME = element("PAGE_PRECISEPUBTIMESTAMP");
    private static final Pattern WORD_START = Pattern.compile("(^|[\\s\\-'\u2019.])(\\p{Ll})");

    /**
     * Empty when the line is no row: columns are separated by tabs, never quoted, and there are 27. A title with a tab makes
     * more; all that follows the 26th belongs to the last, and what comes before is where it always is.
     */
    static Optional<GkgRow> parse(String line) {
        var columns = line.split("\t", COLUMNS);
        if (columns.length != COLUMNS || columns[RECORD_ID].isBlank()) {
            return Optional.empty();
        }
        String extras = columns[EXTRAS];
        return Optional.of(new GkgRow(
                columns[RECORD_ID].strip(),
                columns[SOURCE_COLLECTION].strip().equals(WEB),
                columns[SOURCE_NAME].strip(),
                columns[DOCUMENT].strip(),
                list(columns[V2_THEMES], columns[V1_THEMES], UnaryOperator.identity(), MOST_THEMES),
                list(columns[V2_PERSONS], columns[V1_PERSONS], GkgRow::capitalised, MOST_NAMES),
                list(columns[V2_ORGANISATIONS], columns[V1_ORGANISATIONS], GkgRow::capitalised, MOST_NAMES),
                tone(columns[TONE]),
                language(columns[TRANSLATION]),
                PlainText.line(inside(PAGE_TITLE, extras), FeedLimits.TITLE),
                authors(inside(PAGE_AUTHORS, extras)),
                time(inside(PAGE_TIME, extras))));
    }

    Hints hints() {
        return new Hints(title, author, null, language, null, tone, themes, persons, organisations);
    }

    /** The enhanced list has names as the article writes them, each with its place in the text; the plain one has them in lower case. */
    private static List<String> list(String enhanced, String plain, UnaryOperator<String> form, int most) {
        var names = enhanced.isBlank()
                ? Arrays.stream(plain.split(";", -1))
                : Arrays.stream(enhanced.split(";", -1))
                        .map(entry -> OFFSET.matcher(entry).replaceFirst(""));
        return names.map(String::strip)
                .filter(name -> !name.isEmpty() && name.length() <= LONGEST_NAME)
                .map(form)
                .distinct()
                .limit(most)
                .toList();
    }

    private static String capitalised(String name) {
        return name.equals(name.toLowerCase(Locale.ROOT))
                ? WORD_START
                        .matcher(name)
                        .replaceAll(m -> m.group(1) + m.group(2).toUpperCase(Locale.ROOT))
                : name;
    }

    /** The first number of the column. */
    private static @Nullable Double tone(String column) {
        String first = column.split(",", 2)[0].strip();
        return first.matches("-?\\d{1,3}(\\.\\d{1,18})?") ? Double.valueOf(first) : null;
    }

    /** Rows without a note of translation are of English pages. */
    private static @Nullable String language(String column) {
        if (column.isBlank()) {
            return "en";
        }
        var match = TRANSLATED_FROM.matcher(column);
        return match.find() ? Language.iso6391(match.group(1)).orElse(null) : null;
    }

    private static @Nullable String authors(@Nullable String raw) {
        if (raw == null) {
            return null;
        }
        // undone before the split, since entities end in the very sign that separates names
        String names = PlainText.line(raw, FeedLimits.AUTHOR);
        return names == null
                ? null
                : Stream.of(names.split(";", -1))
                        .map(String::strip)
                        .filter(name -> !name.isEmpty())
                        .distinct()
                        .collect(joining(", "));
    }

    private static @Nullable Instant time(@Nullable String digits) {
        return digits == null ? null : GkgFile.time(digits.strip()).orElse(null);
    }

    private static Pattern element(String name) {
        return Pattern.compile("<" + name + ">(.*?)</" + name + ">");
    }

    private static @Nullable String inside(Pattern element, String extras) {
        var match = element.matcher(extras);
        return match.find() ? match.group(1) : null;
    }
}
