package sentinel.delta;

import io.delta.kernel.data.Row;
import java.io.IOException;

/** Receives the rows of a table, or their changes. */
public interface ChangeSink {

    /**
     * Inserts or replaces the row of a key.
     *
     * @param row with the requested columns; must not be kept
     */
    void upsert(Row row) throws IOException;

    /** The row of this key is deleted. The key may be unknown. */
    void delete(String key) throws IOException;
}
