package sentinel.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sentinel.archive.Captures.NOON;
import static sentinel.archive.Captures.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.archive.WarcArchive.Limits;
import sentinel.fixture.SetClock;

/** An archive by Hadoop's FileSystem, which promises nothing before a file is closed. */
class HadoopStoreTest {

    private static final Limits LIMITS = new Limits(
            1 << 20,
            Duration.ofHours(1),
            1 << 20,
            Duration.ofSeconds(3), // ten pages come in that time on any machine
            4 << 20,
            Duration.ofSeconds(5),
            100,
            Duration.ofDays(1));

    @TempDir
    private Path root;

    private HadoopStore store;

    @BeforeEach
    void open() throws IOException {
        store = HadoopStore.open(root.toUri());
    }

    @AfterEach
    void close() throws IOException {
        store.close();
    }

    private WarcArchive archive(ArchiveStore to) {
        return new WarcArchive(to, "0", LIMITS, new SetClock(NOON), new SimpleMeterRegistry());
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void given_pages_at_once_when_archived_then_they_share_a_file_that_is_closed_before_any_is_referred_to()
            throws Exception {
        try (var archive = archive(store);
                var reader = new ArchiveReader(store)) {
            var kept = new ArrayList<CompletionStage<String>>();
            for (int i = 0; i < 10; i++) {
                kept.add(archive.keep(Captures.of("https://example.com/" + i, "page " + i), true));
            }
            for (int i = 0; i < 10; i++) {
                String ref = await(kept.get(i));
                assertThat(reader.body(ref)).asString(UTF_8).isEqualTo("page " + i);
            }
            assertThat(files()).as("and no file beside it").hasSize(1);
            var later = await(archive.keep(Captures.of("https://example.com/later", "later"), true));
            assertThat(reader.body(later)).asString(UTF_8).isEqualTo("later");
            assertThat(files()).hasSize(2);
            for (var file : files()) {
                assertThat(Judge.judge(file)).startsWith("warcinfo", "response", "metadata");
            }
            assertThat(reader.files()).hasSize(2);
            try (var captures = reader.read(reader.files().get(0))) {
                assertThat(captures.next().orElseThrow().body()).asString(UTF_8).isEqualTo("page 0");
            }
        }
    }

    @Test
    void given_a_write_that_fails_when_archived_then_the_file_is_gone_and_the_pages_were_not_promised()
            throws Exception {
        var failing = new FailingStore(store);
        try (var archive = archive(failing)) {
            failing.bytesLeft(700);
            byte[] random = new byte[2_000];
            new Random(1).nextBytes(random);
            assertThatThrownBy(() -> await(archive.keep(Captures.of("https://example.com/1", random), true)))
                    .hasRootCauseMessage("no space left");
            assertThat(files()).isEmpty();
            failing.bytesLeft(Long.MAX_VALUE);
            await(archive.ready());
            assertThat(await(archive.keep(Captures.of("https://example.com/1", random), true)))
                    .isNotNull();
        }
    }

    @Test
    void given_a_name_that_is_taken_when_created_then_the_file_there_is_left_alone() throws Exception {
        var name = ArchiveName.of("0", NOON);
        var out = store.create(name);
        out.write(new byte[] {1, 2, 3});
        out.close();
        assertThatThrownBy(() -> store.create(name)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(files()).hasSize(1);
        assertThat(Files.readAllBytes(files().get(0))).containsExactly(1, 2, 3);
    }

    @Test
    void given_old_files_among_others_when_retention_runs_then_only_the_old_ones_go() throws Exception {
        RetentionTest.onlyOurOldFilesGo(store, root);
    }

    @Test
    void given_a_scheme_that_nothing_knows_when_opened_then_it_says_so() {
        assertThatThrownBy(() -> ArchiveStore.at(URI.create("nosuch://bucket/archive")))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("nosuch");
    }
}
