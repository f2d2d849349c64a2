package sentinel.delta;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import org.apache.hadoop.conf.Configuration;

/** Creates the engine with which this process accesses Delta tables. */
public final class DeltaEngine {

    /** Uncompressed bytes that a Parquet writer holds in memory. */
    private static final int ROW_GROUP_BYTES = 16 << 20;

    private DeltaEngine() {}

    /** Kernel's engine with our log store and compression. */
    public static Engine create() {
        return DefaultEngine.create(hadoop());
    }

    /** Hadoop's configuration for Kernel's file access. */
    public static Configuration hadoop() {
        var hadoop = new Configuration();
        hadoop.set("io.delta.kernel.logStore.file.impl", HardLinkLogStore.class.getName());
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem"); // no .crc file beside every file
        hadoop.set("parquet.compression", "ZSTD");
        // Most values are long and unlike any other: a dictionary costs a fifth of the time and saves no byte.
        hadoop.set("parquet.enable.dictionary", "false");
        hadoop.set("parquet.block.size", Integer.toString(ROW_GROUP_BYTES));
        return hadoop;
    }
}
