package sentinel.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static sentinel.archive.Captures.NOON;
import static sentinel.archive.Captures.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;
import sentinel.archive.CaptureCursor.End;
import sentinel.archive.HttpHead.Field;
import sentinel.archive.WarcArchive.Limits;
import sentinel.fixture.SetClock;
import sentinel.service.json.Json;
import sentinel.service.stage.OutageException;

/** Files in a local directory, judged by software that is not ours. */
class WarcArchiveTest {

    private static final Limits LIMITS = new Limits(
            1 << 20,
            Duration.ofHours(1),
            1 << 20,
            Duration.ofMillis(200),
            4 << 20,
            Duration.ofSeconds(5),
            100,
            Duration.ofDays(1));

    @TempDir
    private Path root;

    private final SetClock clock = new SetClock(NOON);
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final List<AutoCloseable> open = new ArrayList<>();

    @AfterEach
    void close() throws Exception {
        for (var one : open) {
            one.close();
        }
    }

    private WarcArchive archive(ArchiveStore store) {
        var archive = new WarcArchive(store, "0", LIMITS, clock, metrics);
        open.add(archive);
        return archive;
    }

    private WarcArchive archive() {
        return archive(new LocalStore(root));
    }

    private ArchiveReader reader() {
        return new ArchiveReader(new LocalStore(root));
    }

    private List<Path> files() throws IOException {
        try (var all = Files.walk(root)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        }
    }

    @Test
    void given_pages_when_archived_then_others_software_reads_them_and_finds_nothing_wrong() throws Exception {
        var fields = List.of(
                new Field("Content-Type", "text/html; charset=windows-1252"),
                new Field("Content-Encoding", "gzip"),
                new Field("content-length", "17"),
                new Field("Set-Cookie", "a=1"),
                new Field("Set-Cookie", "b=2"),
                new Field("X-Title", "Füße"),
                new Field("X-Split", "one\r\nInjected: two"),
                new Field("not a token", "dropped"));
        var head = new HttpHead("http/1.1", 203, "Non-Authoritative", fields);
        byte[] body = "<p>caf\u00e9</p>".getBytes(Charset.forName("windows-1252"));
        var url = "https://example.com/a?b=c";
        String ref;
        try (var archive = archive()) {
            ref = await(archive.keep(new Capture(url, head, body, NOON, Captures.note(url)), true));
        }

        assertThat(files()).hasSize(1);
        assertThat(ref).startsWith("2026-03-04/sentinel-0-20260304T120000123Z.warc.gz#");
        assertThat(Judge.judge(files().get(0))).containsExactly("warcinfo", "response", "metadata");
        try (var records = new WarcReader(files().get(0))) {
            var info = (Warcinfo) records.next().orElseThrow();
            assertThat(info.filename()).hasValue("sentinel-0-20260304T120000123Z.warc.gz");
            var response = (WarcResponse) records.next().orElseThrow();
            var id = response.id();
            assertThat(ArchiveRef.parse(ref).orElseThrow().offset()).isEqualTo(records.position());
            assertThat(response.target()).isEqualTo(url);
            assertThat(response.date()).isEqualTo(NOON);
            assertThat(response.http().status()).isEqualTo(203);
            assertThat(response.http().reason()).isEqualTo("Non-Authoritative");
            var received = response.http().headers();
            assertThat(received.first("Content-Encoding")).isEmpty();
            assertThat(received.first("X-Crawler-Content-Encoding")).hasValue("gzip");
            assertThat(received.first("X-Crawler-content-length")).hasValue("17");
            assertThat(received.all("Content-Length")).containsExactly(Integer.toString(body.length));
            assertThat(received.all("Set-Cookie")).containsExactly("a=1", "b=2");
            assertThat(received.first("X-Split")).hasValue("one  Injected: two");
            assertThat(received.first("Injected")).isEmpty();
            assertThat(received.map()).doesNotContainKey("not a token");
            assertThat(response.http().body().stream().readAllBytes()).isEqualTo(body);
            var metadata = (WarcMetadata) records.next().orElseThrow();
            assertThat(metadata.concurrentTo()).containsExactly(id);
            var note = Json.decode(metadata.body().stream().readAllBytes(), CaptureNote.class);
            assertThat(note).isEqualTo(Captures.note(url));
        }
        try (var reader = reader();
                var captures = reader.read(reader.files().get(0))) {
            assertThat(reader.body(ref)).isEqualTo(body);
            var capture = captures.next().orElseThrow();
            assertThat(capture.body()).isEqualTo(body);
            assertThat(capture.ref()).isEqualTo(ref);
            assertThat(capture.url()).isEqualTo(url);
            assertThat(capture.fetchedAt()).isEqualTo(NOON);
            assertThat(capture.head().last("content-encoding")).hasValue("gzip");
            assertThat(capture.head().last("x-title")).hasValue("Füße");
            assertThat(capture.head().protocol()).isEqualTo("http/1.1");
            assertThat(captures.next()).isEmpty();
            assertThat(captures.end()).isEqualTo(End.WHOLE);
        }
    }

