package sentinel.reparse;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.parser.llm.CallJournal;
import sentinel.parser.provider.BudgetSpentException;

/**
 * Reads texts and publishes what was read, chunk by chunk. A chunk's records and entries of the ledger are one transaction. What
 * is in the cache of answers is not asked for again, so a run that was killed goes on where it was.
 */
final class Promotion {

    private static final double NANOS_PER_MINUTE = 60e9;

    /** Texts whose records are one transaction. */
    private static final int TRANSACTION = 100;

    private final Ahead ahead;
    private final Readers readers;
    private final RecordPublisher publisher;
    private final CallJournal journal;
    private final int chunk;
    private final Consumer<String> progress;
    private final Counts counts = new Counts();
    private final List<StoredText> waiting = new ArrayList<>();

    /** What came of it: {@code read = published + low + the sum of failed}. */
    static final class Counts {
        long read;
        long published;
        long low;
        final Map<String, Long> failed = new TreeMap<>();
        /** The budget did not suffice for all; null when it did. */
        @Nullable
        BudgetSpentException spent;
    }

    /**
     * @param ahead is given the texts of a chunk before they are read
     * @param journal is told which calls are in the ledger
     * @param chunk texts in memory at once
     */
    Promotion(
            Ahead ahead,
            Readers readers,
            RecordPublisher publisher,
            CallJournal journal,
            int chunk,
            Consumer<String> progress) {
        this.ahead = requireNonNull(ahead, "ahead");
        this.readers = requireNonNull(readers, "readers");
        this.publisher = requireNonNull(publisher, "publisher");
        this.journal = requireNonNull(journal, "journal");
        this.chunk = chunk;
        this.progress = requireNonNull(progress, "progress");
    }

    /** Puts calls into the ledger that no record comes from. */
    void book(List<LlmCall> calls) throws IOException {
        if (!calls.isEmpty()) {
            publisher.publish(List.of(), calls);
            journal.published(calls);
        }
    }

    /**
     * Runs once. Ends early when the budget is spent.
     *
     * @param expected number of texts, for progress
     */
    Counts run(StoredTexts texts, long expected) throws IOException, InterruptedException {
        long startedAt = System.nanoTime();
        try {
            texts.forEach(text -> {
                waiting.add(text);
                if (waiting.size() >= chunk && counts.spent == null) {
                    settle(expected, startedAt);
                }
                if (counts.spent != null) {
                    throw new StoppedException();
                }
            });
            settle(expected, startedAt);
        } catch (StoppedException e) {
            // the counts say why
        } catch (InterruptedIOException e) {
            throw new InterruptedException("stopping");
        }
        return counts;
    }

    /** Ends a pass over Silver early. */
    private static final class StoppedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    private void settle(long expected, long startedAt) throws IOException {
        try {
            ahead.read(waiting);
            for (int from = 0; from < waiting.size() && counts.spent == null; from += TRANSACTION) {
                var some = waiting.subList(from, Math.min(waiting.size(), from + TRANSACTION));
                publish(readers.read(some));
                progress.accept("%,d of %,d articles read, %,d published, %.0f/min"
                        .formatted(
                                counts.read,
                                expected,
                                counts.published,
                                counts.read * NANOS_PER_MINUTE / Math.max(1, System.nanoTime() - startedAt)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("stopping");
        }
        waiting.clear();
    }

    private void publish(Readers.Batch batch) throws IOException {
        counts.spent = batch.spent();
        var records = new ArrayList<BronzeArticle>();
        var calls = new ArrayList<LlmCall>();
        for (var read : batch.read()) {
            calls.addAll(read.reading().calls());
            count(read.reading().record(), read, records);
        }
        if (!calls.isEmpty() || !records.isEmpty()) {
            publisher.publish(records, calls);
            journal.published(calls);
        }
        counts.read += batch.read().size();
        counts.published += records.size();
    }

    private void count(@Nullable BronzeArticle record, Readers.Read read, List<BronzeArticle> records) {
        if (record == null) {
            var failure = requireNonNull(read.reading().errorClass(), "there is an answer or a failure");
            counts.failed.merge(failure.id(), 1L, Long::sum);
        } else if (Shadow.isTaken(record)) {
            records.add(record);
        } else {
            counts.low++;
        }
    }
}
