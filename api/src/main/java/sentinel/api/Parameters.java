package sentinel.api;

import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import sentinel.api.Problem.ParameterError;
import sentinel.api.Problem.ProblemException;
import sentinel.api.costs.Dimension;
import sentinel.api.groups.Report;
import sentinel.api.index.ArticleQuery;
import sentinel.api.index.ArticleQuery.Between;
import sentinel.api.index.Facet;
import sentinel.api.index.Order;
import sentinel.api.index.Place;
import sentinel.api.index.SearchSyntax;
import sentinel.contract.table.SilverColumn;

/** Reads query parameters and remembers everything that is wrong with them. A parameter that nobody read is unknown. */
final class Parameters {

    // ASCII alone, and no forms that only Java knows ("+5", "0.5d", "+12345-01-01").
    private static final Pattern WHOLE = Pattern.compile("[0-9]{1,10}");
    private static final Pattern DECIMAL = Pattern.compile("[0-9]{1,10}(\\.[0-9]{1,20})?|\\.[0-9]{1,20}");
    private static final Pattern DATE = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");
    private static final Pattern TIME = Pattern.compile(DATE + "T[0-9:.]{4,18}([Zz]|[+ -][0-9:]{2,6})");
    private static final Pattern LANGUAGE = Pattern.compile("[A-Za-z]{2,3}");
    private static final Pattern ARTICLE = Pattern.compile("[0-9a-f]{16}");
    private static final int MAX_VALUE = 300;
    private static final int MAX_VALUES = 50;

    private final Map<String, List<String>> sent;
    private final Set<String> read = new HashSet<>();
    private final List<ParameterError> errors = new ArrayList<>();

    Parameters(Map<String, List<String>> sent) {
        this.sent = new HashMap<>(sent);
        this.sent.remove(""); // two & in a row
    }

    /** @throws ProblemException something is wrong, or was not read */
    void refuseProblems() {
        sent.keySet().stream().filter(name -> !read.contains(name)).sorted().forEach(name -> {
            String known = read.isEmpty() ? "no parameters" : "one of " + String.join(", ", sortedNames());
            wrong(name, null, known);
        });
        if (!errors.isEmpty()) {
            throw new ProblemException(Problem.parameters(errors));
        }
    }

    void wrong(String parameter, @Nullable String value, String expected) {
        errors.add(new ParameterError(parameter, value, expected));
    }

    /** Free text; null when it is not there or blank. */
    @Nullable
    String text(String name, int maxLength) {
        String text = single(name);
        if (text != null && text.length() > maxLength) {
            wrong(name, text, "at most " + maxLength + " characters");
            return null;
        }
        return text == null || text.isBlank() ? null : text.strip();
    }

    /** Words to search for, as {@link #text}, without operators that would be read as words. */
    @Nullable
    String search(String name, int maxLength) {
        String text = text(name, maxLength);
        if (text != null) {
            SearchSyntax.notUnderstood(text)
                    .ifPresent(operator -> wrong(
                            name,
                            text,
                            "a search without the operator " + operator.sign()
                                    + ", which is not supported; to search for the" + " text itself, "
                                    + operator.instead() + "; supported are " + SearchSyntax.UNDERSTOOD));
        }
        return text;
    }

    /** True, false, or null when it is not there. */
    @Nullable
    Boolean flag(String name) {
        String text = single(name);
        if (text == null || text.equals("true") || text.equals("false")) {
            return text == null ? null : Boolean.valueOf(text);
        }
        wrong(name, text, "true or false");
        return null;
    }

    int whole(String name, int orElse, int max) {
        var number = between(name, 1, max);
        return number == null ? orElse : number;
    }

    /** A whole number that is not negative, or null when it is not there. */
    @Nullable
    Integer count(String name) {
        return between(name, 0, Integer.MAX_VALUE);
    }

