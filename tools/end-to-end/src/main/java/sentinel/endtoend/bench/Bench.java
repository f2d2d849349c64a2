package sentinel.endtoend.bench;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;

/** {@code ./sentinel bench [NAME]}. */
public final class Bench {

    /** One benchmark: prints one table. */
    interface Benchmark {
        void run(String[] arguments) throws Exception;
    }

    private record Entry(String description, Benchmark benchmark) {}

    private static final Map<String, Entry> ALL = new LinkedHashMap<>();

    static {
        ALL.put(
                "pipeline",
                new Entry(
                        "[SECONDS [BURST]]: the whole pipeline: time to ready, memory, latency by step, articles/s",
                        PipelineBench::run));
        ALL.put("bronze", new Entry("the Bronze writer compared with Spark Structured Streaming", BronzeBench::main));
        ALL.put(
                "silver",
                new Entry(
                        "a batch of the Silver job by the size of the table, now and in the design before; build, catch-up, soak",
                        SilverJobBench::run));
        ALL.put("fetch", new Entry("the fetcher: one page at a time, many pages, slow hosts", FetchBench::run));
        ALL.put(
                "extract",
                new Entry(
                        "the article extractor compared with readability4j: speed, and quality by source",
                        ExtractBench::run));
        ALL.put(
                "parser",
                new Entry("the parser and a slow model: rate limit, slow answers, cache, ledger", ParserBench::run));
        ALL.put(
                "local",
                new Entry("DIR: what the provider 'local' reads, compared with labels, and its time", LocalBench::run));
        ALL.put(
                "copies",
                new Entry(
                        "copies of agencies' texts: precision, recall, pages/s and memory, compared with plain similarity",
                        CopiesBench::run));
        ALL.put(
                "versions",
                new Entry(
                        "[DIR]: false versions of pages that nobody edited, and classes of edits compared with labels",
                        VersionsBench::run));
        ALL.put(
                "kills",
                new Entry(
                        "[N]: kills broker and stage N times in their transactions, and counts the messages",
                        KillBench::run));
    }

    private Bench() {}

    /** Without a name: the list. Exit code 2 for a name that is none. */
    public static void main(String[] args) throws Exception {
        if (args.length == 0 || args[0].equals("--help")) {
            ALL.forEach((name, entry) -> System.out.printf("%-10s %s%n", name, entry.description()));
            return;
        }
        var entry = ALL.get(args[0]);
        if (entry == null) {
            System.err.println(
                    "bench: there is no benchmark '" + args[0] + "'; there are " + String.join(", ", ALL.keySet()));
            System.exit(2);
            return;
        }
        entry.benchmark().run(Arrays.copyOfRange(args, 1, args.length));
    }
}
