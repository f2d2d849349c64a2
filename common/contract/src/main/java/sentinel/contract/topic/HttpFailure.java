package sentinel.contract.topic;

/** A site answered with a status that brings no page. */
public record HttpFailure(int status) implements FailureClass {

    /** The name of all of them in the documentation. */
    public static final String FAMILY = "http_<status>";

    @Override
    public String id() {
        return "http_" + status;
    }

    @Override
    public String meaning() {
        return "The site answered with this status. 404, 408, 425, 429 and 5xx are retried; any other is parked.";
    }

    @Override
    public Replay replay() {
        return Replay.EITHER;
    }

    /** The same as {@link #id}, for logs. */
    @Override
    public String toString() {
        return id();
    }
}
