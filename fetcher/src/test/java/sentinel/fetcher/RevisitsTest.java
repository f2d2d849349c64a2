package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import redis.clients.jedis.RedisClient;
import sentinel.archive.PageArchive;
import sentinel.config.Env;
import sentinel.config.Secret;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.Source;
import sentinel.contract.topic.Topics;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.Extractor;
import sentinel.fetcher.identity.ClaimNotes;
import sentinel.fetcher.identity.ClaimedHeadlines;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.SetClock;
import sentinel.fixture.TestServers;
import sentinel.service.json.Json;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;
import sentinel.service.run.Scope;
import sentinel.service.stage.Input;
import sentinel.service.stage.Verdict;
import sentinel.service.stage.Verdict.Emit;
import sentinel.service.stage.Verdict.Output;

/** The stage without Kafka: messages are given by hand, and committed by hand or not; Redis and the web are real. */
class RevisitsTest {

    private static final String TITLE = "Rain over the harbour";
    private static final String PAGE = FakeWeb.article(TITLE, "Martin Example");
    private static final String EDITED = FakeWeb.article("Sun over the harbour", "Martin Example");

    private final Scope scope = new Scope();
    private final Topics topics = new Topics("test-" + UUID.randomUUID());
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final SetClock clock = new SetClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final RedisClient redis = scope.add(RedisClient.create(TestServers.redisUrl()));
    private FakeWeb web;
    private PageFetcher pages;
    private OptionalRedis shared;
    private FetchStage stage;

    @BeforeEach
    void start() throws Exception {
        web = scope.add(new FakeWeb());
        var config = Env.read(
                Map.of("SENTINEL_ALLOW_PRIVATE_HOSTS", "127.0.0.1", "SENTINEL_ROBOTS", "false"), FetcherConfig::from);
        pages = scope.add(new PageFetcher(config, Dns.SYSTEM, clock));
        stage = stage(TestServers.redisUrl());
    }

    @AfterEach
    void stop() {
        scope.close();
    }

    private FetchStage stage(String redisUrl) {
        shared = scope.add(
                FetcherMain.redis(new RedisSettings(new Secret(redisUrl)), topics.prefix(), OptionalRedis.PAUSE));
        var known = new RedisKnownPages(shared, Duration.ofMinutes(10));
        return new FetchStage(
                pages,
                new Extractor(),
                Runnable::run,
                PageArchive.NONE,
                new Requeue(topics.urls(), Duration.ZERO, 100, clock),
                new Revisits(known, Duration.ofHours(24), topics.sightings(), clock),
                new ClaimedHeadlines(ClaimNotes.NONE),
                topics,
                new FetchMetrics(metrics));
    }

    private Verdict begin(String path, int partition, long offset, Source source) throws Exception {
        return begin(path, partition, offset, source, null);
    }

