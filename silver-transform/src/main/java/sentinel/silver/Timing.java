package sentinel.silver;

import java.time.Duration;
import java.time.Instant;
import org.apache.spark.sql.Row;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.PublishDate;
import sentinel.contract.table.Freshness;

/**
 * What follows from an article's dates. No date of a stranger can make it fail.
 *
 * @param published when the article says it was published; null when it does not, or when that cannot be, also in rows
 *     from before the other stages asked {@link PublishDate} of every date
 * @param freshness how old it was when it was fetched
 * @param lagHours hours from publication to its first row; null when it is not known when that was
 */
record Timing(@Nullable Instant published, Freshness freshness, @Nullable Double lagHours) {

    private static final Duration FRESH = Duration.ofDays(2);
    private static final Duration OLD = Duration.ofDays(7);

    /** @param content the Bronze row that made the current content: at least its dates and position */
    static Timing of(ArticleState state, Row content) {
        Instant date = content.getAs("publish_date");
        Instant fetched = content.getAs("fetch_timestamp");
        return of(date, fetched, content.getAs("kafka_ts"), state.firstSeen());
    }

    static Timing of(@Nullable Instant date, @Nullable Instant fetched, Instant kafkaTs, Instant firstSeen) {
        var published = date == null ? null : PublishDate.plausible(date, fetched == null ? kafkaTs : fetched);
        return new Timing(published, freshness(published, fetched), lagHours(published, firstSeen));
    }

    private static Freshness freshness(@Nullable Instant published, @Nullable Instant fetched) {
        if (published == null || fetched == null) {
            return Freshness.UNKNOWN;
        }
        var age = Duration.between(published, fetched);
        if (age.compareTo(FRESH) <= 0) {
            return Freshness.FRESH;
        }
        return age.compareTo(OLD) <= 0 ? Freshness.OLD : Freshness.STALE;
    }

    /** Seconds and nanoseconds apart: as one number of nanoseconds, 292 years overflow. */
    private static @Nullable Double lagHours(@Nullable Instant published, Instant firstSeen) {
        if (published == null || firstSeen == null) {
            return null;
        }
        var lag = Duration.between(published, firstSeen);
        return lag.getSeconds() / 3600.0 + lag.getNano() / 3.6e12;
    }
}
