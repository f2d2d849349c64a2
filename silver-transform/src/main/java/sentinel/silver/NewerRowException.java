package sentinel.silver;

import java.util.Optional;

/**
 * A newer release wrote a row of Bronze or of the sightings. This job cannot know what the row means: folded without the
 * columns that the job does not know, the article would have nulls that nobody could tell from values that were never
 * recorded, and they would stay. The batch therefore fails, nothing of it is in Silver, and an upgraded job folds it. A row
 * of an older version is folded: a column that is younger than the row is null.
 */
final class NewerRowException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    NewerRowException(String path, int found, int known) {
        super("table " + path + " has rows of schema_version " + found + ", and this job knows up to " + known
                + ": a newer release wrote them, upgrade the Silver job");
    }

    /** The exception among the causes of a failure: Spark wraps what happened in what it was doing. */
    static Optional<NewerRowException> in(Throwable failure) {
        for (var cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NewerRowException newer) {
                return Optional.of(newer);
            }
        }
        return Optional.empty();
    }
}
