package sentinel.service.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import sentinel.service.stage.Window.Outcome;
import sentinel.service.stage.Window.Slot;

class WindowTest {

    private static final TopicPartition P0 = new TopicPartition("t", 0);
    private static final TopicPartition P1 = new TopicPartition("t", 1);
    private static final TopicPartition P2 = new TopicPartition("t", 2);
    private static final int ANY = Integer.MAX_VALUE;

    @Test
    void given_gaps_between_offsets_when_finished_then_the_offset_after_the_last_or_after_the_markers() {
        var window = new Window(10, 1_000);
        window.add(records(Map.of(P0, List.of(record(P0, 3, 1), record(P0, 7, 1))), Map.of(P0, 9L)));
        var first = window.next();
        var second = window.next();

        window.finish(first, nothing());
        assertThat(offsets(window)).isEqualTo(Map.of(0, 4L));
        window.finish(second, nothing());
        assertThat(offsets(window)).isEqualTo(Map.of(0, 9L));
    }

    @Test
    void given_markers_alone_when_the_position_moved_then_it_is_committed_once() {
        var window = new Window(10, 1_000);
        window.add(records(Map.of(), Map.of(P0, 5L)));
        assertThat(offsets(window)).isEqualTo(Map.of(0, 5L));
        window.committed(window.committable(window.partitions(), ANY, ANY));
        window.add(records(Map.of(), Map.of(P0, 5L)));
        assertThat(offsets(window)).isEmpty();
    }

    @Test
    void given_one_partition_that_never_moves_when_others_have_work_then_room_is_left_for_them() {
        var window = new Window(10, 1_000);
        window.add(records(Map.of(P0, many(P0, 0, 50), P1, many(P1, 0, 50), P2, List.of()), Map.of(P0, 50L, P1, 50L)));
        var begun = new HashMap<TopicPartition, Integer>();
        for (int round = 0; round < 50; round++) {
            for (var slot = window.next(); slot != null; slot = window.next()) {
                var of = partition(slot);
                begun.merge(of, 1, Integer::sum);
                if (of.equals(P1)) {
                    window.finish(slot, nothing());
                }
            }
            window.committed(window.committable(window.partitions(), ANY, ANY));
        }
        assertThat(begun.get(P0)).isEqualTo(8);
        assertThat(begun.get(P1)).isEqualTo(50);
        assertThat(window.backedUp()).containsExactly(P0);
    }

    @Test
    void given_large_messages_when_the_byte_cap_is_reached_then_they_wait_but_one_is_always_let_in() {
        var window = new Window(10, 100);
        window.add(
                records(Map.of(P0, List.of(record(P0, 0, 500), record(P0, 1, 60), record(P0, 2, 60))), Map.of(P0, 3L)));
        var huge = window.next();
        assertThat(huge).isNotNull();
        assertThat(window.next()).isNull();
        window.finish(huge, nothing());
        window.committed(window.committable(window.partitions(), ANY, ANY));
        assertThat(window.next()).isNotNull();
        assertThat(window.next()).isNull();
    }

    @Test
    void given_large_results_when_finished_then_they_count_too() {
        var window = new Window(10, 100);
        window.add(records(Map.of(P0, many(P0, 0, 1), P1, many(P1, 0, 2)), Map.of(P0, 1L, P1, 2L)));
        var first = window.next();
        var other = window.next();
        window.finish(
                partition(first).equals(P1) ? first : other, new Outcome(Outcome.Kind.EMITTED, null, List.of(), 99));
        assertThat(window.next()).isNull();
        window.committed(window.committable(window.partitions(), ANY, ANY));
        assertThat(window.next()).isNotNull();
    }

    @Test
    void given_a_record_to_begin_again_when_the_window_is_full_then_it_has_kept_its_place() {
        var window = new Window(1, 100);
        window.add(records(Map.of(P0, many(P0, 0, 2)), Map.of(P0, 2L)));
        var slot = window.next();
        assertThat(window.next()).isNull();
        window.again(slot);
        assertThat(window.next()).isSameAs(slot);
        assertThat(window.next()).isNull();
    }

    @Test
    void given_partitions_that_are_taken_away_when_their_work_ends_then_it_is_nobodys_business() {
        var window = new Window(10, 1_000);
        window.add(records(Map.of(P0, many(P0, 0, 2), P1, many(P1, 0, 1)), Map.of(P0, 2L, P1, 1L)));
        var slots = List.of(window.next(), window.next(), window.next());
        window.again(
                slots.stream().filter(s -> partition(s).equals(P0)).findFirst().orElseThrow());

        window.drop(Set.of(P0, P2));

        slots.forEach(slot -> window.finish(slot, nothing()));
        assertThat(window.next()).isNull();
        assertThat(window.size()).isEqualTo(1);
        assertThat(window.inFlight()).isZero();
        assertThat(offsets(window)).isEqualTo(Map.of(1, 1L));
    }

