package sentinel.api.index;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.lucene.index.SortedSetDocValues;
import org.apache.lucene.util.BytesRef;

/** How often each value of a facet was found in one segment. */
final class SegmentCounts {

    private final SortedSetDocValues values;
    private final int[] byOrdinal;

    SegmentCounts(SortedSetDocValues values, int[] byOrdinal) {
        this.values = values;
        this.byOrdinal = byOrdinal;
    }

    /**
     * The count that at most so many values exceed: of all the others, none is more frequent in this segment. 0 when
     * no value is left out.
     */
    int exceededBy(int atMost) {
        var valuesByCount = new int[1 + Arrays.stream(byOrdinal).max().orElse(0)];
        for (int count : byOrdinal) {
            valuesByCount[count]++;
        }
        int count = valuesByCount.length - 1;
        for (int left = atMost; count > 0 && valuesByCount[count] <= left; count--) {
            left -= valuesByCount[count];
        }
        return count;
    }

    /** Ordinals of the values that were found more often than this. */
    int[] moreFrequentThan(int count) {
        return IntStream.range(0, byOrdinal.length)
                .filter(ordinal -> byOrdinal[ordinal] > count)
                .toArray();
    }

    /** The value of an ordinal: a copy. */
    BytesRef value(int ordinal) throws IOException {
        return BytesRef.deepCopyOf(values.lookupOrd(ordinal));
    }

    /** How often a value was found here. */
    int count(BytesRef value) throws IOException {
        long ordinal = values.lookupTerm(value);
        return ordinal < 0 ? 0 : byOrdinal[(int) ordinal];
    }
}
