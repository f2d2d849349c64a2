package sentinel.common.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What must hold for this process to do its work. Checks answer at once, from what their part last saw. */
public final class Health {

    private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentHashMap<>();

    /**
     * @param name of the part, unique in the process
     * @param problem what is wrong, for a person and without secrets; empty when nothing is
     */
    public void check(String name, Supplier<Optional<String>> problem) {
        if (checks.putIfAbsent(name, problem) != null) {
            throw new IllegalArgumentException("two health checks are called " + name);
        }
    }

    /** Every check's answer by name, sorted; {@code up} where nothing is wrong. */
    public Report report() {
        var answers = new LinkedHashMap<String, String>();
        var problems = new LinkedHashMap<String, String>();
        checks.keySet().stream().sorted().forEach(name -> {
            var problem = ask(checks.get(name));
            answers.put(name, problem.orElse("up"));
            problem.ifPresent(p -> problems.put(name, p));
        });
        return new Report(problems.isEmpty() ? "ready" : "not ready", answers);
    }

    private static Optional<String> ask(Supplier<Optional<String>> check) {
        try {
            return check.get();
        } catch (RuntimeException e) {
            return Optional.of("the check failed: " + e);
        }
    }

    /**
     * @param status {@code ready} or {@code not ready}
     * @param checks {@code up} or the problem, by part
     */
    public record Report(String status, Map<String, String> checks) {
        public boolean ready() {
            return status.equals("ready");
        }
    }
}
