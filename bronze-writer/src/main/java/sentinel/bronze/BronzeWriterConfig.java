package sentinel.bronze;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.TablePaths;

/**
 * Settings of the Bronze writer.
 *
 * @param batchRows a batch with so many rows is written at once
 * @param batchBytes a batch of so many bytes of messages is written at once; memory is bounded by a few times this
 * @param commitInterval between smaller batches of one Kafka partition; no row waits longer for its batch, and an article
 *     that comes alone does not wait for it
 * @param threads batches (of different Kafka partitions) written at the same time
 * @param maintenanceInterval how often small files are merged and unreferenced ones deleted
 * @param retention how long replaced files and log entries are kept: bounds how far Silver may be behind, and how long
 *     a reader may read one version. At least an hour
 */
public record BronzeWriterConfig(
        KafkaSettings kafka,
        TablePaths tables,
        int batchRows,
        int batchBytes,
        Duration commitInterval,
        int threads,
        Duration maintenanceInterval,
        Duration retention) {

    private static final int MEGABYTE = 1024 * 1024;

    public BronzeWriterConfig {
        requireNonNull(kafka, "kafka");
        requireNonNull(tables, "tables");
        requireNonNull(commitInterval, "commit interval");
        requireNonNull(maintenanceInterval, "maintenance interval");
        requireNonNull(retention, "retention");
    }

    public static BronzeWriterConfig from(Env env) {
        var retention = env.duration("SENTINEL_BRONZE_RETENTION", Duration.ofDays(7));
        if (retention.compareTo(Duration.ofHours(1)) < 0) {
            env.problem(
                    "SENTINEL_BRONZE_RETENTION",
                    "is less than an hour; a file may be that old before the commit that names it");
        }
        return new BronzeWriterConfig(
                KafkaSettings.from(env),
                TablePaths.from(env),
                env.integer("SENTINEL_BRONZE_BATCH_ROWS", 10_000, 1, 1_000_000),
                env.integer("SENTINEL_BRONZE_BATCH_MB", 16, 1, 512) * MEGABYTE,
                env.duration("SENTINEL_BRONZE_COMMIT_INTERVAL", Duration.ofSeconds(1)),
                env.integer("SENTINEL_BRONZE_THREADS", 2, 1, 16),
                env.duration("SENTINEL_BRONZE_MAINTENANCE_INTERVAL", Duration.ofHours(1)),
                retention);
    }
}
