package sentinel.delta;

import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

/**
 * Where the row of each key is, in memory: about 27 bytes for a key and as many for each further name of it. Keys are hashed, so
 * an answer is a place to look at.
 */
final class KeyIndex {

    private final KeyHash hashes = new KeyHash();
    private final LongMultiMap places = new LongMultiMap();
    private final LongMultiMap keysByName = new LongMultiMap();

    /**
     * The row of a key is at a place.
     *
     * @param names further names of the row
     * @param isDead says of a place that its file or row is gone
     */
    void put(String key, Collection<String> names, int file, int row, LongPredicate isDead) {
        long hash = hashes.of(key);
        places.put(hash, place(file, row), isDead);
        for (var name : names) {
            if (!name.equals(key)) {
                keysByName.put(hashes.of(name), hash, place -> false);
            }
        }
    }

    /** Passes the file and the row of each place where the row of the key may be. */
    void forEachPlace(String key, BiConsumer<Integer, Integer> taker) {
        places.forEach(hashes.of(key), place -> taker.accept(file(place), row(place)));
    }

    /** The same for the rows that have the name among their further names. */
    void forEachPlaceOfName(String name, BiConsumer<Integer, Integer> taker) {
        keysByName.forEach(hashes.of(name), key -> places.forEach(key, place -> taker.accept(file(place), row(place))));
    }

    void clear() {
        places.clear();
        keysByName.clear();
    }

    static int file(long place) {
        return (int) (place >>> 32);
    }

    static int row(long place) {
        return (int) place;
    }

    /** @param file from 1, so that no place is 0 */
    private static long place(int file, int row) {
        return (long) file << 32 | row;
    }
}
