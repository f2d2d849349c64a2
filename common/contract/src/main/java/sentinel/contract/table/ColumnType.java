package sentinel.contract.table;

/** The type of a column. Every reader and writer maps it to the corresponding type of its own engine. */
public enum ColumnType {
    TEXT("string"),
    TEXTS("array of string"),
    INT("32-bit integer"),
    LONG("64-bit integer"),
    DOUBLE("64-bit floating point number"),
    FLAG("boolean"),
    /** Microseconds since 1970-01-01T00:00Z. */
    TIMESTAMP("timestamp"),
    /** Days since 1970-01-01. */
    DATE("date");

    private final String label;

    ColumnType(String label) {
        this.label = label;
    }

    /** The name in messages for people. */
    public String label() {
        return label;
    }
}
