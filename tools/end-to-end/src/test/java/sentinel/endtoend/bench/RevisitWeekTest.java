package sentinel.endtoend.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import sentinel.endtoend.bench.RevisitWeek.Policy;
import sentinel.endtoend.bench.RevisitWeek.Subject;

class RevisitWeekTest {

    private static final Instant BORN = Instant.parse("2026-11-02T10:00:00Z");

    private static Subject edited(double... hours) {
        return new Subject(
                "site",
                BORN,
                BORN.plus(Duration.ofMinutes(10)),
                Arrays.stream(hours)
                        .boxed()
                        .map(hour -> BORN.plusSeconds((long) (hour * 3_600)))
                        .toList(),
                1);
    }

    private static Policy at(int... hours) {
        return known -> Arrays.stream(hours)
                .mapToObj(hour -> BORN.plus(Duration.ofHours(hour)))
                .filter(at -> at.isAfter(known.visitedAt()))
                .findFirst();
    }

    @Test
    void given_edits_when_visited_then_the_live_one_is_caught_and_the_one_before_is_lost() {
        var result = RevisitWeek.simulate(List.of(edited(0.1, 1, 3, 4, 30), edited()), at(2, 5));

        assertThat(result.fetches()).isEqualTo(2);
        assertThat(result.caughtOnTheFirstDay()).as("of those at 1, 3 and 4").isEqualTo(2.0 / 3);
        assertThat(result.caught()).isEqualTo(0.5);
        assertThat(result.delayOnTheFirstDay()).isEqualTo(Duration.ofHours(1));
        assertThat(result.delay()).isEqualTo(Duration.ofHours(1));
        assertThat(result.busiest()).isEqualTo(4);
    }

    @Test
    void given_an_edit_when_the_policy_learns_of_it_then_it_may_plan_again() {
        Policy near = known -> known.edits() == 0
                ? Optional.of(BORN.plus(Duration.ofHours(2))).filter(at -> at.isAfter(known.visitedAt()))
                : Optional.of(known.visitedAt().plus(Duration.ofMinutes(30)))
                        .filter(at -> at.isBefore(BORN.plus(Duration.ofHours(3))));

        var result = RevisitWeek.simulate(List.of(edited(1, 2.4)), near);

        assertThat(result.caught()).isEqualTo(1);
        assertThat(result.fetches()).isEqualTo(2);
    }
}
