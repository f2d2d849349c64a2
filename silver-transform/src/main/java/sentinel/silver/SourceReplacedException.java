package sentinel.silver;

/** A source is not the table that Silver was made from. Only a person can say which of the two is right. */
final class SourceReplacedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    SourceReplacedException(String what) {
        super(what + "; if that is meant, --full makes Silver from what is there now");
    }
}
