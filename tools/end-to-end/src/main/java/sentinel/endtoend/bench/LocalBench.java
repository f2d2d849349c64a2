package sentinel.endtoend.bench;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import sentinel.contract.message.ContentHash;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Source;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extractor;
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

    /** Names that are right, wrong, and missing. */
    private static final class Tally {
        private int right;
        private int wrong;
        private int missing;

        void add(Collection<String> found, Set<String> wanted, Set<String> neither) {
            var names = found.stream().map(LabelledFacts::folded).collect(Collectors.toSet());
            int hits = (int) names.stream().filter(wanted::contains).count();
            right += hits;
            wrong += (int) names.stream()
                    .filter(name -> !wanted.contains(name) && !neither.contains(name))
                    .count();
            missing += wanted.size() - hits;
        }

        double precision() {
            return (double) right / (right + wrong);
        }

        double recall() {
            return (double) right / (right + missing);
        }
    }

    /** One row of the table: the pages of a language, or all. */
    private static final class Row {
        private final Tally companies = new Tally();
        private final Tally people = new Tally();
        private final Tally topics = new Tally();
        private int pages;
        private int rightSentiments;

        void add(LabelledFacts labels, ClaimedFacts facts) {
            pages++;
            companies.add(facts.companies(), labels.companies(), labels.unsure());
            people.add(facts.people(), labels.people(), labels.unsure());
            topics.add(facts.topics(), Set.copyOf(labels.topics()), Set.of());
            if (facts.sentiment() != null && facts.sentiment().id().equals(labels.sentiment())) {
                rightSentiments++;
            }
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
        var pages = pages(labels.keySet());
        if (pages.isEmpty()) {
            System.err.println("bench local: " + directory + " has none of the " + labels.size() + " labelled pages");
            return WRONG_INPUT;
        }
        System.out.println("bench local: " + Machine.describe());
        System.out.printf("%d of %d labelled pages are in %s%n", pages.size(), labels.size(), directory);
        var provider = new RulesProvider();
        print(rows(labels, pages, provider));
        printTime(pages.values(), provider);
        return 0;
    }

    private Map<String, PageFetched> pages(Set<String> wanted) throws Exception {
        var extractor = new Extractor();
        var pages = new TreeMap<String, PageFetched>();
        for (var page : LabelledPages.in(directory)) {
            if (wanted.contains(page.id())
                    && extractor.extract(page.html(), page.url(), null) instanceof Article article) {
                pages.put(page.id(), fetched(page, article));
            }
        }
        return pages;
    }

    private static PageFetched fetched(LabelledPage page, Article article) {
        var facts = article.facts();
        String url = page.url() == null ? "https://example.com/" + page.id() : page.url();
        return PageFetchedBuilder.builder()
                .schemaVersion(PageFetched.SCHEMA_VERSION)
                .url(url)
                .normalizedUrl(page.id())
                .discoveredNormalizedUrl(page.id())
                .source(Source.RSS)
                .sourceName(page.source())
                .recordId(page.id())
                .discoveredAt(Instant.EPOCH)
                .finalUrl(url)
                .status(200)
                .text(article.text())
                .page(new PageMetadata(
                        facts.title(),
                        facts.authors(),
                        facts.published() == null ? null : facts.published().toInstant(),
                        facts.siteName(),
                        facts.description(),
                        facts.leadImage(),
                        facts.keywords(),
                        article.confidence()))
                .language(facts.language())
                .contentHash(ContentHash.of(article.text()))
                .fetchTimestamp(Instant.EPOCH)
                .build();
    }

    private Map<String, Row> rows(
            Map<String, LabelledFacts> labels, Map<String, PageFetched> pages, RulesProvider provider) {
        var rows = new LinkedHashMap<String, Row>();
        rows.put(ALL, new Row());
        labels.forEach((id, labelled) -> {
            var page = pages.get(id);
            if (page != null) {
                var facts = read(provider, page);
                rows.values().iterator().next().add(labelled, facts);
                rows.computeIfAbsent(labelled.language(), language -> new Row()).add(labelled, facts);
                if (errors) {
                    explain(id + " company", facts.companies(), labelled.companies(), labelled.unsure());
                    explain(id + " person", facts.people(), labelled.people(), labelled.unsure());
                    explain(id + " topic", facts.topics(), Set.copyOf(labelled.topics()), Set.of());
                }
            }
        });
        return rows;
    }

    private static ClaimedFacts read(RulesProvider provider, PageFetched page) {
        return ((Extracted) provider.extract(page, 0)).facts();
    }

    private static void explain(String what, Collection<String> found, Set<String> wanted, Set<String> neither) {
        var names = found.stream().map(LabelledFacts::folded).collect(Collectors.toSet());
        names.stream()
                .filter(name -> !wanted.contains(name) && !neither.contains(name))
                .sorted()
                .forEach(name -> System.out.println("wrong   " + what + ": " + name));
        wanted.stream()
                .filter(name -> !names.contains(name))
                .sorted()
                .forEach(name -> System.out.println("missing " + what + ": " + name));
    }

    private static void print(Map<String, Row> rows) {
        System.out.printf(
                "%-8s %5s   %-17s   %-17s   %-17s   %s%n",
                "language", "pages", "companies", "people", "topics", "sentiment");
        System.out.printf(
                "%-8s %5s   %-8s %-8s   %-8s %-8s   %-8s %-8s   %s%n",
                "", "", "prec.", "recall", "prec.", "recall", "prec.", "recall", "accuracy");
        rows.forEach((language, row) -> System.out.printf(
                Locale.ROOT,
                "%-8s %5d   %-8s %-8s   %-8s %-8s   %-8s %-8s   %s%n",
                language,
                row.pages,
                share(row.companies.precision()),
                share(row.companies.recall()),
                share(row.people.precision()),
                share(row.people.recall()),
                share(row.topics.precision()),
                share(row.topics.recall()),
                share((double) row.rightSentiments / row.pages)));
    }

    /** Of nothing there is no share. */
    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
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
