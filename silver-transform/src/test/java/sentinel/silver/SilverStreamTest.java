package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import sentinel.silver.Tables.Article;

/** The continuous run: when it is ready, and what it reports. */
class SilverStreamTest extends OnTables {

    @Test
    void given_no_bronze_when_streamed_then_it_is_ready_at_once_and_nothing_fails() throws Exception {
        tables.run().failed(new IllegalStateException("of the run before"));
        var stop = new CountDownLatch(1);

        stream(stop, stop::countDown);

        assertThat(tables.report().bronzeVersion()).isEqualTo(-1);
        assertThat(tables.report().failure()).isNull();
    }

    @Test
    void given_rows_in_bronze_when_streamed_then_it_is_ready_when_silver_holds_them() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.bronze(Article.of("a.com/2", "h2", 2).scored(0.1));
        var found = new ArrayList<String>();
        var stop = new CountDownLatch(1);

        stream(stop, () -> {
            found.addAll(tables.silver().keySet());
            stop.countDown();
        });

        assertThat(found).containsExactly("a.com/1");
        assertThat(tables.report().bronzeVersion()).isEqualTo(1);
    }

    @Test
    void given_a_batch_that_fails_when_streamed_then_the_report_says_why_until_one_is_made() throws Exception {
        tables.bronze(Article.of("a.com/1", "h1", 1));
        tables.once();
        tables.bronze(Article.of("a.com/2", "h2", 2));
        var file = newestDataFile();
        var bytes = Files.readAllBytes(file);
        Files.write(file, "not Parquet".getBytes(StandardCharsets.UTF_8));
        var stop = new CountDownLatch(1);
        var streaming = new Thread(() -> stream(stop, () -> {}));
        streaming.start();
        try {
            await().atMost(5, TimeUnit.MINUTES).until(() -> tables.report().failure() != null);
            assertThat(tables.report().failure()).contains(file.getFileName().toString());
            assertThat(tables.report().bronzeVersion()).isZero();

            Files.write(file, bytes);
            await().atMost(5, TimeUnit.MINUTES).until(() -> tables.report().failure() == null);
        } finally {
            stop.countDown();
            streaming.join();
        }
        assertThat(tables.report().bronzeVersion()).isEqualTo(1);
        assertThat(tables.silver().keySet()).containsExactly("a.com/1", "a.com/2");
    }

    private void stream(CountDownLatch stop, Runnable onReady) {
        try {
            new SilverStream(tables.run(), Duration.ofMillis(50), onReady).runUntil(stop);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private Path newestDataFile() throws IOException {
        try (var files = Files.walk(Path.of(tables.paths.bronze()))) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow();
        }
    }
}
