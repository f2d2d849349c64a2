package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class ProgressTest {

    private static final long MOST = Integer.MAX_VALUE - 1L;

    @Property
    void given_any_versions_when_written_and_read_then_they_are_the_same(
            @ForAll @IntRange(max = 9) int epoch,
            @ForAll @LongRange(min = -1, max = MOST) long bronze,
            @ForAll @LongRange(min = -1, max = MOST) long sightings) {
        var progress = new Progress(epoch, "b-1", "s-1", bronze, sightings);

        assertThat(Progress.latest(List.of(Map.entry(progress.appId(), progress.txnVersion()))))
                .contains(progress);
    }

    @Property
    void given_either_source_further_on_when_written_then_the_version_grows(
            @ForAll @LongRange(min = -1, max = 1 << 30) long bronze,
            @ForAll @LongRange(min = -1, max = 1 << 30) long sightings,
            @ForAll @LongRange(max = 1000) long moreBronze,
            @ForAll @LongRange(max = 1000) long moreSightings) {
        var before = new Progress(0, "b", "s", bronze, sightings);
        var after = before.to(bronze + moreBronze, "s", sightings + moreSightings);

        assertThat(after.txnVersion() > before.txnVersion()).isEqualTo(moreBronze + moreSightings > 0);
        assertThat(before.versionsUntil(after)).isEqualTo(moreBronze + moreSightings);
    }

    @Test
    void given_a_sightings_table_that_came_later_when_read_then_the_newer_epoch_counts() {
        var before = new Progress(0, "b", Progress.NO_TABLE, 7, -1);
        var after = before.to(7, "s", 0);

        assertThat(after.epoch()).isEqualTo(1);
        assertThat(Progress.latest(List.of(
                        Map.entry(after.appId(), after.txnVersion()),
                        Map.entry("someone-else", 99L),
                        Map.entry(before.appId(), before.txnVersion()))))
                .contains(after);
    }

    @Test
    void given_no_transactions_of_ours_when_read_then_nothing_was_read() {
        assertThat(Progress.latest(List.of(Map.entry("someone-else", 99L)))).isEqualTo(Optional.empty());
    }

    @Test
    void given_a_silver_by_the_first_rules_when_read_then_it_says_so_until_these_rules_have_folded_it() {
        var old = Map.entry("sentinel-silver/3/b/s", new Progress(0, "b", "s", 7, 2).txnVersion());

        assertThat(Progress.latest(List.of(old))).contains(new Progress(1, 3, "b", "s", 7, 2));

        var now = new Progress(0, "b", "s", 7, 2);
        assertThat(Progress.latest(List.of(old, Map.entry(now.appId(), now.txnVersion()))))
                .contains(now);
    }
}
