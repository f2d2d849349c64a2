package sentinel.api.groups;

import java.util.OptionalDouble;

/**
 * Whether two texts tell of the same event. The limits were chosen on labelled articles, and are measured on others
 * ({@code ./sentinel bench versions}).
 */
final class SameEvent {

    /** How much later than a story's first article its others can be: milliseconds. */
    static final long WINDOW = 5 * LiveArticle.DAY;

    /** Names and numbers that two articles share at least if they are to be linked. */
    static final int LEAST_NAMES = 3;

    // Two ways to be alike: by all words, or, where reporters wrote differently, by many names and numbers.
    private static final double ALIKE = 0.50;
    private static final double ALIKE_NAMES = 0.40;
    private static final double NAMED = 0.48;
    private static final double NAMED_ALL = 0.30;
    private static final int NAMED_COUNT = 6;

    /** Across languages, names and numbers alone can be compared. */
    private static final double FOREIGN = 0.50;

    private static final int FOREIGN_COUNT = 6;

    // What an article that is like one of a story must have in common with the story's first.
    private static final double FIRST = 0.20;
    private static final double FOREIGN_FIRST = 0.40;

    private SameEvent() {}

    /** How alike, when they may be linked. */
    static OptionalDouble link(LiveArticle a, LiveArticle b) {
        var likeness = a.vector.likeness(b.vector);
        double names = likeness.names();
        if (areForeign(a, b)) {
            return names >= FOREIGN && likeness.count() >= FOREIGN_COUNT
                    ? OptionalDouble.of(names)
                    : OptionalDouble.empty();
        }
        double all = likeness.all();
        boolean alike = all >= ALIKE && names >= ALIKE_NAMES && likeness.count() >= LEAST_NAMES;
        boolean named = all >= NAMED_ALL && names >= NAMED && likeness.count() >= NAMED_COUNT;
        return alike || named ? OptionalDouble.of(all) : OptionalDouble.empty();
    }

    /** Whether an article that is linked with one of a story may join it: it must be somewhat like the first one. */
    static boolean joins(LiveArticle article, LiveArticle first) {
        var likeness = article.vector.likeness(first.vector);
        return areForeign(article, first) ? likeness.names() >= FOREIGN_FIRST : likeness.all() >= FIRST;
    }

    private static boolean areForeign(LiveArticle a, LiveArticle b) {
        return a.language != null && b.language != null && !a.language.equals(b.language);
    }
}
