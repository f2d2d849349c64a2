package sentinel.delta;

import io.delta.kernel.data.Row;
import java.io.IOException;

/** Takes what a table holds or changes. */
public interface ChangeSink {

    /**
     * The row of this key is now this one.
     *
     * @param row of the columns that were asked for; not to be kept
     */
    void upsert(Row row) throws IOException;

    /** There is no row of this key any more; unknown keys are fine. */
    void delete(String key) throws IOException;
}
