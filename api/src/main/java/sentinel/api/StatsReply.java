package sentinel.api;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import sentinel.api.index.ArticleQuery;
import sentinel.api.index.ArticleQuery.Between;
import sentinel.api.index.Facet;
import sentinel.api.index.FacetCount;
import sentinel.api.index.IndexView;
import sentinel.api.index.Order;

/**
 * Counts over all articles; {@code Stats} of the contract.
 *
 * @param newestFirstSeenTs null when there are no articles
 * @param silverVersion null before there is one
 */
@JsonInclude(JsonInclude.Include.ALWAYS)
record StatsReply(
        int total,
        int updated,
        List<FacetCount> bySentiment,
        List<FacetCount> bySource,
        List<FacetCount> bySourceName,
        List<FacetCount> byLanguage,
        List<FacetCount> byFreshness,
        List<FacetCount> byTopic,
        List<HourCount> hours,
        @Nullable Instant newestFirstSeenTs,
        @Nullable Long silverVersion) {

    private static final int HOURS = 24;
    private static final int VALUES = 50;
    private static final ArticleQuery UPDATED = new ArticleQuery(
            null, Map.of(), Between.any(), Between.any(), Between.any(), Between.any(), null, null, true, Order.NEWEST);

    /** Articles first seen in the hour that begins then. */
    record HourCount(Instant hour, int count) {}

    /** @param now ends the last of the 24 hours */
    static StatsReply of(IndexView articles, Instant now) throws IOException {
        var counts = articles.facets(
                ArticleQuery.ALL,
                EnumSet.of(
                        Facet.SENTIMENT, Facet.SOURCE, Facet.SOURCE_NAME, Facet.LANGUAGE, Facet.FRESHNESS, Facet.TOPIC),
                VALUES);
        var hours = new ArrayList<HourCount>(HOURS);
        for (int ago = HOURS - 1; ago >= 0; ago--) {
            var hour = now.truncatedTo(ChronoUnit.HOURS).minus(ago, ChronoUnit.HOURS);
            hours.add(new HourCount(hour, articles.firstSeenInHour(hour)));
        }
        return new StatsReply(
                articles.size(),
                articles.count(UPDATED),
                counted(counts, Facet.SENTIMENT),
                counted(counts, Facet.SOURCE),
                counted(counts, Facet.SOURCE_NAME),
                counted(counts, Facet.LANGUAGE),
                counted(counts, Facet.FRESHNESS),
                counted(counts, Facet.TOPIC),
                hours,
                articles.newestFirstSeen().orElse(null),
                articles.silverVersion().isPresent() ? articles.silverVersion().getAsLong() : null);
    }

    private static List<FacetCount> counted(Map<Facet, List<FacetCount>> counts, Facet facet) {
        return requireNonNull(counts.get(facet), "every facet that is asked for is counted");
    }
}
