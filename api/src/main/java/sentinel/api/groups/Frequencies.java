package sentinel.api.groups;

import java.util.HashMap;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * How rare terms are: counted over the articles of the {@link #DAYS} days before, so that the weights of a day's articles stand
 * fast while its articles come. One article of four is counted, chosen by its id. Rarity goes in powers of two: one article more
 * or less seldom changes it.
 */
final class Frequencies {

    /** Days that are counted, the day itself not among them. */
    static final int DAYS = 5;

    private static final int SAMPLE = 4;

    /** Of counted articles; with fewer every term is as rare as the next. */
    private static final int FEWEST = 32;

    private static final int UNKNOWN = 6;

    /** A term in fewer articles is not rarer still: it may be a misspelling. */
    private static final int RAREST = 4;

    private static final class Day {
        private final IntCounts terms = new IntCounts();
        private int articles;

        void add(int[] added, int by) {
            articles += by;
            for (int term : added) {
                terms.add(term, by);
            }
        }
    }

    private final Map<Long, Day> days = new HashMap<>();

    /** The days before a day, added up: of days that were asked for. */
    private final NavigableMap<Long, Day> sums = new TreeMap<>();

    /** Whether the terms of an article are counted. */
    static boolean counts(long id) {
        return (id & (SAMPLE - 1)) == 0;
    }

    /** @param by 1 for an article that comes, -1 for one that goes */
    void count(long day, int[] terms, int by) {
        days.computeIfAbsent(day, key -> new Day()).add(terms, by);
        sums.subMap(day, false, day + DAYS, true).values().forEach(sum -> sum.add(terms, by));
    }

    /** How rare a term is on a day: 0 for one that most articles have. */
    int rarity(int term, long day) {
        var before = before(day);
        int articles = level(before.articles);
        return articles == 0 ? UNKNOWN : Math.max(0, articles - log2(Math.max(before.terms.get(term), RAREST)));
    }

    /** What the number of counted articles means for the rarity of every term: 0 for too few. */
    int level(long day) {
        return level(before(day).articles);
    }

    private Day before(long day) {
        var known = sums.get(day);
        if (known != null) {
            return known;
        }
        var sum = new Day();
        for (long before = day - DAYS; before < day; before++) {
            var counted = days.get(before);
            if (counted != null) {
                sum.articles += counted.articles;
                counted.terms.forEach(sum.terms::add);
            }
        }
        sums.put(day, sum);
        return sum;
    }

    private static int level(int articles) {
        return articles < FEWEST ? 0 : log2(articles);
    }

    private static int log2(int number) {
        return 31 - Integer.numberOfLeadingZeros(number);
    }

    /** @param day the first whose articles are still counted for later ones */
    void forgetBefore(long day) {
        days.keySet().removeIf(each -> each < day);
        sums.headMap(day + DAYS).clear();
    }
}
