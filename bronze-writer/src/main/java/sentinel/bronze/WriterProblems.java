package sentinel.bronze;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What currently fails, by the part of the writer that it concerns: the table, or a Kafka partition. Thread-safe. */
final class WriterProblems {

    private static final Logger log = LoggerFactory.getLogger(WriterProblems.class);

    private final Map<String, String> problems = new ConcurrentSkipListMap<>();

    /** Notes a failure. Logs it with its stack trace when it is new, in one line when it lasts. */
    void report(String part, String what, Throwable cause) {
        String problem = what + ": " + cause;
        if (problem.equals(problems.put(part, problem))) {
            log.warn("still_failing part=\"{}\" problem=\"{}\"", part, problem);
        } else {
            log.error("failing part=\"{}\" problem=\"{}\"", part, problem, cause);
        }
    }

    void solved(String part) {
        problems.remove(part);
    }

    /** One of them, for health; empty when nothing fails. */
    Optional<String> first() {
        return problems.values().stream().findFirst();
    }
}
