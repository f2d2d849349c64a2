package sentinel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.delta.TableState;

/** The Delta tables; {@code Tables} of the contract. */
record TablesReply(List<Table> tables) {

    /**
     * A table; see {@link TableState}. All but the name are null when there is no such table.
     *
     * @param problem why it could not be looked at; null when it could
     */
    @JsonInclude(JsonInclude.Include.ALWAYS)
    record Table(
            String name,
            @Nullable Long version,
            @Nullable Instant committedAt,
            @Nullable Integer files,
            @Nullable Long bytes,
            @Nullable Long oldestVersion,
            @Nullable Instant oldestCommittedAt,
            @Nullable String problem) {

        static Table of(String name, TableState state) {
            return new Table(
                    name,
                    state.version(),
                    state.committedAt(),
                    state.files(),
                    state.bytes(),
                    state.oldestVersion(),
                    state.oldestCommittedAt(),
                    null);
        }

        static Table missing(String name, @Nullable String problem) {
            return new Table(name, null, null, null, null, null, null, problem);
        }
    }
}
