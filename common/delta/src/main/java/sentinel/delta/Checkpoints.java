package sentinel.delta;

import io.delta.kernel.TableManager;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.exceptions.CheckpointAlreadyExistsException;
import java.io.IOException;

/**
 * Writes checkpoints, and deletes the files of the log that are older than the table's {@code delta.logRetentionDuration} and
 * that a checkpoint has made unnecessary.
 *
 * <p>Kernel 4.4 deletes them with a checkpoint of a snapshot that was loaded as the newest one. Its own task after a commit loads the
 * snapshot by its version, and deletes nothing.
 */
final class Checkpoints {

    private Checkpoints() {}

    /** Writes a checkpoint of the newest version, unless there is one. */
    static void write(Engine engine, String path) throws IOException {
        try {
            TableManager.loadSnapshot(path).build(engine).writeCheckpoint(engine);
        } catch (CheckpointAlreadyExistsException e) {
            // another process was first
        }
    }
}
