package sentinel.api;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import sentinel.api.index.ArticleQuery;
import sentinel.api.index.ArticleQuery.Between;
import sentinel.api.index.Facet;
import sentinel.api.index.FacetCount;
import sentinel.api.index.IndexView;
import sentinel.api.index.Order;

/** Counts over all articles; {@code Stats} of the contract. */
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
        Instant newestFirstSeenTs,
        Long silverVersion) {

    private static final int HOURS = 24;
    private static final int VALUES = 50;
    private static final ArticleQuery UPDATED = new ArticleQuery(
            null, Map.of(), Between.any(), Between.any(), Between.any(), Between.any(), true, Order.NEWEST);

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
                counts.get(Facet.SENTIMENT),
                counts.get(Facet.SOURCE),
                counts.get(Facet.SOURCE_NAME),
                counts.get(Facet.LANGUAGE),
                counts.get(Facet.FRESHNESS),
                counts.get(Facet.TOPIC),
                hours,
                articles.newestFirstSeen().orElse(null),
                articles.silverVersion().isPresent() ? articles.silverVersion().getAsLong() : null);
    }
}
