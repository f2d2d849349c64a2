package sentinel.api.silver;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import sentinel.contract.table.SilverColumn;

/** A row of Silver: the values of the {@linkplain SilverColumn served columns}; what is null or not in the table is absent. */
public final class SilverArticle {

    private final Map<SilverColumn, Object> values;

    /** @param values String, Instant, Long, Double, Boolean or list of String, as the column's kind says */
    public SilverArticle(Map<SilverColumn, Object> values) {
        this.values = new EnumMap<>(values);
        if (id() == null || normalizedUrl() == null) {
            throw new IllegalArgumentException("a row of Silver has no id or no normalized_url: " + values);
        }
    }

    public String id() {
        return text(SilverColumn.ID);
    }

    public String normalizedUrl() {
        return text(SilverColumn.NORMALIZED_URL);
    }

    /** The value, or null. */
    public Object get(SilverColumn column) {
        return values.get(column);
    }

    /** The text, or null. */
    public String text(SilverColumn column) {
        return (String) values.get(column);
    }

    /** The time, or null. */
    public Instant time(SilverColumn column) {
        return (Instant) values.get(column);
    }

    /** The whole number, or null. */
    public Long whole(SilverColumn column) {
        return (Long) values.get(column);
    }

    /** The number, or null. */
    public Double decimal(SilverColumn column) {
        return (Double) values.get(column);
    }

    /** The flag; false when unknown. */
    public boolean flag(SilverColumn column) {
        return Boolean.TRUE.equals(values.get(column));
    }

    /** The texts of a list; empty when unknown. */
    public List<String> list(SilverColumn column) {
        var list = (List<?>) values.get(column);
        return list == null ? List.of() : list.stream().map(String.class::cast).toList();
    }
}
