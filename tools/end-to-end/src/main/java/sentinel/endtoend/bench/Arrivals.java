package sentinel.endtoend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import sentinel.config.KafkaSettings;

/**
 * When each record of a stage's output could be read by a reader of committed messages.
 *
 * @param nanos of {@link System#nanoTime}
 * @param cpuMillisOfSecondHalf processor time of the stage's process for a record, over the second half of the run, when the
 *     code is compiled
 */
record Arrivals(List<Long> nanos, double cpuMillisOfSecondHalf) {

    /**
     * Reads until all are there, or the limit is over, counted from the first.
     *
     * @param log of the process, for the error when it ends early
     */
    static Arrivals read(Process stage, KafkaSettings kafka, String topic, Path log, int expected, Duration limit)
            throws IOException {
        var arrivals = new ArrayList<Long>();
        double cpuBefore = 0;
        int before = 0;
        try (var consumer = new KafkaConsumer<>(
                Map.of("bootstrap.servers", kafka.bootstrapServers(), "isolation.level", "read_committed"),
                new ByteArrayDeserializer(),
                new ByteArrayDeserializer())) {
            var partitions = consumer.partitionsFor(topic).stream()
                    .map(p -> new TopicPartition(p.topic(), p.partition()))
                    .toList();
            consumer.assign(partitions);
            consumer.seekToBeginning(partitions);
            long end = System.nanoTime() + 2 * limit.toNanos();
            while (arrivals.size() < expected && System.nanoTime() < end) {
                if (!stage.isAlive()) {
                    throw new IllegalStateException("the process ended: " + Files.readString(log));
                }
                int count = consumer.poll(Duration.ofMillis(100)).count();
                long now = System.nanoTime();
                if (arrivals.isEmpty() && count > 0) {
                    end = now + limit.toNanos();
                }
                arrivals.addAll(Collections.nCopies(count, now));
                if (before == 0 && arrivals.size() >= expected / 2) {
                    before = arrivals.size();
                    cpuBefore = cpuMillis(stage);
                }
            }
        }
        if (arrivals.isEmpty()) {
            throw new IllegalStateException("nothing came out: " + Files.readString(log));
        }
        int counted = arrivals.size() - before;
        return new Arrivals(arrivals, (cpuMillis(stage) - cpuBefore) / Math.max(1, counted));
    }

    private static double cpuMillis(Process process) {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis();
    }

    /** Without the first ones. */
    Arrivals from(int first) {
        return new Arrivals(nanos.subList(first, nanos.size()), cpuMillisOfSecondHalf);
    }

    int count() {
        return nanos.size();
    }

    /** Over the middle of the run: from a quarter of the records to nine tenths. */
    double perSecond() {
        int from = nanos.size() / 4;
        int to = nanos.size() * 9 / 10;
        return (to - from) / Math.max(1e-9, (nanos.get(to) - nanos.get(from)) / 1e9);
    }
}
