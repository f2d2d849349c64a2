package sentinel.silver;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/**
 * What this process has used since its start; two of them make a difference.
 *
 * @param readBytes by system calls of all kinds, from the page cache or not: {@code rchar} of {@code /proc/self/io}
 */
record ProcessFigures(double cpuSeconds, double wallSeconds, long readBytes) {

    private static final OperatingSystemMXBean MACHINE =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    static ProcessFigures now() {
        return new ProcessFigures(
                MACHINE.getProcessCpuTime() / 1e9, System.nanoTime() / 1e9, number("/proc/self/io", "rchar:"));
    }

    ProcessFigures since(ProcessFigures start) {
        return new ProcessFigures(
                cpuSeconds - start.cpuSeconds, wallSeconds - start.wallSeconds, readBytes - start.readBytes);
    }

    /** Of the last minute. */
    static double load() {
        return MACHINE.getSystemLoadAverage();
    }

    /** The most resident memory that this process ever had, in MiB. */
    static long peakMegabytes() {
        return number("/proc/self/status", "VmHWM:") >> 10;
    }

    /** Of the heap after a collection, in MiB. */
    static long liveHeapMegabytes() {
        System.gc();
        return (Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory()) >> 20;
    }

    private static long number(String file, String field) {
        try (var lines = Files.lines(Path.of(file))) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException(file + " has no " + field));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /**
     * Files of a table in its directory, live or not.
     *
     * @param log how many files are in the log
     * @param bytes of all files, those of the log too
     */
    record OnDisk(long data, long log, long bytes) {

        static OnDisk of(String table) throws IOException {
            long data = 0;
            long log = 0;
            long bytes = 0;
            try (var all = Files.walk(Path.of(table))) {
                for (var file : all.filter(Files::isRegularFile).toList()) {
                    boolean ofLog = file.toString().contains("_delta_log");
                    data += ofLog ? 0 : 1;
                    log += ofLog ? 1 : 0;
                    bytes += sizeOf(file);
                }
            }
            return new OnDisk(data, log, bytes);
        }

        private static long sizeOf(Path file) throws IOException {
            try {
                return Files.size(file);
            } catch (NoSuchFileException e) {
                return 0;
            }
        }
    }
}
