package sentinel.silver;

import io.delta.kernel.engine.Engine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.apache.hadoop.conf.Configuration;
import sentinel.config.TablePaths;
import sentinel.delta.Compaction;
import sentinel.delta.DeltaEngine;
import sentinel.silver.GeneratedSources.Made;

/** The tables of a benchmark in a directory, and what is run on them. */
final class BenchTables {

    private static final int COMMIT_ROWS = 10_000;

    private final Configuration hadoop = SilverSession.hadoop();
    private final Engine engine = DeltaEngine.create(hadoop);
    private final TablePaths paths;

    BenchTables(Path directory) {
        this.paths = new TablePaths(
                directory.resolve("bronze/articles").toString(),
                directory.resolve("bronze/sightings").toString(),
                directory.resolve("bronze/llm_calls").toString(),
                directory.resolve("silver/articles").toString());
    }

    Configuration hadoop() {
        return hadoop;
    }

    Engine engine() {
        return engine;
    }

    TablePaths paths() {
        return paths;
    }

    /** @param articles over which a month is spread */
    GeneratedSources sources(long articles) {
        return new GeneratedSources(engine, paths, articles);
    }

    /** As the job runs by default; a full fold, which would need Spark, fails. */
    SilverRun run() {
        return run(Duration.ofDays(1));
    }

    SilverRun run(Duration retention) {
        return new SilverRun(
                () -> {
                    throw new IllegalStateException("a batch needs no Spark");
                },
                hadoop,
                paths,
                10_000,
                retention);
    }

    /** Articles from the first on, each with one row and one sighting. */
    void generate(GeneratedSources sources, long articles) throws Exception {
        for (long first = 0; first < articles; first += COMMIT_ROWS) {
            var made = new ArrayList<Made>();
            var seen = new ArrayList<Long>();
            for (long i = first; i < Math.min(articles, first + COMMIT_ROWS); i++) {
                made.add(new Made(i, 0, i));
                seen.add(i);
            }
            sources.append(made);
            sources.announce(seen);
            if (first % 100_000 == 0) {
                System.err.printf("bench silver: generated %,d of %,d articles%n", first, articles);
            }
        }
        new Compaction(engine, sources.bronze(), Compaction.Sizes.DEFAULT).run();
    }
}