    private Verdict begin(String path, int partition, long offset, Source source, String revisitOf) throws Exception {
        String url = web.url(path);
        var found = new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                UrlIdentity.normalize(url).orElseThrow(),
                source,
                "test",
                url,
                revisitOf == null ? null : TITLE,
                null,
                clock.instant(),
                null,
                revisitOf);
        var announcement = Announcement.decode(Json.encode(found));
        var input = new Input<>(topics.urls(), partition, offset, "127.0.0.1", announcement, 0, clock.instant());
        return stage.begin(input).toCompletableFuture().get(30, TimeUnit.SECONDS);
    }

    /** Topics that the message's results go to; nothing is committed. */
    private List<String> results(String path, long offset) throws Exception {
        return topicsOf(begin(path, 0, offset, Source.RSS));
    }

    private static List<String> topicsOf(Verdict verdict) {
        assertThat(verdict).isInstanceOf(Emit.class);
        return ((Emit) verdict).outputs().stream().map(Output::topic).toList();
    }

    /** A page is read and its article committed. */
    private void readAndCommit(String path, long offset) throws Exception {
        var verdict = (Emit) begin(path, 0, offset, Source.RSS);
        assertThat(topicsOf(verdict)).containsExactly(topics.rawHtml());
        verdict.onceCommitted().run();
        shared.ask(p -> p.exists("any")).get(10, TimeUnit.SECONDS); // what was asked before is done
    }

    private List<String> article() {
        return List.of(topics.rawHtml());
    }

    private double notModified() {
        return metrics.get("sentinel.fetcher.outcomes")
                .tag("outcome", "not_modified")
                .counter()
                .count();
    }

    @Test
    void given_aPageThatDidNotChange_when_announcedAgain_then_nothingIsReadOrEmitted() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);

        assertThat(results("/a", 6)).isEmpty();
        assertThat(results("/a", 70)).isEmpty();

        assertThat(web.notModified()).isEqualTo(2);
        assertThat(notModified()).isEqualTo(2);
        assertThat(metrics.get("sentinel.fetcher.extraction").timer().count())
                .as("pages parsed")
                .isEqualTo(1);
        assertThat(redis.pttl(redis.keys(topics.prefix() + ":page:*").iterator().next()))
                .isBetween(1L, 600_000L);
    }

    @Test
    void given_anotherSource_when_itAnnouncesAPageThatDidNotChange_then_itIsSeenWithTheArticle() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);

        var verdict = begin("/a", 0, 6, Source.GDELT);

        assertThat(topicsOf(verdict)).containsExactly(topics.sightings());
        assertThat(((Emit) verdict).outputs().get(0).key())
                .isEqualTo(UrlIdentity.normalize(web.url("/a")).orElseThrow());
    }

    @Test
    void given_aPageThatChanged_when_announcedAgain_then_itIsEmittedAndKnownAsItIsNow() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        web.page("/a", EDITED, "\"2\"");

        readAndCommit("/a", 6);
        assertThat(results("/a", 7)).isEmpty();

        assertThat(web.conditional()).isEqualTo(2);
        assertThat(web.notModified()).isEqualTo(1);
    }

    @Test
    void given_aMessageThatIsReplayed_when_itsPageIsKnownByItself_then_itIsReadInFull() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);

        assertThat(results("/a", 5)).isEqualTo(article());
        assertThat(results("/a", 4)).isEqualTo(article());
        assertThat(topicsOf(begin("/a", 1, 9, Source.RSS)))
                .as("another partition")
                .isEqualTo(article());
        assertThat(web.conditional()).isZero();
    }

    /** Its process died, and what replaced the first try may have been a requeue or a dead letter with a later offset. */
    @Test
    void given_anArticleThatWasNeverCommitted_when_thePageIsAnnouncedLater_then_itIsReadInFull() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        assertThat(results("/a", 5)).isEqualTo(article());

        assertThat(results("/a", 6)).isEqualTo(article());
        assertThat(web.conditional()).isZero();
    }

    @Test
    void given_aServerThatAlwaysSaysNotModified_when_aDayIsOver_then_thePageIsReadInFull() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        web.page("/a", EDITED, "\"2\"");
        web.lie();

        clock.forward(Duration.ofHours(23));
        assertThat(results("/a", 6)).isEmpty();
        clock.forward(Duration.ofHours(2));
        readAndCommit("/a", 7);
        assertThat(results("/a", 8)).isEmpty();

        assertThat(web.conditional()).isEqualTo(2);
    }

    @Test
    void given_aRedirect_when_thePageBehindItIsKnown_then_onlyThatIsAskedForIfItChanged() throws Exception {
        web.redirect("/old", 301, "/a");
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/old", 5);

        assertThat(results("/old", 6)).isEmpty();
        assertThat(web.conditional()).as("not for the redirect").isEqualTo(1);

        web.page("/b", EDITED, "\"1\"");
        web.redirect("/old", 301, "/b");
        assertThat(results("/old", 7)).isEqualTo(article());
        assertThat(web.conditional()).as("not for another page").isEqualTo(1);
    }

    @Test
    void given_aPageWithoutAnArticle_when_announcedAgain_then_itIsReadInFull() throws Exception {
        web.page("/a", "<html><body><nav><a href=/>Home</a></nav></body></html>", "\"1\"");
        assertThat(begin("/a", 0, 5, Source.RSS)).isInstanceOf(Verdict.Reject.class);

        assertThat(begin("/a", 0, 6, Source.RSS)).isInstanceOf(Verdict.Reject.class);
        assertThat(web.conditional()).isZero();
        assertThat(redis.keys(topics.prefix() + ":*")).isEmpty();
    }

    @Test
    void given_aPageThatIsNoLongerNamed_when_itWasReadInFull_then_itIsNotKnownAnyMore() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        web.page("/a", EDITED);
        readAndCommit("/a", 6);

        assertThat(redis.keys(topics.prefix() + ":*")).isEmpty();
        assertThat(results("/a", 7)).isEqualTo(article());
    }

    @Test
    void given_aMemoryThatCannotBeRead_when_announcedAgain_then_thePageIsReadInFull() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        redis.set(redis.keys(topics.prefix() + ":page:*").iterator().next(), "{\"etag\":");

        assertThat(results("/a", 6)).isEqualTo(article());
    }

    @Test
    void given_noRedis_when_pagesAreAnnouncedAgain_then_theyAreReadInFull() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        stage = stage("redis://127.0.0.1:1");

        var verdict = (Emit) begin("/a", 0, 6, Source.RSS);
        assertThat(topicsOf(verdict)).isEqualTo(article());
        verdict.onceCommitted().run();
        assertThat(results("/a", 7)).isEqualTo(article());
        await().atMost(Duration.ofSeconds(10)).until(() -> !shared.isUp());
        assertThat(web.conditional()).isZero();
    }

    @Test
    void given_aServerThatSaysNotModifiedUnasked_when_fetched_then_itIsAFailure() throws Exception {
        web.status("/a", 304);

        assertThat(begin("/a", 0, 5, Source.RSS)).isInstanceOf(Verdict.Reject.class);
    }

    // ---- revisits of stored articles

    private String identity(String path) {
        return UrlIdentity.normalize(web.url(path)).orElseThrow();
    }

    private Emit revisit(String path, long offset) throws Exception {
        return revisit(path, offset, identity(path));
    }

    /** No revisit becomes a dead letter. */
    private Emit revisit(String path, long offset, String revisitOf) throws Exception {
        var verdict = begin(path, 0, offset, Source.GDELT, revisitOf);
        assertThat(verdict).isInstanceOf(Emit.class);
        return (Emit) verdict;
    }

    private Sighting sighting(Emit verdict) throws Exception {
        var output = verdict.outputs().get(verdict.outputs().size() - 1);
        assertThat(output.topic()).isEqualTo(topics.sightings());
        var sighting = Json.decode(output.value(), Sighting.class);
        assertThat(output.key()).isEqualTo(sighting.normalizedUrl());
        return sighting;
    }

    private double revisited(String found) {
        var counter =
                metrics.find("sentinel.fetcher.revisits").tag("found", found).counter();
        return counter == null ? 0 : counter.count();
    }

    @Test
    void given_aStoredArticle_when_itsPageDidNotChange_then_nothingIsEmittedWhateverTheSource() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);

        assertThat(revisit("/a", 6).outputs()).isEmpty();
        assertThat(web.notModified()).isEqualTo(1);
        assertThat(revisited("not_modified")).isEqualTo(1);
    }

    @Test
    void given_aStoredArticle_when_itsPageChanged_then_itIsEmittedAsThatArticle() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        web.page("/a", EDITED, "\"2\"");

        var verdict = revisit("/a", 6);
        assertThat(topicsOf(verdict)).isEqualTo(article());
        assertThat(verdict.outputs().get(0).key()).isEqualTo(identity("/a"));
        assertThat(revisited("read")).isEqualTo(1);
    }

    @Test
    void given_aServerThatAlwaysSaysNotModified_when_revisitsGoOnForADay_then_oneReadsInFull() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        web.page("/a", EDITED, "\"2\"");
        web.lie();

        clock.forward(Duration.ofHours(12));
        assertThat(revisit("/a", 6).outputs()).isEmpty();
        clock.forward(Duration.ofHours(12));
        assertThat(topicsOf(revisit("/a", 7))).isEqualTo(article());
    }

    @Test
    void given_aStoredArticle_when_itsPageIsGone_then_thatIsAStateOfItAndTheNextVisitIsInFull() throws Exception {
        for (int status : List.of(404, 410)) {
            web.page("/a", PAGE, "\"1\"");
            readAndCommit("/a", status * 10L);
            web.status("/a", status);
            clock.forward(Duration.ofMinutes(1));

            var verdict = revisit("/a", status * 10L + 1);
            assertThat(verdict.outputs()).hasSize(1);
            assertThat(sighting(verdict).status()).isEqualTo(status);
            assertThat(sighting(verdict).movedTo()).isNull();
            assertThat(sighting(verdict).normalizedUrl()).isEqualTo(identity("/a"));
            assertThat(sighting(verdict).source()).isEqualTo(Source.GDELT);
            assertThat(sighting(verdict).seenAt()).isEqualTo(clock.instant());
            verdict.onceCommitted().run();

            web.page("/a", PAGE, "\"1\"");
            assertThat(topicsOf(revisit("/a", status * 10L + 2)))
                    .as("it is back")
                    .isEqualTo(article());
        }
        assertThat(web.conditional()).as("for the page that was gone").isEqualTo(2);
        assertThat(revisited("gone")).isEqualTo(2);
    }

    @Test
    void given_aStoredArticle_when_itsPageSaysThatItIsGone_then_itIsWhateverTheStatus() throws Exception {
        web.page("/lost", notice("Page not found", "The page you are looking for does not exist."));
        web.page(
                "/removed",
                notice("This article has been removed", "The article you requested is no longer available."));
        web.redirect("/news/front", 301, "/");
        web.page("/", FakeWeb.article("The Example Gazette", "Martin Example"));
        web.redirect("/news/empty", 301, "/en");
        web.page("/en", "<html><head><title>Gazette</title></head><body><nav><a href=/>Home</a></nav></body></html>");
        web.redirect("/news/section", 302, "/news/");
        web.page("/news/", FakeWeb.article("News of the coast", "Martin Example"));

        assertThat(sighting(revisit("/lost", 1)).status()).isEqualTo(404);
        assertThat(sighting(revisit("/removed", 2)).status()).isEqualTo(410);
        for (var path : List.of("/news/front", "/news/empty", "/news/section")) {
            var verdict = revisit(path, 3);
            assertThat(verdict.outputs()).as(path).hasSize(1);
            assertThat(sighting(verdict).status()).as(path).isEqualTo(410);
            assertThat(sighting(verdict).movedTo()).as(path).isNull();
        }
    }

    private static String notice(String headline, String text) {
        return "<html><head><title>" + headline
                + " | The Example Gazette</title></head><body><nav><a href=/>Home</a></nav><h1>" + headline + "</h1><p>"
                + text + "</p></body></html>";
    }

    @Test
    void given_aStoredArticle_when_itsPageMoved_then_theNewArticleIsEmittedAndThatItMoved() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        web.redirect("/a", 301, "/archive/rain-over-the-harbour");
        web.page("/archive/rain-over-the-harbour", PAGE, "\"1\"");

        var verdict = revisit("/a", 6);
        assertThat(topicsOf(verdict)).containsExactly(topics.rawHtml(), topics.sightings());
        String now = identity("/archive/rain-over-the-harbour");
        assertThat(verdict.outputs().get(0).key()).isEqualTo(now);
        assertThat(sighting(verdict).movedTo()).isEqualTo(now);
        assertThat(sighting(verdict).status()).isNull();
        assertThat(sighting(verdict).normalizedUrl()).isEqualTo(identity("/a"));
        assertThat(sighting(verdict).seenAt())
                .isEqualTo(Json.decode(verdict.outputs().get(0).value(), PageFetched.class)
                        .fetchTimestamp());
        assertThat(revisited("moved")).isEqualTo(1);
    }

    @Test
    void given_aCanonicalLinkThatWasBelieved_when_theHeadlineIsAnother_then_itIsStillTheSameArticle() throws Exception {
        String canonical = "/f/rain-over-the-harbour";
        web.page("/p1", linked(EDITED, canonical));

        var verdict = revisit("/p1", 6, identity(canonical));
        assertThat(topicsOf(verdict)).isEqualTo(article());
        assertThat(verdict.outputs().get(0).key()).isEqualTo(identity(canonical));
    }

    private String linked(String page, String canonical) {
        return page.replace("<head>", "<head><link rel=canonical href=\"" + web.url(canonical) + "\">");
    }

    @Test
    void given_aStoredArticle_when_itsVisitFails_then_itIsDroppedAndStaysKnown() throws Exception {
        web.page("/a", PAGE, "\"1\"");
        readAndCommit("/a", 5);
        web.status("/a", 503);
        assertThat(revisit("/a", 6).outputs()).isEmpty();
        web.status("/a", 403);
        assertThat(revisit("/a", 7).outputs()).isEmpty();
        web.page("/a", "<html><body><nav><a href=/>Home</a></nav></body></html>");
        assertThat(revisit("/a", 8).outputs()).isEmpty();
        assertThat(revisited("failed")).isEqualTo(3);

        web.page("/a", PAGE, "\"1\"");
        assertThat(revisit("/a", 9).outputs()).as("it did not change").isEmpty();
        assertThat(revisited("not_modified")).isEqualTo(1);
    }
}