    @Test
    void given_limits_of_a_transaction_when_more_is_finished_then_the_rest_is_for_the_next() {
        var window = new Window(10, 1_000);
        window.add(records(Map.of(P0, many(P0, 0, 5)), Map.of(P0, 5L)));
        for (var slot = window.next(); slot != null; slot = window.next()) {
            var out = new ProducerRecord<byte[], byte[]>("o", null);
            window.finish(slot, new Outcome(Outcome.Kind.EMITTED, null, List.of(out, out), 20));
        }
        var byRecords = window.committable(window.partitions(), 5, 1_000);
        assertThat(byRecords.slots()).hasSize(2);
        assertThat(byRecords.offsets().get(P0).offset()).isEqualTo(2);
        assertThat(window.committable(window.partitions(), 100, 65).slots()).hasSize(3);
        assertThat(window.committable(window.partitions(), 1, 1).slots()).hasSize(1);
    }

    /** Whatever ends in whatever order: what is committed is in order, whole, and once; and the window is never exceeded. */
    @Property
    void given_any_order_of_events_when_committed_then_every_record_once_in_order_of_its_partition(
            @ForAll @Size(max = 200) List<@IntRange(min = 0, max = 9) Integer> events,
            @ForAll @IntRange(min = 1, max = 8) int size) {
        var window = new Window(size, 1_000_000);
        var sent = new long[2];
        var working = new ArrayList<Slot>();
        var committed = new TreeMap<Integer, List<Long>>(Map.of(0, new ArrayList<>(), 1, new ArrayList<>()));
        for (int event : events) {
            switch (event) {
                case 0, 1 -> {
                    var of = event == 0 ? P0 : P1;
                    long from = sent[event];
                    sent[event] += 3;
                    window.add(records(Map.of(of, many(of, from, 3)), Map.of(of, from + 3)));
                }
                case 2, 3, 4 -> Optional.ofNullable(window.next()).ifPresent(working::add);
                case 5 ->
                    working.stream().findFirst().ifPresent(slot -> {
                        working.remove(slot);
                        window.again(slot);
                    });
                case 6, 7, 8 -> {
                    if (!working.isEmpty()) {
                        window.finish(working.remove(event % working.size()), nothing());
                    }
                }
                default -> commit(window, committed);
            }
            assertThat(working.size()).isLessThanOrEqualTo(size);
        }
        while (!window.isEmpty()) {
            for (var slot = window.next(); slot != null; slot = window.next()) {
                working.add(slot);
            }
            working.forEach(slot -> window.finish(slot, nothing()));
            working.clear();
            commit(window, committed);
        }
        for (int p = 0; p < 2; p++) {
            var all = new ArrayList<Long>();
            for (long offset = 0; offset < sent[p]; offset++) {
                all.add(offset);
            }
            assertThat(committed.get(p)).isEqualTo(all);
        }
    }

    private static void commit(Window window, Map<Integer, List<Long>> committed) {
        var batch = window.committable(window.partitions(), ANY, ANY);
        batch.slots()
                .forEach(s ->
                        committed.get(s.record().partition()).add(s.record().offset()));
        batch.offsets().forEach((p, next) -> {
            var its = committed.get(p.partition());
            assertThat(next.offset()).isEqualTo(its.isEmpty() ? 0 : its.get(its.size() - 1) + 1);
        });
        window.committed(batch);
    }

    private static Outcome nothing() {
        return new Outcome(Outcome.Kind.EMITTED, null, List.of(), 0);
    }

    private static Map<Integer, Long> offsets(Window window) {
        var offsets = new HashMap<Integer, Long>();
        window.committable(window.partitions(), ANY, ANY)
                .offsets()
                .forEach((p, next) -> offsets.put(p.partition(), next.offset()));
        return offsets;
    }

    private static TopicPartition partition(Slot slot) {
        return new TopicPartition(slot.record().topic(), slot.record().partition());
    }

    private static List<ConsumerRecord<byte[], byte[]>> many(TopicPartition of, long from, int count) {
        var records = new ArrayList<ConsumerRecord<byte[], byte[]>>();
        for (int i = 0; i < count; i++) {
            records.add(record(of, from + i, 1));
        }
        return records;
    }

    private static ConsumerRecord<byte[], byte[]> record(TopicPartition of, long offset, int bytes) {
        return new ConsumerRecord<>(of.topic(), of.partition(), offset, null, new byte[bytes]);
    }

    private static ConsumerRecords<byte[], byte[]> records(
            Map<TopicPartition, List<ConsumerRecord<byte[], byte[]>>> records, Map<TopicPartition, Long> next) {
        var offsets = new HashMap<TopicPartition, OffsetAndMetadata>();
        next.forEach((p, offset) -> offsets.put(p, new OffsetAndMetadata(offset)));
        return new ConsumerRecords<>(records, offsets);
    }
}
