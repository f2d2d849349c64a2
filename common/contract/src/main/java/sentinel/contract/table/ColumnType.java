package sentinel.contract.table;

/** What a column holds. Every reader and writer maps it to the one type that its own engine has for it. */
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

    /** As messages to people name it. */
    public String label() {
        return label;
    }
}
