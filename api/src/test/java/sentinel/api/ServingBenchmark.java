package sentinel.api;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;

/**
 * How fast articles are served: {@code main} with a directory and a number of articles fills a Silver table there (once)
 * and prints medians over HTTP. Names and words are spread as in news: few frequent, many rare (Zipf).
 */
final class ServingBenchmark {

    private static final int BATCH = 10_000;
    private static final int REPEATS = 200;
    private static final double MICROS = 1e3;

    private ServingBenchmark() {}

    public static void main(String[] args) throws Exception {
        var dir = Path.of(args[0]);
        int count = Integer.parseInt(args[1]);
        if (Files.notExists(dir.resolve("silver"))) {
            var table = new SilverWriter(dir.resolve("silver")).create();
            for (int from = 0; from < count; from += BATCH) {
                table.insert(batch(from, BATCH));
            }
        }
        var silver = new SilverWriter(dir.resolve("silver")).reopen();
        long start = System.nanoTime();
        try (var api = new RunningApi(RunningApi.config(silver.path(), dir.resolve("index")))) {
            api.awaitVersion(silver.version(), Duration.ofMinutes(10));
            System.out.printf("built in %.1f s%n", (System.nanoTime() - start) / 1e9);
            measure(api, "latest 20 positive", n -> "/articles?sentiment=positive&limit=20");
            measure(api, "latest 20", n -> "/articles");
            measure(api, "full text, rare word", n -> "/articles?q=w" + (500 + n));
            measure(api, "full text, common words", n -> "/articles?q=w" + n % 10 + "+w" + (n + 20));
            measure(api, "full text, by relevance", n -> "/articles?sort=relevance&q=w" + (n % 50) + "+w" + (n + 20));
            measure(api, "by company, score", n -> "/articles?sort=-data_value_score&company=Company+" + n);
            measure(api, "facets of a text", n -> "/articles?limit=1&facets=true&q=w" + (n + 10));
            measure(api, "facets of everything, cached", n -> "/articles?limit=1&facets=true");
            measure(api, "one facet, counted", n -> "/articles?limit=1&facets=topic&facet_limit=" + (n % 200 + 1));
            measure(api, "all facets, counted", n -> "/articles?limit=1&facets=true&facet_limit=" + (n % 200 + 1));
            measure(api, "stats", n -> "/stats");
            System.gc();
            var memory = Runtime.getRuntime();
            System.out.printf("heap after gc %d MB%n", (memory.totalMemory() - memory.freeMemory()) >> 20);
            for (int n = 0; n < 3; n++) {
                long began = System.nanoTime();
                silver.insert(batch(count + n * 100, 100));
                api.awaitVersion(silver.version());
                System.out.printf("100 articles visible after %.0f ms%n", (System.nanoTime() - began) / 1e6);
            }
        }
    }

    private interface Paths {
        String path(int n);
    }

    private static void measure(RunningApi api, String name, Paths paths) {
        var micros = new double[REPEATS];
        for (int n = -REPEATS / 2; n < REPEATS; n++) {
            long start = System.nanoTime();
            api.json(paths.path(Math.abs(n)));
            if (n >= 0) {
                micros[n] = (System.nanoTime() - start) / MICROS;
            }
        }
        Arrays.sort(micros);
        System.out.printf(
                "%-32s p50 %6.2f ms  p95 %6.2f ms%n",
                name, micros[REPEATS / 2] / MICROS, micros[REPEATS * 95 / 100] / MICROS);
    }

    private static List<SilverArticle> batch(int from, int count) {
        var batch = new ArrayList<SilverArticle>(count);
        for (int n = from; n < from + count; n++) {
            int number = n;
            batch.add(SampleArticles.article(n, values -> {
                var random = new Random(number);
                values.put(SilverColumn.FIRST_SEEN_TS, Instant.ofEpochSecond(1_760_000_000L + number * 5L));
                values.put(SilverColumn.BODY, text(random, 300));
                values.put(SilverColumn.COMPANIES, names(random, "Company ", 50_000));
                values.put(SilverColumn.PEOPLE, names(random, "Person ", 100_000));
                values.put(SilverColumn.TOPICS, names(random, "topic ", 200));
                values.put(SilverColumn.SOURCE_NAMES, List.of("Feed " + zipf(random, 500)));
            }));
        }
        return batch;
    }

    private static String text(Random random, int words) {
        var text = new StringBuilder();
        for (int i = 0; i < words; i++) {
            text.append('w').append(zipf(random, 50_000)).append(' ');
        }
        return text.toString();
    }

    private static List<String> names(Random random, String prefix, int count) {
        return random.ints(random.nextInt(6), 0, 1)
                .mapToObj(i -> prefix + zipf(random, count))
                .distinct()
                .toList();
    }

    /** From 1 to count, frequency about 1/n. */
    private static int zipf(Random random, int count) {
        return (int) Math.pow(count, random.nextDouble());
    }
}