    @Test
    void given_a_reference_when_its_range_is_cut_out_with_common_tools_then_it_is_the_response() throws Exception {
        String ref;
        try (var archive = archive()) {
            await(archive.keep(Captures.of("https://example.com/1", "first"), true));
            ref = await(archive.keep(Captures.of("https://example.com/2", "second"), true));
            await(archive.keep(Captures.of("https://example.com/3", "third"), true));
        }
        var name = ref.substring(0, ref.indexOf('#'));
        var numbers = ref.substring(ref.indexOf('#') + 1).split(",");
        var member = new byte[Integer.parseInt(numbers[1])];
        try (var file = new RandomAccessFile(root.resolve(name).toFile(), "r")) {
            file.seek(Long.parseLong(numbers[0]));
            file.readFully(member);
        }
        var plain = new ByteArrayOutputStream();
        new GZIPInputStream(new ByteArrayInputStream(member)).transferTo(plain);
        assertThat(plain.toString(UTF_8))
                .startsWith("WARC/1.1\r\nWARC-Type: response\r\n")
                .contains("WARC-Target-URI: https://example.com/2\r\n")
                .endsWith("\r\n\r\nsecond\r\n\r\n");
    }

    @Test
    void given_the_same_payload_of_the_same_url_when_archived_again_then_it_is_a_revisit_with_its_own_metadata()
            throws Exception {
        var url = "https://example.com/a";
        var refs = new ArrayList<String>();
        try (var archive = archive()) {
            refs.add(await(archive.keep(Captures.of(url, "same"), true)));
            refs.add(await(archive.keep(Captures.of(url, "same"), true)));
            refs.add(await(archive.keep(Captures.of("https://example.com/b", "same"), true)));
            refs.add(await(archive.keep(Captures.of(url, "other"), true)));
        }
        assertThat(refs.get(1)).isEqualTo(refs.get(0));
        assertThat(refs.stream().distinct()).hasSize(3);
        assertThat(Judge.judge(files().get(0)))
                .containsExactly(
                        "warcinfo",
                        "response",
                        "metadata",
                        "revisit",
                        "metadata",
                        "response",
                        "metadata",
                        "response",
                        "metadata");
        try (var records = new WarcReader(files().get(0))) {
            records.next();
            var first = records.next().orElseThrow().id();
            records.next();
            var revisit = (WarcRevisit) records.next().orElseThrow();
            assertThat(revisit.profile()).isEqualTo(WarcRevisit.IDENTICAL_PAYLOAD_DIGEST_1_1);
            assertThat(revisit.refersTo()).hasValue(first);
            assertThat(revisit.refersToDate()).hasValue(NOON);
        }
        try (var reader = reader();
                var captures = reader.read(reader.files().get(0))) {
            var bodies = new ArrayList<String>();
            for (var next = captures.next(); next.isPresent(); next = captures.next()) {
                bodies.add(new String(next.get().body(), UTF_8));
                assertThat(next.get().ref()).isEqualTo(refs.get(bodies.size() - 1));
            }
            assertThat(bodies).containsExactly("same", "same", "same", "other");
        }
    }

