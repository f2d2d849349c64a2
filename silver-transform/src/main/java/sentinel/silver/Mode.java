package sentinel.silver;

/** What a run of the job does. */
enum Mode {
    /** Folds what is new and ends. */
    ONCE,
    /** Folds what is new as it comes, until it is stopped. */
    STREAM,
    /** Folds all of Bronze again, and corrects what differs in Silver. */
    FULL
}
