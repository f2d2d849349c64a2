package sentinel.api.groups;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** An article that {@link Stories} knows: while it is live with its terms, after that with its place in a story alone. */
final class LiveArticle {

    static final int NO_SLOT = -1;
    static final long DAY = 24L * 60 * 60 * 1000;

    /** The order of articles: a story is named by the first. */
    static final Comparator<LiveArticle> ORDER = Comparator.<LiveArticle>comparingLong(article -> article.firstSeen)
            .thenComparing(article -> article.id, Long::compareUnsigned);

    /** An earlier article that tells of the same event by its text. */
    record Link(LiveArticle to, double likeness) {
        /** The most alike first; of equally alike ones the earliest. */
        static final Comparator<Link> BEST_FIRST =
                Comparator.comparingDouble(Link::likeness).reversed().thenComparing(Link::to, ORDER);
    }

    final long id;
    final long firstSeen;
    final long day;
    final @Nullable String language;

    /** Tells its text from another one. */
    final int textHash;

    /** How many articles have this text. */
    int copies = 1;

    TermVector vector = TermVector.EMPTY;

    /** Its place in the index; {@link #NO_SLOT} when it is not live. */
    int slot = NO_SLOT;

    /** All its terms, also those too light for the vector; empty when it is too old to change. */
    int[] terms = {};

    /** The best, best first. */
    List<Link> links = new ArrayList<>(0);

    /** Whether there may be more links than are kept. */
    boolean hasMoreLinks;

    /** Articles that have a link to this one. */
    final List<LiveArticle> followers = new ArrayList<>(0);

    /** The first article of its story, which may be itself. */
    LiveArticle story = this;

    /** Of a story's first article: all articles of it, unless it is alone. */
    @Nullable
    List<LiveArticle> members;

    LiveArticle(long id, long firstSeen, @Nullable String language, int textHash) {
        this.id = id;
        this.firstSeen = firstSeen;
        this.day = day(firstSeen);
        this.language = language;
        this.textHash = textHash;
    }

    static long day(long firstSeen) {
        return Math.floorDiv(firstSeen, DAY);
    }

    static int textHash(Report report) {
        return Objects.hash(report.language(), report.title(), report.text(), report.names());
    }

    boolean isLive() {
        return slot != NO_SLOT;
    }

    boolean isBefore(LiveArticle other) {
        return ORDER.compare(this, other) < 0;
    }

    /** The articles of the story whose first article this is. */
    List<LiveArticle> storyMembers() {
        return members == null ? List.of(this) : members;
    }
}
