package sentinel.reparse;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import sentinel.config.ShortDuration;
import sentinel.parser.PageReader;
import sentinel.parser.provider.BudgetSpentException;
import sentinel.service.stage.OutageException;

/** Reads some texts at once. An outage of the provider is waited for. */
final class Readers implements AutoCloseable {

    private final PageReader reader;
    private final ExecutorService threads;
    private final Consumer<String> progress;

    /** @param progress is told of outages */
    Readers(PageReader reader, int threads, Consumer<String> progress) {
        this.reader = requireNonNull(reader, "reader");
        this.progress = requireNonNull(progress, "progress");
        this.threads = Executors.newFixedThreadPool(threads, task -> {
            var thread = new Thread(task, "reparse");
            thread.setDaemon(true);
            return thread;
        });
    }

    /** A text that was read, with an answer or without. */
    record Read(StoredText text, PageReader.Reading reading) {}

    /**
     * What became of some texts.
     *
     * @param spent the budget did not suffice for the ones that are missing; null when all were read
     */
    record Batch(List<Read> read, @Nullable BudgetSpentException spent) {}

    /** Reads all, in any order; returns them in the given one. */
    Batch read(List<StoredText> texts) throws InterruptedException {
        var pending = new ArrayList<Future<PageReader.Reading>>(texts.size());
        texts.forEach(text -> pending.add(threads.submit(() -> patiently(text))));
        var read = new ArrayList<Read>(texts.size());
        BudgetSpentException spent = null;
        for (int i = 0; i < texts.size(); i++) {
            try {
                read.add(new Read(texts.get(i), pending.get(i).get()));
            } catch (ExecutionException e) {
                if (!(e.getCause() instanceof BudgetSpentException noMoney)) {
                    throw new IllegalStateException(
                            texts.get(i).page().url() + " cannot be read: " + e.getCause(), e.getCause());
                }
                spent = noMoney;
            }
        }
        return new Batch(read, spent);
    }

    private PageReader.Reading patiently(StoredText text) throws InterruptedException {
        while (true) {
            try {
                return reader.read(text.page());
            } catch (BudgetSpentException e) {
                throw e;
            } catch (OutageException e) {
                progress.accept("waiting " + ShortDuration.of(e.pause()) + ": " + e.getMessage());
                Thread.sleep(e.pause().toMillis());
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
