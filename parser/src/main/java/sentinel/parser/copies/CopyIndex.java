package sentinel.parser.copies;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Finds the original of a copy among the pages that were parsed of late. Pages are candidates that share hashes of
 * {@link Words#sketch} with the text; {@link CopyRule} decides on the aligned words of both.
 *
 * <p>A copy is part of its original, apart from boilerplate. So a text is no copy of an abridged one that came before it:
 * what was read in the abridged text may not be all that is in the whole one. It should be added as an original itself.
 *
 * <p>Only parsed pages need be added, and no copies. A page has one entry: a later version replaces an earlier one, and is
 * never a copy of it. Entries that were added or found longest ago are dropped when there are too many, and when they are
 * too old. Thread-safe; texts are compared outside the lock.
 */
public final class CopyIndex {

    /** How many documents to keep where nothing else is said: of 500 words each, they take about 400 MB. */
    public static final int DEFAULT_DOCUMENTS = 200_000;

    /** How long to keep them where nothing else is said. Agencies' texts are carried within hours. */
    public static final Duration DEFAULT_TIME = Duration.ofDays(7);

    /** Bounds the memory when all texts are long: tokens of a document in the mean. */
    private static final int MEAN_TOKENS = 1_000;

    /** Templates and boilerplate have many candidates; the best ones are compared. */
    private static final int MAX_CANDIDATES = 8;

    /** Of the hashes of a copy's sketch, without those of many documents, its original has at least this share. */
    private static final double MIN_SHARED = 0.25;

    private static final class Entry {
        private final String url;
        private final String contentHash;
        private final Original original;
        private final Words words;
        private final int slot;
        private long usedAt; // milliseconds

        Entry(Document document, Original original, int slot) {
            this.url = document.normalizedUrl();
            this.contentHash = document.contentHash();
            this.original = original;
            this.words = document.words();
            this.slot = slot;
        }

        boolean isOf(String normalizedUrl) {
            return url.equals(normalizedUrl) || original.normalizedUrl().equals(normalizedUrl);
        }
    }

    private record Candidate(Entry entry, int shared) {}

    private final int maxDocuments;
    private final long maxTokens;
    private final Duration time;
    private final Clock clock;

    private final Object lock = new Object();
    private final Map<String, Entry> byUrl = new LinkedHashMap<>(16, 0.75f, true); // the longest unused first
    private final Map<String, Entry> byHash = new HashMap<>();
    private final Postings postings = new Postings();
    private final List<@Nullable Entry> slots = new ArrayList<>();
    private final Deque<Integer> freeSlots = new ArrayDeque<>();
    private final int[] found = new int[Postings.MAX_DOCUMENTS];
    private int[] counts = new int[16]; // of shared hashes by slot; all 0 between calls
    private long tokens;

    /**
     * @param maxDocuments kept at most
     * @param time a document is kept after it was last added or found
     */
    public CopyIndex(int maxDocuments, Duration time, Clock clock) {
        if (maxDocuments < 1) {
            throw new IllegalArgumentException("documents must be 1 or more, not " + maxDocuments);
        }
        this.maxDocuments = maxDocuments;
        this.maxTokens = (long) maxDocuments * MEAN_TOKENS;
        this.time = requireNonNull(time, "time");
        this.clock = requireNonNull(clock, "clock");
    }

    /** The original that the document is a copy of; never one of the same page. */
    public Optional<Original> find(Document document) {
        if (document.isBlank()) {
            return Optional.empty();
        }
        long[] shingles = document.words().shingles();
        int[] sketch = Words.sketch(shingles);
        List<Candidate> candidates;
        synchronized (lock) {
            dropOld();
            var identical = byHash.get(document.contentHash());
            if (identical != null && !identical.isOf(document.normalizedUrl())) {
                use(identical);
                return Optional.of(identical.original);
            }
            candidates = candidates(document, sketch);
        }
        if (candidates.isEmpty()) {
            return Optional.empty();
        }
        var anchors = new Anchors(document.words(), shingles);
        for (var candidate : candidates) {
            var words = candidate.entry().words;
            if (CopyRule.holds(document.words(), words, anchors.align(words))) {
                synchronized (lock) {
                    use(candidate.entry());
                }
                return Optional.of(candidate.entry().original);
            }
        }
        return Optional.empty();
    }

    /**
     * Keeps a document for later copies of it, in place of an earlier version of the same page.
     *
     * @param original what {@link #find} is to return for its copies: the page itself, if it was parsed
     */
    public void add(Document document, Original original) {
        if (document.isBlank()) {
            return;
        }
        int[] sketch = Words.sketch(document.words().shingles());
        synchronized (lock) {
            dropOld();
            var before = byUrl.get(document.normalizedUrl());
            if (before != null) {
                drop(before);
            }
            var entry = new Entry(document, original, freeSlot());
            slots.set(entry.slot, entry);
            byUrl.put(entry.url, entry);
            byHash.put(entry.contentHash, entry);
            tokens += entry.words.size();
            for (int hash : sketch) {
                postings.add(hash, entry.slot);
            }
            use(entry);
            while (byUrl.size() > maxDocuments || tokens > maxTokens) {
                drop(longestUnused());
            }
        }
    }

    /** Documents kept now, those included that are too old and not dropped yet. */
    public int size() {
        synchronized (lock) {
            return byUrl.size();
        }
    }

    /** Pairs of hash and document; 0 when there is no document. */
    int postings() {
        synchronized (lock) {
            return postings.size();
        }
    }

    private List<Candidate> candidates(Document document, int[] sketch) {
        var touched = new ArrayList<Entry>();
        int telling = 0;
        for (int hash : sketch) {
            int documents = postings.find(hash, found);
            if (documents == Postings.MAX_DOCUMENTS) {
                continue; // a phrase of many texts
            }
            telling++;
            for (int i = 0; i < documents; i++) {
                if (counts[found[i]]++ == 0) {
                    touched.add(requireNonNull(slots.get(found[i]), "a posting's document is kept"));
                }
            }
        }
        double enough = Math.max(1, MIN_SHARED * telling);
        var best = touched.stream()
                .filter(entry -> counts[entry.slot] >= enough
                        && !entry.isOf(document.normalizedUrl())
                        && entry.words.ofSigns() == document.words().ofSigns())
                .map(entry -> new Candidate(entry, counts[entry.slot]))
                .sorted(Comparator.comparingInt(Candidate::shared)
                        .reversed()
                        .thenComparingInt(candidate -> candidate.entry().words.size())) // not a round-up that has both
                .limit(MAX_CANDIDATES)
                .toList();
        touched.forEach(entry -> counts[entry.slot] = 0);
        return best;
    }

    private int freeSlot() {
        var free = freeSlots.poll();
        if (free != null) {
            return free;
        }
        slots.add(null);
        if (slots.size() > counts.length) {
            counts = new int[2 * counts.length];
        }
        return slots.size() - 1;
    }

    private void use(Entry entry) {
        if (byUrl.get(entry.url) == entry) { // which also makes it the last one to be dropped
            entry.usedAt = clock.millis();
        }
    }

    private void dropOld() {
        long oldest = clock.millis() - time.toMillis();
        while (!byUrl.isEmpty() && longestUnused().usedAt < oldest) {
            drop(longestUnused());
        }
    }

    private Entry longestUnused() {
        return byUrl.values().iterator().next();
    }

    private void drop(Entry entry) {
        byUrl.remove(entry.url, entry);
        byHash.remove(entry.contentHash, entry);
        slots.set(entry.slot, null);
        freeSlots.push(entry.slot);
        tokens -= entry.words.size();
        for (int hash : Words.sketch(entry.words.shingles())) {
            postings.remove(hash, entry.slot);
        }
    }
}
