package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Silver is the same, however the logs are cut, shuffled, replayed. */
class BatchFoldTest {

    private static final Instant START = Instant.parse("2026-03-01T08:00:00Z");

    @Property(tries = 1500)
    void given_any_logs_when_cut_anywhere_and_in_any_order_then_silver_is_that_of_one_run(
            @ForAll("rows") List<BronzeHead> rows, @ForAll("sightings") List<Seen> sightings, @ForAll Random random) {
        var world = new World();
        world.batch(rows, sightings);

        var cut = new World();
        var rowsLeft = shuffled(rows, random);
        var sightingsLeft = shuffled(sightings, random);
        while (!rowsLeft.isEmpty() || !sightingsLeft.isEmpty()) {
            cut.batch(take(rowsLeft, random), take(sightingsLeft, random));
        }

        assertThat(cut.silver).isEqualTo(world.silver);
    }

    @Property(tries = 500)
    void given_a_folded_log_when_a_part_is_replayed_then_nothing_changes(
            @ForAll("rows") List<BronzeHead> rows, @ForAll("sightings") List<Seen> sightings, @ForAll Random random) {
        var world = new World();
        world.batch(rows, sightings);
        var before = Map.copyOf(world.silver);

        var outcome = world.batch(take(shuffled(rows, random), random), take(shuffled(sightings, random), random));

        assertThat(outcome.changed()).isEmpty();
        assertThat(world.silver).isEqualTo(before);
    }

    @Property(tries = 500)
    void given_rows_in_order_when_folded_one_by_one_then_none_is_folded_anew(@ForAll("rows") List<BronzeHead> rows) {
        var world = new World();
        for (var row : byPosition(rows).values()) {
            assertThat(world.batch(List.of(row), List.of()).refolded()).isEmpty();
        }
    }

    @Property(tries = 500)
    void given_any_log_when_folded_then_versions_count_the_changes_of_hash(@ForAll("rows") List<BronzeHead> rows) {
        for (var url : List.of("a.com/1", "a.com/2")) {
            var ordered =
                    byPosition(rows.stream()
                                    .filter(row -> row.normalizedUrl().equals(url))
                                    .toList())
                            .values()
                            .stream()
                            .toList();
            if (ordered.isEmpty()) {
                continue;
            }
            var hashes = new ArrayList<String>();
            for (var row : ordered) {
                if (hashes.isEmpty() || !hashes.get(hashes.size() - 1).equals(row.contentHash())) {
                    hashes.add(row.contentHash());
                }
            }
            var state = ArticleFold.fold(ordered);
            assertThat(state.contentVersion()).isEqualTo(hashes.size());
            assertThat(state.contentHash()).isEqualTo(hashes.get(hashes.size() - 1));
            assertThat(state.previousContentHash())
                    .isEqualTo(hashes.size() == 1 ? null : hashes.get(hashes.size() - 2));
            assertThat(state.isUpdated()).isEqualTo(hashes.size() > 1);
            assertThat(state.firstSeen()).isEqualTo(ordered.get(0).position().kafkaTs());
            assertThat(state.last()).isEqualTo(ordered.get(ordered.size() - 1).position());
        }
    }

    @Test
    void given_a_sighting_before_its_article_when_the_article_comes_then_it_counts() {
        var world = new World();
        world.batch(List.of(), List.of(new Seen("go.com/1", "gdelt", "gkg")));
        world.batch(List.of(row("a.com/1", "go.com/1", 1, "h")), List.of());

        assertThat(world.silver.get("a.com/1").sources()).containsExactly("gdelt", "rss");
        assertThat(world.silver.get("a.com/1").sourceNames()).containsExactly("feed", "gkg");
    }

