package sentinel.parser.llm;

import sentinel.contract.topic.ErrorClass;

/** A model answered, was paid, and the answer is of no use. The message names the place, never the content. */
final class InvalidAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;

    private InvalidAnswerException(ErrorClass errorClass, String message) {
        super(message);
        this.errorClass = errorClass;
    }

    static InvalidAnswerException malformed(String message) {
        return new InvalidAnswerException(ErrorClass.LLM_MALFORMED, message);
    }

    static InvalidAnswerException truncated() {
        return new InvalidAnswerException(ErrorClass.LLM_TRUNCATED, "the answer was cut off by the limit of tokens");
    }

    /** Of the dead letter and of the metric. */
    ErrorClass errorClass() {
        return errorClass;
    }
}
