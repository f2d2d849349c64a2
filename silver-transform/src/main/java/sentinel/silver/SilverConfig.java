package sentinel.silver;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import sentinel.config.ConfigException;
import sentinel.config.Env;
import sentinel.config.TablePaths;

/**
 * Everything a run can be told.
 *
 * @param interval how often {@code --stream} looks for new versions
 * @param batchRows approximate maximum of Bronze rows in one batch: it ends with the commit that reaches them
 * @param retention how long older versions of Silver can be read: their log and their files
 * @param exitWithParent end when standard input ends, which it does when the process that started this one is gone
 * @param readyFile made by {@code --stream} when Silver holds what Bronze held at the start
 * @param sightingsNamed whether {@code --sightings} was given: then they must be there
 */
record SilverConfig(
        Mode mode,
        TablePaths tables,
        Duration interval,
        int batchRows,
        Duration retention,
        boolean exitWithParent,
        Optional<Path> readyFile,
        boolean sightingsNamed) {

    private static final Duration SHORTEST_RETENTION = Duration.ofHours(1);

    static final String USAGE =
            """
            usage: SilverJob --once | --stream | --full [--bronze PATH] [--sightings PATH] [--silver PATH]

              --once            fold new rows of Bronze into Silver, then end
              --stream          the same, continuously, until stopped
              --full            fold all of Bronze again and correct differences in Silver; a healthy table stays unchanged
              --bronze PATH     [SENTINEL_BRONZE, else SENTINEL_DATA/bronze/articles]
              --sightings PATH  [SENTINEL_SIGHTINGS, else SENTINEL_DATA/bronze/sightings]
              --silver PATH     [SENTINEL_SILVER, else SENTINEL_DATA/silver/articles]
              --help            show this text

            SENTINEL_SILVER_INTERVAL [1s]: how often --stream looks for new rows
            SENTINEL_SILVER_BATCH_ROWS [10000]: approximate maximum of Bronze rows in one batch
            SENTINEL_SILVER_RETENTION [24h]: how long older versions of Silver can be read, at least 1h
            SENTINEL_EXIT_WITH_PARENT [false]: end when standard input ends
            SENTINEL_READY_FILE: a file that --stream creates when Silver holds what Bronze held at the start

            Exit codes: 0 done or stopped, 1 failed, 2 invalid arguments or settings (--once and --full: also when there is no Bronze table).
            """;

    /** @throws ConfigException with every problem of the arguments, or else of the environment */
    static SilverConfig parse(List<String> arguments, Map<String, String> environment) {
        var problems = new ArrayList<String>();
        var paths = new HashMap<String, String>();
        Mode mode = null;
        for (var rest = arguments.iterator(); rest.hasNext(); ) {
            String argument = rest.next();
            switch (argument) {
                case "--once", "--stream", "--full" -> {
                    if (mode != null) {
                        problems.add(argument + ": one of --once, --stream, --full, not two");
                    }
                    mode = Mode.valueOf(argument.substring(2).toUpperCase(Locale.ROOT));
                }
                case "--bronze", "--sightings", "--silver" -> {
                    if (!rest.hasNext()) {
                        problems.add(argument + " needs a path");
                    } else {
                        paths.put(argument, rest.next());
                    }
                }
                default -> problems.add(argument + " is not an argument of this job");
            }
        }
        if (mode == null) {
            problems.add("one of --once, --stream, --full must be given");
        }
        if (mode == null || !problems.isEmpty()) {
            throw new ConfigException(problems);
        }
        Mode chosen = mode;
        return Env.read(environment, env -> from(env, chosen, paths));
    }

    /** @param paths of the tables, by the argument that gave them */
    static SilverConfig from(Env env, Mode mode, Map<String, String> paths) {
        var defaults = TablePaths.from(env);
        var retention = env.duration("SENTINEL_SILVER_RETENTION", Duration.ofDays(1));
        if (retention.compareTo(SHORTEST_RETENTION) < 0) {
            env.problem(
                    "SENTINEL_SILVER_RETENTION",
                    "is shorter than 1h: readers of Silver would lose the files that they read");
        }
        return new SilverConfig(
                mode,
                new TablePaths(
                        paths.getOrDefault("--bronze", defaults.bronze()),
                        paths.getOrDefault("--sightings", defaults.sightings()),
                        defaults.llmCalls(),
                        paths.getOrDefault("--silver", defaults.silver())),
                env.duration("SENTINEL_SILVER_INTERVAL", Duration.ofSeconds(1)),
                env.integer("SENTINEL_SILVER_BATCH_ROWS", 10_000, 1, 100_000),
                retention,
                env.flag("SENTINEL_EXIT_WITH_PARENT", false),
                env.path("SENTINEL_READY_FILE"),
                paths.containsKey("--sightings"));
    }
}
