package sentinel.api.silver;

import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.contract.table.SilverColumn;

/** A row of Silver: the values of the {@linkplain SilverColumn served columns}; what is null or not in the table is absent. */
public final class SilverArticle {

    private final Map<SilverColumn, Object> values;
    private final String id;
    private final String normalizedUrl;

    /** @param values String, Instant, Long, Double, Boolean, list of String or list of maps, as the column's kind says */
    public SilverArticle(Map<SilverColumn, Object> values) {
        this.values = new EnumMap<>(values);
        String id = text(SilverColumn.ID);
        String normalizedUrl = text(SilverColumn.NORMALIZED_URL);
        if (id == null || normalizedUrl == null) {
            throw new IllegalArgumentException("a row of Silver has no id or no normalized_url: " + values);
        }
        this.id = id;
        this.normalizedUrl = normalizedUrl;
    }

    public String id() {
        return id;
    }

    public String normalizedUrl() {
        return normalizedUrl;
    }

    /** The value, or null. */
    public @Nullable Object get(SilverColumn column) {
        return values.get(column);
    }

    /** The text, or null. */
    public @Nullable String text(SilverColumn column) {
        return (String) values.get(column);
    }

    /** The time, or null. */
    public @Nullable Instant time(SilverColumn column) {
        return (Instant) values.get(column);
    }

    /** The whole number, or null. */
    public @Nullable Long whole(SilverColumn column) {
        return (Long) values.get(column);
    }

    /** The number, or null. */
    public @Nullable Double decimal(SilverColumn column) {
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
