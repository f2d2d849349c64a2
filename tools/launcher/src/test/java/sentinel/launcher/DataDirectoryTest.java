package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.service.command.RunningSentinel;

class DataDirectoryTest {

    private static final Map<String, String> BY_FLAG = Map.of("SENTINEL_DATA", "--data");

    @TempDir
    private Path home;

    @Test
    void given_a_directory_anywhere_when_it_is_announced_then_it_is_found_until_it_is_closed() throws IOException {
        var elsewhere = home.resolve("elsewhere");
        try (var data = DataDirectory.open(elsewhere, BY_FLAG)) {
            assertThat(DataDirectory.inUse(home)).isEmpty();
            data.announce(RunningSentinel.here(8085, "127.0.0.1:9", "p"));
            data.list(home);
            assertThat(DataDirectory.inUse(home)).containsExactly(elsewhere.toRealPath());
            assertThat(RunningSentinel.on(elsewhere).orElseThrow().port()).isEqualTo(8085);
        }
        assertThat(DataDirectory.inUse(home)).isEmpty();
        assertThat(RunningSentinel.on(elsewhere)).isEmpty();
    }

    @Test
    void given_what_a_killed_process_left_when_asked_then_nothing_is_in_use_and_the_list_is_empty() throws IOException {
        var here = RunningSentinel.here(8085, "127.0.0.1:9", "p");
        var directory = Files.createDirectories(home.resolve("data"));
        var another = new RunningSentinel(here.pid(), Instant.EPOCH, here.port(), here.kafka(), here.topicPrefix());
        another.announce(directory);
        var list = Files.createDirectories(home.resolve("target/running"));
        Files.writeString(list.resolve(Long.toString(here.pid())), directory.toString());

        assertThat(DataDirectory.inUse(home)).isEmpty();
        assertThat(list).isEmptyDirectory();
    }

    @Test
    void given_the_word_of_an_older_version_when_read_then_its_process_number_tells() throws IOException {
        long pid = ProcessHandle.current().pid();
        Files.writeString(
                home.resolve("running.json"),
                "{\"pid\":" + pid + ",\"port\":8080,\"kafka\":\"127.0.0.1:9\",\"topic_prefix\":\"p\"}");
        assertThat(RunningSentinel.on(home).orElseThrow().isAlive()).isTrue();
    }

    @Test
    void given_a_path_that_cannot_be_a_data_directory_when_opened_then_one_message_names_it_and_what_set_it()
            throws IOException {
        var file = Files.writeString(home.resolve("file"), "x");
        assertThatThrownBy(() -> DataDirectory.open(file, BY_FLAG))
                .isInstanceOf(UserError.class)
                .hasMessage("the data directory " + file + " cannot be used: " + file
                        + " is not a directory; choose another --data");
        assertThatThrownBy(() -> DataDirectory.open(file, Map.of()))
                .hasMessageEndingWith("is not a directory; choose another SENTINEL_DATA");
    }

    @Test
    void given_a_directory_that_no_demo_made_when_a_demo_opens_it_then_it_is_left_alone() throws IOException {
        var note = Files.writeString(home.resolve("note"), "keep");
        assertThatThrownBy(() -> DataDirectory.openForDemo(home, BY_FLAG)).isInstanceOf(UserError.class);
        assertThat(note).hasContent("keep");
    }

    @Test
    void given_an_earlier_demo_when_the_next_one_begins_then_its_files_are_gone() throws Exception {
        var directory = home.resolve("data-demo");
        try (var demo = DataDirectory.openForDemo(directory, BY_FLAG)) {
            Files.writeString(demo.path().resolve("old"), "x");
        }
        try (var demo = DataDirectory.openForDemo(directory, BY_FLAG)) {
            assertThat(demo.path().resolve("old")).doesNotExist();
        }
    }
}
