package sentinel.parser.llm;

/** A model answered, was paid, and the answer is of no use. The message names the place, never the content. */
final class InvalidAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String errorClass;

    private InvalidAnswerException(String errorClass, String message) {
        super(message);
        this.errorClass = errorClass;
    }

    static InvalidAnswerException malformed(String message) {
        return new InvalidAnswerException("llm_malformed", message);
    }

    static InvalidAnswerException truncated() {
        return new InvalidAnswerException("llm_truncated", "the answer was cut off by the limit of tokens");
    }

    /** Short and stable: of the dead letter and of the metric. */
    String errorClass() {
        return errorClass;
    }
}
