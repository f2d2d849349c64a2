package sentinel.producers.feeds;

/**
 * The longest texts that are taken over from a source, in characters: hints are no place for whole articles. And the most
 * items.
 */
public final class FeedLimits {

    public static final int TITLE = 500;
    public static final int AUTHOR = 300;
    /** Of a feed of 5 MB that would leave 250 bytes for each. */
    static final int ITEMS = 20_000;

    static final int SUMMARY = 2000;
    static final int RECORD_ID = 2048;

    private FeedLimits() {}
}
