package sentinel.producers.revisit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import sentinel.producers.revisit.RevisitPolicy.Known;

class RevisitPolicyTest {

    private static final Instant BORN = Instant.parse("2026-11-02T10:00:00Z");
    private static final double AVERAGE = 0.18;

    private final RevisitPolicy policy = new RevisitPolicy(Duration.ofHours(2), Duration.ofDays(7));

    private static Known known(Duration visitedAtAge) {
        return known(visitedAtAge, 0, null, 1, AVERAGE, false);
    }

    private static Known known(
            Duration visitedAtAge, int edits, @Nullable Duration editedAtAge, int names, double share, boolean gone) {
        return new Known(
                BORN,
                BORN.plus(visitedAtAge),
                edits,
                editedAtAge == null ? null : BORN.plus(editedAtAge),
                names,
                share,
                gone);
    }

    private Duration step(Known known) {
        return Duration.between(known.visitedAt(), policy.next(known).orElseThrow());
    }

    /** Ages of all visits of an article that is never edited. */
    private List<Duration> ages(double share, int names) {
        var ages = new ArrayList<Duration>();
        var known = known(Duration.ofMinutes(6), 0, null, names, share, false);
        for (var next = policy.next(known); next.isPresent(); next = policy.next(known)) {
            var age = Duration.between(BORN, next.get());
            ages.add(age);
            known = known(age, 0, null, names, share, false);
        }
        return ages;
    }

    @Test
    void given_an_average_article_when_never_edited_then_it_is_visited_four_times() {
        assertThat(ages(AVERAGE, 1))
                .containsExactly(
                        Duration.ofMinutes(126),
                        Duration.ofMinutes(126).plus(Duration.ofMillis((long) (126 * 60_000 * 2.2))),
                        Duration.ofDays(1),
                        Duration.ofDays(7));
    }

    @Test
    void given_a_site_that_edits_more_when_compared_then_its_articles_are_visited_more_often() {
        assertThat(ages(0.36, 1).size()).isGreaterThan(ages(AVERAGE, 1).size());
        assertThat(ages(0.36, 1).get(0)).isLessThan(ages(AVERAGE, 1).get(0));
        assertThat(ages(0.07, 1)).hasSizeLessThan(4).contains(Duration.ofDays(1));
    }

    @Test
    void given_an_article_of_many_sources_when_compared_then_it_is_visited_sooner() {
        assertThat(ages(AVERAGE, 4).get(0)).isLessThan(ages(AVERAGE, 1).get(0));
        assertThat(ages(0.07, 4)).as("with a last look").contains(Duration.ofDays(7));
        assertThat(ages(AVERAGE, 1_000)).as("bounded").isEqualTo(ages(AVERAGE, 16));
    }

    @Test
    void given_an_edit_when_it_was_just_seen_then_the_next_visit_is_near_and_the_steps_grow() {
        var age = Duration.ofHours(5);
        assertThat(step(known(age, 1, age, 1, AVERAGE, false))).isEqualTo(Duration.ofMinutes(90));
        assertThat(step(known(age.plusHours(1), 1, age, 1, AVERAGE, false))).isEqualTo(Duration.ofMinutes(210));
    }

    @Test
    void given_many_edits_when_the_last_was_just_seen_then_no_step_is_shorter_than_an_eighth_of_the_first() {
        var age = Duration.ofHours(5);
        assertThat(step(known(age, 3, age, 1, AVERAGE, false))).isLessThan(Duration.ofMinutes(20));
        assertThat(step(known(age, 30, age, 1, AVERAGE, false))).isEqualTo(Duration.ofMinutes(15));
    }

    @Test
    void given_a_late_edit_when_its_site_hardly_edits_then_it_is_followed_and_has_a_last_look() {
        var age = Duration.ofDays(3);
        assertThat(policy.next(known(age, 0, null, 1, 0.05, false))).isEmpty();
        assertThat(step(known(age, 1, age, 1, 0.05, false))).isEqualTo(Duration.ofMinutes(90));
        assertThat(policy.next(known(Duration.ofDays(6), 1, Duration.ofDays(1), 1, 0.05, false)))
                .contains(BORN.plus(Duration.ofDays(7)));
    }

    @Test
    void given_a_page_that_is_gone_when_planned_then_it_is_visited_once_a_day_until_the_end() {
        assertThat(step(known(Duration.ofHours(5), 2, Duration.ofHours(5), 9, 0.36, true)))
                .isEqualTo(Duration.ofDays(1));
        assertThat(policy.next(known(Duration.ofHours(160), 0, null, 1, 0.05, true)))
                .contains(BORN.plus(Duration.ofDays(7)));
    }

    @Test
    void given_the_end_when_the_last_visit_was_then_there_is_no_other() {
        assertThat(policy.next(known(Duration.ofDays(7)))).isEqualTo(Optional.empty());
        assertThat(policy.next(known(Duration.ofDays(300)))).isEqualTo(Optional.empty());
        assertThat(policy.isYoung(BORN, BORN.plus(Duration.ofDays(7)))).isFalse();
        assertThat(policy.isYoung(BORN, BORN.plus(Duration.ofDays(6)))).isTrue();
    }

    @Test
    void given_few_articles_of_a_site_when_its_share_is_asked_then_it_is_near_the_average() {
        assertThat(RevisitPolicy.editedShare(0, 0)).isEqualTo(AVERAGE);
        assertThat(RevisitPolicy.editedShare(2, 2)).isBetween(AVERAGE, 0.3);
        assertThat(RevisitPolicy.editedShare(1_000, 500)).isBetween(0.49, 0.5);
        assertThat(RevisitPolicy.editedShare(1_000, 0)).isBetween(0.001, 0.01);
    }
}
