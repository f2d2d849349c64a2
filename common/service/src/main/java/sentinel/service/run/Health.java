package sentinel.service.run;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The health checks of this process. A check answers at once, from the state that its part saw last. */
public final class Health {

    private static final String UP = "up";

    private final Map<String, Supplier<Optional<String>>> checks = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Map<String, String>>> warnings = new ConcurrentHashMap<>();
    private final Map<String, Supplier<Optional<String>>> halts = new ConcurrentHashMap<>();

    /**
     * @param name of the part, unique in the process
     * @param problem the problem, for a person and without secrets; empty when there is none
     */
    public void check(String name, Supplier<Optional<String>> problem) {
        if (checks.putIfAbsent(name, problem) != null) {
            throw new IllegalArgumentException("two health checks are called " + name);
        }
    }

    /**
     * Adds a check whose problem halts the process's work while it lasts, such as a disk that is nearly full. Loops ask
     * {@link #halted} before they start anything that would make it worse.
     */
    public void halt(String name, Supplier<Optional<String>> problem) {
        check(name, problem);
        halts.put(name, problem);
    }

    /** Why no new work may start now; empty when it may. */
    public Optional<String> halted() {
        return halts.values().stream()
                .map(Health::ask)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /**
     * Adds problems that someone should look at although this process does its work, such as a feed that cannot be read.
     * A warning is reported beside the checks and never makes the process unready.
     *
     * @param name of the part, unique in the process
     * @param problems problems by the name of the thing, for a person and without secrets; empty when there are none. The
     *     report calls each {@code name: thing}
     */
    public void warn(String name, Supplier<Map<String, String>> problems) {
        if (warnings.putIfAbsent(name, problems) != null) {
            throw new IllegalArgumentException("two health warnings are called " + name);
        }
    }

    /** Every check's answer by name, sorted, {@code up} where there is no problem; and the warnings. */
    public Report report() {
        var answers = new LinkedHashMap<String, String>();
        var problems = new LinkedHashMap<String, String>();
        new TreeMap<>(checks).forEach((name, check) -> {
            var problem = ask(check);
            answers.put(name, problem.orElse(UP));
            problem.ifPresent(p -> problems.put(name, p));
        });
        return new Report(problems.isEmpty() ? "ready" : "not ready", answers, warned());
    }

    private Map<String, String> warned() {
        var all = new TreeMap<String, String>();
        warnings.forEach((name, problems) -> {
            try {
                problems.get().forEach((thing, problem) -> all.put(name + ": " + thing, problem));
            } catch (RuntimeException e) {
                all.put(name, "the check failed: " + e);
            }
        });
        return all;
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
     * @param warnings problems that do not make the process unready, by their subject; sorted
     */
    public record Report(String status, Map<String, String> checks, Map<String, String> warnings) {
        public boolean ready() {
            return status.equals("ready");
        }

        /** All problems, of checks and warnings, by part; sorted. */
        public SortedMap<String, String> problems() {
            var problems = new TreeMap<>(checks);
            problems.values().removeIf(UP::equals);
            problems.putAll(warnings);
            return problems;
        }
    }
}
