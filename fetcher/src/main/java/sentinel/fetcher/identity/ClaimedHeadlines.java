package sentinel.fetcher.identity;

import static java.util.Objects.requireNonNull;
import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sentinel.extractor.HeadlineWords;
import sentinel.fetcher.identity.CanonicalLink.Worth;

/**
 * Settles what a page is known by when its canonical link can be neither believed nor refused by the page alone. The first
 * page that claims an address gets it, and its headline is noted: a later one that claims the same address with another
 * headline is another story, and is known by its own address; one with the same headline is the same story. The first
 * keeps the address: its articles and sightings lead there already. An article found at its own address is noted too.
 * The last {@value #REMEMBERED} are remembered here, those that were claimed in {@link ClaimNotes} besides, for restarts
 * and for other instances. No caching library is used: the newest claim must stay, since its rivals come soon after it,
 * whereas caffeine, once full, turns away what was not asked for before.
 */
public final class ClaimedHeadlines {

    private static final int REMEMBERED = 20_000;

    /**
     * Who is known by an address.
     *
     * @param own identity of the page's own address
     * @param headline its words, as {@link HeadlineWords#kept} reads them
     */
    public record Note(String own, String headline) {
        public Note {
            requireNonNull(own, "own");
            requireNonNull(headline, "headline");
        }

        static Note of(ArticleIdentity page) {
            return new Note(page.own(), page.headline().toKeep());
        }

        private boolean allows(ArticleIdentity page) {
            return own.equals(page.own()) || HeadlineWords.kept(headline).agrees(page.headline());
        }
    }

    private final ClaimNotes notes;
    private final Map<String, CompletableFuture<Note>> known = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, CompletableFuture<Note>> eldest) {
            return size() > REMEMBERED;
        }
    };

    public ClaimedHeadlines(ClaimNotes notes) {
        this.notes = notes;
    }

    /** The identity that a page is known by. Never completes exceptionally. */
    public CompletionStage<String> settle(ArticleIdentity page) {
        if (page.isSure()) {
            synchronized (known) {
                if (page.worth() == Worth.FITS) {
                    known.putIfAbsent(page.theClaim(), completedFuture(Note.of(page)));
                } else {
                    known.put(page.own(), completedFuture(Note.of(page)));
                }
            }
            return completedFuture(page.sure());
        }
        return holder(page).thenApply(note -> note.allows(page) ? page.theClaim() : page.own());
    }

    private CompletionStage<Note> holder(ArticleIdentity page) {
        var mine = new CompletableFuture<Note>();
        CompletableFuture<Note> held;
        synchronized (known) {
            held = known.putIfAbsent(page.theClaim(), mine);
        }
        if (held != null) {
            return held;
        }
        notes.take(page.theClaim(), Note.of(page)).thenAccept(mine::complete);
        return mine;
    }
}
