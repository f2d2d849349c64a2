package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sentinel.archive.ArchiveConfig;
import sentinel.archive.ArchiveReader;
import sentinel.archive.Capture;
import sentinel.archive.CaptureNote;
import sentinel.archive.HttpHead;
import sentinel.archive.PageArchive;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Source;
import sentinel.extractor.Extractor;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.SetClock;
import sentinel.service.run.Health;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;
import sentinel.versions.ContentHash;

/** What of the archived pages is taken, and what is made of it. */
class ReprocessTest extends ReprocessFixture {

    private Reprocess.Counts run(Reprocess.Selection selection, List<PageFetched> sent) throws Exception {
        try (var reader = ArchiveReader.open(root().toUri())) {
            return new Reprocess(reader, new Extractor(), selection, false, sent::add, line -> {}).run();
        }
    }

    private static Reprocess.Selection all() {
        return new Reprocess.Selection(Instant.EPOCH, Instant.parse("9999-01-01T00:00:00Z"), null);
    }

    @Test
    void given_an_extractor_that_got_better_when_reprocessed_then_each_page_is_counted_by_what_became_of_it()
            throws Exception {
        archive(
                Fetch.of("https://example.com/same", DAY1, "Same", textNow()),
                Fetch.of("https://example.com/changed", DAY1, "Changed", "what was read then"),
                Fetch.of("https://example.com/found", DAY1, "Found", null),
                new Fetch("https://example.com/empty", DAY1, "<p>", null, null));
        var sent = new ArrayList<PageFetched>();

        var counts = run(all(), sent);

        assertThat(List.of(counts.fetches, counts.same, counts.changed, counts.found, counts.sent))
                .containsExactly(4L, 1L, 1L, 1L, 3L);
        assertThat(counts.noArticle).isEqualTo(Map.of("empty_article", 1L));
        assertThat(sent)
                .extracting(PageFetched::contentHash)
                .containsOnly(
                        ContentHash.of("Same", textNow()),
                        ContentHash.of("Changed", textNow()),
                        ContentHash.of("Found", textNow()));
        assertThat(sent).extracting(PageFetched::fetchTimestamp).containsOnly(DAY1);
        assertThat(sent).extracting(PageFetched::source).containsOnly(Source.GDELT);
    }

    @Test
    void given_an_article_fetched_often_when_reprocessed_then_only_its_newest_fetch_is_sent() throws Exception {
        String url = "https://example.com/often";
        archive(
                Fetch.of(url, DAY1, "First", "one"),
                Fetch.of(url, DAY2, "Second", "two"),
                // a wall that day: says nothing of the article, and does not hide what was read before
                new Fetch(url, DAY3, "<p>", null, null),
                Fetch.of("https://example.com/other", DAY1, "Other", "three"));
        var sent = new ArrayList<PageFetched>();

        var counts = run(all(), sent);

        assertThat(counts.superseded).isEqualTo(1);
        assertThat(counts.noArticle).isEqualTo(Map.of("empty_article", 1L));
        assertThat(sent).extracting(page -> page.page().title()).containsExactlyInAnyOrder("Second", "Other");
    }

    @Test
    void given_stories_that_were_taken_for_one_by_a_wrong_canonical_link_when_reprocessed_then_each_is_itself()
            throws Exception {
        var fetches = new ArrayList<Fetch>();
        for (int i = 1; i <= 3; i++) {
            String html = FakeWeb.article("Story " + i, "Martin Example")
                    .replace("<head>", "<head><link rel=canonical href=https://example.com/story.php>");
            fetches.add(new Fetch("https://example.com/story.php?id=70" + i, DAY1, html, "t", "example.com/story.php"));
        }
        archive(fetches.toArray(Fetch[]::new));
        var sent = new ArrayList<PageFetched>();

        var counts = run(all(), sent);

        assertThat(counts.changed).isEqualTo(3);
        assertThat(sent)
                .extracting(PageFetched::normalizedUrl)
                .containsExactlyInAnyOrder(
                        "example.com/story.php?id=701", "example.com/story.php?id=702", "example.com/story.php?id=703");
    }

