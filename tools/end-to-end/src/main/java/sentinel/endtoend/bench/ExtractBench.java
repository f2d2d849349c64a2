package sentinel.endtoend.bench;

import static java.util.Objects.requireNonNull;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The article extractor beside readability4j and jsoup's parse alone, over the same pages in the same run: how fast each
 * is on one thread from bytes, and, where it is known what is right, how good. The contestants take turns pass by pass,
 * and time is the reading thread's processor time, so that what else the machine does hits none or all; the JVM's own
 * threads, which compile and collect, are not in it.
 */
@Command(name = "bench extract", mixinStandardHelpOptions = true, description = "Measures the article extractor.")
final class ExtractBench implements Callable<Integer> {

    private static final int WRONG_INPUT = 2;
    private static final int WARM_UP = 3;
    private static final long ENOUGH_NANOS = 1_000_000_000;
    private static final String ALL = "all";

    @Parameters(
            arity = "0..1",
            paramLabel = "DIR",
            description =
                    "Directory with ID.html.gz files and ground-truth.json. Default: the pages of the simulated newsroom.")
    private @Nullable Path directory;

    @Option(
            names = "--sources",
            split = ",",
            paramLabel = "NAME",
            description = "Sources of the ground truth to time (default: all).")
    private Set<String> timed = Set.of();

    @Option(names = "--passes", paramLabel = "N", defaultValue = "7", description = "Timed passes (default: 7).")
    private int passes;

    private ExtractBench() {}

