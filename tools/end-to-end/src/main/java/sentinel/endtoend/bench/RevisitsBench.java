package sentinel.endtoend.bench;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.SplittableRandom;
import sentinel.endtoend.bench.RevisitWeek.Policy;
import sentinel.endtoend.bench.RevisitWeek.Result;
import sentinel.endtoend.bench.RevisitWeek.Subject;
import sentinel.producers.revisit.RevisitPolicy;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Editing;
import sentinel.simulator.world.World;

/**
 * How many edits of stored articles are caught, and by how many re-fetches: the policy of the revisit producer beside fixed
 * intervals, over the articles that a newsroom publishes within a week and edits within the week after each. Time is virtual.
 *
 * <p>An edit is caught when the page is fetched while that version is live. Edits before an article was found do not count: its first
 * fetch has them. Re-fetches are conditional, and each counts.
 */
final class RevisitsBench {

    private static final int SITES = 12;
    private static final Instant START = Instant.parse("2026-11-02T00:00:00Z");
    private static final Duration WEEK = Duration.ofDays(7);
    private static final Duration FIRST = Duration.ofHours(2);

    /** Feeds are polled every ten minutes; then a page waits for its turn. */
    private static final Duration FOUND_WITHIN = Duration.ofMinutes(12);

    private static final String HEADING = "%-28s %11s %16s %12s %10s %12s %14s%n";

    private RevisitsBench() {}

    /**
     * Prints a table for each newsroom.
     *
     * @param articles published within a week
     * @param seeds of newsrooms; the figures of the policy were chosen on the first
     */
    static void run(int articles, long... seeds) {
        for (var editing : List.of(Editing.AS_NEWS, Editing.WITH_LIVE_STORIES)) {
            for (long seed : seeds) {
                print(editing, seed, subjects(editing, seed, articles));
            }
        }
    }

    private static List<Subject> subjects(Editing editing, long seed, int articles) {
        double perSecond = (double) articles / WEEK.toSeconds();
        var plan = new World.Plan(seed, SITES, 0, perSecond, 0, articles, 0, START, editing);
        var world = new World(plan, "http://newsroom.example", site -> "http://site" + site + ".example");
        world.open();
        world.advance(START.plus(WEEK.multipliedBy(2)).plus(FOUND_WITHIN));
        var random = new SplittableRandom(seed);
        var subjects = new ArrayList<Subject>();
        for (var article : world.articles()) {
            subjects.add(subject(article, random.nextLong(FOUND_WITHIN.toSeconds())));
        }
        return subjects;
    }

    private static Subject subject(Article article, long foundAfterSeconds) {
        var versions = article.versions();
        var live = versions.get(0).at();
        return new Subject(
                article.site().slug(),
                live,
                live.plusSeconds(foundAfterSeconds),
                versions.stream().skip(1).map(version -> version.at()).toList(),
                (int) article.discoveries().stream()
                        .map(found -> found.sourceName())
                        .distinct()
                        .count());
    }

    private static void print(Editing editing, long seed, List<Subject> subjects) {
        System.out.printf(
                Locale.ROOT,
                "%nrevisits: %,d articles of %d sites within a week, edited %s, seed %d%n",
                subjects.size(),
                SITES,
                editing == Editing.AS_NEWS ? "as news sites do" : "also live",
                seed);
        var edited = subjects.stream().filter(one -> !one.edits().isEmpty()).toList();
        System.out.printf(
                Locale.ROOT,
                "%.1f %% are edited within a week, %.1f %% of these on the first day, %.1f %% more than once, %.2f times in the mean%n",
                percent(edited.size(), subjects.size()),
                percent(edited.stream().filter(Subject::isEditedOnTheFirstDay).count(), edited.size()),
                percent(edited.stream().filter(one -> one.edits().size() > 1).count(), edited.size()),
                edited.stream().mapToInt(one -> one.edits().size()).average().orElse(0));
        System.out.printf(
                HEADING,
                "policy",
                "re-fetches",
                "first-day edits",
                "mean delay",
                "all edits",
                "mean delay",
                "most of a site");
        System.out.printf(HEADING, "", "an article", "caught", "of these", "caught", "of these", "in a day");
        var ours = new RevisitPolicy(FIRST, WEEK);
        print("revisit producer", RevisitWeek.simulate(subjects, ours::next));
        print("newsdiffs: 15 m, 1 h, 3 h", RevisitWeek.simulate(subjects, RevisitsBench::newsdiffs));
        print("every hour for a day", RevisitWeek.simulate(subjects, every(Duration.ofHours(1), Duration.ofDays(1))));
        print("after 1, 6 and 24 hours", RevisitWeek.simulate(subjects, atAges(1, 6, 24)));
        print("after 2, 5, 10 and 24 hours", RevisitWeek.simulate(subjects, atAges(2, 5, 10, 24)));
        print("every 3 hours for a week", RevisitWeek.simulate(subjects, every(Duration.ofHours(3), WEEK)));
    }

    private static void print(String policy, Result result) {
        System.out.printf(
                Locale.ROOT,
                "%-28s %11.2f %15.1f%% %10.1f h %9.1f%% %10.1f h %14d%n",
                policy,
                result.fetches(),
                100 * result.caughtOnTheFirstDay(),
                hours(result.delayOnTheFirstDay()),
                100 * result.caught(),
                hours(result.delay()),
                result.busiest());
    }

    private static double hours(Duration time) {
        return time.toMinutes() / 60.0;
    }

    private static double percent(long part, long whole) {
        return whole == 0 ? 0 : 100.0 * part / whole;
    }

    /** Every 15 minutes for three hours, every hour until a day, every three hours until a week. */
    private static Optional<Instant> newsdiffs(RevisitPolicy.Known known) {
        var age = Duration.between(known.bornAt(), known.visitedAt());
        var step = age.compareTo(Duration.ofHours(3)) < 0
                ? Duration.ofMinutes(15)
                : age.compareTo(Duration.ofDays(1)) < 0 ? Duration.ofHours(1) : Duration.ofHours(3);
        var next = known.visitedAt().plus(step);
        return next.isAfter(known.bornAt().plus(WEEK)) ? Optional.empty() : Optional.of(next);
    }

    private static Policy every(Duration step, Duration until) {
        return known -> {
            var next = known.visitedAt().plus(step);
            return next.isAfter(known.bornAt().plus(until)) ? Optional.empty() : Optional.of(next);
        };
    }

    private static Policy atAges(int... hours) {
        return known -> {
            for (int age : hours) {
                var at = known.bornAt().plus(Duration.ofHours(age));
                if (at.isAfter(known.visitedAt())) {
                    return Optional.of(at);
                }
            }
            return Optional.empty();
        };
    }
}