    @Test
    void given_a_late_row_that_splits_a_run_when_folded_then_the_later_rows_make_a_version_again() {
        var world = new World();
        world.batch(List.of(row("a.com/1", "a.com/1", 1, "h1"), row("a.com/1", "a.com/1", 5, "h1")), List.of());
        assertThat(world.silver.get("a.com/1").contentVersion()).isEqualTo(1);

        var outcome = world.batch(List.of(row("a.com/1", "a.com/1", 3, "h2")), List.of());

        assertThat(outcome.refolded()).containsExactly("a.com/1");
        assertThat(world.silver.get("a.com/1").contentVersion()).isEqualTo(3);
        assertThat(world.silver.get("a.com/1").content().offset()).isEqualTo(5);
        assertThat(world.silver.get("a.com/1").previousContentHash()).isEqualTo("h2");
    }

    /** The two source logs as far as they are written, and Silver; in memory. */
    private static final class World implements BatchFold.Sources {
        final List<BronzeHead> bronze = new ArrayList<>();
        final List<Seen> seen = new ArrayList<>();
        final Map<String, ArticleState> silver = new HashMap<>();

        BatchFold.Outcome batch(List<BronzeHead> rows, List<Seen> sightings) {
            bronze.addAll(rows);
            seen.addAll(sightings);
            var outcome = BatchFold.fold(silver, rows, sightings, this);
            outcome.changed().forEach(state -> silver.put(state.normalizedUrl(), state));
            return outcome;
        }

        @Override
        public List<BronzeHead> allRowsOf(Set<String> urls) {
            return bronze.stream()
                    .filter(row -> urls.contains(row.normalizedUrl()))
                    .toList();
        }

        @Override
        public List<Seen> allSightingsOf(Set<String> names) {
            return seen.stream().filter(s -> names.contains(s.discoveredUrl())).toList();
        }
    }

    @Provide
    Arbitrary<List<BronzeHead>> rows() {
        var url = Arbitraries.of("a.com/1", "a.com/2");
        var second = Arbitraries.integers().between(0, 6);
        var partition = Arbitraries.integers().between(0, 1);
        return Combinators.combine(
                        url, second, partition, Arbitraries.integers().between(0, 3))
                .as((u, s, p, o) -> at(u, s, p, o))
                .list()
                .ofMaxSize(12);
    }

    @Provide
    Arbitrary<List<Seen>> sightings() {
        return Combinators.combine(
                        Arbitraries.of("a.com/1", "a.com/2", "go.com/1", "go.com/2", "else.com"),
                        Arbitraries.of("rss", "gdelt"),
                        Arbitraries.of("feed", "other", "gkg"))
                .as(Seen::new)
                .list()
                .ofMaxSize(6);
    }

    /** What a row says follows from where it stands, as in a log: one position, one row. */
    private static BronzeHead at(String url, int second, int partition, long offset) {
        var choose = new Random(31L * (31L * (31L * url.hashCode() + second) + partition) + offset);
        choose.nextInt();
        return new BronzeHead(
                url,
                choose.nextBoolean() ? "go.com/" + choose.nextInt(3) : url,
                new Position(START.plusSeconds(second), partition, offset),
                "h" + choose.nextInt(3),
                choose.nextBoolean() ? "rss" : "gdelt",
                "feed" + choose.nextInt(3),
                second);
    }

    private static BronzeHead row(String url, String alias, long second, String hash) {
        return new BronzeHead(
                url, alias, new Position(START.plusSeconds(second), 0, second), hash, "rss", "feed", second);
    }

    private static TreeMap<Position, BronzeHead> byPosition(List<BronzeHead> rows) {
        var ordered = new TreeMap<Position, BronzeHead>();
        rows.forEach(row -> ordered.put(row.position(), row));
        return ordered;
    }

    private static <T> List<T> shuffled(List<T> list, Random random) {
        var copy = new ArrayList<>(list);
        Collections.shuffle(copy, random);
        return copy;
    }

    /** Takes some from the front; leaves the rest. */
    private static <T> List<T> take(List<T> from, Random random) {
        var head = from.subList(0, random.nextInt(from.size() + 1));
        var taken = List.copyOf(head);
        head.clear();
        return taken;
    }
}
