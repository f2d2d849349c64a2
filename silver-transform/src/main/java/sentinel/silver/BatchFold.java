package sentinel.silver;

import static java.util.Objects.requireNonNull;
import static java.util.stream.Collectors.groupingBy;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import sentinel.versions.VersionText;

/**
 * One batch over any number of articles: rows and sightings that are new, against what Silver holds. Plain objects only;
 * what a batch may have to look up besides is asked of {@link Sources}.
 */
final class BatchFold {

    /** What is older than the batch, up to and with the batch's own versions. */
    interface Sources {
        /** Every row that counts of some articles. */
        List<BronzeHead> allRowsOf(Set<String> normalizedUrls);

        /** Texts of the current versions of some articles, by their URL; those that are not found are absent. */
        Map<String, VersionText> currentTexts(Collection<ArticleState> articles);

        /** Every sighting of some discovered URLs. */
        List<Seen> allSightingsOf(Set<String> discoveredUrls);
    }

    /**
     * What a batch comes to.
     *
     * @param changed articles that are new or other than Silver has them
     * @param refolded articles of which a row was late, so that they were folded from all their rows
     */
    record Outcome(List<ArticleState> changed, Set<String> refolded) {}

    private BatchFold() {}

    /**
     * Folds.
     *
     * @param prior at least the articles in Silver that have one of the rows' URLs, or are known under a new sighting's
     * @param rows new rows, in any order
     * @param sightings new sightings, in any order; old ones among them do no harm
     */
    static Outcome fold(Map<String, ArticleState> prior, List<BronzeHead> rows, List<Seen> sightings, Sources sources) {
        var rowsOf = rows.stream().collect(groupingBy(BronzeHead::normalizedUrl));
        var late = rowsOf.entrySet().stream()
                .filter(of -> ArticleFold.isLate(prior.get(of.getKey()), of.getValue()))
                .map(Map.Entry::getKey)
                .collect(Collectors.toCollection(HashSet::new));
        var texts = texts(prior, rowsOf, late, sources);
        var allRowsOf = late.isEmpty()
                ? Map.<String, List<BronzeHead>>of()
                : sources.allRowsOf(late).stream().collect(groupingBy(BronzeHead::normalizedUrl));

        var next = new HashMap<>(prior);
        var owed = new HashSet<String>();
        rowsOf.forEach((url, newRows) -> {
            var before = prior.get(url);
            boolean again = late.contains(url);
            var after = again
                    ? ArticleFold.keepingBronzeVersion(before, ArticleFold.fold(requireRows(allRowsOf, url)))
                    : ArticleFold.advance(before, texts.get(url), newRows);
            next.put(url, after);
            var counted = again ? null : before; // folded again, it has no sightings yet
            names(after)
                    .filter(name -> counted == null || !counted.isKnownAs(name))
                    .forEach(owed::add);
            if (after.needsVisits()) {
                owed.add(url);
            }
        });
        addSources(next, sightings, owed, sources);
        var changed = next.values().stream()
                .filter(state -> !state.equals(prior.get(state.normalizedUrl())))
                .toList();
        return new Outcome(changed, late);
    }

    /** The current texts that new rows are compared with. An article whose text is not found is folded from all its rows. */
    private static Map<String, VersionText> texts(
            Map<String, ArticleState> prior, Map<String, List<BronzeHead>> rowsOf, Set<String> late, Sources sources) {
        var compared = rowsOf.entrySet().stream()
                .filter(of ->
                        !late.contains(of.getKey()) && ArticleFold.comparesTexts(prior.get(of.getKey()), of.getValue()))
                .flatMap(of -> Optional.ofNullable(prior.get(of.getKey())).stream())
                .toList();
        if (compared.isEmpty()) {
            return Map.of();
        }
        var texts = sources.currentTexts(compared);
        compared.stream()
                .map(ArticleState::normalizedUrl)
                .filter(url -> !texts.containsKey(url))
                .forEach(late::add);
        return texts;
    }

    private static List<BronzeHead> requireRows(Map<String, List<BronzeHead>> allRowsOf, String url) {
        return requireNonNull(allRowsOf.get(url), "the new rows of an article are among all its rows");
    }

    /**
     * A sighting that is new goes to whatever article it belongs to; an article that has become known under another URL
     * is owed the sightings of it that came before.
     */
    private static void addSources(
            Map<String, ArticleState> articles, List<Seen> sightings, Set<String> owed, Sources sources) {
        var seen = new ArrayList<>(sightings);
        if (!owed.isEmpty()) {
            seen.addAll(sources.allSightingsOf(owed));
        }
        var seenAs = seen.stream().collect(groupingBy(Seen::discoveredUrl));
        articles.replaceAll((url, state) -> {
            var after = state;
            for (var name : names(state).toList()) {
                for (var sighting : seenAs.getOrDefault(name, List.of())) {
                    after = after.with(sighting);
                }
            }
            return after;
        });
    }

    private static Stream<String> names(ArticleState state) {
        return Stream.concat(Stream.of(state.normalizedUrl()), state.discoveredUrls().stream());
    }
}
