package sentinel.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The table of docs/metrics.md.
 *
 * @param all name to labels
 * @param fromTheStart names that a service has as soon as it runs
 */
record DocumentedMetrics(Map<String, Set<String>> all, Set<String> fromTheStart) {

    private static final Pattern NAME = Pattern.compile("`([a-z0-9_]+)`");
    private static final Pattern TYPE = Pattern.compile("# TYPE (\\w+) (\\w+)");
    private static final Pattern SAMPLE = Pattern.compile("(\\w+?)(?:_count|_sum|_bucket)?\\{(.*)} \\S+");
    private static final Pattern LABEL = Pattern.compile("(\\w+)=\"(?:[^\"\\\\]|\\\\.)*\"");
    /** The labels that Prometheus's own types have. */
    private static final Set<String> OF_TYPES = Set.of("le", "quantile");

    static DocumentedMetrics read() throws IOException {
        var all = new TreeMap<String, Set<String>>();
        var fromTheStart = new TreeSet<String>();
        for (var line : Files.readAllLines(SentinelProcess.CHECKOUT.resolve("docs/metrics.md"))) {
            if (line.startsWith("| `sentinel_")) {
                var cells = line.split("\\|", -1);
                var labels = Stream.of(cells[2].split(",", -1))
                        .map(String::strip)
                        .filter(label -> !label.isEmpty())
                        .collect(Collectors.toUnmodifiableSet());
                var name = NAME.matcher(cells[1]);
                while (name.find()) {
                    all.put(name.group(1), labels);
                    if (cells[4].isBlank()) {
                        fromTheStart.add(name.group(1));
                    }
                }
            }
        }
        return new DocumentedMetrics(all, fromTheStart);
    }

    /** Names and labels of what {@code /metrics} answers; the maximum of a summary belongs to the summary. */
    static Map<String, Set<String>> exposed(String scrape) {
        var labels = new HashMap<String, Set<String>>();
        scrape.lines().forEach(line -> {
            var type = TYPE.matcher(line);
            if (type.matches()) {
                labels.putIfAbsent(family(type.group(1)), new TreeSet<>());
            }
            var sample = SAMPLE.matcher(line);
            if (sample.matches()) {
                var label = LABEL.matcher(sample.group(2));
                var of = labels.get(family(sample.group(1)));
                while (label.find()) {
                    if (!OF_TYPES.contains(label.group(1))) {
                        of.add(label.group(1));
                    }
                }
            }
        });
        return labels;
    }

    private static String family(String name) {
        return name.endsWith("_max") ? name.substring(0, name.length() - "_max".length()) : name;
    }
}
