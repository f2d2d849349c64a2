package sentinel.producers.revisit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import sentinel.contract.url.UrlIdentity;

/** What is planned from Silver, when it is announced, and what survives. */
class RevisitScheduleTest extends RevisitFixture {

    private static final String A = "http://site.example/a?utm_source=rss";
    private static final String B = "http://other.example/b";

    /** The process dies at this point: nothing after it runs. */
    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }

    @Test
    void given_a_stored_article_when_due_then_it_is_announced_as_it_is_stored_and_due_later_again() throws Exception {
        silver.append(List.of(article(A)));
        follow();
        assertThat(visit()).as("at once").isEmpty();

        clock.forward(Duration.ofHours(2));
        assertThat(visit()).containsExactly(A);
        var revisit = announced.get(0);
        assertThat(revisit.revisitOf()).isEqualTo("site.example/a");
        assertThat(revisit.article().recordId()).isEqualTo("record of " + A);
        assertThat(revisit.article().hints().title()).isEqualTo("Title of " + A);
        assertThat(revisit.article().published()).isEqualTo(NOW);
        assertThat(revisit.article().discoveredAt()).isEqualTo(clock.instant());
        assertThat(visit()).as("twice").isEmpty();

        clock.forward(Duration.ofHours(4).plusMinutes(24));
        assertThat(visit()).containsExactly(A);
        clock.set(NOW.plus(Duration.ofDays(1)));
        assertThat(visit()).containsExactly(A);
        clock.set(NOW.plus(Duration.ofDays(7)));
        assertThat(visit()).containsExactly(A);
        clock.forward(Duration.ofDays(30));
        assertThat(visit()).isEmpty();
        assertThat(counted("sentinel.revisit.announced")).isEqualTo(4);
    }

    @Test
    void given_an_edit_when_silver_tells_of_it_then_the_next_visit_is_near() throws Exception {
        silver.append(List.of(article(A), article(B)));
        follow();
        clock.forward(Duration.ofHours(2));
        assertThat(visit()).containsExactlyInAnyOrder(A, B);
        silver.append(List.of(article(A, 1, clock.instant())));
        follow();

        clock.forward(Duration.ofMinutes(90));
        assertThat(visit()).containsExactly(A);
    }

    @Test
    void given_an_article_that_is_gone_or_has_moved_when_followed_then_it_is_visited_daily_or_no_more()
            throws Exception {
        silver.append(List.of(article(A), article(B)));
        follow();
        silver.append(List.of(state(article(A), true, false), state(article(B), false, true)));
        follow();

        clock.forward(Duration.ofHours(23));
        assertThat(visit()).isEmpty();
        clock.forward(Duration.ofHours(1));
        assertThat(visit()).containsExactly(A);
    }

    @Test
    void given_an_old_article_when_followed_then_nothing_is_planned() throws Exception {
        silver.append(List.of(article(A)));
        clock.forward(Duration.ofDays(8));
        follow();

        assertThat(schedule.size()).isZero();
        assertThat(schedule.position()).isPresent();
    }

    @Test
    void given_a_restart_when_nothing_else_happened_then_the_schedule_is_as_before() throws Exception {
        silver.append(List.of(article(A)));
        follow();
        var before = schedule.earliest();

        open(); // all parts anew, and a table that has nothing: Redis alone knows
        assertThat(schedule.earliest()).isEqualTo(before).isPresent();
        clock.forward(Duration.ofHours(2));
        assertThat(visit()).containsExactly(A);
    }

    @Test
    void given_a_crash_between_announcement_and_schedule_when_started_again_then_it_is_announced_once_more()
            throws Exception {
        silver.append(List.of(article(A)));
        follow();
        clock.forward(Duration.ofHours(2));
        assertThatThrownBy(() -> visits(revisits -> {
                            announced.addAll(revisits);
                            throw new Killed();
                        })
                        .announceDue())
                .isInstanceOf(Killed.class);
        assertThat(announced).hasSize(1);

        assertThat(visit()).containsExactly(A);
        assertThat(visit()).isEmpty();
    }

    @Test
    void given_a_redis_that_lost_all_when_followed_then_the_schedule_is_built_from_silver() throws Exception {
        silver.append(IntStream.range(0, 1_200)
                .mapToObj(i -> article("http://site" + i % 7 + ".example/" + i))
                .toList());
        follow();
        assertThat(schedule.size()).isEqualTo(1_200);
        clock.forward(Duration.ofHours(2));
        perSite = 10_000;
        perDay = 10_000;
        assertThat(visit()).hasSize(1_200);
        redis.patiently(client -> {
            client.keys(redis.key("revisit", "*")).forEach(client::del);
            return 0;
        });
        assertThat(visit()).isEmpty();

        follow();
        assertThat(schedule.size()).isEqualTo(1_200);
        assertThat(visit()).as("when they were visited is lost").hasSize(1_200);
    }

    @Test
    void given_rows_that_are_taken_again_when_followed_then_nothing_changes() throws Exception {
        silver.append(List.of(article(A)));
        follow();
        clock.forward(Duration.ofHours(2));
        visit();
        var before = schedule.earliest();
        redis.patiently(
                client -> client.del(redis.key("revisit", "silver"))); // as if it died before it noted how far it was

        follow();
        assertThat(schedule.earliest()).isEqualTo(before);
    }

    @Test
    void given_what_redis_keeps_when_looked_at_then_all_of_it_runs_out() throws Exception {
        silver.append(List.of(article(A)));
        follow();
        clock.forward(Duration.ofHours(2));
        visit();
        clock.set(NOW.plus(Duration.ofDays(1)));
        visit();

        var keys = redis.patiently(client -> client.keys(redis.key("revisit", "*")));
        assertThat(keys).hasSize(6).allSatisfy(key -> {
            long left = redis.patiently(client -> client.pttl(key));
            assertThat(left).as(key).isPositive();
        });
    }

    @Test
    void given_the_budget_of_a_site_when_spent_then_the_rest_waits_for_the_next_day_and_others_do_not()
            throws Exception {
        perSite = 2;
        var site = IntStream.range(0, 5)
                .mapToObj(i -> article("http://site.example/" + i))
                .toList();
        silver.append(site);
        silver.append(List.of(article(B)));
        follow();

        clock.forward(Duration.ofHours(2));
        assertThat(visit()).hasSize(3).contains(B);
        assertThat(counted("sentinel.revisit.postponed", "limit", "site")).isEqualTo(3);
        var tomorrow = Instant.parse("2026-11-03T00:00:00Z");
        clock.set(tomorrow.minusSeconds(1));
        assertThat(visit()).containsExactly(B);
        clock.set(tomorrow.plus(Duration.ofHours(6)));
        assertThat(visit()).hasSize(2);
    }

    @Test
    void given_the_budget_of_a_day_when_spent_then_no_place_is_lost() throws Exception {
        perSite = 1;
        perDay = 3;
        silver.append(List.of(
                article("http://one.example/1"),
                article("http://one.example/2"),
                article("http://two.example/1"),
                article("http://three.example/1"),
                article("http://four.example/1")));
        follow();

        clock.forward(Duration.ofHours(2));
        assertThat(visit()).hasSize(3);
        assertThat(counted("sentinel.revisit.postponed", "limit", "site")
                        + counted("sentinel.revisit.postponed", "limit", "day"))
                .isEqualTo(2);
    }

    @Test
    void given_a_site_whose_articles_are_edited_when_they_are_a_day_old_then_its_share_grows() throws Exception {
        var sites = new SiteEdits(redis);
        silver.append(List.of(article(A), article(B)));
        follow();
        silver.append(List.of(article(A, 1, NOW)));
        follow();
        clock.set(NOW.plus(Duration.ofDays(1)));
        assertThat(visit()).hasSize(2);

        var shares = sites.shares(List.of("site.example", "other.example", "third.example"));
        assertThat(shares.get("site.example")).isGreaterThan(shares.get("third.example"));
        assertThat(shares.get("other.example")).isLessThan(shares.get("third.example"));

        silver.append(List.of(article(B, 1, clock.instant())));
        follow();
        assertThat(sites.shares(List.of("other.example")).get("other.example"))
                .as("it was edited late")
                .isEqualTo(shares.get("site.example"));
    }

    @Test
    void given_two_articles_with_one_url_when_due_then_both_are_announced() throws Exception {
        var first = article(A);
        var second = new StoredArticle(
                UrlIdentity.articleId("site.example/canonical"),
                A,
                "site.example/canonical",
                first.source(),
                first.sourceName(),
                first.recordId(),
                null,
                null,
                first.firstSeen(),
                first.readAt(),
                0,
                null,
                1,
                false,
                false);
        silver.append(List.of(first, second));
        follow();
        clock.forward(Duration.ofHours(2));

        visit();
        visit();
        assertThat(schedule.due(clock.instant(), 10)).isEmpty();
        assertThat(counted("sentinel.revisit.announced")).isEqualTo(2);
    }
}
