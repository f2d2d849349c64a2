package sentinel.api.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.TablePaths;
import sentinel.contract.table.SilverReport;
import sentinel.delta.DeltaEngine;
import sentinel.fixture.SetClock;

/** How far Silver is, from Bronze's log and the job's report as they lie on the disk. */
class SilverWatchTest {

    private static final Instant NOON = Instant.parse("2026-03-01T12:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(45);

    @TempDir
    Path dir;

    private final SetClock clock = new SetClock(NOON);
    private long version = -1;

    @Test
    void given_no_bronze_when_looked_at_then_nothing_waits_and_nothing_is_wrong() {
        var watch = watch();
        watch.look();

        assertThat(watch.lag()).isEqualTo(SilverLag.NONE);
        assertThat(watch.lagSeconds()).isZero();
        assertThat(watch.problem(0, -1)).isEmpty();
    }

    @Test
    void given_an_empty_bronze_and_no_word_of_the_job_when_looked_at_then_nothing_waits() throws IOException {
        bronze(0);
        var watch = watch();
        watch.look();

        assertThat(watch.lag()).isEqualTo(new SilverLag(1L, 0L, null));
        assertThat(watch.problem(0, -1)).isEmpty();
    }

    @Test
    void given_bronze_and_no_word_of_the_job_when_looked_at_then_the_lag_is_unknown_and_never_0() throws IOException {
        bronze(300);
        var watch = watch();
        watch.look();

        assertThat(watch.lag()).isEqualTo(SilverLag.UNKNOWN);
        assertThat(watch.lagSeconds()).isNull();
        assertThat(watch.leftOut()).isNull();
        assertThat(watch.problem(0, -1))
                .contains("it is not known how many rows of Bronze wait for Silver, and no article is served yet");
        assertThat(watch.problem(5, 1)).isEmpty();
        clock.set(NOON.plus(PATIENCE).plusSeconds(1));
        assertThat(watch.problem(5, 1)).hasValueSatisfying(reason -> assertThat(reason)
                .contains("no progress since " + NOON)
                .contains("its job has not reported yet"));
    }

    @Test
    void given_rows_after_what_silver_holds_when_looked_at_then_versions_rows_and_seconds_are_told()
            throws IOException {
        bronze(300);
        bronze(10);
        bronze(7);
        compacted(17);
        report(1, 4, null);
        clock.set(NOON.plusSeconds(32));
        var watch = watch();
        watch.look();

        assertThat(watch.lag()).isEqualTo(new SilverLag(2L, 7L, NOON.plusSeconds(2)));
        assertThat(watch.lagSeconds()).isEqualTo(30.0);

        report(3, 5, null);
        watch.look();

        assertThat(watch.lag()).isEqualTo(new SilverLag(0L, 0L, null));
        assertThat(watch.lagSeconds()).isZero();

        bronze(5);
        watch.look();

        assertThat(watch.lag()).isEqualTo(new SilverLag(1L, 5L, NOON.plusSeconds(4)));
    }

    @Test
    void given_only_a_compaction_when_looked_at_then_no_row_waits() throws IOException {
        bronze(300);
        report(0, 1, null);
        compacted(300);
        var watch = watch();
        watch.look();
        clock.set(NOON.plusSeconds(3600));
        watch.look();

        assertThat(watch.lag()).isEqualTo(new SilverLag(1L, 0L, null));
        assertThat(watch.problem(0, 1)).isEmpty();
    }

    @Test
    void given_rows_that_silver_does_not_take_when_they_waited_too_long_then_it_is_said_until_it_moves()
            throws IOException {
        bronze(300);
        report(0, 1, null);
        var watch = watch();
        watch.look();
        bronze(1_234);
        watch.look();
        assertThat(watch.problem(300, 1)).isEmpty();

        clock.set(NOON.plus(PATIENCE).plusSeconds(1));
        bronze(1);
        watch.look();
        assertThat(watch.problem(300, 1))
                .contains("1,235 rows of Bronze wait for Silver; Silver has made no progress since " + NOON
                        + ", its last report is from " + NOON);

        report(1, 2, null);
        watch.look();
        assertThat(watch.problem(300, 2)).isEmpty();
    }

    @Test
    void given_long_work_when_it_goes_on_then_that_is_progress_and_when_it_stops_it_is_told_how_far_it_came()
            throws IOException {
        bronze(300);
        write(new SilverReport(NOON, -1, 0, 0, null, "is making Silver: 1 of 9 files", null));
        var watch = watch();
        watch.look();
        clock.set(NOON.plus(PATIENCE).plusSeconds(1));
        write(new SilverReport(NOON, -1, 0, 0, null, "is making Silver: 2 of 9 files", null));
        watch.look();
        assertThat(watch.problem(5, 0)).isEmpty();

        clock.set(NOON.plus(PATIENCE.multipliedBy(2)).plusSeconds(2));
        watch.look();
        assertThat(watch.problem(5, 0)).hasValueSatisfying(reason -> assertThat(reason)
                .contains("no progress since")
                .endsWith("its last report is from " + NOON + ": it is making Silver: 2 of 9 files"));
    }

    @Test
    void given_a_job_that_fails_when_looked_at_then_the_reason_is_told_at_once() throws IOException {
        bronze(300);
        report(0, 1, "ArithmeticException: long overflow");
        var watch = watch();
        watch.look();

        assertThat(watch.problem(300, 1))
                .contains("the Silver job has failed since " + NOON + ": ArithmeticException: long overflow");
    }

    @Test
    void given_rows_in_bronze_when_no_article_is_served_then_it_is_not_ready() throws IOException {
        bronze(300);
        report(-1, 0, null);
        var watch = watch();
        watch.look();
        assertThat(watch.problem(0, 0)).contains("300 rows of Bronze wait for Silver, and no article is served yet");

        report(0, 1, null);
        watch.look();
        assertThat(watch.problem(0, 0)).contains("the index is catching up with Silver");
        assertThat(watch.problem(290, 1)).isEmpty();
        assertThat(watch.problem(0, 1)).as("no row had a score that counts").isEmpty();
    }

    @Test
    void given_a_log_that_was_cleaned_when_looked_at_then_versions_are_known_and_rows_are_not() throws IOException {
        bronze(300);
        bronze(10);
        bronze(7);
        Files.delete(commit(0));
        Files.delete(commit(1));
        report(0, 1, null);
        var watch = watch();
        watch.look();

        assertThat(watch.lag()).isEqualTo(new SilverLag(2L, null, null));
    }

    @Test
    void given_a_silver_of_another_bronze_when_looked_at_then_the_lag_is_unknown() throws IOException {
        bronze(300);
        report(17, 4, null);
        var watch = watch();
        watch.look();

        assertThat(watch.lag()).isEqualTo(SilverLag.UNKNOWN);
    }

    @Test
    void given_rows_that_were_left_out_when_looked_at_then_they_are_counted_with_a_reason() throws IOException {
        bronze(300);
        write(new SilverReport(NOON, 0, 1, 2, "kafka_ts is missing", null, null));
        var watch = watch();
        watch.look();

        assertThat(watch.leftOut()).isEqualTo(2);
        assertThat(watch.problem(298, 1)).isEmpty();
        assertThat(watch.leftOutReason()).isEqualTo("kafka_ts is missing");
    }

    @Test
    void given_a_report_that_is_none_when_looked_at_then_it_is_said() throws IOException {
        bronze(300);
        Files.writeString(Path.of(SilverReport.path(tables().silver())), "{\"at\":1}");
        var watch = watch();
        watch.look();

        assertThat(watch.problem(300, 1)).hasValueSatisfying(reason -> assertThat(reason)
                .startsWith("cannot tell how far Silver is: not a report of the Silver job"));
    }

    private SilverWatch watch() {
        return new SilverWatch(DeltaEngine.create(), tables(), Duration.ofSeconds(1), PATIENCE, clock);
    }

    private TablePaths tables() {
        return new TablePaths(dir + "/bronze", dir + "/sightings", dir + "/llm_calls", dir + "/silver");
    }

    private void report(long bronzeVersion, long silverVersion, String failure) throws IOException {
        write(new SilverReport(NOON, bronzeVersion, silverVersion, 0, null, null, failure));
    }

    private void write(SilverReport report) throws IOException {
        Files.write(Path.of(SilverReport.path(tables().silver())), report.encode());
    }

    /** A commit of so many rows, a second after the one before it. */
    private void bronze(int rows) throws IOException {
        commit(rows, true);
    }

    private void compacted(int rows) throws IOException {
        commit(rows, false);
    }

    private void commit(int rows, boolean dataChange) throws IOException {
        version++;
        String add = "{\"add\":{\"path\":\"%d.parquet\",\"partitionValues\":{},\"size\":1,\"modificationTime\":0,"
                        .formatted(version)
                + "\"dataChange\":%s,\"stats\":\"{\\\"numRecords\\\":%d}\"}}".formatted(dataChange, rows);
        var lines = version > 0
                ? List.of("{\"commitInfo\":{\"timestamp\":0}}", add)
                : List.of(
                        "{\"protocol\":{\"minReaderVersion\":1,\"minWriterVersion\":2}}",
                        "{\"metaData\":{\"id\":\"b\",\"format\":{\"provider\":\"parquet\",\"options\":{}},"
                                + "\"schemaString\":\"{\\\"type\\\":\\\"struct\\\",\\\"fields\\\":[]}\","
                                + "\"partitionColumns\":[],\"configuration\":{}}}",
                        add);
        Files.createDirectories(commit(version).getParent());
        Files.write(commit(version), lines);
        Files.setLastModifiedTime(commit(version), FileTime.from(NOON.plusSeconds(version)));
    }

    private Path commit(long of) {
        return dir.resolve("bronze/_delta_log/%020d.json".formatted(of));
    }
}