    static void run(String[] arguments) {
        int code = new CommandLine(new ExtractBench()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    /** Of one contestant and source. Pages per second, and the time as a multiple of the parse's in the same pass. */
    private record Speed(double slowest, double median, double fastest, double megabytes, double timesParse) {}

    @Override
    public Integer call() throws Exception {
        if (directory != null && !Files.isDirectory(directory)) {
            System.err.println("bench extract: " + directory + " is not a directory");
            return WRONG_INPUT;
        }
        var pages = directory == null ? LabelledPages.ofNewsroom() : LabelledPages.in(directory);
        var sources = new TreeSet<String>();
        pages.forEach(page -> sources.add(page.source()));
        if (pages.isEmpty() || !sources.containsAll(timed) || passes < 1) {
            System.err.println("bench extract: needs pages, passes >= 1, and sources out of " + sources);
            return WRONG_INPUT;
        }
        System.out.println("bench extract: " + Machine.describe());
        System.out.printf("%,d pages of %s%n", pages.size(), directory == null ? "the newsroom" : directory);
        var scores = scores(pages);
        print(pages, sources, speeds(pages), scores);
        return 0;
    }

    // ------------------------------------------------------------------ speed

    private Map<Contestant, Map<String, Speed>> speeds(List<LabelledPage> all) {
        var bySource = new HashMap<String, List<LabelledPage>>();
        for (var page : all) {
            if (timed.isEmpty() || timed.contains(page.source())) {
                bySource.computeIfAbsent(page.source(), s -> new ArrayList<>()).add(page);
            }
        }
        var seconds = new EnumMap<Contestant, Map<String, double[]>>(Contestant.class);
        for (int pass = -WARM_UP; pass < passes; pass++) {
            for (var contestant : Contestant.values()) {
                for (var source : bySource.entrySet()) {
                    double taken = secondsFor(contestant, source.getValue());
                    if (pass >= 0) {
                        var passesOf = seconds.computeIfAbsent(contestant, c -> new HashMap<>());
                        passesOf.computeIfAbsent(source.getKey(), s -> new double[passes])[pass] = taken;
                        passesOf.computeIfAbsent(ALL, s -> new double[passes])[pass] += taken;
                    }
                }
            }
        }
        var pages = new HashMap<>(bySource);
        pages.put(ALL, bySource.values().stream().flatMap(List::stream).toList());
        var parse = seconds.getOrDefault(Contestant.PARSE, Map.of());
        var speeds = new EnumMap<Contestant, Map<String, Speed>>(Contestant.class);
        seconds.forEach((contestant, times) ->
                times.forEach((source, taken) -> speeds.computeIfAbsent(contestant, c -> new HashMap<>())
                        .put(
                                source,
                                speed(
                                        requireNonNull(pages.get(source), "what was read"),
                                        taken,
                                        requireNonNull(parse.get(source), "all read every source")))));
        return speeds;
    }

    /** For all pages once, measured over as many rounds as take a second: small sets are done too soon. */
    private static double secondsFor(Contestant contestant, List<LabelledPage> pages) {
        System.gc(); // so that none pays for another's garbage
        long startedAt = processorNanos();
        long taken = 0;
        int rounds = 0;
        for (; taken < ENOUGH_NANOS; taken = processorNanos() - startedAt) {
            for (var page : pages) {
                read(contestant, page);
            }
            rounds++;
        }
        return taken / 1e9 / rounds;
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static Speed speed(List<LabelledPage> pages, double[] seconds, double[] parse) {
        long bytes = pages.stream().mapToLong(page -> page.html().length).sum();
        var times = seconds.clone();
        var ratios = new double[times.length];
        for (int pass = 0; pass < ratios.length; pass++) {
            ratios[pass] = seconds[pass] / parse[pass];
        }
        double median = median(times); // sorts
        return new Speed(
                pages.size() / times[times.length - 1],
                pages.size() / median,
                pages.size() / times[0],
                bytes / 1e6 / median,
                median(ratios));
    }

    private static double median(double[] values) {
        Arrays.sort(values);
        int middle = values.length / 2;
        return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
    }

    /** A contestant's failure is a page it read nothing in. */
    private static Prediction read(Contestant contestant, LabelledPage page) {
        try {
            return contestant.read(page);
        } catch (RuntimeException e) {
            return Prediction.NOTHING;
        }
    }

    // ------------------------------------------------------------------ quality

    private static Map<Contestant, Map<String, ExtractionScore>> scores(List<LabelledPage> pages) {
        var scores = new EnumMap<Contestant, Map<String, ExtractionScore>>(Contestant.class);
        for (var contestant : List.of(Contestant.SENTINEL, Contestant.READABILITY)) {
            var bySource = new HashMap<String, List<ExtractionScore.Result>>();
            for (var page : pages) {
                var result = new ExtractionScore.Result(page.gold(), read(contestant, page));
                bySource.computeIfAbsent(page.source(), s -> new ArrayList<>()).add(result);
                bySource.computeIfAbsent(ALL, s -> new ArrayList<>()).add(result);
            }
            var ofContestant = new HashMap<String, ExtractionScore>();
            bySource.forEach((source, results) -> ofContestant.put(source, ExtractionScore.of(results)));
            scores.put(contestant, ofContestant);
        }
        return scores;
    }

    // ------------------------------------------------------------------ the table

    private void print(
            List<LabelledPage> pages,
            Set<String> sources,
            Map<Contestant, Map<String, Speed>> speeds,
            Map<Contestant, Map<String, ExtractionScore>> scores) {
        System.out.printf(
                "%n%-10s %5s %-20s %7s %-13s %6s %7s | %6s %6s %6s %6s %6s %6s | %6s %6s %6s %6s %6s %6s%n",
                "source",
                "pages",
                "extractor",
                "pages/s",
                "slowest-best",
                "MB/s",
                "x parse",
                "F1",
                "prec",
                "recall",
                "pageF1",
                "exact",
                "snip",
                "title",
                "author",
                "date",
                "site",
                "lang",
                "conf");
        var rows = new ArrayList<>(sources);
        if (rows.size() > 1) {
            rows.add(ALL);
        }
        for (var source : rows) {
            long count = pages.stream()
                    .filter(page -> source.equals(ALL) || page.source().equals(source))
                    .count();
            for (var contestant : Contestant.values()) {
                System.out.printf(
                        "%-10s %5d %-20s %s%s%n",
                        source,
                        count,
                        contestant.title(),
                        row(speeds.getOrDefault(contestant, Map.of()).get(source)),
                        row(scores.getOrDefault(contestant, Map.of()).get(source)));
            }
        }
        System.out.println();
        System.out.printf(
                "pages/s: median of %d passes, per second of the reading thread's processor time%s.%n",
                passes, timed.isEmpty() ? "" : "; in row all, of " + String.join(", ", new TreeSet<>(timed)));
        System.out.println("conf: rank correlation of the extractor's confidence with the page's F1.");
    }

    private static String row(@Nullable Speed speed) {
        if (speed == null) {
            return "%7s %-13s %6s %7s".formatted("-", "-", "-", "-");
        }
        return String.format(
                Locale.ROOT,
                "%7.0f %-13s %6.1f %7.2f",
                speed.median(),
                String.format(Locale.ROOT, "%.0f-%.0f", speed.slowest(), speed.fastest()),
                speed.megabytes(),
                speed.timesParse());
    }

    private static String row(@Nullable ExtractionScore score) {
        if (score == null) {
            return "";
        }
        return " | %s %s %s %s %s %s | %s %s %s %s %s %s"
                .formatted(
                        cell(score.f1()),
                        cell(score.precision()),
                        cell(score.recall()),
                        cell(score.pageF1()),
                        cell(score.exact()),
                        cell(score.snippetF1()),
                        cell(score.title()),
                        cell(score.author()),
                        cell(score.date()),
                        cell(score.siteName()),
                        cell(score.language()),
                        cell(score.confidence()));
    }

    private static String cell(OptionalDouble value) {
        return value.isPresent() ? String.format(Locale.ROOT, "%6.3f", value.getAsDouble()) : "%6s".formatted("-");
    }
}