    @Test
    void given_a_payload_archived_long_ago_when_it_comes_again_then_it_is_written_anew() throws Exception {
        var archive = archive();
        var first = await(archive.keep(Captures.of("https://example.com/a", "same"), true));
        clock.set(NOON.plus(LIMITS.reuseFor()));
        var second = await(archive.keep(Captures.of("https://example.com/a", "same"), true));
        assertThat(second).isNotEqualTo(first);
    }

    @Test
    void given_a_page_that_may_not_be_kept_when_given_then_nothing_is_written() throws Exception {
        try (var archive = archive()) {
            assertThat(await(archive.keep(Captures.of("https://example.com/a", "no"), false)))
                    .isNull();
        }
        assertThat(files()).isEmpty();
        assertThat(metrics.counter("sentinel.archive.records", "type", "refused")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void given_much_or_long_writing_when_archived_then_files_are_begun_by_size_and_by_age() throws Exception {
        var refs = new ArrayList<String>();
        var random = new Random(1);
        try (var archive = archive()) {
            for (int i = 0; i < 8; i++) {
                byte[] incompressible = new byte[300_000];
                random.nextBytes(incompressible);
                clock.set(NOON.plusSeconds(i));
                refs.add(await(archive.keep(Captures.of("https://example.com/" + i, incompressible), true)));
            }
            clock.set(NOON.plus(Duration.ofMinutes(59)));
            refs.add(await(archive.keep(Captures.of("https://example.com/young", "x"), true)));
            clock.set(NOON.plus(Duration.ofHours(13)));
            refs.add(await(archive.keep(Captures.of("https://example.com/old", "x"), true)));
        }
        var names = refs.stream()
                .map(ref -> ref.substring(0, ref.indexOf('#')))
                .distinct()
                .toList();
        assertThat(names)
                .containsExactly(
                        "2026-03-04/sentinel-0-20260304T120000123Z.warc.gz", // 0 to 3: over a mebibyte
                        "2026-03-04/sentinel-0-20260304T120004123Z.warc.gz", // 4 to 7
                        "2026-03-04/sentinel-0-20260304T125900123Z.warc.gz",
                        "2026-03-05/sentinel-0-20260305T010000123Z.warc.gz");
        for (var file : files()) {
            assertThat(Judge.judge(file)).startsWith("warcinfo", "response", "metadata");
        }
    }

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

    @Test
    void given_names_of_every_kind_when_parsed_then_only_ours_are_taken() {
        var name = ArchiveName.of("eu-west/1", Instant.parse("2026-12-31T23:59:59.999Z"));
        assertThat(name).hasToString("2026-12-31/sentinel-eu_west_1-20261231T235959999Z.warc.gz");
        assertThat(ArchiveName.parse(name.toString())).hasValue(name);
        var ref = new ArchiveRef(name, 12, 34);
        assertThat(ArchiveRef.parse(ref.toString())).hasValue(ref);
        for (var foreign : List.of(
                "",
                "sentinel-0-20261231T235959999Z.warc.gz",
                "2026-12-30/sentinel-0-20261231T235959999Z.warc.gz",
                "2026-12-31/sentinel-0-20261231T236059999Z.warc.gz",
                "2026-12-31/sentinel-0-20261231T235959999Z.warc.gz.part",
                "2026-12-31/sentinel--20261231T235959999Z.warc.gz",
                "../2026-12-31/sentinel-0-20261231T235959999Z.warc.gz",
                "2026-12-31/other-0-20261231T235959999Z.warc.gz")) {
            assertThat(ArchiveName.parse(foreign)).as(foreign).isEmpty();
        }
        assertThat(ArchiveRef.parse(name + "#-1,2")).isEmpty();
        assertThat(ArchiveRef.parse(name.toString())).isEmpty();
    }
}
