package sentinel.bronze;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import sentinel.contract.message.BronzeArticle;
import sentinel.delta.AppendTable;
import sentinel.delta.DeltaEngine;

/** Appends to a table without Kafka: message n has offset n. */
final class Batches {

    static final Instant APPENDED = Instant.parse("2026-03-05T23:59:59Z");

    private Batches() {}

    static AppendTable table(String path) {
        return table(path, (table, hook) -> {});
    }

    static AppendTable table(
            String path, java.util.function.BiConsumer<AppendTable, io.delta.kernel.hook.PostCommitHook> afterCommit) {
        var table = new AppendTable(
                DeltaEngine.create(), path, RowLayout.articles().contract(), Duration.ofDays(7), afterCommit);
        table.open();
        return table;
    }

    /** Articles {@code from} (included) to {@code to}, appended at {@link #APPENDED}. */
    static Map<LocalDate, RowBatch<BronzeArticle>> articles(int partition, int from, int to) {
        var batch = new RowBatch<>(RowLayout.articles());
        for (int n = from; n < to; n++) {
            batch.add(new Received<>(Articles.article(n), partition, n, APPENDED));
        }
        var days = new HashMap<LocalDate, RowBatch<BronzeArticle>>();
        days.put(LocalDate.parse("2026-03-05"), batch);
        return days;
    }

    /** Appends articles {@code from} to {@code to}, after those before {@code from}. */
    static long append(AppendTable table, int partition, int from, int to) throws Exception {
        var previous = from == 0 ? OptionalLong.empty() : OptionalLong.of(from - 1L);
        return append(table, partition, previous, to - 1L, articles(partition, from, to));
    }

    static long append(
            AppendTable table,
            int partition,
            OptionalLong previous,
            long last,
            Map<LocalDate, RowBatch<BronzeArticle>> batches)
            throws Exception {
        var days = new HashMap<LocalDate, Iterator<RowBatch<BronzeArticle>>>();
        batches.forEach((day, batch) -> days.put(day, List.of(batch).iterator()));
        return table.append("t-" + partition, previous, last, table.write(days));
    }
}
