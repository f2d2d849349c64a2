package sentinel.silver;

/** A source no longer knows what changed since Silver last read it; all of it must be read. */
final class ChangesGoneException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    ChangesGoneException(String what) {
        super(what);
    }
}