    @Test
    void given_a_link_that_the_page_alone_does_not_settle_when_reprocessed_then_it_is_as_it_was_settled()
            throws Exception {
        String html = FakeWeb.article("Story", "Martin Example")
                .replace("<head>", "<head><link rel=canonical href=https://example.com/f/x77>");
        archive(
                new Fetch("https://example.com/a", DAY1, html, "t", "example.com/f/x77"),
                new Fetch("https://example.com/b", DAY1, html, "t", "example.com/b"));
        var sent = new ArrayList<PageFetched>();

        run(all(), sent);

        assertThat(sent)
                .extracting(PageFetched::normalizedUrl)
                .containsExactlyInAnyOrder("example.com/f/x77", "example.com/b");
    }

    @Test
    void given_a_period_and_a_host_when_reprocessed_then_nothing_else_is_sent_and_no_article_goes_back()
            throws Exception {
        archive(
                Fetch.of("https://news.example.com/a", DAY1, "Story A", "a"),
                Fetch.of("https://news.example.com/b", DAY2, "Story B", "b"),
                Fetch.of("https://example.com/c", DAY2, "Story C", "c"),
                Fetch.of("https://notexample.com/d", DAY2, "Story D", "d"),
                Fetch.of("https://news.example.com/e", DAY2, "E old", "e"),
                Fetch.of("https://news.example.com/e", DAY3, "E new", "e2"));
        var sent = new ArrayList<PageFetched>();
        var midnight = Instant.parse("2026-03-02T00:00:00Z");
        var selection = new Reprocess.Selection(midnight, midnight.plus(Duration.ofDays(1)), "example.com");

        var counts = run(selection, sent);

        assertThat(sent).extracting(page -> page.page().title()).containsExactlyInAnyOrder("Story B", "Story C");
        assertThat(counts.superseded).as("e, by a fetch after the period").isEqualTo(1);
        assertThat(counts.files).as("that can hold such pages").isEqualTo(1);
        assertThat(counts.notSelected).as("d").isEqualTo(1);
    }

    @Test
    void given_unchanged_bytes_whose_file_is_gone_when_reprocessed_then_that_is_counted() throws Exception {
        try (var scope = new Scope()) {
            var context =
                    new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
            var config = new ArchiveConfig(Optional.of(root().toUri()), Optional.empty());
            var clock = new SetClock(DAY1);
            var archive = PageArchive.open(config, "0", context, clock);
            String url = "https://example.com/same";
            var head = new HttpHead("h2", 200, "", List.of());
            byte[] body = FakeWeb.article("Same", "Martin Example").getBytes(StandardCharsets.UTF_8);
            for (var day : List.of(DAY1, DAY2)) {
                clock.set(day);
                var note = CaptureNote.article(
                        found(url), List.of(), "example.com/same", ContentHash.of("Same", textNow()));
                archive.keep(new Capture(url, head, body, day, note), true)
                        .toCompletableFuture()
                        .get();
            }
        }
        var sent = new ArrayList<PageFetched>();
        var counts = run(all(), sent);
        assertThat(List.of(counts.superseded, counts.same, counts.unreadable)).containsExactly(1L, 1L, 0L);
        assertThat(sent).extracting(PageFetched::fetchTimestamp).containsExactly(DAY2);
        assertThat(sent.get(0).archiveRef()).as("where the bytes are").startsWith("2026-03-01/");

        Files.delete(root().resolve("2026-03-01/sentinel-0-20260301T100000000Z.warc.gz"));
        counts = run(all(), new ArrayList<>());
        assertThat(List.of(counts.fetches, counts.same, counts.unreadable)).containsExactly(1L, 0L, 1L);
    }
}
