package sentinel.simulator.world;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * When news sites edit an article after its publication. Of 88 million pages, 17.9 % changed within a week, 81 % of these on the
 * first day (GDELT's Global Difference Graph, 2018). Most of it is in the first hours. Sites differ: the busiest one edits five times
 * as many of its articles as the calmest one.
 *
 * <p>How often an article is edited again is not in these figures. Here one in seven edited articles is, hours later. {@link
 * Editing#WITH_LIVE_STORIES} follows a study of six Flemish sites that were read every 15 minutes (Timmerman, Bronselaer, Van Leuven,
 * 2019 to 2021): an updated article was updated 1.94 times in the mean, 80 % once or twice, 5 % more than nine times.
 */
final class EditTimes {

    private static final double EDITED = 0.179;
    private static final double ON_THE_FIRST_DAY = 0.81;
    private static final double SPREAD = 5;

    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration WEEK = Duration.ofDays(7);
    private static final double DAYS = 7;

    private static final Duration FIRST = Duration.ofHours(2);
    private static final double FIRST_SIGMA = 1.3;

    private static final Duration GAP = Duration.ofHours(4);
    private static final double GAP_SIGMA = 1;
    private static final double AGAIN = 0.15;
    private static final double AGAIN_BESIDE_LIVE = 0.25;

    private static final double LIVE = 0.08;
    private static final Duration LIVE_GAP = Duration.ofMinutes(45);
    private static final double LIVE_SIGMA = 0.8;
    private static final int FEWEST_LIVE = 5;
    private static final int MOST_LIVE = 15;

    private final long seed;
    private final Editing editing;
    /** By site: share of its articles that are edited. */
    private final List<Double> shares;

    EditTimes(long seed, Editing editing, int sites) {
        this.seed = seed;
        this.editing = editing;
        var ranks = new ArrayList<>(IntStream.range(0, sites).boxed().toList());
        var random = new SplittableRandom(seed * 31 + 17);
        for (int i = sites - 1; i > 0; i--) {
            Collections.swap(ranks, i, random.nextInt(i + 1));
        }
        var weights = ranks.stream()
                .map(rank -> Math.pow(SPREAD, sites == 1 ? 0.5 : rank / (sites - 1.0)))
                .toList();
        double mean =
                weights.stream().mapToDouble(Double::doubleValue).average().orElse(1);
        this.shares = weights.stream().map(weight -> EDITED * weight / mean).toList();
    }

    /** How long after its publication an article is edited, in order. */
    List<Duration> of(int site, int article) {
        var random = new SplittableRandom(seed * 1_299_709 + article * 15_485_863L);
        var times = new ArrayList<Duration>();
        if (editing == Editing.BY_RATE || random.nextDouble() >= shares.get(site)) {
            return times;
        }
        boolean early = random.nextDouble() < ON_THE_FIRST_DAY;
        var at = early ? onTheFirstDay(random) : later(random);
        times.add(at);
        if (editing == Editing.WITH_LIVE_STORIES && early && random.nextDouble() < LIVE) {
            int more = FEWEST_LIVE + random.nextInt(MOST_LIVE - FEWEST_LIVE + 1);
            for (int i = 0; i < more; i++) {
                at = at.plus(logNormal(random, LIVE_GAP, LIVE_SIGMA));
                times.add(at);
            }
        } else {
            double again = editing == Editing.WITH_LIVE_STORIES ? AGAIN_BESIDE_LIVE : AGAIN;
            while (random.nextDouble() < again) {
                at = at.plus(logNormal(random, GAP, GAP_SIGMA));
                times.add(at);
            }
        }
        return times.stream().filter(time -> time.compareTo(WEEK) < 0).toList();
    }

    private static Duration onTheFirstDay(SplittableRandom random) {
        while (true) {
            var at = logNormal(random, FIRST, FIRST_SIGMA);
            if (at.compareTo(DAY) < 0) {
                return at;
            }
        }
    }

    /** As likely between one day and two as between three and six. */
    private static Duration later(SplittableRandom random) {
        double days = Math.pow(DAYS, random.nextDouble());
        return Duration.ofSeconds((long) (days * DAY.toSeconds()));
    }

    private static Duration logNormal(SplittableRandom random, Duration median, double sigma) {
        return Duration.ofSeconds((long) (median.toSeconds() * Math.exp(sigma * random.nextGaussian())) + 1);
    }
}
