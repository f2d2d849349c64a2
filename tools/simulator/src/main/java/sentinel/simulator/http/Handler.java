package sentinel.simulator.http;

/** Answers requests; called by several threads. An exception becomes a 500 with its message. */
public interface Handler {

    Answer answer(Request request);

    /** Whether the answer may take more than a millisecond or so: it is then made beside the thread that serves all. */
    boolean isHeavy(Request request);
}
