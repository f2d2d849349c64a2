package sentinel.api.index;

import java.util.Arrays;
import java.util.Optional;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;

/** The orders of a list of articles. Articles without the value come last; equal ones go by id. */
public enum Order {
    NEWEST("-first_seen_ts"),
    OLDEST("first_seen_ts"),
    LAST_PUBLISHED("-publish_date"),
    FIRST_PUBLISHED("publish_date"),
    BEST("-data_value_score"),
    RELEVANCE("relevance");

    private final String parameter;

    Order(String parameter) {
        this.parameter = parameter;
    }

    /** Its name in a request. */
    public String parameter() {
        return parameter;
    }

    public static Optional<Order> named(String parameter) {
        return Arrays.stream(values())
                .filter(order -> order.parameter.equals(parameter))
                .findFirst();
    }

    Sort sort() {
        var first =
                switch (this) {
                    case NEWEST -> time(ArticleFields.FIRST_SEEN, true);
                    case OLDEST -> time(ArticleFields.FIRST_SEEN, false);
                    case LAST_PUBLISHED -> time(ArticleFields.PUBLISHED, true);
                    case FIRST_PUBLISHED -> time(ArticleFields.PUBLISHED, false);
                    case BEST -> score();
                    case RELEVANCE -> SortField.FIELD_SCORE;
                };
        return new Sort(first, new SortField(ArticleFields.ID, SortField.Type.STRING));
    }

    /** The value of an article's place in this order, as Lucene wants it. */
    Object value(String text) {
        return switch (this) {
            case NEWEST, OLDEST, LAST_PUBLISHED, FIRST_PUBLISHED -> Long.valueOf(text);
            case BEST -> Double.valueOf(text);
            case RELEVANCE -> Float.valueOf(text);
        };
    }

    private static SortField time(String name, boolean newestFirst) {
        var field = new SortField(name, SortField.Type.LONG, newestFirst);
        field.setMissingValue(newestFirst ? Long.MIN_VALUE : Long.MAX_VALUE);
        return field;
    }

    private static SortField score() {
        var field = new SortField(ArticleFields.SCORE, SortField.Type.DOUBLE, true);
        field.setMissingValue(Double.NEGATIVE_INFINITY);
        return field;
    }
}
