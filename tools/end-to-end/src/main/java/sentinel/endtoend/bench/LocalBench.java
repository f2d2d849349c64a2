package sentinel.endtoend.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sentinel.contract.message.PageFetched;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.rules.RulesProvider;

/** The provider {@code local} over pages whose facts people have labelled: precision, recall, and time for each article. */
@Command(
        name = "bench local",
        mixinStandardHelpOptions = true,
        description = "Measures what the provider 'local' reads, compared with labels.")
final class LocalBench implements Callable<Integer> {

    private static final int WRONG_INPUT = 2;
    private static final String ALL = "all";

    @Parameters(paramLabel = "DIR", description = "Directory with the labelled pages, ID.html.gz.")
    private Path directory;

    @Option(names = "--passes", paramLabel = "N", defaultValue = "7", description = "Timed passes (default: 7).")
    private int passes;

    @Option(names = "--errors", description = "Also print each name that is wrong or missing.")
    private boolean errors;

    private LocalBench() {}

    static void run(String[] arguments) {
        int code = new CommandLine(new LocalBench()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    @Override
    public Integer call() throws Exception {
        if (!Files.isDirectory(directory) || passes < 1) {
            System.err.println("bench local: needs a directory with pages, and passes >= 1");
            return WRONG_INPUT;
        }
        var labels = LabelledFacts.all().stream()
                .collect(Collectors.toMap(LabelledFacts::page, Function.identity(), (a, b) -> a, LinkedHashMap::new));
        var pages = FactPages.in(directory, labels.keySet());
        if (pages.isEmpty()) {
            System.err.println("bench local: " + directory + " has none of the " + labels.size() + " labelled pages");
            return WRONG_INPUT;
        }
        System.out.println("bench local: " + Machine.describe());
        System.out.printf("%d of %d labelled pages are in %s%n", pages.size(), labels.size(), directory);
        var provider = new RulesProvider();
        FactScores.print(rows(labels, pages, provider));
        printTime(pages.values(), provider);
        return 0;
    }

    private Map<String, FactScores.Row> rows(
            Map<String, LabelledFacts> labels, Map<String, PageFetched> pages, RulesProvider provider) {
        var all = new FactScores.Row();
        var rows = new LinkedHashMap<String, FactScores.Row>();
        rows.put(ALL, all);
        labels.forEach((id, labelled) -> {
            var page = pages.get(id);
            if (page != null) {
                var reading = FactScores.Reading.of(labelled, FactScores.Found.of(read(provider, page)));
                all.add(reading);
                rows.computeIfAbsent(labelled.language(), language -> new FactScores.Row())
                        .add(reading);
                if (errors) {
                    reading.printErrors();
                }
            }
        });
        return rows;
    }

    private static ClaimedFacts read(RulesProvider provider, PageFetched page) {
        return ((Extracted) provider.extract(page, 0, new Bill())).facts();
    }

    private void printTime(Collection<PageFetched> pages, RulesProvider provider) {
        var threads = ManagementFactory.getThreadMXBean();
        var millis = new ArrayList<Double>();
        for (int pass = -passes; pass < passes; pass++) { // as many passes warm up
            long startedAt = threads.getCurrentThreadCpuTime();
            for (var page : pages) {
                read(provider, page);
            }
            if (pass >= 0) {
                millis.add((threads.getCurrentThreadCpuTime() - startedAt) / 1e6 / pages.size());
            }
        }
        var sorted = millis.stream().mapToDouble(Double::doubleValue).sorted().toArray();
        System.out.printf(
                Locale.ROOT,
                "CPU time for an article: median %.2f ms (%.2f to %.2f in %d passes)%n",
                sorted[sorted.length / 2],
                sorted[0],
                sorted[sorted.length - 1],
                passes);
        long chars = pages.stream().mapToLong(page -> page.text().length()).sum();
        System.out.printf("%,d characters in the mean%n", chars / Math.max(1, pages.size()));
    }
}
