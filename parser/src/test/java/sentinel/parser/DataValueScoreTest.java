package sentinel.parser;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.DoubleRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataValueScoreTest {

    private static final Instant FETCHED = Instant.parse("2026-03-02T12:00:00Z");

    @ParameterizedTest
    @CsvSource({"0,1", "47,1", "48,1", "108,0.5", "167,0.00833", "168,0", "1000,0", "-5,1"})
    void given_an_age_in_hours_when_scored_then_freshness_falls_from_two_to_seven_days(long hours, double expected) {
        var published = FETCHED.minus(Duration.ofHours(hours));

        assertThat(DataValueScore.freshness(published, FETCHED)).isCloseTo(expected, within(1e-4));
    }

    @Test
    void given_no_date_when_scored_then_freshness_is_half() {
        assertThat(DataValueScore.freshness(null, FETCHED)).isEqualTo(0.5);
    }

    @ParameterizedTest
    @CsvSource({
        "true,true,true,500,true,true,true,1",
        "true,true,true,499,true,true,true,0.857142",
        "true,false,false,900,true,true,false,0.571428",
        "false,false,false,0,false,false,false,0"
    })
    void given_what_is_there_when_scored_then_completeness_is_its_share(
            boolean title,
            boolean author,
            boolean date,
            int chars,
            boolean summary,
            boolean sentiment,
            boolean entities,
            double expected) {
        assertThat(DataValueScore.completeness(title, author, date, chars, summary, sentiment, entities))
                .isCloseTo(expected, within(1e-5));
    }

    @Test
    void given_facts_when_scored_then_accuracy_is_the_share_that_the_page_supports() {
        assertThat(DataValueScore.accuracy(3, 4)).isEqualTo(0.75);
        assertThat(DataValueScore.accuracy(0, 3)).isZero();
        assertThat(DataValueScore.accuracy(0, 0)).isEqualTo(1);
    }

    @Test
    void given_the_three_parts_when_weighed_then_they_count_forty_forty_twenty() {
        assertThat(DataValueScore.of(1, 0, 0)).isEqualTo(0.4);
        assertThat(DataValueScore.of(0, 1, 0)).isEqualTo(0.4);
        assertThat(DataValueScore.of(0, 0, 1)).isEqualTo(0.2);
        assertThat(DataValueScore.of(1, 1, 1)).isEqualTo(1);
    }

    @Property
    void given_any_parts_when_weighed_then_the_score_is_in_the_unit_interval_and_grows_with_each(
            @ForAll @DoubleRange(min = 0, max = 1) double freshness,
            @ForAll @DoubleRange(min = 0, max = 1) double completeness,
            @ForAll @DoubleRange(min = 0, max = 1) double accuracy) {
        double score = DataValueScore.of(freshness, completeness, accuracy);

        assertThat(score).isBetween(0.0, 1.0);
        assertThat(DataValueScore.of(1, completeness, accuracy)).isGreaterThanOrEqualTo(score);
        assertThat(DataValueScore.of(freshness, 1, accuracy)).isGreaterThanOrEqualTo(score);
        assertThat(DataValueScore.of(freshness, completeness, 1)).isGreaterThanOrEqualTo(score);
    }

    @Property
    void given_two_ages_when_scored_then_the_older_is_not_fresher(
            @ForAll @LongRange(min = -100_000, max = 2_000_000) long seconds,
            @ForAll @IntRange(max = 1_000_000) int older) {
        double younger = DataValueScore.freshness(FETCHED.minusSeconds(seconds), FETCHED);

        assertThat(DataValueScore.freshness(FETCHED.minusSeconds(seconds + older), FETCHED))
                .isBetween(0.0, younger);
    }
}
