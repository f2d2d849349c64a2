package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import sentinel.endtoend.SentinelProcess;

/** What a figure was measured on. */
final class Machine {

    private Machine() {}

    /** Cores, memory, JVM and the commit measured, in one line. */
    static String describe() throws IOException, InterruptedException {
        return "%d cores, %d GiB, Java %s, commit %s"
                .formatted(
                        Runtime.getRuntime().availableProcessors(),
                        memoryKib() / (1024 * 1024),
                        Runtime.version(),
                        commit());
    }

    private static long memoryKib() throws IOException {
        return statusKib(Path.of("/proc/meminfo"), "MemTotal:");
    }

    private static String commit() throws IOException, InterruptedException {
        String git = SentinelProcess.CHECKOUT.toString();
        String hash = output("git", "-C", git, "rev-parse", "--short", "HEAD");
        return output("git", "-C", git, "status", "--porcelain").isEmpty() ? hash : hash + " and changes";
    }

    /** Resident memory now of a process, in bytes; 0 when it is gone. */
    static long residentBytes(ProcessHandle process) {
        try {
            return 1024 * statusKib(Path.of("/proc/" + process.pid() + "/status"), "VmRSS:");
        } catch (IOException e) {
            return 0;
        }
    }

    /** Most resident memory that a process ever had, in bytes; 0 when it is gone. */
    static long peakResidentBytes(ProcessHandle process) {
        try {
            return 1024 * statusKib(Path.of("/proc/" + process.pid() + "/status"), "VmHWM:");
        } catch (IOException e) {
            return 0;
        }
    }

    private static long statusKib(Path file, String field) throws IOException {
        try (var lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith(field))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D+", "")))
                    .findFirst()
                    .orElse(0);
        }
    }

    private static String output(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var reader = process.inputReader(StandardCharsets.UTF_8)) {
            String text = reader.lines().collect(Collectors.joining("\n"));
            process.waitFor();
            return text;
        }
    }
}
