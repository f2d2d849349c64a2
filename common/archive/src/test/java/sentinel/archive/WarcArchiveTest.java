package sentinel.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.archive.Captures.NOON;
import static sentinel.archive.Captures.await;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.RandomAccessFile;
import java.nio.charset.Charset;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.netpreserve.jwarc.WarcMetadata;
import org.netpreserve.jwarc.WarcReader;
import org.netpreserve.jwarc.WarcResponse;
import org.netpreserve.jwarc.WarcRevisit;
import org.netpreserve.jwarc.Warcinfo;
import sentinel.archive.CaptureCursor.End;
import sentinel.archive.HttpHead.Field;
import sentinel.service.json.Json;

/** Files in a local directory, judged by software that is not ours. */
class WarcArchiveTest extends OnArchive {

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
