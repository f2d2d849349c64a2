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
import java.util.TreeSet;
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

    /** What was found beside what is right. */
    private record Comparison(Set<String> right, Set<String> wrong, Set<String> missing) {

        /** @param neither names that count neither way */
        static Comparison of(Collection<String> found, Set<String> wanted, Set<String> neither) {
            var right = new TreeSet<String>();
            var wrong = new TreeSet<String>();
            for (var name : found) {
                String folded = LabelledFacts.folded(name);
                if (wanted.contains(folded)) {
                    right.add(folded);
                } else if (!neither.contains(folded)) {
                    wrong.add(folded);
                }
            }
            var missing = new TreeSet<>(wanted);
            missing.removeAll(right);
            return new Comparison(right, wrong, missing);
        }

        void print(String what) {
            wrong.forEach(name -> System.out.println("wrong   " + what + ": " + name));
            missing.forEach(name -> System.out.println("missing " + what + ": " + name));
        }
    }

    /** Names that are right, wrong, and missing on all pages of a row. */
    private static final class Tally {
        private int right;
        private int wrong;
        private int missing;

        void add(Comparison page) {
            right += page.right().size();
            wrong += page.wrong().size();
            missing += page.missing().size();
        }

        double precision() {
            return (double) right / (right + wrong);
        }

        double recall() {
            return (double) right / (right + missing);
        }
    }

    /** A page as it was read, compared with its labels. */
    private record Reading(
            LabelledFacts labels, Comparison companies, Comparison people, Comparison topics, boolean rightSentiment) {

        static Reading of(LabelledFacts labels, ClaimedFacts facts) {
            return new Reading(
                    labels,
                    Comparison.of(facts.companies(), labels.companies(), labels.unsure()),
                    Comparison.of(facts.people(), labels.people(), labels.unsure()),
                    Comparison.of(facts.topics(), Set.copyOf(labels.topics()), Set.of()),
                    facts.sentiment() != null && facts.sentiment().id().equals(labels.sentiment()));
        }

        void printErrors() {
            companies.print(labels.page() + " company");
            people.print(labels.page() + " person");
            topics.print(labels.page() + " topic");
        }
    }

    /** One row of the table: the pages of a language, or all. */
    private static final class Row {
        private final Tally companies = new Tally();
        private final Tally people = new Tally();
        private final Tally topics = new Tally();
        private int pages;
        private int rightSentiments;

        void add(Reading reading) {
            pages++;
            companies.add(reading.companies());
            people.add(reading.people());
            topics.add(reading.topics());
            rightSentiments += reading.rightSentiment() ? 1 : 0;
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
        var all = new Row();
        var rows = new LinkedHashMap<String, Row>();
        rows.put(ALL, all);
        labels.forEach((id, labelled) -> {
            var page = pages.get(id);
            if (page != null) {
                var reading = Reading.of(labelled, read(provider, page));
                all.add(reading);
                rows.computeIfAbsent(labelled.language(), language -> new Row()).add(reading);
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
