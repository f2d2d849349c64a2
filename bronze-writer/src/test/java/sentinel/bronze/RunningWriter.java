package sentinel.bronze;

import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import sentinel.config.KafkaSettings;
import sentinel.config.TablePaths;
import sentinel.service.run.Health;
import sentinel.service.run.Loop;
import sentinel.service.run.Scope;
import sentinel.service.run.ServiceContext;

/** The Bronze writer as its main wires it, on a thread of its own until closed. */
final class RunningWriter implements AutoCloseable {

    private final Scope scope = new Scope();
    private final ServiceContext context =
            new ServiceContext(scope, new PrometheusMeterRegistry(PrometheusConfig.DEFAULT), new Health());
    private final Loop loop;
    private final CompletableFuture<Void> ended;

    RunningWriter(BronzeWriterConfig config) {
        this(config, Optional::empty);
    }

    /** @param halted why it is to begin nothing */
    RunningWriter(BronzeWriterConfig config, Supplier<Optional<String>> halted) {
        context.health().halt("disk", halted);
        loop = BronzeWriterMain.wire(config, context);
        ended = CompletableFuture.runAsync(loop::run, task -> new Thread(task, "writer-under-test").start());
    }

    /** Small batches, short waits. */
    static BronzeWriterConfig config(KafkaSettings kafka, Path data) {
        return config(kafka, data, Duration.ofMillis(100));
    }

    static BronzeWriterConfig config(KafkaSettings kafka, Path data, Duration commitInterval) {
        return new BronzeWriterConfig(
                kafka, tables(data), 100, 1 << 20, commitInterval, 2, Duration.ofHours(1), Duration.ofDays(7));
    }

    static TablePaths tables(Path data) {
        return new TablePaths(
                data.resolve("articles").toString(),
                data.resolve("sightings").toString(),
                data.resolve("llm_calls").toString(),
                data.resolve("silver").toString());
    }

    Health.Report health() {
        return context.health().report();
    }

    double count(String counter, String table) {
        return context.metrics().get(counter).tag("table", table).counter().count();
    }

    @Override
    public void close() {
        loop.stop();
        try {
            ended.orTimeout(60, TimeUnit.SECONDS).join();
        } finally {
            scope.close();
        }
    }
}
