package sentinel.api.groups;

/**
 * The weightiest terms of a text, as unit vectors: one of all terms, and one of names and numbers alone. Weights are whole
 * numbers, so that a product is the same whatever the order of its terms.
 */
final class TermVector {

    /** The length to which a vector's weights are scaled. */
    static final int LENGTH = 4_000;

    static final TermVector EMPTY = new TermVector(new int[0], new short[0]);

    private final int[] terms; // sorted
    private final short[] weights;
    private final double names; // length of the part that is names

    TermVector(int[] terms, short[] weights) {
        this.terms = terms;
        this.weights = weights;
        long squares = 0;
        for (int i = 0; i < terms.length; i++) {
            squares += Terms.isName(terms[i]) ? (long) weights[i] * weights[i] : 0;
        }
        this.names = Math.sqrt((double) squares);
    }

    int size() {
        return terms.length;
    }

    int term(int i) {
        return terms[i];
    }

    int weight(int i) {
        return weights[i];
    }

    /** How alike two texts are: what their common words and their common names weigh. */
    Likeness likeness(TermVector other) {
        long words = 0;
        long common = 0;
        int count = 0;
        for (int i = 0, k = 0; i < terms.length && k < other.terms.length; ) {
            if (terms[i] < other.terms[k]) {
                i++;
            } else if (terms[i] > other.terms[k]) {
                k++;
            } else {
                long product = (long) weights[i] * other.weights[k];
                if (Terms.isName(terms[i])) {
                    common += product;
                    count++;
                } else {
                    words += product;
                }
                i++;
                k++;
            }
        }
        double lengths = names * other.names;
        return new Likeness((double) (words + common) / LENGTH / LENGTH, lengths == 0 ? 0 : common / lengths, count);
    }

    /**
     * @param all cosine of the two texts
     * @param names cosine of their names and numbers
     * @param count names and numbers that both have
     */
    record Likeness(double all, double names, int count) {}
}
