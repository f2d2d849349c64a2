package sentinel.parser;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How much an article is worth keeping, in [0,1]: {@code 0.4 freshness + 0.4 completeness + 0.2 accuracy}. Silver leaves
 * out what is below 0.3.
 */
final class DataValueScore {

    /** A body shorter than this counts as missing: a teaser, a caption, a cookie notice. */
    static final int FULL_BODY_CHARS = 500;

    private static final Duration FRESH = Duration.ofDays(2);
    private static final Duration STALE = Duration.ofDays(7);

    private DataValueScore() {}

    static double of(double freshness, double completeness, double accuracy) {
        return Math.min(1, Math.max(0, 0.4 * freshness + 0.4 * completeness + 0.2 * accuracy));
    }

    /** 1 up to 48 h between publication and fetch, falling linearly to 0 at 7 days; 0.5 when the date is unknown. */
    static double freshness(@Nullable Instant published, Instant fetched) {
        if (published == null) {
            return 0.5;
        }
        double age = Duration.between(published, fetched).toMillis();
        double span = STALE.toMillis() - (double) FRESH.toMillis();
        return Math.min(1, Math.max(0, (STALE.toMillis() - age) / span));
    }

    /**
     * Share of what an article should have.
     *
     * @param entities any company, person or topic
     */
    static double completeness(
            boolean title,
            boolean author,
            boolean publishDate,
            int bodyChars,
            boolean summary,
            boolean sentiment,
            boolean entities) {
        boolean[] parts = {title, author, publishDate, bodyChars >= FULL_BODY_CHARS, summary, sentiment, entities};
        int present = 0;
        for (boolean part : parts) {
            present += part ? 1 : 0;
        }
        return (double) present / parts.length;
    }

    /** Share of the extracted facts that the page supports; 1 when nothing was claimed, for nothing claimed is wrong. */
    static double accuracy(int grounded, int claimed) {
        if (grounded < 0 || grounded > claimed) {
            throw new IllegalArgumentException(grounded + " of " + claimed + " facts");
        }
        return claimed == 0 ? 1 : (double) grounded / claimed;
    }
}
