package sentinel.fetcher.identity;

import static java.util.concurrent.CompletableFuture.completedFuture;

import java.util.concurrent.CompletionStage;
import sentinel.fetcher.identity.ClaimedHeadlines.Note;

/** Where notes of who is known by an address outlive an instance. It may forget. */
public interface ClaimNotes {

    /** Keeps nothing: whoever asks is the first. */
    ClaimNotes NONE = (identity, note) -> completedFuture(note);

    /**
     * Keeps a note if there is none of that address.
     *
     * @return the one that is there then; what was given when it cannot be known. Never completes exceptionally.
     */
    CompletionStage<Note> take(String identity, Note note);
}
