package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiskWatchTest {

    private static final long MB = 1024 * 1024;

    private final AtomicLong free = new AtomicLong();
    private final DiskWatch watch = new DiskWatch(Path.of("/data"), free::get, 512 * MB);

    @Test
    void given_a_disk_that_fills_and_is_cleared_when_asked_then_work_halts_and_goes_on_with_some_room() {
        free.set(513 * MB);
        assertThat(watch.problem()).isEmpty();
        free.set(511 * MB);
        assertThat(watch.problem().orElseThrow())
                .contains("/data is nearly full: 511 MB are free, work continues with 576 MB");
        free.set(560 * MB);
        assertThat(watch.problem().orElseThrow()).contains("560 MB are free");
        free.set(577 * MB);
        assertThat(watch.problem()).isEmpty();
        free.set(560 * MB);
        assertThat(watch.problem()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0", "63"})
    void given_no_room_to_start_then_a_start_is_refused_with_what_is_free(long megabytes) {
        free.set(megabytes * MB);
        assertThatThrownBy(watch::requireRoomToStart)
                .isInstanceOf(UserError.class)
                .hasMessage("the disk of /data is full: " + megabytes + " MB are free; make room for 512 MB");
    }

    @ParameterizedTest
    @CsvSource({"64", "511", "100000"})
    void given_room_to_start_then_a_start_is_not_refused(long megabytes) {
        free.set(megabytes * MB);
        assertThatCode(watch::requireRoomToStart).doesNotThrowAnyException();
    }

    @Test
    void given_a_disk_that_cannot_be_asked_then_work_is_not_halted() {
        var unknown = new DiskWatch(
                Path.of("/data"),
                () -> {
                    throw new IOException("no such device");
                },
                512 * MB);
        assertThat(unknown.problem()).isEmpty();
    }

    @Test
    void given_a_real_directory_then_its_disk_is_asked(@TempDir Path directory) {
        assertThat(DiskWatch.of(directory, 0).problem()).isEmpty();
        assertThat(DiskWatch.of(directory, Integer.MAX_VALUE).problem()).isPresent();
    }
}
