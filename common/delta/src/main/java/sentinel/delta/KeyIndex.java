package sentinel.delta;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Collection;
import java.util.function.BiConsumer;
import java.util.function.LongPredicate;

/**
 * Where the row of each key is, in memory: about 27 bytes for a key and as many for each further name of it. Keys are hashed, so
 * an answer is a place to look at. The hash has a secret of this process: nobody can make keys that meet on purpose.
 */
final class KeyIndex {

    private final byte[] secret = new byte[16];
    private final MessageDigest sha256;
    private final LongMultiMap places = new LongMultiMap();
    private final LongMultiMap keysByName = new LongMultiMap();

    KeyIndex() {
        new SecureRandom().nextBytes(secret);
        try {
            sha256 = MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }

    /**
     * The row of a key is at a place.
     *
     * @param names further names of the row
     * @param isDead says of a place that its file or row is gone
     */
    void put(String key, Collection<String> names, int file, int row, LongPredicate isDead) {
        long hash = hash(key);
        places.put(hash, place(file, row), isDead);
        for (var name : names) {
            if (!name.equals(key)) {
                keysByName.put(hash(name), hash, place -> false);
            }
        }
    }

    /** Passes the file and the row of each place where the row of the key may be. */
    void forEachPlace(String key, BiConsumer<Integer, Integer> taker) {
        places.forEach(hash(key), place -> taker.accept(file(place), row(place)));
    }

    /** The same for the rows that have the name among their further names. */
    void forEachPlaceOfName(String name, BiConsumer<Integer, Integer> taker) {
        keysByName.forEach(
                hash(name), key -> places.forEach(key, place -> taker.accept(file(place), row(place))));
    }

    int size() {
        return places.size();
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

    private long hash(String text) {
        sha256.update(secret);
        var digest = sha256.digest(text.getBytes(StandardCharsets.UTF_8));
        long hash = 0;
        for (int i = 0; i < Long.BYTES; i++) {
            hash = hash << 8 | (digest[i] & 0xff);
        }
        return hash == 0 ? 1 : hash; // 0 is no value in the map of names
    }
}
