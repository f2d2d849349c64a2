package sentinel.parser.llm;

/** Batches cannot go on before a person acts. What was submitted is in the journal: the next reading goes on with it. */
public final class BatchFailedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    /** @param what for that person; without secrets */
    private BatchFailedException(String what) {
        super(what);
    }

    /**
     * Returns when the failure may be over after a while.
     *
     * @param where the provider's name, and what was tried
     * @throws BatchFailedException no waiting cures it
     * @throws InterruptedException the process is stopping
     */
    static void throwIfOver(String where, CallFailure failure) throws InterruptedException {
        switch (failure.kind()) {
            case AUTHENTICATION, QUOTA, NOT_FOUND, UNWILLING, REFUSED ->
                throw new BatchFailedException(where + ": " + failure.getMessage()
                        + "; the next reading with this journal goes on with the batches that were submitted");
            case INTERRUPTED -> {
                Thread.interrupted();
                throw new InterruptedException("stopping");
            }
            case RATE, UNREACHABLE, OVERLOADED, SERVER, TIMEOUT, GARBLED -> {}
        }
    }
}
