package sentinel.parser.llm;

/** Batches cannot go on before a person acts. What was submitted is in the journal: the next reading goes on with it. */
public final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what for that person; without secrets */
    BatchFailedException(String what) {
        super(what);
    }
}
