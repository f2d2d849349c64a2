package sentinel.api.groups;

import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/** Numbers by key, 0 for a key that is not there: open addressing with linear probing. Eight bytes for each place. */
final class IntCounts {

    private static final int FEWEST = 16;

    interface Each {
        void take(int key, int value);
    }

    private int[] keys = new int[FEWEST];
    private int[] values = new int[FEWEST]; // 0: the place is free
    private int size;

    int get(int key) {
        return values[place(key)];
    }

    /** @param value 0 to remove the key */
    void put(int key, int value) {
        int place = place(key);
        if (value == 0) {
            remove(place);
            return;
        }
        if (values[place] == 0) {
            if (++size * 3 > keys.length * 2) {
                grow();
                place = place(key);
            }
            keys[place] = key;
        }
        values[place] = value;
    }

    void add(int key, int by) {
        put(key, get(key) + by);
    }

    private int place(int key) {
        int mask = keys.length - 1;
        int place = home(key, mask);
        while (values[place] != 0 && keys[place] != key) {
            place = (place + 1) & mask;
        }
        return place;
    }

    private static int home(int key, int mask) {
        int mixed = key * 0x9E3779B9;
        return (mixed ^ mixed >>> 16) & mask;
    }

    /** Moves those up that were pushed past the free place. */
    private void remove(int place) {
        if (values[place] == 0) {
            return;
        }
        size--;
        int mask = keys.length - 1;
        int free = place;
        values[free] = 0;
        for (int i = (free + 1) & mask; values[i] != 0; i = (i + 1) & mask) {
            if (((i - home(keys[i], mask)) & mask) >= ((i - free) & mask)) {
                keys[free] = keys[i];
                values[free] = values[i];
                values[i] = 0;
                free = i;
            }
        }
    }

    private void grow() {
        int[] oldKeys = keys;
        int[] oldValues = values;
        keys = new int[oldKeys.length * 2];
        values = new int[keys.length];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldValues[i] != 0) {
                int place = place(oldKeys[i]);
                keys[place] = oldKeys[i];
                values[place] = oldValues[i];
            }
        }
    }

    void forEach(Each each) {
        for (int i = 0; i < keys.length; i++) {
            if (values[i] != 0) {
                each.take(keys[i], values[i]);
            }
        }
    }

    int[] keys() {
        return keys(value -> true);
    }

    /** The keys whose value is wanted. */
    int[] keys(IntPredicate wanted) {
        return IntStream.range(0, keys.length)
                .filter(i -> values[i] != 0 && wanted.test(values[i]))
                .map(i -> keys[i])
                .toArray();
    }
}
