package sentinel.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class ConditionsTest {

    private static final Instant START = Instant.parse("2026-05-04T10:00:00Z");
    private static final Set<String> PARTS = Set.of("parser.kafka", "silver");

    private final Conditions conditions = new Conditions();

    @Test
    void given_a_problem_when_it_begins_stays_and_ends_then_it_is_told_once_at_each_end() {
        assertThat(at(0, Map.of())).isEmpty();
        assertThat(at(60, Map.of("parser.kafka", "the key is refused; trying again in 5 s")))
                .isEmpty();
        assertThat(at(69, Map.of("parser.kafka", "the key is refused; trying again in 10 s")))
                .isEmpty();
        assertThat(at(70, Map.of("parser.kafka", "the key is refused; trying again in 20 s")))
                .containsExactly("problem parser.kafka: the key is refused; trying again in 20 s");
        assertThat(at(3600, Map.of("parser.kafka", "the key is refused; trying again in 300 s")))
                .isEmpty();
        assertThat(at(3660, Map.of())).isEmpty();
        assertThat(at(3670, Map.of())).containsExactly("solved parser.kafka, after 60 min");
        assertThat(at(3700, Map.of())).isEmpty();
    }

    @Test
    void given_a_problem_that_comes_and_goes_within_seconds_when_looked_at_then_it_is_not_told() {
        at(0, Map.of());
        for (int second = 10; second < 100; second += 9) {
            assertThat(at(second, Map.of("silver", "slow"))).isEmpty();
            assertThat(at(second + 1, Map.of())).isEmpty();
        }
    }

    @Test
    void given_a_told_problem_that_is_gone_for_seconds_only_when_it_is_back_then_nothing_is_told() {
        at(0, Map.of());
        at(1, Map.of("silver", "slow"));
        assertThat(at(11, Map.of("silver", "slow"))).hasSize(1);
        assertThat(at(20, Map.of())).isEmpty();
        assertThat(at(25, Map.of("silver", "slow"))).isEmpty();
        assertThat(at(40, Map.of("silver", "slow"))).isEmpty();
        assertThat(at(41, Map.of())).isEmpty();
        assertThat(at(51, Map.of())).containsExactly("solved silver, after 40 s");
    }

    @Test
    void given_a_part_that_starts_when_it_takes_long_then_it_is_told_and_so_is_another_reason() {
        assertThat(at(0, Map.of("silver", "starting"))).isEmpty();
        assertThat(at(29, Map.of("silver", "starting"))).isEmpty();
        assertThat(at(30, Map.of("silver", "starting"))).containsExactly("problem silver: starting");
        assertThat(at(40, Map.of("silver", "ended with code 1"))).isEmpty();
        assertThat(at(70, Map.of("silver", "ended with code 1"))).containsExactly("problem silver: ended with code 1");
    }

    @Test
    void given_a_warning_from_the_start_when_looked_at_then_it_is_not_taken_for_a_part_that_starts() {
        assertThat(at(0, Map.of("rss.feed: Mill Post", "status 404"))).isEmpty();
        assertThat(at(10, Map.of("rss.feed: Mill Post", "status 404")))
                .containsExactly("problem rss.feed: Mill Post: status 404");
    }

    @Test
    void given_many_problems_together_when_told_then_the_first_and_how_many_more() {
        var problems = new TreeMap<String, String>();
        for (int i = 10; i < 28; i++) {
            problems.put("rss.feed: F" + i, "no answer");
        }
        at(0, problems);
        assertThat(at(10, problems))
                .hasSize(6)
                .startsWith("problem rss.feed: F10: no answer")
                .endsWith("problem and 13 more; ./sentinel status names all");
        assertThat(at(20, problems)).isEmpty();
        at(30, Map.of());
        assertThat(at(40, Map.of())).hasSize(6).endsWith("solved and 13 more");
    }

    @Test
    void given_a_reason_that_a_server_sent_when_told_then_it_is_one_line_that_steers_no_terminal() {
        at(0, Map.of("rss.feed: F", "\u001b[2Jgone\r\nproblem x\u202e" + "a".repeat(400)));
        var line = at(10, Map.of("rss.feed: F", "\u001b[2Jgone\r\nproblem x\u202e" + "a".repeat(400)))
                .get(0);
        assertThat(line)
                .startsWith("problem rss.feed: F: [2Jgone problem x aaa")
                .endsWith("a ...")
                .hasSizeLessThan(320);
    }

    private List<String> at(int second, Map<String, String> problems) {
        return conditions.lines(PARTS, new TreeMap<>(problems), START.plusSeconds(second));
    }
}
