package sentinel.archive;

import java.io.IOException;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import sentinel.config.ConfigException;
import sentinel.service.run.ServiceContext;

/** Keeps pages as fetched. Safe for use by many threads. */
public interface PageArchive extends AutoCloseable {

    /** Keeps nothing. */
    PageArchive NONE = new PageArchive() {
        @Override
        public CompletionStage<Void> ready() {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public CompletionStage<String> keep(Capture page, boolean mayBeKept) {
            return CompletableFuture.completedFuture(null);
        }

        @Override
        public void close() {}
    };

    /**
     * The archive that a configuration asks for; what it opens is the scope's to close.
     *
     * @throws ConfigException there can be none at that place
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
     * Completes when pages can be kept as far as is known, at once unless the last attempt failed. Asked before a page is
     * fetched, so that none is fetched in vain again and again while the disk is full.
     *
     * @return fails with {@link sentinel.service.stage.OutageException}
     */
    CompletionStage<Void> ready();

    /**
     * Keeps a page. Compresses on the caller's thread, and makes it wait while much is waiting to be written.
     *
     * @param mayBeKept whether the site allows it; it is asked nowhere else
     * @return where the page's bytes are ({@link ArchiveRef}), once they survive a loss of power; null when nothing is
     *     kept; fails with {@link sentinel.service.stage.OutageException}
     */
    CompletionStage<String> keep(Capture page, boolean mayBeKept);

    /** What was given is written before it returns. */
    @Override
    void close();
}
