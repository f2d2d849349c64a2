package sentinel.api.groups;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Weighs a text's terms: often in the text and rare elsewhere (TF-IDF). */
final class VectorMaker {

    private static final int MAX_WORDS = 20;
    private static final int MAX_NAMES = 20;
    private static final double NAME = 1.5;

    private record Weighed(int term, double weight) {}

    private static final Comparator<Weighed> HEAVIEST_FIRST =
            Comparator.comparingDouble(Weighed::weight).reversed().thenComparingInt(Weighed::term);

    private VectorMaker() {}

    static TermVector vector(IntCounts terms, long day, Frequencies frequencies) {
        var words = new ArrayList<Weighed>();
        var names = new ArrayList<Weighed>();
        terms.forEach((term, count) -> {
            int rarity = frequencies.rarity(term, day);
            if (rarity > 0) {
                double weight = (1 + Math.log(count)) * rarity;
                if (Terms.isName(term)) {
                    names.add(new Weighed(term, NAME * weight));
                } else {
                    words.add(new Weighed(term, weight));
                }
            }
        });
        var kept = new ArrayList<Weighed>(MAX_WORDS + MAX_NAMES);
        kept.addAll(heaviest(words, MAX_WORDS));
        kept.addAll(heaviest(names, MAX_NAMES));
        kept.sort(Comparator.comparingInt(Weighed::term));
        double length = Math.sqrt(
                kept.stream().mapToDouble(each -> each.weight() * each.weight()).sum());
        int[] keys = new int[kept.size()];
        short[] weights = new short[keys.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = kept.get(i).term();
            weights[i] = (short) Math.max(1, Math.round(kept.get(i).weight() / length * TermVector.LENGTH));
        }
        return new TermVector(keys, weights);
    }

    private static List<Weighed> heaviest(List<Weighed> weighed, int most) {
        weighed.sort(HEAVIEST_FIRST);
        return weighed.subList(0, Math.min(most, weighed.size()));
    }
}
