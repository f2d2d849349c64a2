package sentinel.contract.table;

import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Mention;
import sentinel.contract.message.Quote;

/** The type of a column. Every reader and writer maps it to the corresponding type of its own engine. */
@SuppressWarnings("ImmutableEnumChecker") // records and functions do not change
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
    DATE("date"),
    /** A list of {@link Mention}: an array of structs. */
    MENTIONS(
            "array of mentions",
            new Part<Mention>("kind", TEXT, mention -> mention.kind().id()),
            new Part<>("name", TEXT, Mention::name),
            new Part<Mention>("alignment", TEXT, mention -> mention.alignment().id()),
            new Part<>("start", INT, Mention::start),
            new Part<>("end", INT, Mention::end)),
    /** A list of {@link Quote}: an array of structs. */
    QUOTES(
            "array of quotes",
            new Part<>("text", TEXT, Quote::text),
            new Part<>("speaker", TEXT, Quote::speaker),
            new Part<>("start", INT, Quote::start),
            new Part<>("end", INT, Quote::end)),
    /** A list of {@link ContentVersion}: an array of structs. */
    VERSIONS(
            "array of versions",
            new Part<>("version", INT, ContentVersion::version),
            new Part<>("content_hash", TEXT, ContentVersion::contentHash),
            new Part<>("updated_ts", TIMESTAMP, ContentVersion::updatedTs),
            new Part<>("fetch_timestamp", TIMESTAMP, ContentVersion::fetchTimestamp),
            new Part<>("kafka_ts", TIMESTAMP, ContentVersion::kafkaTs),
            new Part<>("kafka_partition", INT, ContentVersion::kafkaPartition),
            new Part<>("kafka_offset", LONG, ContentVersion::kafkaOffset),
            new Part<>("edit_class", TEXT, ContentVersion::editClass),
            new Part<>("words_changed", DOUBLE, ContentVersion::wordsChanged),
            new Part<>("is_oscillation", FLAG, ContentVersion::isOscillation),
            new Part<>("title", TEXT, ContentVersion::title));

    /**
     * One field of the structs of an array.
     *
     * @param type none that has parts itself
     * @param value how it is taken from an element of the list
     */
    public record Part<E>(String name, ColumnType type, Function<E, @Nullable Object> value) {

        /** The value that an element gives this field; null for none. */
        @SuppressWarnings("unchecked") // a column's list holds elements of its type
        public @Nullable Object of(Object element) {
            return value.apply((E) element);
        }
    }

    private final String label;
    private final List<Part<?>> parts;

    ColumnType(String label, Part<?>... parts) {
        this.label = label;
        this.parts = List.of(parts);
    }

    /** The fields of an array's structs, in order; empty for every other type. */
    public List<Part<?>> parts() {
        return parts;
    }

    /** The name in messages for people. */
    public String label() {
        return label;
    }
}
