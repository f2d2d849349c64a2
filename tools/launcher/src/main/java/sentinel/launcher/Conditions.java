package sentinel.launcher;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What a person at the terminal is told of problems: each one once when it begins, and once when it ends. What comes and
 * goes within seconds is not told, and neither is what a part says of itself while it starts, unless that takes long.
 * Of many problems that begin together the first few are told, and how many more there are.
 */
final class Conditions {

    private static final Duration SETTLED = Duration.ofSeconds(10);
    private static final Duration STARTED = Duration.ofSeconds(30);
    private static final int LINES_AT_ONCE = 5;
    private static final int LONGEST_LINE = 300;

    /** A problem under one name. Times of now are handed in. */
    private static final class Condition {
        private String problem = "";
        private String told = "";
        private Instant since = Instant.MIN;
        private @Nullable Instant toldAt; // null: not told yet
        private @Nullable Instant goneSince; // null: it is there
    }

    private final Map<String, Condition> conditions = new TreeMap<>();
    private final Set<String> wereUp = new HashSet<>();

    /**
     * @param parts all that were asked, whether they have a problem or not
     * @param problems by name
     * @return what is to be told now, a line each
     */
    List<String> lines(Set<String> parts, SortedMap<String, String> problems, Instant now) {
        var lines = new ArrayList<String>();
        problems.forEach((name, problem) -> seen(name, problem, now));
        int unsaid = 0;
        for (var entry : conditions.entrySet()) {
            if (problems.containsKey(entry.getKey()) && isNews(entry.getKey(), parts, entry.getValue(), now)) {
                if (lines.size() < LINES_AT_ONCE) {
                    lines.add("problem " + oneLine(entry.getKey() + ": " + entry.getValue().problem));
                } else {
                    unsaid++;
                }
            }
        }
        if (unsaid > 0) {
            lines.add("problem and " + unsaid + " more; ./sentinel status names all");
        }
        lines.addAll(ended(problems, now));
        parts.stream().filter(part -> !problems.containsKey(part)).forEach(wereUp::add);
        return lines;
    }

    private void seen(String name, String problem, Instant now) {
        var condition = conditions.computeIfAbsent(name, n -> new Condition());
        condition.goneSince = null;
        if (!withoutNumbers(problem).equals(withoutNumbers(condition.problem))) {
            condition.since = now;
        }
        condition.problem = problem;
    }

    /** Marks it as told, if it is to be told. */
    private boolean isNews(String name, Set<String> parts, Condition condition, Instant now) {
        boolean starting = parts.contains(name) && !wereUp.contains(name);
        var settled = condition.since.plus(starting ? STARTED : SETTLED);
        String text = withoutNumbers(condition.problem);
        if (now.isBefore(settled) || text.equals(condition.told)) {
            return false;
        }
        condition.told = text;
        if (condition.toldAt == null) {
            condition.toldAt = condition.since;
        }
        return true;
    }

    private List<String> ended(Map<String, String> problems, Instant now) {
        var lines = new ArrayList<String>();
        conditions.entrySet().removeIf(entry -> {
            var condition = entry.getValue();
            if (problems.containsKey(entry.getKey())) {
                return false;
            }
            if (condition.toldAt == null) {
                return true;
            }
            if (condition.goneSince == null) {
                condition.goneSince = now;
            }
            if (now.isBefore(condition.goneSince.plus(SETTLED))) {
                return false;
            }
            var lasted = Duration.between(condition.toldAt, condition.goneSince);
            lines.add("solved " + oneLine(entry.getKey()) + ", after " + words(lasted));
            return true;
        });
        if (lines.size() > LINES_AT_ONCE) {
            int more = lines.size() - LINES_AT_ONCE;
            lines.subList(LINES_AT_ONCE, lines.size()).clear();
            lines.add("solved and " + more + " more");
        }
        return lines;
    }

    /** A count that goes on in a text does not make it another problem. */
    private static String withoutNumbers(String problem) {
        return problem.replaceAll("[0-9.:]+", "0");
    }

    private static String words(Duration lasted) {
        long seconds = lasted.toSeconds();
        return seconds < 120 ? seconds + " s" : seconds < 7200 ? seconds / 60 + " min" : seconds / 3600 + " h";
    }

    /** Reasons quote what servers sent: nothing in them may steer the terminal. */
    static String oneLine(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\p{Zl}\\p{Zp}\\s]+", " ");
        return line.length() <= LONGEST_LINE ? line : line.substring(0, LONGEST_LINE) + " ...";
    }
}
