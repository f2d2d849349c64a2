package sentinel.simulator.llm;

/** Why a model did not answer. */
enum Failure {
    RATE_LIMITED(429, "Rate limit reached. Please try again in 1s."),
    OUT_OF_QUOTA(429, "You exceeded your current quota; your credit balance is too low."),
    KEY_REFUSED(401, "Incorrect API key provided."),
    FAILED(500, "The server had an error while processing your request."),
    OUTAGE(503, "The server is overloaded or down."),
    NOT_UNDERSTOOD(400, "We could not parse the JSON body of your request.");

    private final int status;
    private final String message;

    Failure(int status, String message) {
        this.status = status;
        this.message = message;
    }

    int status() {
        return status;
    }

    String message() {
        return message;
    }
}
