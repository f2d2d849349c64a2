package sentinel.reparse;

import static java.util.Objects.requireNonNull;

import io.delta.kernel.data.Row;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.UUID;
import sentinel.contract.table.SilverColumn;
import sentinel.delta.ChangeSink;
import sentinel.delta.DeltaEngine;
import sentinel.delta.DeltaReader;
import sentinel.delta.TableVersion;

/**
 * The texts of one version of Silver that came since a time and that a reader has not read yet. Each pass reads the table's files
 * one after the other and holds one row.
 */
final class StoredTexts {

    private final TableVersion silver;
    private final Instant since;
    private final StoredText.Reader reader;

    private StoredTexts(TableVersion silver, Instant since, StoredText.Reader reader) {
        this.silver = silver;
        this.since = requireNonNull(since, "since");
        this.reader = requireNonNull(reader, "reader");
    }

    /** Empty when there is no table. */
    static Optional<StoredTexts> in(String path, Instant since, StoredText.Reader reader) {
        return new DeltaReader(DeltaEngine.create(), path, SilverRow.COLUMNS, SilverColumn.ID)
                .latest()
                .map(silver -> new StoredTexts(silver, since, reader));
    }

    /**
     * How many there are, and some of them.
     *
     * @param selected current rows with text since the time
     * @param read of these, how many the reader has read already
     * @param texts those of the others whose ids have the smallest hashes: the same ones in each run
     */
    record Sample(long selected, long read, List<StoredText> texts) {
        long toRead() {
            return selected - read;
        }
    }

    /** Takes a text. */
    interface Taker {
        void take(StoredText text) throws IOException;
    }

    Sample sample(int most) throws IOException {
        record Ranked(String rank, StoredText text) {}
        var smallest = new PriorityQueue<>(Comparator.comparing(Ranked::rank).reversed());
        var counts = new long[2];
        scan(row -> {
            counts[0]++;
            if (row.reader().equals(reader)) {
                counts[1]++;
                return;
            }
            String rank = UUID.nameUUIDFromBytes(row.id().getBytes(StandardCharsets.UTF_8))
                    .toString();
            var largest = smallest.peek();
            if (smallest.size() < most || (largest != null && rank.compareTo(largest.rank()) < 0)) {
                smallest.add(new Ranked(rank, row.text()));
                if (smallest.size() > most) {
                    smallest.remove();
                }
            }
        });
        var texts = new ArrayList<Ranked>(smallest);
        texts.sort(Comparator.comparing(Ranked::rank));
        return new Sample(counts[0], counts[1], texts.stream().map(Ranked::text).toList());
    }

    /** Passes each text that is to be read on. */
    void forEach(Taker taker) throws IOException {
        scan(row -> {
            if (!row.reader().equals(reader)) {
                taker.take(row.text());
            }
        });
    }

    private interface RowTaker {
        void take(SilverRow row) throws IOException;
    }

    private void scan(RowTaker rows) throws IOException {
        silver.scan(new ChangeSink() {
            @Override
            public void upsert(Row open) throws IOException {
                var row = new SilverRow(open);
                if (!row.updatedAt().isBefore(since) && !row.isBlank()) {
                    rows.take(row);
                }
            }

            @Override
            public void delete(String key) {}
        });
    }
}
