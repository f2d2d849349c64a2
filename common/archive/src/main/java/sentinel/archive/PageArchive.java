package sentinel.archive;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;
import sentinel.config.ConfigException;
import sentinel.service.run.ServiceContext;

/** Stores fetched pages. Thread-safe. */
public interface PageArchive extends AutoCloseable {

    /** Stores nothing. */
    PageArchive NONE = new PageArchive() {
        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<@Nullable String> keep(Capture page, boolean mayBeKept) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    };

    /**
     * Opens the configured archive. The scope closes it.
     *
     * @throws ConfigException no archive is possible at that location
     */
    static PageArchive open(ArchiveConfig config, String instance, ServiceContext context, Clock clock) {
        if (config.root().isEmpty()) {
            return NONE;
        }
        var root = config.root().get();
        try {
            var store = context.scope().add(ArchiveStore.at(root));
            store.prepare();
            config.retention().ifPresent(retention -> context.scope()
                    .add(new Retention(store, retention, clock))
                    .start());
            var limits = WarcArchive.Limits.keptFor(config.retention());
            return context.scope().add(new WarcArchive(store, instance, limits, clock, context.metrics()));
        } catch (IOException e) {
            throw new ConfigException(List.of("SENTINEL_ARCHIVE is '" + root + "', which cannot be used: " + e));
        }
    }

    /**
     * Completes when the archive can store pages, as far as is known; at once, unless the last attempt failed. It is
     * called before a page is fetched, so that pages are not fetched in vain while the disk is full.
     *
     * @return fails with {@link sentinel.service.stage.OutageException}
     */
    CompletionStage<Void> ready();

    /**
     * Stores a page. Compresses on the caller's thread, and blocks it while too much is waiting to be written.
     *
     * @param mayBeKept whether the site allows it
     * @return the location of the page's bytes ({@link ArchiveRef}), when they are durable; null when nothing is stored;
     *     fails with {@link sentinel.service.stage.OutageException}
     */
    CompletionStage<@Nullable String> keep(Capture page, boolean mayBeKept);

    /** Writes all waiting pages before it returns. */
    @Override
    void close();
}
