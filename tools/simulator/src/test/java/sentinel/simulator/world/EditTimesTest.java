package sentinel.simulator.world;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class EditTimesTest {

    private static final int SITES = 12;
    private static final int ARTICLES = 60_000;
    private static final Duration DAY = Duration.ofDays(1);

    private static List<List<Duration>> all(Editing editing) {
        var times = new EditTimes(3, editing, SITES);
        return IntStream.range(0, ARTICLES)
                .mapToObj(article -> times.of(article % SITES, article))
                .toList();
    }

    private static double share(long part, long whole) {
        return (double) part / whole;
    }

    @Test
    void given_many_articles_when_edited_as_news_then_the_shares_are_those_of_the_study() {
        var all = all(Editing.AS_NEWS);
        var edited = all.stream().filter(times -> !times.isEmpty()).toList();
        var first = edited.stream().map(times -> times.get(0)).toList();

        assertThat(share(edited.size(), ARTICLES)).isBetween(0.174, 0.184);
        assertThat(share(first.stream().filter(at -> at.compareTo(DAY) < 0).count(), edited.size()))
                .isBetween(0.8, 0.82);
        assertThat(share(
                        first.stream()
                                .filter(at -> at.compareTo(Duration.ofHours(10)) < 0)
                                .count(),
                        edited.size()))
                .isBetween(0.7, 0.78);
        assertThat(share(edited.stream().filter(times -> times.size() > 1).count(), edited.size()))
                .isBetween(0.11, 0.16);
        assertThat(all).allSatisfy(times -> assertThat(times).isSorted());
        assertThat(edited)
                .allSatisfy(times -> assertThat(times.get(times.size() - 1)).isLessThan(Duration.ofDays(7)));
    }

    @Test
    void given_the_sites_when_compared_then_the_busiest_edits_five_times_as_much_as_the_calmest() {
        var all = all(Editing.AS_NEWS);
        var bySite = IntStream.range(0, SITES)
                .mapToObj(site -> IntStream.range(0, ARTICLES)
                        .filter(article ->
                                article % SITES == site && !all.get(article).isEmpty())
                        .count())
                .sorted()
                .toList();
        assertThat((double) bySite.get(SITES - 1) / bySite.get(0)).isBetween(4.2, 5.8);
    }

    @Test
    void given_live_stories_when_counted_then_few_articles_have_many_edits() {
        var edited = all(Editing.WITH_LIVE_STORIES).stream()
                .filter(times -> !times.isEmpty())
                .toList();
        assertThat(edited.stream().mapToInt(List::size).average().orElseThrow()).isBetween(1.7, 2.1);
        assertThat(share(edited.stream().filter(times -> times.size() <= 2).count(), edited.size()))
                .isGreaterThan(0.8);
        assertThat(share(edited.stream().filter(times -> times.size() > 9).count(), edited.size()))
                .isBetween(0.02, 0.07);
    }

    @Test
    void given_a_world_when_time_goes_on_then_articles_are_edited_at_their_times_and_equal_worlds_equally() {
        var one = world();
        var other = world();
        other.advance(START.plus(Duration.ofDays(3))); // in other steps
        one.advance(START.plus(Duration.ofDays(14)));
        other.advance(START.plus(Duration.ofDays(14)));

        var edited = one.articles().stream()
                .filter(article -> article.versions().size() > 1)
                .toList();
        assertThat(edited).hasSizeBetween(20, 80);
        for (int i = 0; i < one.articles().size(); i++) {
            assertThat(one.articles().get(i).versions())
                    .isEqualTo(other.articles().get(i).versions());
        }
    }

    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");

    private static World world() {
        var plan = new World.Plan(1, 5, 0, 300.0 / (7 * 24 * 3_600), 0, 300, 0, START, Editing.AS_NEWS);
        var world = new World(plan, "http://main.example", site -> "http://site" + site + ".example");
        world.open();
        return world;
    }
}
