package sentinel.api.index;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Which articles, in which order. All filters must hold; of the values of one facet, one is enough.
 *
 * @param text what {@code q} asks for, or null
 * @param facets wanted values by facet, none of them without values
 * @param story the earliest article of the story, or null
 * @param copyGroup the earliest article with the same text, or null
 * @param updated whether the text must (not) have changed, or null
 */
public record ArticleQuery(
        @Nullable String text,
        Map<Facet, Set<String>> facets,
        Between<Double> score,
        Between<Integer> words,
        Between<Instant> published,
        Between<Instant> firstSeen,
        @Nullable Long story,
        @Nullable Long copyGroup,
        @Nullable Boolean updated,
        Order order) {

    public ArticleQuery {
        var sorted = new EnumMap<Facet, Set<String>>(Facet.class);
        facets.forEach((facet, values) ->
                sorted.put(facet, values.stream().map(facet::key).collect(Collectors.toCollection(TreeSet::new))));
        facets = sorted;
        requireNonNull(order, "order");
    }

    /** Everything, newest first. */
    public static final ArticleQuery ALL = new ArticleQuery(
            null, Map.of(), Between.any(), Between.any(), Between.any(), Between.any(), null, null, null, Order.NEWEST);

    /**
     * Bounds, null where there is none.
     *
     * @param from included
     * @param to included for scores and words, excluded for times
     */
    public record Between<T>(@Nullable T from, @Nullable T to) {
        public static <T> Between<T> any() {
            return new Between<>(null, null);
        }

        boolean isAny() {
            return from == null && to == null;
        }
    }

    /** The values wanted of a facet; empty when any will do. */
    List<String> wanted(Facet facet) {
        return List.copyOf(facets.getOrDefault(facet, Set.of()));
    }

    /** The same for the same articles in the same order, however they were asked for. */
    String canonical() {
        return filters() + ' ' + order;
    }

    /** The same for the same articles in whatever order. */
    String filters() {
        return Arrays.asList(text, facets, score, words, published, firstSeen, story, copyGroup, updated)
                .toString();
    }
}
