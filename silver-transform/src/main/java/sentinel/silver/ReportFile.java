package sentinel.silver;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.table.SilverReport;

/**
 * Writes the {@link SilverReport} when it says something new, whole or not at all. A report that cannot be written is a
 * line in the log and nothing more: the work goes on.
 */
final class ReportFile {

    private static final Logger LOG = LoggerFactory.getLogger(ReportFile.class);

    private final String path;
    private final Configuration hadoop;
    private final Clock clock;
    private @Nullable SilverReport last; // null until the file is read or written

    /** @param silver path of the table reported on */
    ReportFile(String silver, Configuration hadoop, Clock clock) {
        this.path = SilverReport.path(silver);
        this.hadoop = hadoop;
        this.clock = clock;
    }

    /** The job began; what was said of failures holds until a batch is made. */
    void started(long bronzeVersion, long silverVersion) {
        write(
                bronzeVersion,
                silverVersion,
                leftOut(),
                null,
                last().map(SilverReport::failure).orElse(null));
    }

    /** The job is at work that takes longer than a batch. */
    void working(String work) {
        var before = last();
        write(
                before.map(SilverReport::bronzeVersion).orElse(-1L),
                before.map(SilverReport::silverVersion).orElse(-1L),
                leftOut(),
                work,
                null);
    }

    /** Silver has read as far as this, and nothing fails. */
    void progressed(long bronzeVersion, long silverVersion) {
        write(bronzeVersion, silverVersion, leftOut(), null, null);
    }

    /**
     * Silver has read as far as this and left out some rows.
     *
     * @param inAll whether all of Bronze was folded: then there are no others
     */
    void progressed(long bronzeVersion, long silverVersion, LeftOut rows, boolean inAll) {
        var before = inAll ? LeftOut.NONE : leftOut();
        String reason = rows.count() > 0 ? rows.reason() : before.reason();
        write(bronzeVersion, silverVersion, new LeftOut(before.count() + rows.count(), reason), null, null);
    }

    /** A batch failed; how far Silver is stays as it was said. */
    void failed(Throwable failure) {
        var before = last();
        write(
                before.map(SilverReport::bronzeVersion).orElse(-1L),
                before.map(SilverReport::silverVersion).orElse(-1L),
                leftOut(),
                null,
                reason(failure));
    }

    private LeftOut leftOut() {
        return last().map(report -> new LeftOut(report.leftOut(), report.leftOutReason()))
                .orElse(LeftOut.NONE);
    }

    /** The innermost cause that says something: Spark wraps what happened in what it was doing. */
    static String reason(Throwable failure) {
        String reason = failure.toString();
        int depth = 0;
        for (var cause = failure; cause != null && depth < 20; cause = cause.getCause(), depth++) {
            if (cause.getMessage() != null) {
                reason = cause instanceof SourceReplacedException || cause instanceof NewerRowException
                        ? cause.getMessage()
                        : cause.getClass().getSimpleName() + ": " + cause.getMessage();
            }
        }
        return reason;
    }

    /** Of this process, or of the one before it. */
    private Optional<SilverReport> last() {
        if (last == null) {
            try {
                last = SilverReport.decode(read());
            } catch (FileNotFoundException | java.nio.file.NoSuchFileException e) {
                return Optional.empty();
            } catch (IOException e) {
                LOG.warn("silver_report_unreadable path={} reason=\"{}\"", path, e.toString());
                return Optional.empty();
            }
        }
        return Optional.of(last);
    }

    private byte[] read() throws IOException {
        var local = local();
        if (local.isPresent()) {
            return Files.readAllBytes(local.get());
        }
        var file = new org.apache.hadoop.fs.Path(path);
        try (var in = file.getFileSystem(hadoop).open(file)) {
            return in.readAllBytes();
        }
    }

    private void write(
            long bronzeVersion, long silverVersion, LeftOut leftOut, @Nullable String work, @Nullable String failure) {
        var report = new SilverReport(
                clock.instant(), bronzeVersion, silverVersion, leftOut.count(), leftOut.reason(), work, failure);
        if (last().filter(report::saysAs).isPresent()) {
            return;
        }
        last = report;
        try {
            var local = local();
            if (local.isPresent()) {
                Files.createDirectories(local.get().getParent());
                var part = local.get().resolveSibling(local.get().getFileName() + ".part");
                Files.write(part, report.encode());
                Files.move(part, local.get(), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                return;
            }
            var file = new org.apache.hadoop.fs.Path(path);
            try (var out = file.getFileSystem(hadoop).create(file, true)) { // an object store shows it when it is whole
                out.write(report.encode());
            }
        } catch (IOException e) {
            LOG.warn("silver_report_failed path={} reason=\"{}\"", path, e.toString());
        }
    }

    /** Empty for a table that is not in the local file system. */
    private Optional<Path> local() {
        return SilverLock.local(path);
    }
}
