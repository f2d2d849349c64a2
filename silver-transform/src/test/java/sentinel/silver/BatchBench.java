package sentinel.silver;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import sentinel.silver.Tables.Article;
import sentinel.silver.Tables.Sighted;

/**
 * Seconds a micro-batch takes, by its rows and by the rows that Silver holds. A batch is nine parts new articles to one
 * part changed ones, with one sighting for each ten rows. Arguments: sizes of Silver.
 */
final class BatchBench {

    private static final int[] BATCHES = Arrays.stream(
                    System.getProperty("batches", "10,10,10,100,100,1000,10000").split(","))
            .mapToInt(Integer::parseInt)
            .toArray();

    private BatchBench() {}

    public static void main(String[] sizes) throws Exception {
        SparkSession spark = SilverSession.open();
        var os = (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        System.out.println("silver_rows batch_rows seconds cpu_seconds load heap_mb");
        for (int size : Arrays.stream(sizes).mapToInt(Integer::parseInt).toArray()) {
            Path directory = Files.createTempDirectory("silver-bench");
            var tables = new Tables(spark, directory);
            var random = new Random(7);
            long next = 0;
            tables.bronze(Article.of("site.com/zero", "zero", 0));
            for (int made = 0; made < size; made += 1_000) {
                tables.bronze(articles(random, next, Math.min(1_000, size - made), 0));
                next += 1_000;
            }
            tables.sightings(new Sighted("nowhere.com/x", "gdelt", "gkg", 1));
            var run = tables.run();
            while (run.step()) {}
            for (int batch : BATCHES) {
                int changed = size == 0 && next == 0 ? 0 : batch / 10;
                for (int part = 0; part < batch; part += 1_000) {
                    int rows = Math.min(batch, 1_000);
                    tables.bronze(articles(random, next + part, rows - changed * rows / batch, changed * rows / batch));
                }
                var sightings = new ArrayList<Sighted>();
                for (int i = 0; i < batch / 10; i++) {
                    sightings.add(new Sighted("site.com/article/" + (next + i), "gdelt", "gkg", next));
                }
                tables.sightings(sightings);
                next += batch;
                long start = System.nanoTime();
                long cpu = os.getProcessCpuTime();
                while (run.step()) {}
                System.out.printf(
                        "%d %d %.2f %.2f %.1f %d%n",
                        size,
                        batch,
                        (System.nanoTime() - start) / 1e9,
                        (os.getProcessCpuTime() - cpu) / 1e9,
                        os.getSystemLoadAverage(),
                        (Runtime.getRuntime().totalMemory()
                                        - Runtime.getRuntime().freeMemory())
                                >> 20);
            }
        }
        spark.stop();
    }

    private static List<Article> articles(Random random, long from, int fresh, int changed) {
        var articles = new ArrayList<Article>();
        for (int i = 0; i < fresh; i++) {
            articles.add(Article.of("site.com/article/" + (from + i), text(random), from + i));
        }
        for (int i = 0; i < changed; i++) {
            articles.add(Article.of(
                    "site.com/article/" + (long) (random.nextDouble() * from), text(random), from + fresh + i));
        }
        return articles;
    }

    /** 3,000 characters that compress about as well as prose does. */
    private static String text(Random random) {
        var text = new StringBuilder();
        while (text.length() < 3000) {
            text.append(Integer.toString(random.nextInt(20_000), 36)).append(' ');
        }
        return text.toString();
    }
}
