package sentinel.delta;

import java.util.function.LongConsumer;
import java.util.function.LongPredicate;

/**
 * Any number of longs for each long, in two arrays: open addressing, 21 to 43 bytes for an entry. Nothing is removed. Not
 * thread-safe.
 */
public final class LongMultiMap {

    private static final double MOST_FULL = 0.75;
    private static final int SMALLEST = 1 << 10;

    private long[] keys = new long[SMALLEST];
    private long[] values = new long[SMALLEST]; // 0: the slot is free
    private int size;

    /**
     * Adds an entry.
     *
     * @param value not 0
     * @param isDead says of another value of the key that nobody needs it: then its place is taken
     */
    public void put(long key, long value, LongPredicate isDead) {
        if (size >= keys.length * MOST_FULL) {
            grow();
        }
        int slot = slot(key);
        while (values[slot] != 0) {
            if (keys[slot] == key && (values[slot] == value || isDead.test(values[slot]))) {
                values[slot] = value;
                return;
            }
            slot = next(slot);
        }
        keys[slot] = key;
        values[slot] = value;
        size++;
    }

    /** Passes each value of a key. */
    public void forEach(long key, LongConsumer taker) {
        for (int slot = slot(key); values[slot] != 0; slot = next(slot)) {
            if (keys[slot] == key) {
                taker.accept(values[slot]);
            }
        }
    }

    void clear() {
        keys = new long[SMALLEST];
        values = new long[SMALLEST];
        size = 0;
    }

    private void grow() {
        var oldKeys = keys;
        var oldValues = values;
        keys = new long[Math.multiplyExact(oldKeys.length, 2)];
        values = new long[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int slot = slot(oldKeys[i]);
                while (values[slot] != 0) {
                    slot = next(slot);
                }
                keys[slot] = oldKeys[i];
                values[slot] = oldValues[i];
            }
        }
    }

    private int slot(long key) {
        long mixed = key * 0x9E3779B97F4A7C15L;
        return (int) (mixed >>> 32) & (keys.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (keys.length - 1);
    }
}
