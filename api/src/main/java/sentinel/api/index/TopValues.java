package sentinel.api.index;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import org.apache.lucene.util.BytesRef;

/**
 * The most frequent values over several segments, without merging the many rare ones. Only values that are frequent in
 * some segment are looked up in all; when the rest, however it is spread, cannot be more frequent together, that was
 * enough (the threshold algorithm of Fagin, Lotem and Naor, 2001); else more are looked at.
 */
final class TopValues {

    private static final Comparator<FacetCount> MOST_FIRST =
            Comparator.comparingInt(FacetCount::count).reversed().thenComparing(FacetCount::value);

    private TopValues() {}

    static List<FacetCount> of(List<SegmentCounts> segments, int limit) throws IOException {
        for (int depth = 2 * limit + 10; ; depth *= 4) {
            int rest = 0; // most that a value which is not looked up can have
            var candidates = new HashSet<BytesRef>();
            for (var segment : segments) {
                int left = segment.exceededBy(depth);
                rest += left;
                for (int ordinal : segment.moreFrequentThan(left)) {
                    candidates.add(segment.value(ordinal));
                }
            }
            var counted = new ArrayList<FacetCount>(candidates.size());
            for (var candidate : candidates) {
                int count = 0;
                for (var segment : segments) {
                    count += segment.count(candidate);
                }
                counted.add(new FacetCount(candidate.utf8ToString(), count));
            }
            counted.sort(MOST_FIRST);
            boolean enough = counted.size() >= limit && counted.get(limit - 1).count() > rest;
            if (rest == 0 || enough) {
                return List.copyOf(counted.subList(0, Math.min(limit, counted.size())));
            }
        }
    }
}
