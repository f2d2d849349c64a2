package sentinel.contract.table;

import java.util.List;

/**
 * Columns of the sightings table. Each message of {@code sightings} is one row. Rows are appended and never changed.
 */
public enum SightingColumn implements TableColumn {
    SCHEMA_VERSION(ColumnType.INT, true, 1, "version of the message that the row was written from"),
    NORMALIZED_URL(ColumnType.TEXT, true, 1, "identity of the address as it was announced"),
    SOURCE(ColumnType.TEXT, true, 1, "kind of discovery: id of a Source"),
    SOURCE_NAME(ColumnType.TEXT, true, 1, "the single feed or list"),
    RECORD_ID(ColumnType.TEXT, true, 1, "the source's own id of the announcement"),
    SEEN_AT(ColumnType.TIMESTAMP, true, 1, "when the source announced it"),
    KAFKA_TS(ColumnType.TIMESTAMP, true, 1, "the broker's time of the message"),
    KAFKA_PARTITION(ColumnType.INT, true, 1, "partition of the message"),
    KAFKA_OFFSET(ColumnType.LONG, true, 1, "offset of the message"),
    INGEST_DATE(ColumnType.DATE, true, 1, "UTC day of kafka_ts; the partition column");

    /** The current schema version of the table. */
    public static final int VERSION = 1;

    /** All columns, in the table's order. */
    public static final List<SightingColumn> ALL = List.of(values());

    private final ColumnType type;
    private final boolean required;
    private final int since;
    private final String meaning;

    SightingColumn(ColumnType type, boolean required, int since, String meaning) {
        this.type = type;
        this.required = required;
        this.since = since;
        this.meaning = meaning;
    }

    @Override
    public ColumnType type() {
        return type;
    }

    @Override
    public boolean required() {
        return required;
    }

    @Override
    public int since() {
        return since;
    }

    @Override
    public String meaning() {
        return meaning;
    }
}
