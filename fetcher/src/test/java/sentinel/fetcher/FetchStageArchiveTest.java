package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import sentinel.archive.ArchiveReader;
import sentinel.archive.StoredCapture;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.Topics.DeadLetterStage;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.KafkaProbe;
import sentinel.service.json.Json;

/** What of the pages is archived, and what happens when it cannot be. */
class FetchStageArchiveTest extends FetchStageFixture {

    @Test
    void given_pages_when_fetched_then_their_archive_references_lead_to_the_very_bytes() throws Exception {
        byte[] latin = FakeWeb.article("Caf\u00e9 by the harbour", "Jos\u00e9 Example")
                .replace("<meta charset=\"utf-8\">", "")
                .getBytes(StandardCharsets.ISO_8859_1);
        web.bytes("/plain", "text/html; charset=iso-8859-1", latin);
        web.bytes("/gzipped", "text/html; charset=iso-8859-1", gzip(latin), "Content-Encoding", "gzip");
        web.bytes("/private", "text/html; charset=iso-8859-1", latin, "X-Robots-Tag", "NoArchive");
        byte[] empty = "<html><body><nav><a href=/>Home</a></nav></body></html>".getBytes(StandardCharsets.UTF_8);
        web.bytes("/empty", "text/html", empty);
        for (var path : List.of("/plain", "/gzipped", "/private", "/empty")) {
            announce(web.url(path));
        }
        run();

        var pages = new HashMap<String, PageFetched>();
        for (var record : read(kafka.topics().rawHtml(), 3)) {
            var page = Json.decode(record.value(), PageFetched.class);
            pages.put(page.url().replace(web.url(""), ""), page);
        }
        read(kafka.topics().deadLetters(DeadLetterStage.FETCH), 1);

        var kept = new HashMap<String, StoredCapture>();
        try (var reader = ArchiveReader.open(archive.toUri())) {
            for (var file : reader.files()) {
                try (var captures = reader.read(file)) {
                    for (var next = captures.next(); next.isPresent(); next = captures.next()) {
                        kept.put(next.get().url().replace(web.url(""), ""), next.get());
                    }
                }
            }
            assertThat(reader.body(pages.get("/plain").archiveRef())).isEqualTo(latin);
            assertThat(reader.body(pages.get("/gzipped").archiveRef())).isEqualTo(latin);
        }
        assertThat(pages.get("/private").archiveRef()).isNull();
        assertThat(kept.keySet()).containsExactlyInAnyOrder("/plain", "/gzipped", "/empty");
        var gzipped = kept.get("/gzipped");
        assertThat(gzipped.head().last("content-encoding")).hasValue("gzip");
        assertThat(gzipped.note().found().recordId()).isEqualTo(web.url("/gzipped"));
        assertThat(gzipped.note().contentHash()).isEqualTo(pages.get("/gzipped").contentHash());
        assertThat(gzipped.fetchedAt()).isEqualTo(pages.get("/gzipped").fetchTimestamp());
        assertThat(kept.get("/empty").note().noArticle()).isEqualTo("empty_article");
        assertThat(kept.get("/empty").body()).isEqualTo(empty);
    }

    @Test
    void given_an_archive_that_cannot_be_written_when_pages_come_then_nothing_moves_until_it_can() throws Exception {
        // the folders of today, and of tomorrow, should midnight be near
        var inTheWay = List.of(
                archive.resolve(LocalDate.now(ZoneOffset.UTC).toString()),
                archive.resolve(LocalDate.now(ZoneOffset.UTC).plusDays(1).toString()));
        for (var file : inTheWay) {
            Files.createFile(file);
        }
        for (int i = 0; i < 5; i++) {
            web.page("/a" + i, FakeWeb.article("Story number " + i, "Martin Example"));
            announce(web.url("/a" + i));
        }
        run();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> metrics.counter("sentinel.archive.failures").count() > 0);
        assertThat(readNow(kafka.topics().rawHtml())).isEmpty();
        assertThat(readNow(kafka.topics().deadLetters(DeadLetterStage.FETCH))).isEmpty();

        for (var file : inTheWay) {
            Files.delete(file);
        }

        for (var record : read(kafka.topics().rawHtml(), 5)) {
            var page = Json.decode(record.value(), PageFetched.class);
            try (var reader = ArchiveReader.open(archive.toUri())) {
                assertThat(reader.body(page.archiveRef()))
                        .asString(StandardCharsets.UTF_8)
                        .contains("Story number");
            }
        }
        read(kafka.topics().deadLetters(DeadLetterStage.FETCH), 0);
    }

    private static byte[] gzip(byte[] plain) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(out)) {
            gzip.write(plain);
        }
        return out.toByteArray();
    }

    private List<ConsumerRecord<byte[], byte[]>> readNow(String topic) {
        try (var probe = new KafkaProbe(kafka.bootstrapServers())) {
            return probe.readNow(topic);
        }
    }
}
