package sentinel.service.kafka;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.topic.Topics;

/**
 * Watches a topic for the group that reads it, on a thread of its own:
 *
 * <ul>
 *   <li>A transaction that stays open blocks readers of committed messages. {@link #problem} names it.
 *   <li>Messages that Kafka deleted before the group read them are logged with their number.
 *   <li>Messages that the group has read, and that are older than the topic's {@link Topics.Spec#keptAfterRead}, are
 *       deleted. Kafka itself deletes only by age, whether messages were read or not, and is therefore told to keep them.
 * </ul>
 */
public final class TopicWatch implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(TopicWatch.class);
    private static final Duration INTERVAL = Duration.ofSeconds(15);
    private static final Duration KAFKA_TIMEOUT = Duration.ofSeconds(10);
    /** Twice as long as the broker lets a transaction of ours be open. */
    private static final Duration STUCK = Duration.ofSeconds(60);

    private static final Duration BETWEEN_DELETIONS = Duration.ofMinutes(10);

    private final Admin admin;
    private final HangingTransactions transactions;
    private final Topics.Spec topic;
    private final String group;
    private final Duration stuckAfter;
    private final Clock clock;

    /** Where the decided messages of a partition ended when they first did not go on, and when that was. */
    private final Map<TopicPartition, Stop> stops = new HashMap<>();

    private final Map<TopicPartition, Long> told = new HashMap<>();
    private Instant deletedAt = Instant.MIN;
    private volatile @Nullable String problem;
    private final AtomicLong lost = new AtomicLong();
    private @Nullable ScheduledExecutorService thread; // null until started

    private record Stop(long stable, Instant since) {}

    /**
     * @param admin is closed by {@link #close}
     * @param group the only group that reads the topic
     * @param stuckAfter a transaction that is open for longer is a problem
     */
    TopicWatch(Admin admin, Topics.Spec topic, String group, Duration stuckAfter, Clock clock) {
        this.admin = requireNonNull(admin, "admin");
        this.transactions = new HangingTransactions(admin);
        this.topic = requireNonNull(topic, "topic");
        this.group = requireNonNull(group, "group");
        this.stuckAfter = requireNonNull(stuckAfter, "stuck after");
        this.clock = requireNonNull(clock, "clock");
    }

    /** Checks once, so that lost messages are reported before the group reads on, and then regularly until closed. */
    public static TopicWatch start(String bootstrapServers, Topics topics, String topic, String group) {
        var settings = Map.<String, Object>of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) KAFKA_TIMEOUT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) KAFKA_TIMEOUT.toMillis());
        var watch = new TopicWatch(Admin.create(settings), topics.spec(topic), group, STUCK, Clock.systemUTC());
        watch.lookOrSay();
        watch.thread = Executors.newSingleThreadScheduledExecutor(task -> {
            var thread = new Thread(task, "watch-" + topic);
            thread.setDaemon(true);
            return thread;
        });
        var unused = watch.thread.scheduleWithFixedDelay(
                watch::lookOrSay, INTERVAL.toSeconds(), INTERVAL.toSeconds(), TimeUnit.SECONDS);
        return watch;
    }

    /** What blocks the readers of messages, for a health check; empty when nothing does. */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** Number of messages known to be deleted before the group read them. */
    public long lost() {
        return lost.get();
    }

    private void lookOrSay() {
        try {
            look();
        } catch (ExecutionException | KafkaException e) {
            log.debug("not_looked_at topic={}", topic.name(), e); // who reads the topic says that Kafka is away
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            log.warn("watch_failed topic={}", topic.name(), e);
        }
    }

    void look() throws ExecutionException, InterruptedException {
        var described =
                admin.describeTopics(List.of(topic.name())).allTopicNames().get();
        var partitions =
                requireNonNull(described.get(topic.name()), "Kafka describes the topic, or fails").partitions().stream()
                        .map(p -> new TopicPartition(topic.name(), p.partition()))
                        .toList();
        lookForStuck(partitions);
        var first = offsets(partitions, OffsetSpec.earliest());
        var read = readUpTo(partitions);
        tellLost(first, read);
        if (topic.keptAfterRead() != null
                && Duration.between(deletedAt, clock.instant()).compareTo(BETWEEN_DELETIONS) > 0) {
            deleteRead(first, read, topic.keptAfterRead());
            deletedAt = clock.instant();
        }
    }

    private void lookForStuck(Collection<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        var now = clock.instant();
        transactions.ends(partitions).forEach((partition, end) -> {
            var stop = stops.get(partition);
            if (end.isStable()) {
                stops.remove(partition);
            } else if (stop == null || stop.stable() != end.stable()) {
                stops.put(partition, new Stop(end.stable(), now));
            }
        });
        var stuck = stops.entrySet().stream()
                .filter(stop -> Duration.between(stop.getValue().since(), now).compareTo(stuckAfter) >= 0)
                .map(Map.Entry::getKey)
                .toList();
        if (stuck.isEmpty()) {
            problem = null;
            return;
        }
        var open = transactions.open(stuck).stream()
                .map(HangingTransactions.Open::toString)
                .collect(Collectors.joining("; "));
        String found = "a transaction stays open and blocks the readers of later messages: "
                + (open.isEmpty() ? "partitions " + stuck : open);
        if (!found.equals(problem)) {
            log.error("transaction_stays_open partitions=\"{}\"", open);
        }
        problem = found;
    }

    private Map<TopicPartition, Long> offsets(Collection<TopicPartition> partitions, OffsetSpec spec)
            throws ExecutionException, InterruptedException {
        var asked = partitions.stream().collect(Collectors.toMap(Function.identity(), p -> spec));
        var offsets = new HashMap<TopicPartition, Long>();
        admin.listOffsets(asked).all().get().forEach((partition, offset) -> offsets.put(partition, offset.offset()));
        return offsets;
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return requireNonNull(offsets.get(partition), "Kafka answers for every partition that it is asked about");
    }

    /** What the group committed, by partition. */
    private Map<TopicPartition, Long> readUpTo(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var read = new HashMap<TopicPartition, Long>();
        admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get()
                .forEach((partition, offset) -> {
                    if (offset != null && partitions.contains(partition)) {
                        read.put(partition, offset.offset());
                    }
                });
        return read;
    }

    private void tellLost(Map<TopicPartition, Long> first, Map<TopicPartition, Long> read) {
        read.forEach((partition, next) -> {
            long there = offset(first, partition);
            if (next < there && !Long.valueOf(there).equals(told.put(partition, there))) {
                lost.addAndGet(there - next);
                log.error(
                        "messages_lost topic={} partition={} from={} to={} count={} reason=deleted_before_read group={}",
                        partition.topic(),
                        partition.partition(),
                        next,
                        there - 1,
                        there - next,
                        group);
            }
        });
    }

    private void deleteRead(Map<TopicPartition, Long> first, Map<TopicPartition, Long> read, Duration kept)
            throws ExecutionException, InterruptedException {
        long until = clock.instant().minus(kept).toEpochMilli();
        var young = offsets(read.keySet(), OffsetSpec.forTimestamp(until)); // -1: none is so young
        var delete = new HashMap<TopicPartition, RecordsToDelete>();
        read.forEach((partition, next) -> {
            long firstYoung = offset(young, partition);
            long before = firstYoung < 0 ? next : Math.min(next, firstYoung);
            if (before > offset(first, partition)) {
                delete.put(partition, RecordsToDelete.beforeOffset(before));
            }
        });
        if (!delete.isEmpty()) {
            admin.deleteRecords(delete).all().get();
            log.info("read_messages_deleted topic={} partitions={} older_than={}", topic.name(), delete.size(), kept);
        }
    }

    @Override
    public void close() {
        if (thread != null) {
            thread.shutdownNow();
        }
        admin.close(Duration.ofSeconds(1));
    }
}
