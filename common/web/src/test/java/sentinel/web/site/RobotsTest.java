package sentinel.web.site;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import okhttp3.Dns;
import okhttp3.HttpUrl;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.fixture.FakeWeb;
import sentinel.fixture.SetClock;
import sentinel.web.AllowedHosts;
import sentinel.web.WebClient;
import sentinel.web.site.Robots.Answer;

class RobotsTest {

    private final SetClock clock = new SetClock(Instant.parse("2026-01-02T03:04:05Z"));
    private final WebClient client = new WebClient(
            "SentinelBot/0.1 (test)",
            AllowedHosts.EVERY_PRIVATE,
            Set.of(),
            new WebClient.Limits(Duration.ofSeconds(10), Duration.ofSeconds(1), Duration.ofSeconds(10), 8),
            Dns.SYSTEM,
            clock);
    private final Robots robots = new Robots(client, true, Duration.ofSeconds(3), clock);
    private FakeWeb web;

    @BeforeEach
    void start() {
        web = new FakeWeb();
    }

    @AfterEach
    void stop() {
        web.close();
        client.close();
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

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void given_aFileCutWithinALine_when_asked_then_thatLineIsNoRuleAndThoseBeforeItAre(String end) throws Exception {
        String cut = "Disallow: /archive/2019/" + end;
        for (int shown : List.of("Disallow: /".length(), "Disallow: ".length(), 3, 0)) {
            String start = "User-agent: *" + end + "Disallow: /no/" + end;
            String rules =
                    start + "#" + "x".repeat(SiteFiles.MAX_BYTES - start.length() - shown - 1 - end.length()) + end;
            web.robots(rules + cut + "Disallow: /late/" + end);
            clock.forward(Duration.ofDays(2));

            assertThat(ask("/open/a")).as("%s characters are shown", shown).isInstanceOf(Answer.Allowed.class);
            assertThat(ask("/no/a")).isInstanceOf(Answer.Disallowed.class);
            assertThat(ask("/late/a")).isInstanceOf(Answer.Allowed.class);
        }
    }

    @Test
    void given_anAllowLineThatIsCut_when_asked_then_whatIsForbiddenStaysSo() throws Exception {
        String start = "User-agent: *\nDisallow: /\n";
        String cut = "Allow: /";
        web.robots(start + "#" + "x".repeat(SiteFiles.MAX_BYTES - start.length() - cut.length() - 2) + "\n" + cut
                + "open/only/this\n");

        assertThat(ask("/a")).isInstanceOf(Answer.Disallowed.class);
        assertThat(ask("/open/only/this")).isInstanceOf(Answer.Disallowed.class);
    }

    @Test
    void given_aFileAsLongAsCounts_when_itsLastLineHasNoEnd_then_itIsARule() throws Exception {
        String start = "User-agent: *\n";
        String last = "Disallow: /no/";
        web.robots(start + "#" + "x".repeat(SiteFiles.MAX_BYTES - start.length() - last.length() - 2) + "\n" + last);

        assertThat(ask("/open")).isInstanceOf(Answer.Allowed.class);
        assertThat(ask("/no/a")).isInstanceOf(Answer.Disallowed.class);
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
        clock.forward(Duration.ofMinutes(6));
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
        clock.forward(Duration.ofHours(25));
        ask("/a");

        assertThat(web.hits("/robots.txt")).isEqualTo(2);
    }

    @ParameterizedTest
    @CsvSource({
        "SentinelBot/0.1 (self-hosted news monitor), sentinelbot",
        "Mozilla/5.0 (compatible; SentinelBot/0.1; +https://example.com/bot), sentinelbot",
        "'Mozilla/5.0 (X11; Linux) AppleWebKit/537.36 (KHTML, like Gecko; compatible; My-News_Bot/2)', my-news_bot",
        "Gazette Watch 3, gazette",
        "news, news"
    })
    void given_aUserAgent_when_itsNameIsWanted_then_itIsTheProductToken(String userAgent, String token) {
        assertThat(Robots.productToken(userAgent)).isEqualTo(token);
    }

    /** Rules ({@code |} for a new line), path, whether it is allowed. */
    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "User-agent: *|Disallow: /a|Allow: /a/b; /a/b/c; true",
                "User-agent: *|Allow: /a/b|Disallow: /a; /a/b/c; true",
                "User-agent: *|Disallow: /a/b|Allow: /a; /a/b/c; false",
                "User-agent: *|Disallow: /a|Allow: /a; /a; true",
                "User-agent: *|Disallow: /*.pdf$; /x/y.pdf; false",
                "User-agent: *|Disallow: /*.pdf$; /x/y.pdf.html; true",
                "User-agent: *|Disallow: /*?print=; /a?print=1; false",
                "User-agent: *|Disallow: /caf%C3%A9; /caf%c3%a9/x; false",
                "User-agent: *|Disallow: /Private; /private; true",
                "USER-AGENT: *|disallow: /a; /a; false",
                "User-agent: SENTINELBOT|Disallow: /a; /a; false",
                "User-agent: SentinelBot/2.0|Disallow: /a; /a; false",
                "User-agent: sentinelbot-news|Disallow: /; /a; true",
                "User-agent: sentinel|Disallow: /; /a; true",
                "User-agent: other|Disallow: /; /a; true",
                "User-agent: other|User-agent: sentinelbot|Disallow: /a; /a; false",
                "User-agent: sentinelbot|Disallow: /a||User-agent: *|Disallow: /b; /b; true",
                "User-agent: sentinelbot|Disallow: /a||User-agent: x|Disallow: /c||User-agent: sentinelbot|Disallow: /b; /b; false",
                "User-agent: *|Disallow:; /a; true",
                "User-agent: *|Disallow: /; /; false",
                "User-agent: *|Disallow: / # all of it; /a; false",
                "\ufeffUser-agent: *|Disallow: /a; /a; false",
                "<!DOCTYPE html><title>Not found</title>; /a; true",
                "Disallow: /; /a; true",
                "User-agent: *|Disallow: /; /robots.txt; true",
            })
    void given_rules_when_asked_then_theNearestGroupAndTheLongestRuleCount(String rules, String path, boolean allowed)
            throws Exception {
        web.robots(rules.replace('|', '\n'));

        assertThat(ask(path)).isInstanceOf(allowed ? Answer.Allowed.class : Answer.Disallowed.class);
    }

    @Test
    void given_fiveRedirectsToTheFile_when_asked_then_itIsStillRead() throws Exception {
        web.redirect("/robots.txt", 301, "/r1");
        for (int i = 1; i < 5; i++) {
            web.redirect("/r" + i, 302, "r" + (i + 1));
        }
        web.bytes("/r5", "text/plain", "User-agent: *\nDisallow: /a".getBytes(StandardCharsets.UTF_8));

        assertThat(ask("/a")).isInstanceOf(Answer.Disallowed.class);
    }

    @Test
    void given_aRedirectToNowhere_when_asked_then_theFileCountsAsMissing() throws Exception {
        web.status("/robots.txt", 302);
        assertThat(ask("/a")).isInstanceOf(Answer.Allowed.class);
        assertThat(web.hits("/robots.txt")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"500, ALL, 5", "503, 120, 5", "503, 1800, 30", "503, 999999, 60", "429, 600, 10", "429, ALL, 5"})
    void given_aServerInTrouble_when_asked_then_allIsForbiddenForAsLongAsItSaysWithinBounds(
            int status, String retryAfter, int minutes) throws Exception {
        if (retryAfter.equals("ALL")) {
            web.status("/robots.txt", status);
        } else {
            web.status("/robots.txt", status, "Retry-After", retryAfter);
        }

        assertThat(ask("/a")).isInstanceOfSatisfying(Answer.Unknown.class, unknown -> assertThat(unknown.retryIn())
                .isEqualTo(Duration.ofMinutes(minutes)));
    }

    @Test
    void given_manyWhoAskAtOnce_when_theFileIsNotKnown_then_itIsFetchedOnce() throws Exception {
        web.robots("User-agent: *\nDisallow: /a\n");
        var answers = new ArrayList<CompletableFuture<Answer>>();
        for (int i = 0; i < 50; i++) {
            answers.add(robots.ask(HttpUrl.get(web.url("/a"))));
        }
        for (var answer : answers) {
            assertThat(answer.get(10, TimeUnit.SECONDS)).isInstanceOf(Answer.Disallowed.class);
        }
        assertThat(web.hits("/robots.txt")).isEqualTo(1);
    }

    @Test
    void given_aPatternOfNothingButStars_when_asked_then_itIsQuick() throws Exception {
        web.robots("User-agent: *\nDisallow: /" + "*a".repeat(200) + "*b\n");
        long startedAt = System.nanoTime();

        assertThat(ask("/" + "a".repeat(4_000))).isInstanceOf(Answer.Allowed.class);
        assertThat(Duration.ofNanos(System.nanoTime() - startedAt)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void given_moreThanMayBeHeld_when_filesAreRead_then_theOldestAreForgotten() throws Exception {
        var files = new SiteFiles<String>(
                "/robots.txt",
                client,
                Duration.ofSeconds(3),
                clock,
                (origin, answer) -> new SiteFiles.Made<>(origin, Duration.ofHours(1), 20L * 1024 * 1024));
        web.robots("");
        var hosts = List.of("127.0.0.1", "localhost", "127.0.0.2", "127.0.0.1");
        for (var host : hosts) {
            var url = HttpUrl.get(web.url("/a").replace("127.0.0.1", host));
            assertThat(files.ask(url).get(10, TimeUnit.SECONDS).value()).contains(host);
        }

        assertThat(files.heldBytes()).isEqualTo(40L * 1024 * 1024);
        assertThat(web.hits("/robots.txt"))
                .as("127.0.0.1 and localhost lead to the server; the first was forgotten")
                .isEqualTo(3);
    }
}
