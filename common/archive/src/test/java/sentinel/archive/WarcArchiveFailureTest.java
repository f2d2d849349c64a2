package sentinel.archive;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sentinel.archive.Captures.await;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import sentinel.archive.CaptureCursor.End;
import sentinel.archive.WarcArchive.Limits;
import sentinel.service.stage.OutageException;

/** Files that are cut off or damaged, and stores that fail. */
class WarcArchiveFailureTest extends OnArchive {

    @Test
    void given_a_file_cut_off_anywhere_when_read_then_every_whole_fetch_before_the_cut_is_there() throws Exception {
        var ends = new ArrayList<Long>();
        try (var archive = archive()) {
            for (int i = 0; i < 4; i++) {
                await(archive.keep(Captures.of("https://example.com/" + i, "page number " + i), true));
                ends.add(Files.size(files().get(0)));
            }
        }
        var file = files().get(0);
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length; length >= 0; length -= 7) {
            Files.write(file, Arrays.copyOf(whole, length));
            int cut = length;
            int read = 0;
            try (var reader = reader();
                    var captures = reader.read(reader.files().get(0))) {
                for (var next = captures.next(); next.isPresent(); next = captures.next()) {
                    assertThat(new String(next.get().body(), UTF_8)).isEqualTo("page number " + read);
                    read++;
                }
                long expected = ends.stream().filter(end -> end <= cut).count();
                // Metadata that lacks its last bytes only is complete as JSON, and may be taken.
                assertThat((long) read).as("cut at %d", cut).isBetween(expected, expected + 1);
                assertThat(captures.end()).isNotEqualTo(End.DAMAGED);
            }
        }
    }

    @Test
    void given_a_file_that_a_crash_cut_off_when_started_again_then_it_stays_and_a_new_one_is_begun() throws Exception {
        try (var archive = archive()) {
            await(archive.keep(Captures.of("https://example.com/1", "one"), true));
        }
        var old = files().get(0);
        byte[] cut = Arrays.copyOf(Files.readAllBytes(old), (int) Files.size(old) - 5);
        Files.write(old, cut);

        String ref; // at the same instant: its first choice of a name is taken
        try (var archive = archive()) {
            ref = await(archive.keep(Captures.of("https://example.com/2", "two"), true));
        }
        assertThat(Files.readAllBytes(old)).isEqualTo(cut);
        assertThat(files()).hasSize(2);
        assertThat(Judge.judge(files().get(1))).containsExactly("warcinfo", "response", "metadata");
        try (var reader = reader()) {
            assertThat(reader.body(ref)).asString(UTF_8).isEqualTo("two");
        }
    }

    @Test
    void given_a_bit_that_flipped_when_read_then_the_page_is_not_taken_for_the_one_that_was_fetched() throws Exception {
        String ref;
        byte[] random = new byte[10_000];
        new Random(7).nextBytes(random); // stored as it is by the compressor
        try (var archive = archive()) {
            ref = await(archive.keep(Captures.of("https://example.com/1", random), true));
        }
        var file = files().get(0);
        byte[] bytes = Files.readAllBytes(file);
        var parsed = ArchiveRef.parse(ref).orElseThrow();
        bytes[(int) parsed.offset() + parsed.length() / 2] ^= 4;
        Files.write(file, bytes);
        try (var reader = reader();
                var captures = reader.read(reader.files().get(0))) {
            assertThatThrownBy(() -> reader.body(ref)).isInstanceOf(IOException.class);
            assertThat(captures.next()).isEmpty();
            assertThat(captures.end()).isEqualTo(End.DAMAGED);
        }
    }

    @Test
    void given_a_fetch_that_a_newer_release_noted_when_read_then_the_file_ends_there_and_says_so() throws Exception {
        try (var archive = archive()) {
            await(archive.keep(Captures.of("https://example.com/1", "one"), true));
        }
        var file = files().get(0);
        String records;
        try (var in = new GZIPInputStream(Files.newInputStream(file))) {
            records = new String(in.readAllBytes(), ISO_8859_1);
        }
        Files.writeString(file, records.replace("{\"schema_version\":1", "{\"schema_version\":9"), ISO_8859_1);
        try (var reader = reader();
                var captures = reader.read(reader.files().get(0))) {
            assertThat(captures.next()).isEmpty();
            assertThat(captures.end()).isEqualTo(End.NEWER);
        }
    }

    @Test
    void given_a_disk_that_fills_when_pages_come_then_it_is_an_outage_and_over_when_there_is_room() throws Exception {
        var store = new FailingStore(new LocalStore(root));
        var archive = archive(store);
        var before = await(archive.keep(Captures.of("https://example.com/1", "one"), true));
        await(archive.ready());

        int failures = 0;
        byte[] random = new byte[400];
        new Random(5).nextBytes(random);
        for (int room = 0; room <= 1_000; room += 100) { // ends in the middle of its response, or of its metadata
            store.bytesLeft(room);
            assertOutage(archive.keep(Captures.of("https://example.com/" + room, random), true));
            store.bytesLeft(0);
            assertOutage(archive.ready());
            failures += 2;
            store.bytesLeft(Long.MAX_VALUE);
            await(archive.ready()); // begins another file
            for (var file : files()) {
                assertThat(Judge.judge(file).size() % 2)
                        .as("nothing is left of what failed")
                        .isEqualTo(1);
            }
        }
        store.bytesLeft(Long.MAX_VALUE);
        await(archive.ready());
        var after = await(archive.keep(Captures.of("https://example.com/2", "two"), true));
        archive.close();

        try (var reader = reader()) {
            assertThat(reader.body(before)).asString(UTF_8).isEqualTo("one");
            assertThat(reader.body(after)).asString(UTF_8).isEqualTo("two");
        }
        assertThat(metrics.counter("sentinel.archive.failures").count()).isEqualTo(failures);
    }

    @Test
    void given_a_store_that_hangs_when_the_queue_is_full_then_whoever_brings_more_waits_and_then_hears_of_an_outage()
            throws Exception {
        var store = new FailingStore(new LocalStore(root));
        var limits = new Limits(
                1 << 20,
                Duration.ofHours(1),
                1,
                Duration.ZERO,
                25_000,
                Duration.ofMillis(100),
                100,
                Duration.ofDays(1));
        var archive = new WarcArchive(store, "0", limits, clock, metrics);
        open.add(archive);
        byte[] random = new byte[9_000];
        new Random(3).nextBytes(random);
        store.hang();
        var first = archive.keep(Captures.of("https://example.com/1", random), true);
        var second = archive.keep(Captures.of("https://example.com/2", random), true);
        assertThatThrownBy(() -> archive.keep(Captures.of("https://example.com/3", random), true))
                .isInstanceOf(OutageException.class);
        store.goOn();
        assertThat(await(first)).isNotNull();
        assertThat(await(second)).isNotNull();
        assertThat(await(archive.keep(Captures.of("https://example.com/3", random), true)))
                .isNotNull();
    }

    private static void assertOutage(CompletionStage<?> stage) {
        assertThatThrownBy(() -> await(stage))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("no space left")
                .satisfies(e -> assertThat(causes(e)).anyMatch(OutageException.class::isInstance));
    }

    private static List<Throwable> causes(Throwable e) {
        var all = new ArrayList<Throwable>();
        for (var cause = e; cause != null; cause = cause.getCause()) {
            all.add(cause);
        }
        return all;
    }
}
