package sentinel.parser.llm;

import sentinel.contract.topic.ErrorClass;

/** A model answered, was paid, and the answer is of no use. The message names the place, never the content. */
final class InvalidAnswerException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ErrorClass errorClass;
    private final String problem;

    private InvalidAnswerException(ErrorClass errorClass, String problem) {
        super(problem);
        this.errorClass = errorClass;
        this.problem = problem;
    }

    static InvalidAnswerException malformed(String problem) {
        return new InvalidAnswerException(ErrorClass.LLM_MALFORMED, problem);
    }

    /** The model says in words that it will not answer. */
    static InvalidAnswerException refused(String problem) {
        return new InvalidAnswerException(ErrorClass.LLM_REFUSED, problem);
    }

    static InvalidAnswerException truncated() {
        return new InvalidAnswerException(ErrorClass.LLM_TRUNCATED, "the answer was cut off by the limit of tokens");
    }

    /** What is wrong with the answer; the message. */
    String problem() {
        return problem;
    }

    boolean isRefusal() {
        return errorClass == ErrorClass.LLM_REFUSED;
    }

    /** Of the dead letter and of the metric. */
    ErrorClass errorClass() {
        return errorClass;
    }
}
