package sentinel.service.json;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.NewerSchemaException;
import sentinel.contract.topic.ErrorClass;

/**
 * The JSON form of our messages: UTF-8, snake_case, ISO-8601 UTC, absent fields instead of null. Unknown fields are
 * ignored; a message of a newer schema version is refused ({@link NewerSchemaException}).
 */
public final class Json {

    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule().addDeserializer(Instant.class, new InstantReader()))
            .propertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.NON_NULL, JsonInclude.Include.ALWAYS))
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private Json() {}

    /** The shared mapper, for JSON that is not a message, such as an API reply. Do not reconfigure it. */
    public static ObjectMapper mapper() {
        return MAPPER;
    }

    public static byte[] encode(Object message) {
        try {
            return MAPPER.writeValueAsBytes(message);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "cannot encode " + message.getClass().getSimpleName(), e);
        }
    }

    /**
     * Decodes one message.
     *
     * @throws UndecodableException the bytes are null, not JSON, not of this shape, or of a newer schema version
     */
    public static <T> T decode(byte @Nullable [] bytes, Class<T> type) throws UndecodableException {
        if (bytes == null) {
            throw new UndecodableException("null value where a " + type.getSimpleName() + " was expected", false, null);
        }
        try {
            T value = MAPPER.readValue(bytes, type);
            if (value == null) {
                throw new UndecodableException(
                        "JSON null where a " + type.getSimpleName() + " was expected", false, null);
            }
            return value;
        } catch (IOException e) {
            if (e.getCause() instanceof NewerSchemaException newer) {
                throw new UndecodableException(String.valueOf(newer.getMessage()), true, e);
            }
            throw new UndecodableException(
                    "not a " + type.getSimpleName() + ": " + firstLine(String.valueOf(e.getMessage())), false, e);
        }
    }

    private static String firstLine(String message) {
        int end = message.indexOf('\n');
        return end < 0 ? message : message.substring(0, end);
    }

    /** Bytes that are not a valid message for this release. */
    public static final class UndecodableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean newerSchema;

        UndecodableException(String message, boolean newerSchema, @Nullable Throwable cause) {
            super(message, cause);
            this.newerSchema = newerSchema;
        }

        /** Whether a newer release wrote the message, which can therefore be read after an upgrade. */
        public boolean isNewerSchema() {
            return newerSchema;
        }

        /** Class of the dead letter. */
        public ErrorClass errorClass() {
            return newerSchema ? ErrorClass.NEWER_SCHEMA : ErrorClass.UNDECODABLE;
        }
    }
}
