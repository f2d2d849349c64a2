package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import sentinel.archive.ArchiveName;
import sentinel.archive.ArchiveReader;
import sentinel.archive.CaptureCursor.End;
import sentinel.archive.CaptureNote;
import sentinel.archive.StoredCapture;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.url.UrlIdentity;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extractor;
import sentinel.fetcher.identity.ArticleIdentity;
import sentinel.fetcher.identity.Landing;

/**
 * Extracts archived pages anew. Of an article that was fetched more than once only the newest fetch is taken: an older
 * text that came later through the pipeline would be taken for the article's newest version. So the archive is gone
 * through twice, at first to learn when each article was read last; about two hundred bytes of memory an article.
 */
final class Reprocess {

    /** A page is in a file that was begun at most so long before or after its fetch. */
    private static final Duration FILE_SLACK = Duration.ofHours(2);

    /**
     * Which pages.
     *
     * @param from fetched then or later
     * @param before fetched earlier
     * @param host of the announced or the final URL, or a domain that it is below; null for all
     */
    record Selection(Instant from, Instant before, @Nullable String host) {
        Selection {
            requireNonNull(from, "from");
            requireNonNull(before, "before");
        }

        private boolean takes(StoredCapture capture) {
            return !capture.fetchedAt().isBefore(from)
                    && capture.fetchedAt().isBefore(before)
                    && (host == null
                            || isBelow(capture.url(), host)
                            || isBelow(capture.note().found().url(), host));
        }

        private static boolean isBelow(String url, String host) {
            var parsed = HttpUrl.parse(url);
            String domain = host.toLowerCase(Locale.ROOT);
            return parsed != null
                    && (parsed.host().equals(domain) || parsed.host().endsWith("." + domain));
        }
    }

    /** What came of it: {@code fetches = notSelected + superseded + unreadable + noArticle + same + changed + found}. */
    static final class Counts {
        long files;
        long fetches;
        long notSelected;
        long superseded;
        long unreadable;
        long same;
        long changed;
        long found;
        long sent;
        final Map<String, Long> noArticle = new TreeMap<>();
        final List<String> brokenFiles = new ArrayList<>();

        long articles() {
            return same + changed + found;
        }
    }

    /** What one page is now: a message, or the reason why there is none. */
    private record Reading(StoredCapture capture, @Nullable PageFetched message, @Nullable String reason) {}

    private final ArchiveReader archive;
    private final Selection selection;
    private final boolean onlyChanged;
    private final Consumer<PageFetched> sink;
    private final Consumer<String> progress;
    private final Extractor extractor;
    private final Counts counts = new Counts();

    /** When an article was read last (epoch milliseconds), by half the hash of its identity. */
    private final Map<Long, Long> readLast = new HashMap<>();

    /**
     * @param extractor reads the pages anew
     * @param onlyChanged leave out articles whose text is what it was
     * @param sink takes the renewed messages, in order
     * @param progress is told now and then how far it is
     */
    Reprocess(
            ArchiveReader archive,
            Extractor extractor,
            Selection selection,
            boolean onlyChanged,
            Consumer<PageFetched> sink,
            Consumer<String> progress) {
        this.archive = requireNonNull(archive, "archive");
        this.extractor = requireNonNull(extractor, "extractor");
        this.selection = requireNonNull(selection, "selection");
        this.onlyChanged = onlyChanged;
        this.sink = requireNonNull(sink, "sink");
        this.progress = requireNonNull(progress, "progress");
    }

    /**
     * Runs once.
     *
     * @throws IOException the archive's store fails
     */
    Counts run() throws IOException, InterruptedException {
        var files = archive.files().stream()
                .filter(file -> file.startedAt().isAfter(selection.from().minus(FILE_SLACK)))
                .toList();
        for (var file : files) {
            learn(file);
        }
        var selected = files.stream()
                .filter(file -> file.startedAt().isBefore(selection.before().plus(FILE_SLACK)))
                .toList();
        int processors = Runtime.getRuntime().availableProcessors();
        var pool = Executors.newFixedThreadPool(processors);
        try {
            var ahead = new ArrayDeque<Future<Reading>>();
            long startedAt = System.nanoTime();
            for (var file : selected) {
                counts.files++;
                extract(file, pool, ahead, 4 * processors);
                progress.accept("file %d of %d, %,d pages, %.0f/s"
                        .formatted(
                                counts.files,
                                selected.size(),
                                counts.fetches,
                                counts.fetches * 1e9 / (System.nanoTime() - startedAt)));
            }
            while (!ahead.isEmpty()) {
                settle(ahead.remove());
            }
        } finally {
            pool.shutdownNow();
        }
        return counts;
    }

