package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import okhttp3.HttpUrl;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import sentinel.fetcher.Robots.Answer;

class RobotsTest {

    private final Hands clock = new Hands();
    private final OkHttpClient client = new OkHttpClient.Builder()
            .followRedirects(false)
            .readTimeout(Duration.ofSeconds(1))
            .build();
    private final Robots robots = new Robots(client, true, "SentinelBot/0.1 (test)", clock);
    private FakeWeb web;

    /** A clock that is set by hand. */
    private static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-01-02T03:04:05Z");

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @BeforeEach
    void start() throws Exception {
        web = new FakeWeb();
    }

    @AfterEach
    void stop() {
        web.close();
        client.dispatcher().executorService().shutdownNow();
    }

    private Answer ask(String path) throws Exception {
        return robots.ask(HttpUrl.get(web.url(path))).get(10, TimeUnit.SECONDS);
    }

    @Test
    void given_rulesForAll_when_asked_then_theyHold() throws Exception {
        web.robots("User-agent: *\nDisallow: /private/\nAllow: /private/open\n");

        assertThat(ask("/news/a")).isInstanceOf(Answer.Allowed.class);
        assertThat(ask("/private/a")).isInstanceOf(Answer.Disallowed.class);
        assertThat(ask("/private/open/a")).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void given_rulesForOurName_when_asked_then_theyCountAndNotThoseForAll() throws Exception {
        web.robots("User-agent: *\nDisallow: /\n\nUser-agent: sentinelbot\nDisallow: /no/\n");

        assertThat(ask("/yes")).isInstanceOf(Answer.Allowed.class);
        assertThat(ask("/no/a")).isInstanceOf(Answer.Disallowed.class);
    }

    @Test
    void given_aLongCrawlDelay_when_asked_then_itIsCapped() throws Exception {
        web.robots("User-agent: *\nCrawl-delay: 7200\n");

        assertThat(ask("/a")).isEqualTo(new Answer.Allowed(Duration.ofSeconds(30)));
    }

    @Test
    void given_aCrawlDelay_when_asked_then_itIsHonoured() throws Exception {
        web.robots("User-agent: *\nCrawl-delay: 4\n");

        assertThat(ask("/a")).isEqualTo(new Answer.Allowed(Duration.ofSeconds(4)));
    }

    @Test
    void given_noFile_when_asked_then_allIsAllowed() throws Exception {
        web.status("/robots.txt", 404);

        assertThat(ask("/a")).isEqualTo(new Answer.Allowed(Duration.ZERO));
    }

    @Test
    void given_aForbiddenFile_when_asked_then_allIsAllowed() throws Exception {
        web.status("/robots.txt", 403);

        assertThat(ask("/a")).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void given_aBrokenServer_when_asked_then_nothingIsKnownForAWhileAndThenAskedAgain() throws Exception {
        web.status("/robots.txt", 503);

        assertThat(ask("/a")).isInstanceOfSatisfying(Answer.Unknown.class, unknown -> {
            assertThat(unknown.reason()).contains("503");
            assertThat(unknown.retryIn()).isEqualTo(Duration.ofMinutes(5));
        });
        assertThat(ask("/b")).isInstanceOf(Answer.Unknown.class);
        assertThat(web.hits("/robots.txt")).isEqualTo(1);

        web.robots("User-agent: *\nDisallow:\n");
        clock.now = clock.now.plus(Duration.ofMinutes(6));
        assertThat(ask("/a")).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void given_aSilentServer_when_asked_then_nothingIsKnown() throws Exception {
        web.stall("/robots.txt");

        assertThat(ask("/a")).isInstanceOf(Answer.Unknown.class);
    }

    @Test
    void given_aMovedFile_when_asked_then_itIsFollowed() throws Exception {
        web.redirect("/robots.txt", 301, "/elsewhere.txt");
        web.bytes("/elsewhere.txt", "text/plain", "User-agent: *\nDisallow: /a".getBytes(StandardCharsets.UTF_8));

        assertThat(ask("/a")).isInstanceOf(Answer.Disallowed.class);
    }

    @Test
    void given_aFileThatRedirectsForEver_when_asked_then_itCountsAsMissing() throws Exception {
        web.redirect("/robots.txt", 302, "/robots.txt");

        assertThat(ask("/a")).isInstanceOf(Answer.Allowed.class);
        assertThat(web.hits("/robots.txt")).isEqualTo(6);
    }

    @Test
    void given_aHugeFile_when_asked_then_itsStartCounts() throws Exception {
        web.robots("User-agent: *\nDisallow: /a\n" + "# padding\n".repeat(200_000) + "Disallow: /b\n");

        assertThat(ask("/a")).isInstanceOf(Answer.Disallowed.class);
        assertThat(ask("/b")).isInstanceOf(Answer.Allowed.class);
    }

    @Test
    void given_anAnswerOfYesterday_when_asked_then_theFileIsFetchedAgain() throws Exception {
        web.robots("User-agent: *\nDisallow: /a\n");
        ask("/a");
        clock.now = clock.now.plus(Duration.ofHours(25));
        ask("/a");

        assertThat(web.hits("/robots.txt")).isEqualTo(2);
    }
}
