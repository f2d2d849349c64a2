package sentinel.producers.feeds;

/** The longest texts that are taken over from a source, in characters: hints are no place for whole articles. */
public final class FeedLimits {

    public static final int TITLE = 500;
    public static final int AUTHOR = 300;
    static final int SUMMARY = 2000;
    static final int RECORD_ID = 2048;

    private FeedLimits() {}
}