    private void learn(ArchiveName file) throws IOException {
        progress.accept("looking at " + file);
        try (var captures = archive.read(file)) {
            for (var next = captures.next(); next.isPresent(); next = captures.next()) {
                var note = next.get().note();
                if (note.contentHash() != null) {
                    long at = next.get().fetchedAt().toEpochMilli();
                    readLast.merge(
                            key(requireNonNull(note.normalizedUrl(), "an article has an identity")), at, Math::max);
                    readLast.merge(key(addressThen(next.get())), at, Math::max);
                }
            }
        }
    }

    private void extract(ArchiveName file, ExecutorService pool, ArrayDeque<Future<Reading>> ahead, int mostAhead)
            throws IOException, InterruptedException {
        try (var captures = archive.read(file)) {
            for (var next = captures.next(); next.isPresent(); next = captures.next()) {
                var capture = next.get();
                counts.fetches++;
                if (!selection.takes(capture)) {
                    counts.notSelected++;
                } else if (isSuperseded(addressThen(capture), capture.fetchedAt())) {
                    counts.superseded++;
                } else {
                    ahead.add(pool.submit(() -> read(capture)));
                    if (ahead.size() >= mostAhead) {
                        settle(ahead.remove());
                    }
                }
                if (counts.fetches % 100 == 0) {
                    progress.accept("%,d pages".formatted(counts.fetches));
                }
            }
            var end = requireNonNull(captures.end(), "the file was read to its end");
            if (end != End.WHOLE) {
                counts.brokenFiles.add(file + " (" + said(end) + ")");
            }
        }
    }

    private static String said(End end) {
        return switch (end) {
            case WHOLE -> "whole";
            case CUT_OFF -> "cut off";
            case DAMAGED -> "damaged";
            case NEWER -> "written by a newer release";
        };
    }

    /** Its address and what it was known by: pages of other addresses may be other articles than it was thought then. */
    private static String addressThen(StoredCapture capture) {
        String own = UrlIdentity.normalize(capture.url()).orElse(capture.url());
        String then = capture.note().normalizedUrl();
        return own + ' ' + (then != null ? then : own);
    }

    private boolean isSuperseded(String identity, Instant fetchedAt) {
        return readLast.getOrDefault(key(identity), Long.MIN_VALUE) > fetchedAt.toEpochMilli();
    }

    private static long key(String identity) {
        return UUID.nameUUIDFromBytes(identity.getBytes(StandardCharsets.UTF_8)).getMostSignificantBits();
    }

    private Reading read(StoredCapture capture) {
        byte[] body;
        try {
            body = capture.body();
        } catch (IOException e) {
            return new Reading(capture, null, null);
        }
        var found = capture.note().found();
        var extraction = extractor.extract(
                body, capture.url(), capture.head().last("content-type").orElse(null), found.title());
        if (extraction instanceof NoArticle none) {
            return new Reading(
                    capture, null, NoArticleFailure.errorClass(none.reason()).id());
        }
        var article = (Article) extraction;
        if (Landing.isElsewhere(found, capture.url(), article.facts().title())) {
            return new Reading(capture, null, ErrorClass.SOFT_ERROR.id());
        }
        return ArticleIdentity.of(
                        capture.url(),
                        article.facts().canonicalUrl(),
                        article.facts().title())
                .map(identity -> new Reading(capture, message(capture, article, settled(identity, capture)), null))
                .orElseGet(() -> new Reading(capture, null, ErrorClass.BAD_URL.id()));
    }

    /** What could not be told by the page alone was settled when it was fetched. */
    private static String settled(ArticleIdentity identity, StoredCapture capture) {
        return !identity.isSure() && identity.own().equals(capture.note().normalizedUrl())
                ? identity.own()
                : identity.alone();
    }

    private static PageFetched message(StoredCapture capture, Article article, String identity) {
        return PageMessage.of(
                        capture.note().found(),
                        capture.url(),
                        capture.note().redirects(),
                        capture.head(),
                        article,
                        identity,
                        capture.fetchedAt())
                .withArchiveRef(capture.ref());
    }

    private void settle(Future<Reading> future) throws InterruptedException {
        Reading reading;
        try {
            reading = future.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException("a page cannot be read", e.getCause());
        }
        var message = reading.message();
        if (message == null) {
            if (reading.reason() == null) {
                counts.unreadable++;
            } else {
                counts.noArticle.merge(reading.reason(), 1L, Long::sum);
            }
        } else if (isSuperseded(message.normalizedUrl(), message.fetchTimestamp())) {
            counts.superseded++; // it is another article's page than it was taken for
        } else {
            readLast.put(key(message.normalizedUrl()), message.fetchTimestamp().toEpochMilli());
            count(reading.capture().note(), message);
        }
    }

    private void count(CaptureNote note, PageFetched message) {
        boolean same = message.contentHash().equals(note.contentHash())
                && message.normalizedUrl().equals(note.normalizedUrl());
        if (same) {
            counts.same++;
        } else if (note.contentHash() == null) {
            counts.found++;
        } else {
            counts.changed++;
        }
        if (!same || !onlyChanged) {
            sink.accept(message);
            counts.sent++;
        }
    }
}
