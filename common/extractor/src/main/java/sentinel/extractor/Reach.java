package sentinel.extractor;

/**
 * How far into a page its readers look. Each number is more than any article needs, and bounds the time that a page made of
 * millions of one thing can take.
 */
final class Reach {

    /** Top headings that are asked whether they say an error: a page that stands for one says so in its first. */
    static final int ERROR_HEADINGS = 50;
    /** Headings that can be the headline. */
    static final int HEADLINES = 40;
    /** Lines without prose after which a text is taken to be made of such lines. */
    static final int EARLY_LINES = 200;
    /** Paragraphs that are looked at for counts of readers. */
    static final int COUNTED_PARAGRAPHS = 2_000;
    /** Blocks that are looked up in the claimed body. */
    static final int CONFIRMED_BLOCKS = 3_000;
    /** Blocks that are looked at for a date when no place speaks for one. */
    static final int DATED_BLOCKS = 3_000;
    /** Elements that are named or marked up for an author, or for a date. */
    static final int CANDIDATES = 300;

    private Reach() {}
}
