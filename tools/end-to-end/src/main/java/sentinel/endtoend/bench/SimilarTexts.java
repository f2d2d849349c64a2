package sentinel.endtoend.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import sentinel.simulator.wire.WirePage;

/**
 * The usual way, for comparison: MinHash of shingles of five words, and a text is a copy of one whose estimated Jaccard
 * similarity is .8 or more. Candidates share one of 16 bands of 8 hashes (Broder 1997; Leskovec, Rajaraman, Ullman, "Mining of
 * Massive Datasets", chapter 3): of pairs with a similarity of .8, 95 % do.
 */
final class SimilarTexts implements CopyFinder {

    private static final double SIMILAR = 0.8;
    private static final int SHINGLE = 5;
    private static final int BANDS = 16;
    private static final int ROWS = 8;
    private static final int HASHES = BANDS * ROWS;
    private static final int MAX_DOCUMENTS = 32; // of a band, as in the parser

    private static final class Entry {
        private final String url;
        private final int[] signature;

        Entry(String url, int[] signature) {
            this.url = url;
            this.signature = signature;
        }
    }

    private final long[] factors =
            new SplittableRandom(1).longs(HASHES).map(factor -> factor | 1).toArray();
    private final Map<Long, List<Entry>> bands = new HashMap<>();

    @Override
    public Optional<String> findOrAdd(WirePage page, String contentHash) {
        int[] signature = signature(page.text());
        Set<Entry> candidates = new HashSet<>();
        for (int band = 0; band < BANDS; band++) {
            candidates.addAll(bands.getOrDefault(key(signature, band), List.of()));
        }
        for (var candidate : candidates) {
            if (!candidate.url.equals(page.url()) && similarity(candidate.signature, signature) >= SIMILAR) {
                return Optional.of(candidate.url);
            }
        }
        var entry = new Entry(page.url(), signature);
        for (int band = 0; band < BANDS; band++) {
            var documents = bands.computeIfAbsent(key(signature, band), key -> new ArrayList<>(1));
            if (documents.size() < MAX_DOCUMENTS) {
                documents.add(entry);
            }
        }
        return Optional.empty();
    }

    private int[] signature(String text) {
        var words = TextOverlap.words(text.toLowerCase(Locale.ROOT));
        var smallest = new int[HASHES];
        Arrays.fill(smallest, Integer.MAX_VALUE);
        for (int i = 0; i + SHINGLE <= words.size(); i++) {
            long hash = 0;
            for (var word : words.subList(i, i + SHINGLE)) {
                hash = hash * 0x9E3779B97F4A7C15L + word.hashCode();
            }
            hash ^= hash >>> 32;
            for (int k = 0; k < HASHES; k++) {
                smallest[k] = Math.min(smallest[k], (int) ((hash * factors[k]) >>> 32));
            }
        }
        return smallest;
    }

    private static double similarity(int[] a, int[] b) {
        int equal = 0;
        for (int k = 0; k < HASHES; k++) {
            equal += a[k] == b[k] ? 1 : 0;
        }
        return (double) equal / HASHES;
    }

    private static long key(int[] signature, int band) {
        long key = band;
        for (int row = 0; row < ROWS; row++) {
            key = key * 0x9E3779B97F4A7C15L + signature[band * ROWS + row];
        }
        return key;
    }
}
