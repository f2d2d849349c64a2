package sentinel.versions;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of an article before and after a change. Both are read once for all that is asked about them, which is most of the work.
 * Not thread-safe.
 */
public final class Revision {

    private final VersionText before;
    private final VersionText after;
    private final ReaderText readBefore;
    private final ReaderText readAfter;
    private @Nullable List<Word> wordsBefore;
    private @Nullable List<Word> wordsAfter;

    /** Reads both texts. */
    public Revision(VersionText before, VersionText after) {
        this.before = before;
        this.after = after;
        this.readBefore = ReaderText.of(before);
        this.readAfter = ReaderText.of(after);
    }

    /** Whether the second text is the same article, of which less was read; see {@link Shortening}. */
    public boolean isShortening() {
        return Shortening.is(this);
    }

    /** The edit that makes the second text out of the first. */
    public Edit edit() {
        return Edit.of(this);
    }

    @Nullable
    Double confidenceBefore() {
        return before.confidence();
    }

    @Nullable
    Double confidenceAfter() {
        return after.confidence();
    }

    ReaderText before() {
        return readBefore;
    }

    ReaderText after() {
        return readAfter;
    }

    /** Words of the first body. */
    List<Word> wordsBefore() {
        var words = wordsBefore == null ? Words.of(readBefore.body()) : wordsBefore;
        wordsBefore = words;
        return words;
    }

    /** Words of the second body. */
    List<Word> wordsAfter() {
        var words = wordsAfter == null ? Words.of(readAfter.body()) : wordsAfter;
        wordsAfter = words;
        return words;
    }
}
