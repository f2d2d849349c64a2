package sentinel.service.kafka;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.AbortTransactionSpec;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.ListTransactionsOptions;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.ProducerState;
import org.apache.kafka.clients.admin.TransactionListing;
import org.apache.kafka.clients.admin.TransactionState;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds and aborts transactions that are open in a partition and that no coordinator will end. Readers of committed
 * messages would wait at such a transaction forever. Kafka can leave one when a broker is killed (KAFKA-20734,
 * KIP-664).
 */
public final class HangingTransactions {

    private static final Logger log = LoggerFactory.getLogger(HangingTransactions.class);

    /** States of a transaction whose coordinator still has something to do in its partitions. */
    private static final Set<TransactionState> UNDER_WAY = Set.of(
            TransactionState.ONGOING,
            TransactionState.PREPARE_COMMIT,
            TransactionState.PREPARE_ABORT,
            TransactionState.PREPARE_EPOCH_FENCE);

    private final Admin admin;

    /** @param admin is not closed by this class */
    public HangingTransactions(Admin admin) {
        this.admin = requireNonNull(admin, "admin");
    }

    /**
     * A transaction that is open in a partition.
     *
     * @param startOffset offset of its first message there, at which readers of committed messages stop
     */
    public record Open(TopicPartition partition, long producerId, short epoch, int coordinatorEpoch, long startOffset) {
        @Override
        public String toString() {
            return "partition " + partition + ", producer " + producerId + ", offset " + startOffset;
        }
    }

    /** The end of a partition's messages ({@code high watermark}), and the end of the decided ones (last stable offset). */
    public record End(long stable, long high) {
        public boolean isStable() {
            return stable >= high;
        }
    }

    /** The ends of partitions, according to their leaders. */
    public Map<TopicPartition, End> ends(Collection<TopicPartition> partitions)
            throws ExecutionException, InterruptedException {
        var stable = offsets(partitions, IsolationLevel.READ_COMMITTED);
        var high = offsets(partitions, IsolationLevel.READ_UNCOMMITTED); // later: never below
        var ends = new HashMap<TopicPartition, End>();
        for (var partition : partitions) {
            ends.put(partition, new End(offset(stable, partition), offset(high, partition)));
        }
        return ends;
    }

    private static long offset(Map<TopicPartition, ListOffsetsResultInfo> offsets, TopicPartition partition) {
        return requireNonNull(offsets.get(partition), "Kafka answers for every partition that it is asked about")
                .offset();
    }

    private Map<TopicPartition, ListOffsetsResultInfo> offsets(
            Collection<TopicPartition> partitions, IsolationLevel isolation)
            throws ExecutionException, InterruptedException {
        var latest = partitions.stream().collect(Collectors.toMap(Function.identity(), p -> OffsetSpec.latest()));
        return admin.listOffsets(latest, new ListOffsetsOptions(isolation))
                .all()
                .get();
    }

    /** All transactions that are open in these partitions, including those in progress, by partition. */
    public List<Open> open(Collection<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        var open = new ArrayList<Open>();
        var states = new TreeMap<TopicPartition, List<ProducerState>>(
                (a, b) -> a.toString().compareTo(b.toString()));
        admin.describeProducers(partitions)
                .all()
                .get()
                .forEach((partition, state) -> states.put(partition, state.activeProducers()));
        states.forEach((partition, producers) -> producers.stream()
                .filter(producer -> producer.currentTransactionStartOffset().isPresent())
                .map(producer -> new Open(
                        partition,
                        producer.producerId(),
                        (short) producer.producerEpoch(),
                        producer.coordinatorEpoch().orElse(-1),
                        producer.currentTransactionStartOffset().getAsLong()))
                .forEach(open::add));
        return open;
    }

    /**
     * The open transactions that no coordinator will end. A coordinator records that a transaction is complete after the
     * markers are in all of its partitions. So a transaction stays open if it is open in a partition both before and
     * after the coordinator was asked, and the coordinator does not have it in progress.
     */
    public List<Open> hanging(Collection<TopicPartition> partitions) throws ExecutionException, InterruptedException {
        var unstable = ends(partitions).entrySet().stream()
                .filter(end -> !end.getValue().isStable())
                .map(Map.Entry::getKey)
                .toList();
        if (unstable.isEmpty()) {
            return List.of();
        }
        var before = open(unstable);
        var underWay = underWay(before.stream().map(Open::producerId).collect(Collectors.toSet()));
        var suspects = before.stream()
                .filter(open ->
                        !underWay.getOrDefault(open.producerId(), Set.of()).contains(open.partition()))
                .collect(Collectors.toCollection(HashSet::new));
        if (suspects.isEmpty()) {
            return List.of();
        }
        return open(unstable).stream().filter(suspects::contains).toList();
    }

    /** The partitions in which coordinators still have a producer's transaction under way. */
    private Map<Long, Set<TopicPartition>> underWay(Set<Long> producers)
            throws ExecutionException, InterruptedException {
        if (producers.isEmpty()) {
            return Map.of();
        }
        var names =
                admin.listTransactions(new ListTransactionsOptions().filterProducerIds(producers)).all().get().stream()
                        .map(TransactionListing::transactionalId)
                        .toList();
        var partitions = new HashMap<Long, Set<TopicPartition>>();
        admin.describeTransactions(names).all().get().values().stream()
                .filter(transaction -> UNDER_WAY.contains(transaction.state()))
                .forEach(transaction -> partitions
                        .computeIfAbsent(transaction.producerId(), id -> new HashSet<>())
                        .addAll(transaction.topicPartitions()));
        return partitions;
    }

    /**
     * Aborts and logs every hanging transaction of a broker that no client uses yet, after a kill.
     */
    public static void abortAll(String bootstrapServers) {
        try (var admin = Admin.create(Map.of(AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG, bootstrapServers))) {
            var names = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            var partitions = admin.describeTopics(names).allTopicNames().get().values().stream()
                    .flatMap(topic ->
                            topic.partitions().stream().map(p -> new TopicPartition(topic.name(), p.partition())))
                    .toList();
            var transactions = new HangingTransactions(admin);
            for (var hanging : transactions.hanging(partitions)) {
                log.error(
                        "hanging_transaction_aborted partition={} producer_id={} offset={}",
                        hanging.partition(),
                        hanging.producerId(),
                        hanging.startOffset());
                transactions.abort(hanging);
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException("cannot abort hanging transactions of " + bootstrapServers, e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while aborting hanging transactions", e);
        }
    }

    /** Aborts a hanging transaction: its messages in this partition are never read. */
    public void abort(Open open) throws ExecutionException, InterruptedException {
        admin.abortTransaction(new AbortTransactionSpec(
                        open.partition(), open.producerId(), open.epoch(), open.coordinatorEpoch()))
                .all()
                .get();
    }
}
