package sentinel.producers.revisit;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a stored article is visited next. An edit is lost when another one follows before a visit, so visits are close where edits are:
 *
 * <ul>
 *   <li>on the first day, from two hours on, at ages that grow by a factor of about three, and at the day's end. The steps are shorter for a site that
 *       edits more of its articles, and for an article that more feeds and lists announced;
 *   <li>after an edit, at steps that begin with an hour and a half and grow with the time since; the more edits, the shorter. Few
 *       articles are edited often, and these fast;
 *   <li>at the end of the time, if the site, the article or its importance gives a reason;
 *   <li>where the page is gone, once a day.
 * </ul>
 *
 * <p>What they catch, and why they are these: docs/decisions/0022-revisits.md. A pure function.
 */
public final class RevisitPolicy {

    /** Of 88 million pages, 17.9 % changed within a week (GDELT's Global Difference Graph, 2018). */
    private static final double AVERAGE_SHARE = 0.18;

    /** So many articles of a site weigh as much as what is known of all sites. */
    private static final int PRIOR_ARTICLES = 20;

    private static final Duration DAY = Duration.ofDays(1);

    /** A step on the first day, as a multiple of the article's age. */
    private static final double OF_AGE = 2.2;

    /** What would be visited later on the first day is visited at its end. */
    private static final Duration LATEST_BEFORE_END_OF_DAY = Duration.ofHours(11);

    /** How much a site's share of edited articles changes the steps: more than its square root, less than itself. */
    private static final double SITE_POWER = 0.8;

    private static final double NAMES_POWER = -0.25;
    private static final int MOST_NAMES = 16;

    /** A step after an edit, as a multiple of the time since and of a little more. */
    private static final double OF_TIME_SINCE_EDIT = 2;

    private static final double JUST_EDITED_OF_FIRST = 0.375;
    private static final double SHORTEST_OF_FIRST = 0.125;
    private static final double EDITS_POWER = -1.5;

    /** Sites that edit fewer of their articles are not visited for late edits. */
    private static final double SHARE_FOR_LAST_LOOK = 0.17;

    private static final int NAMES_FOR_LAST_LOOK = 3;

    /**
     * What is known of an article.
     *
     * @param bornAt when it was published
     * @param visitedAt when it was visited last
     * @param edits that were seen so far
     * @param editedAt when the last of them was seen; null without any
     * @param names how many feeds and lists announced it
     * @param editedShare share of its site's articles that are edited, in ]0,1]
     * @param isGone whether the last visit found no page
     */
    public record Known(
            Instant bornAt,
            Instant visitedAt,
            int edits,
            @Nullable Instant editedAt,
            int names,
            double editedShare,
            boolean isGone) {

        public Known {
            requireNonNull(bornAt, "born at");
            requireNonNull(visitedAt, "visited at");
        }
    }

    private final Duration first;
    private final Duration lasting;

    /**
     * @param first step of an average article; an eighth of it is the shortest step of all
     * @param lasting how long after its publication an article is visited
     */
    public RevisitPolicy(Duration first, Duration lasting) {
        this.first = requireNonNull(first, "first");
        this.lasting = requireNonNull(lasting, "lasting");
    }

    /**
     * The share of a site's articles that are edited, as a mean of what was counted and of an average site.
     *
     * @param articles of the site that are a day old
     * @param edited of these, those that were edited
     */
    public static double editedShare(long articles, long edited) {
        return (edited + AVERAGE_SHARE * PRIOR_ARTICLES) / (articles + PRIOR_ARTICLES);
    }

    /** Whether an article may be visited at a time. */
    boolean isYoung(Instant bornAt, Instant at) {
        return at.isBefore(bornAt.plus(lasting));
    }

    /** When to visit an article next; empty for never, as far as is known now. */
    public Optional<Instant> next(Known known) {
        var end = known.bornAt().plus(lasting);
        if (!known.visitedAt().isBefore(end)) {
            return Optional.empty();
        }
        return earlier(byAge(known, end), byEdits(known))
                .map(at -> later(at, known.visitedAt().plus(times(first, SHORTEST_OF_FIRST))))
                .map(at -> at.isBefore(end) ? at : end);
    }

    private Optional<Instant> byAge(Known known, Instant end) {
        if (known.isGone()) {
            return Optional.of(known.visitedAt().plus(DAY));
        }
        var endOfDay = known.bornAt().plus(DAY);
        if (!known.visitedAt().isBefore(endOfDay)) {
            return deservesLastLook(known) ? Optional.of(end) : Optional.empty();
        }
        var age = Duration.between(known.bornAt(), known.visitedAt());
        var grown = times(age, OF_AGE);
        var step = times(grown.compareTo(first) > 0 ? grown : first, scale(known));
        var next = known.visitedAt().plus(step);
        return Optional.of(next.isAfter(known.bornAt().plus(LATEST_BEFORE_END_OF_DAY)) ? endOfDay : next);
    }

    private static double scale(Known known) {
        int names = Math.max(1, Math.min(MOST_NAMES, known.names()));
        return Math.pow(AVERAGE_SHARE / known.editedShare(), SITE_POWER) * Math.pow(names, NAMES_POWER);
    }

    private static boolean deservesLastLook(Known known) {
        return known.editedShare() >= SHARE_FOR_LAST_LOOK || known.edits() > 0 || known.names() >= NAMES_FOR_LAST_LOOK;
    }

    private Optional<Instant> byEdits(Known known) {
        if (known.editedAt() == null || known.edits() < 1 || known.isGone()) {
            return Optional.empty();
        }
        var since = Duration.between(known.editedAt(), known.visitedAt());
        var least = since.isNegative() ? Duration.ZERO : since;
        double factor = OF_TIME_SINCE_EDIT * Math.pow(known.edits(), EDITS_POWER);
        return Optional.of(known.visitedAt().plus(times(least.plus(times(first, JUST_EDITED_OF_FIRST)), factor)));
    }

    private static Duration times(Duration time, double factor) {
        return Duration.ofMillis((long) (time.toMillis() * factor));
    }

    private static Instant later(Instant a, Instant b) {
        return a.isAfter(b) ? a : b;
    }

    private static Optional<Instant> earlier(Optional<Instant> a, Optional<Instant> b) {
        return a.isPresent() && b.isPresent()
                ? Optional.of(a.get().isBefore(b.get()) ? a.get() : b.get())
                : a.or(() -> b);
    }
}
