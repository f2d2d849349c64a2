package sentinel.api.groups;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Set;

/** Counts the terms of one batch, and remembers what that changed for articles of later days that are there already. */
final class RarityWatch {

    /**
     * What is rarer or less rare than before on a day.
     *
     * @param all whether every term is
     */
    record Change(boolean all, Set<Integer> terms) {
        boolean concerns(LiveArticle article) {
            if (all) {
                return true;
            }
            for (int term : article.terms) {
                if (terms.contains(term)) {
                    return true;
                }
            }
            return false;
        }
    }

    private final Frequencies frequencies;
    private final NavigableSet<Long> days;
    private final Map<Long, Integer> levels = new HashMap<>(); // before, by day
    private final Map<Long, Map<Integer, Integer>> rarities = new HashMap<>(); // before, by day and term

    /** @param days of the articles that are there */
    RarityWatch(Frequencies frequencies, NavigableSet<Long> days) {
        this.frequencies = frequencies;
        this.days = days;
    }

    /** @param by 1 for an article that comes, -1 for one that goes */
    void count(long day, int[] terms, int by) {
        for (long later : days.subSet(day, false, day + Frequencies.DAYS, true)) {
            levels.computeIfAbsent(later, frequencies::level);
            var known = rarities.computeIfAbsent(later, key -> new HashMap<>());
            for (int term : terms) {
                known.computeIfAbsent(term, key -> frequencies.rarity(key, later));
            }
        }
        frequencies.count(day, terms, by);
    }

    /** What changed, by day. */
    Map<Long, Change> changes() {
        var changes = new HashMap<Long, Change>();
        rarities.forEach((day, before) -> {
            boolean all = levels.getOrDefault(day, 0) != frequencies.level(day);
            var terms = new HashSet<Integer>();
            before.forEach((term, rarity) -> {
                if (rarity != frequencies.rarity(term, day)) {
                    terms.add(term);
                }
            });
            if (all || !terms.isEmpty()) {
                changes.put(day, new Change(all, terms));
            }
        });
        return changes;
    }
}
