package sentinel.api.index;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.SilverColumn;

/** What articles are filtered and counted by: some values each, of which an article has none, one or several. */
public enum Facet {
    SOURCE(SilverColumn.SOURCES, false),
    SOURCE_NAME(SilverColumn.SOURCE_NAMES, false),
    SENTIMENT(SilverColumn.SENTIMENT, false),
    TOPIC(SilverColumn.TOPICS, true),
    COMPANY(SilverColumn.COMPANIES, true),
    PERSON(SilverColumn.PEOPLE, true),
    LANGUAGE(SilverColumn.LANGUAGE, true),
    FRESHNESS(SilverColumn.FRESHNESS_STATUS, false);

    private final SilverColumn column;
    private final boolean caseless;

    Facet(SilverColumn column, boolean caseless) {
        this.column = column;
        this.caseless = caseless;
    }

    /** Its parameter's name and its key in replies. */
    public String parameter() {
        return name().toLowerCase(Locale.ROOT);
    }

    public static Optional<Facet> named(String parameter) {
        return Arrays.stream(values())
                .filter(facet -> facet.parameter().equals(parameter))
                .findFirst();
    }

    /** The form in which two values that mean the same are equal. */
    String key(String value) {
        return caseless ? value.toLowerCase(Locale.ROOT) : value;
    }

    /** The article's values, without repetition. */
    List<String> of(SilverArticle article) {
        if (column.type() == ColumnType.TEXTS) {
            return article.list(column).stream().distinct().toList();
        }
        String text = article.text(column);
        return text == null ? List.of() : List.of(text);
    }

    boolean single() {
        return column.type() != ColumnType.TEXTS;
    }

    /** Field of the keys, to filter by. */
    String keyField() {
        return parameter();
    }

    /** Field of the values as written, to count by. */
    String valueField() {
        return parameter() + "_value";
    }
}
