package sentinel.delta;

import io.delta.kernel.defaults.engine.DefaultEngine;
import io.delta.kernel.engine.Engine;
import org.apache.hadoop.conf.Configuration;

/** Creates the engine with which this process accesses Delta tables. */
public final class DeltaEngine {

    /** Uncompressed bytes that a Parquet writer holds in memory. */
    private static final int ROW_GROUP_BYTES = 16 << 20;

    /** Uncompressed bytes of a page, the least that is read to get one row. */
    private static final int PAGE_BYTES = 128 << 10;

    private DeltaEngine() {}

    /** Kernel's engine with our log store and compression. */
    public static Engine create() {
        return create(hadoop());
    }

    /** The same over a configuration that {@link #hadoop} has made. */
    public static Engine create(Configuration hadoop) {
        return DefaultEngine.create(hadoop);
    }

    /** Hadoop's configuration for Kernel's file access. */
    public static Configuration hadoop() {
        return hadoop(new Configuration());
    }

    /** The same on top of another configuration, for example Spark's, which may say how object stores are reached. */
    public static Configuration hadoop(Configuration base) {
        var hadoop = new Configuration(base);
        if (isVisibleToKernel(HardLinkLogStore.class)) {
            hadoop.set("io.delta.kernel.logStore.file.impl", HardLinkLogStore.class.getName());
        }
        hadoop.set("fs.file.impl", "org.apache.hadoop.fs.RawLocalFileSystem"); // no .crc file beside every file
        hadoop.set("parquet.compression", "ZSTD");
        // Most values are long and unlike any other: a dictionary costs a fifth of the time and saves no byte.
        hadoop.set("parquet.enable.dictionary", "false");
        hadoop.set("parquet.block.size", Integer.toString(ROW_GROUP_BYTES));
        hadoop.set("parquet.page.size", Integer.toString(PAGE_BYTES));
        return hadoop;
    }

    /** False for a job that Spark loads by a class loader of its own: then Kernel has its own log store, for one writer at a time. */
    private static boolean isVisibleToKernel(Class<?> ours) {
        try {
            return Class.forName(ours.getName(), false, DefaultEngine.class.getClassLoader()) != null;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
