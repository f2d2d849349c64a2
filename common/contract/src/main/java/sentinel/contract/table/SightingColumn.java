package sentinel.contract.table;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Sighting;

/**
 * Columns of the sightings table. Each message of {@code sightings} is one row. Rows are appended and never changed.
 */
@SuppressWarnings("ImmutableEnumChecker") // records and method references do not change
public enum SightingColumn implements MessageColumn<Sighting> {
    SCHEMA_VERSION(
            ColumnType.INT, true, 1, "version of the message that the row was written from", Sighting::schemaVersion),
    NORMALIZED_URL(ColumnType.TEXT, true, 1, "identity of the address as it was announced", Sighting::normalizedUrl),
    SOURCE(ColumnType.TEXT, true, 1, "kind of discovery: id of a Source", a -> a.source()
            .id()),
    SOURCE_NAME(ColumnType.TEXT, true, 1, "the single feed or list", Sighting::sourceName),
    RECORD_ID(ColumnType.TEXT, true, 1, "the source's own id of the announcement", Sighting::recordId),
    SEEN_AT(ColumnType.TIMESTAMP, true, 1, "when the source announced it, or the page was visited", Sighting::seenAt),
    STATUS(ColumnType.INT, false, 2, "of a visit that found the page gone: 404 or 410", Sighting::status),
    MOVED_TO(
            ColumnType.TEXT,
            false,
            2,
            "of a visit that was redirected to another article: normalized_url of that article",
            Sighting::movedTo),
    KAFKA_TS(ColumnType.TIMESTAMP, true, 1, "the broker's time of the message"),
    KAFKA_PARTITION(ColumnType.INT, true, 1, "partition of the message"),
    KAFKA_OFFSET(ColumnType.LONG, true, 1, "offset of the message"),
    INGEST_DATE(ColumnType.DATE, true, 1, "UTC day of kafka_ts; the partition column");

    /** The current schema version of the table. */
    public static final int VERSION = 2;

    /** All columns, in the table's order. */
    public static final List<SightingColumn> ALL = List.of(values());

    private final Definition definition;
    private final @Nullable Function<Sighting, @Nullable Object> value;

    SightingColumn(ColumnType type, boolean required, int since, String meaning) {
        this(type, required, since, meaning, null);
    }

    SightingColumn(
            ColumnType type,
            boolean required,
            int since,
            String meaning,
            @Nullable Function<Sighting, @Nullable Object> value) {
        this.definition = new Definition(type, required, since, meaning);
        this.value = value;
    }

    @Override
    public Definition definition() {
        return definition;
    }

    @Override
    public @Nullable Function<Sighting, @Nullable Object> value() {
        return value;
    }
}
