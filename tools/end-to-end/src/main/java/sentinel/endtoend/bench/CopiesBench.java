package sentinel.endtoend.bench;

import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import sentinel.simulator.wire.WireCorpus;
import sentinel.simulator.wire.WirePage;
import sentinel.simulator.wire.WirePage.Kind;
import sentinel.versions.ContentHash;

/**
 * The search for copies beside a plain one over the same pages in the same run: how much of what is found is right, how many
 * copies are found, how fast one thread is with many documents in memory, and what a document takes there. Time is the
 * thread's processor time.
 */
@Command(
        name = "bench copies",
        mixinStandardHelpOptions = true,
        description = "Measures the search for copies of agencies' texts.")
final class CopiesBench implements Callable<Integer> {

    private static final int WRONG_INPUT = 2;
    private static final int BATCH = 5_000;
    private static final int FIRST_SEED = 1_000; // of the documents in memory; other seeds give other articles

    @Option(names = "--articles", paramLabel = "N", defaultValue = "10000", description = "Articles (default: 10000).")
    private int articles;

    @Option(names = "--seed", paramLabel = "N", defaultValue = "1", description = "Seed of the pages (default: 1).")
    private long seed;

    @Option(
            names = "--live",
            paramLabel = "N",
            defaultValue = "200000",
            description = "Documents in memory when speed is measured (default: 200000).")
    private int live;

    @Option(names = "--passes", paramLabel = "N", defaultValue = "5", description = "Timed passes (default: 5).")
    private int passes;

    private CopiesBench() {}

    static void run(String[] arguments) {
        int code = new CommandLine(new CopiesBench()).execute(arguments);
        if (code != 0) {
            System.exit(code);
        }
    }

    private record Page(WirePage page, String contentHash) {
        static List<Page> of(List<WirePage> pages) {
            return pages.stream()
                    .map(page -> new Page(page, ContentHash.of(null, page.text())))
                    .toList();
        }
    }

    private static final class Count {
        private int pages;
        private int right;
        private int wrong;
    }

    private record Speed(double slowest, double median, double fastest, double bytes) {}

    @Override
    public Integer call() throws Exception {
        if (articles < 100 || live < BATCH || passes < 1) {
            System.err.println("bench copies: needs articles >= 100, live >= " + BATCH + " and passes >= 1");
            return WRONG_INPUT;
        }
        System.out.println("bench copies: " + Machine.describe());
        printQuality();
        System.out.printf("%n%,d documents in memory, one thread%n", live);
        print("parser", speed(() -> CopyFinder.ofParser(live)));
        print("similarity .8", speed(SimilarTexts::new));
        return 0;
    }

    // ------------------------------------------------------------------ quality

    private void printQuality() {
        var pages = WireCorpus.of(seed, articles);
        System.out.printf("%,d pages, seed %d%n%n", pages.size(), seed);
        print(quality(CopyFinder.ofParser(pages.size()), pages), quality(new SimilarTexts(), pages));
    }

    private static Map<Kind, Count> quality(CopyFinder finder, List<WirePage> pages) {
        var counts = new EnumMap<Kind, Count>(Kind.class);
        var originals = new HashMap<String, String>(); // of the pages so far; their own URL where they are none
        for (var page : pages) {
            String original = page.original() == null ? page.url() : page.original();
            originals.put(page.url(), original);
            var count = counts.computeIfAbsent(page.kind(), kind -> new Count());
            count.pages++;
            var found = finder.findOrAdd(page, ContentHash.of(null, page.text()));
            if (found.isPresent()) {
                boolean right = WirePage.COPIES.contains(page.kind()) && original.equals(originals.get(found.get()));
                count.right += right ? 1 : 0;
                count.wrong += right ? 0 : 1;
            }
        }
        return counts;
    }

    private static void print(Map<Kind, Count> ours, Map<Kind, Count> plain) {
        System.out.printf("%-60s %7s   %-13s   %s%n", "", "pages", "parser", "similarity .8");
        System.out.printf(
                "%-60s %7s   %-13s   %s%n", "precision of pairs", "", share(precision(ours)), share(precision(plain)));
        ours.forEach((kind, count) -> {
            var other = plain.getOrDefault(kind, new Count());
            if (WirePage.COPIES.contains(kind)) {
                System.out.printf(
                        "%-60s %,7d   %-13s   %s%n",
                        "found of " + kind.title(),
                        count.pages,
                        share((double) count.right / count.pages),
                        share((double) other.right / other.pages));
            } else {
                System.out.printf(
                        "%-60s %,7d   %-13d   %d%n",
                        "taken for copies: " + kind.title(), count.pages, count.wrong, other.wrong);
            }
        });
    }

    private static double precision(Map<Kind, Count> counts) {
        int right = counts.values().stream().mapToInt(count -> count.right).sum();
        int wrong = counts.values().stream().mapToInt(count -> count.wrong).sum();
        return (double) right / (right + wrong);
    }

    /** Of nothing there is no share. */
    private static String share(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.4f", value);
    }

    // ------------------------------------------------------------------ speed

    private Speed speed(Supplier<CopyFinder> maker) {
        long before = usedBytes();
        var finder = maker.get();
        int kept = 0;
        for (int batch = 0; kept < live; batch++) {
            for (var page : Page.of(WireCorpus.articles(FIRST_SEED + batch, BATCH))) {
                boolean isNew = kept < live
                        && finder.findOrAdd(page.page(), page.contentHash()).isEmpty();
                kept += isNew ? 1 : 0;
            }
        }
        double bytes = (double) (usedBytes() - before) / kept;
        var perSecond = new ArrayList<Double>();
        for (int pass = 0; pass < passes; pass++) {
            var pages = Page.of(WireCorpus.of(-1L - pass, BATCH));
            long startedAt = processorNanos();
            int found = 0;
            for (var page : pages) {
                found += finder.findOrAdd(page.page(), page.contentHash()).isPresent() ? 1 : 0;
            }
            double seconds = (processorNanos() - startedAt) / 1e9;
            if (found == 0) {
                throw new IllegalStateException("there are copies among the pages");
            }
            perSecond.add(pages.size() / seconds);
        }
        double[] sorted = perSecond.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return new Speed(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1], bytes);
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    private static void print(String name, Speed speed) {
        System.out.printf(
                Locale.ROOT,
                "%-14s %,8.0f pages/s (%,.0f to %,.0f), %,.0f bytes for a document%n",
                name,
                speed.median(),
                speed.slowest(),
                speed.fastest(),
                speed.bytes());
    }
}
