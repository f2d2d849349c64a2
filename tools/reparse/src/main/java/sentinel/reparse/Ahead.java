package sentinel.reparse;

import java.util.List;

/** Brings answers to texts before they are read, in a cheaper way. A text whose answer does not come is asked about as usual. */
@FunctionalInterface
interface Ahead {

    /** Returns when as many of the texts as possible have their answers in the cache. */
    void read(List<StoredText> texts) throws InterruptedException;

    /** Nothing is known before. */
    static Ahead none() {
        return texts -> {};
    }
}