    private @Nullable Integer between(String name, int least, int most) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        if (WHOLE.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return (int) number;
            }
        }
        wrong(name, text, "a whole number from " + least + " to " + most);
        return null;
    }

    /** A number in [0,1], or null when it is not there. */
    @Nullable
    Double fraction(String name) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        if (DECIMAL.matcher(text).matches()) {
            double number = Double.parseDouble(text);
            if (number <= 1) {
                return number;
            }
        }
        wrong(name, text, "a number from 0 to 1");
        return null;
    }

    /** Numbers between two bounds, both included; bounds that no number is between are wrong. */
    <T extends Comparable<T>> Between<T> numbers(String from, @Nullable T least, String to, @Nullable T most) {
        if (least != null && most != null && least.compareTo(most) > 0) {
            wrong(from, single(from), "a number that is not greater than " + to + ", which is " + most);
        }
        return new Between<>(least, most);
    }

    /** Times between two bounds, the second excluded, but a date as the second is included; an empty time is wrong. */
    Between<Instant> times(String from, String to) {
        var begin = time(from, false);
        var end = time(to, true);
        if (begin != null && end != null && !begin.isBefore(end)) {
            wrong(from, single(from), "a time before " + to + ", which is " + single(to));
        }
        return new Between<>(begin, end);
    }

    /**
     * A time, or null when it is not there.
     *
     * @param end whether a date means its end rather than its beginning
     */
    private @Nullable Instant time(String name, boolean end) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        try {
            if (DATE.matcher(text).matches()) {
                var date = LocalDate.parse(text);
                return (end ? date.plusDays(1) : date)
                        .atStartOfDay(ZoneOffset.UTC)
                        .toInstant();
            }
            if (TIME.matcher(text).matches()) {
                // A + that was not escaped arrives as a space.
                return OffsetDateTime.parse(text.replace(' ', '+')).toInstant();
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        wrong(name, text, "a date such as 2026-01-31, or a time such as 2026-01-31T12:00:00Z");
        return null;
    }

    /** A day, UTC. */
    LocalDate date(String name, LocalDate orElse) {
        String text = single(name);
        try {
            if (text == null || DATE.matcher(text).matches()) {
                return text == null ? orElse : LocalDate.parse(text);
            }
        } catch (DateTimeParseException e) {
            // said below
        }
        wrong(name, text, "a date such as 2026-01-31");
        return orElse;
    }

    Set<Dimension> dimensions(String name, Set<Dimension> orElse) {
        String text = single(name);
        if (text == null) {
            return orElse;
        }
        var dimensions = EnumSet.noneOf(Dimension.class);
        for (String each : text.split(",", -1)) {
            var dimension = Dimension.named(each.strip());
            if (dimension.isEmpty()) {
                wrong(
                        name,
                        each,
                        "some of "
                                + Arrays.stream(Dimension.values())
                                        .map(Dimension::id)
                                        .collect(Collectors.joining(", "))
                                + ", separated by commas");
            }
            dimension.ifPresent(dimensions::add);
        }
        return dimensions;
    }

    Order order(String name, Order orElse) {
        String text = single(name);
        if (text == null) {
            return orElse;
        }
        var order = Order.named(text);
        if (order.isEmpty()) {
            wrong(
                    name,
                    text,
                    oneOf(Arrays.stream(Order.values()).map(Order::parameter).toList()));
        }
        return order.orElse(orElse);
    }

    /** The place that a cursor tells, or null when there is none. */
    @Nullable
    Place place(String name, ArticleQuery query) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        var place = Place.of(text, query);
        if (place.isEmpty()) {
            wrong(name, text, "a next_cursor of a reply to the same filters and sort");
        }
        return place.orElse(null);
    }

    Set<Facet> facets(String name) {
        String text = single(name);
        if (text == null || text.equals("false")) {
            return EnumSet.noneOf(Facet.class);
        }
        if (text.equals("true")) {
            return EnumSet.allOf(Facet.class);
        }
        var facets = EnumSet.noneOf(Facet.class);
        for (String each : text.split(",", -1)) {
            var facet = Facet.named(each.strip());
            if (facet.isEmpty()) {
                wrong(
                        name,
                        each,
                        "true, false, or some of " + String.join(", ", facetNames()) + ", separated by commas");
            }
            facet.ifPresent(facets::add);
        }
        return facets;
    }

    /** The number of an article's identifier, or null when it is not there. */
    @Nullable
    Long article(String name) {
        String text = single(name);
        if (text == null || ARTICLE.matcher(text).matches()) {
            return text == null ? null : Long.valueOf(Report.number(text));
        }
        wrong(name, text, "the id of an article: 16 hexadecimal digits");
        return null;
    }

    /** Names of columns and of groups, or null for the usual ones. */
    @Nullable
    Set<String> columns(String name) {
        String text = single(name);
        if (text == null) {
            return null;
        }
        var columns = new HashSet<>(Set.of(SilverColumn.ID.columnName()));
        for (String each : text.split(",", -1)) {
            String column = each.strip();
            if (SilverColumn.served(column).isPresent() || GroupNames.ALL.contains(column)) {
                columns.add(column);
            } else {
                wrong(
                        name,
                        each,
                        "some of "
                                + Stream.concat(
                                                SilverColumn.SERVED.stream().map(SilverColumn::columnName),
                                                GroupNames.ALL.stream())
                                        .collect(Collectors.joining(", "))
                                + ", separated by commas");
            }
        }
        return columns;
    }

    /** The values wanted of each facet. */
    Map<Facet, Set<String>> facetFilters() {
        var filters = new EnumMap<Facet, Set<String>>(Facet.class);
        for (var facet : Facet.values()) {
            var values = values(facet);
            if (!values.isEmpty()) {
                filters.put(facet, values);
            }
        }
        return filters;
    }

    private Set<String> values(Facet facet) {
        return switch (facet) {
            case SOURCE, SENTIMENT, FRESHNESS -> values(facet, Vocabulary.of(facet.parameter()));
            case LANGUAGE -> values(facet, text -> LANGUAGE.matcher(text).matches(), "an ISO 639-1 code such as en");
            case SOURCE_NAME, TOPIC, COMPANY, PERSON ->
                values(
                        facet,
                        text -> !text.isBlank() && text.length() <= MAX_VALUE,
                        "a name of 1 to " + MAX_VALUE + " characters");
        };
    }

    private Set<String> values(Facet facet, List<String> allowed) {
        return values(facet, allowed::contains, oneOf(allowed));
    }

    private Set<String> values(Facet facet, Predicate<String> allowed, String expected) {
        read.add(facet.parameter());
        var values = sent.getOrDefault(facet.parameter(), List.of());
        if (values.size() > MAX_VALUES) {
            wrong(facet.parameter(), null, "at most " + MAX_VALUES + " values");
            return Set.of();
        }
        var good = new HashSet<String>();
        for (String value : values) {
            if (allowed.test(value)) {
                good.add(value);
            } else {
                wrong(facet.parameter(), value, expected);
            }
        }
        return good;
    }

    private @Nullable String single(String name) {
        read.add(name);
        var values = sent.getOrDefault(name, List.of());
        if (values.size() > 1) {
            wrong(name, String.join(", ", values), "one value");
        }
        return values.isEmpty() ? null : values.get(0);
    }

    private List<String> sortedNames() {
        return read.stream().sorted().toList();
    }

    private static List<String> facetNames() {
        return Arrays.stream(Facet.values()).map(Facet::parameter).toList();
    }

    private static String oneOf(List<String> names) {
        return "one of " + String.join(", ", names);
    }
}
