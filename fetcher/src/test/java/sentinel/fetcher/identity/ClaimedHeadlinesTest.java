package sentinel.fetcher.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sentinel.config.Secret;
import sentinel.fetcher.identity.ClaimedHeadlines.Note;
import sentinel.fixture.TestServers;
import sentinel.service.redis.OptionalRedis;
import sentinel.service.redis.RedisSettings;

class ClaimedHeadlinesTest {

    private static final String CLAIM = "https://example.com/f/x77";

    private static String settle(ClaimedHeadlines claims, String path, String canonical, String headline)
            throws Exception {
        var page = ArticleIdentity.of("https://example.com" + path, canonical, headline)
                .orElseThrow();
        return claims.settle(page).toCompletableFuture().get(10, TimeUnit.SECONDS);
    }

    @Test
    void given_pagesWithOtherHeadlines_when_theyClaimOneAddress_then_theFirstIsKnownByItAndTheOthersByTheirOwn()
            throws Exception {
        var claims = new ClaimedHeadlines(ClaimNotes.NONE);

        assertThat(settle(claims, "/a", CLAIM, "Weir shut for a week")).isEqualTo("example.com/f/x77");
        assertThat(settle(claims, "/b", CLAIM, "Council votes for market")).isEqualTo("example.com/b");
        assertThat(settle(claims, "/c", CLAIM, "Ferry starts in spring")).isEqualTo("example.com/c");
        assertThat(settle(claims, "/a", CLAIM, "Weir shut for a week")).isEqualTo("example.com/f/x77");
    }

    @Test
    void given_pagesWithOneHeadline_when_theyClaimOneAddress_then_theyAreOne() throws Exception {
        var claims = new ClaimedHeadlines(ClaimNotes.NONE);

        assertThat(settle(claims, "/a", CLAIM, "Weir shut for a week")).isEqualTo("example.com/f/x77");
        assertThat(settle(claims, "/b", CLAIM, "Weir shut for a week")).isEqualTo("example.com/f/x77");
        assertThat(settle(claims, "/c", CLAIM, "WEIR SHUT for a week: what we know"))
                .isEqualTo("example.com/f/x77");
    }

    @Test
    void given_theHeadlineChangesLater_when_thePageClaimsTheSameAddress_then_itKeepsIt() throws Exception {
        var claims = new ClaimedHeadlines(ClaimNotes.NONE);

        settle(claims, "/a", CLAIM, "Weir shut for a week");

        assertThat(settle(claims, "/a", CLAIM, "Boats go round by the mill")).isEqualTo("example.com/f/x77");
    }

    @Test
    void given_partsOfASeries_when_theyClaimOneAddress_then_eachIsItself() throws Exception {
        var claims = new ClaimedHeadlines(ClaimNotes.NONE);

        assertThat(settle(claims, "/a", CLAIM, "Story number 1")).isEqualTo("example.com/f/x77");
        assertThat(settle(claims, "/b", CLAIM, "Story number 2")).isEqualTo("example.com/b");
    }

    @Test
    void given_anArticleAtItsOwnAddress_when_anotherClaimsIt_then_theOtherIsKnownByItsOwn() throws Exception {
        var claims = new ClaimedHeadlines(ClaimNotes.NONE);

        settle(claims, "/f/x77", null, "Weir shut for a week");

        assertThat(settle(claims, "/b", CLAIM, "Council votes for market")).isEqualTo("example.com/b");
        assertThat(settle(claims, "/c", CLAIM, "Weir shut for a week")).isEqualTo("example.com/f/x77");
    }

    @Test
    void given_theFirstClaimIsStillAskedFor_when_anotherComes_then_itWaitsForTheAnswer() throws Exception {
        var asked = new CompletableFuture<Note>();
        var claims = new ClaimedHeadlines((identity, note) -> asked);
        var first = claims.settle(ArticleIdentity.of("https://example.com/a", CLAIM, "Weir shut for a week")
                .orElseThrow());
        var second = claims.settle(ArticleIdentity.of("https://example.com/b", CLAIM, "Council votes for market")
                .orElseThrow());

        asked.complete(Note.of(ArticleIdentity.of("https://example.com/b", CLAIM, "Council votes for market")
                .orElseThrow()));

        assertThat(first.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("example.com/a");
        assertThat(second.toCompletableFuture().get(10, TimeUnit.SECONDS)).isEqualTo("example.com/f/x77");
    }

    @Test
    void given_aRestart_when_anotherPageClaimsTheAddress_then_redisStillKnowsTheFirst() throws Exception {
        var settings = new RedisSettings(new Secret(TestServers.redisUrl()));
        String prefix = "claims-" + System.nanoTime();
        try (var redis = new OptionalRedis(
                settings, prefix, Duration.ofSeconds(5), OptionalRedis.PAUSE, "claims are not remembered")) {
            var before = new ClaimedHeadlines(new RedisClaimNotes(redis));
            assertThat(settle(before, "/a", CLAIM, "Weir shut for a week")).isEqualTo("example.com/f/x77");

            var after = new ClaimedHeadlines(new RedisClaimNotes(redis));

            assertThat(settle(after, "/b", CLAIM, "Council votes for market")).isEqualTo("example.com/b");
            assertThat(settle(after, "/a", CLAIM, "Weir shut for a week")).isEqualTo("example.com/f/x77");
        }
    }
}
