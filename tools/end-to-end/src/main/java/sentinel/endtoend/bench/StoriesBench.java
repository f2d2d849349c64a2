package sentinel.endtoend.bench;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Archive;
import sentinel.api.groups.CopyGroups;
import sentinel.api.groups.Groups;
import sentinel.api.groups.Membership;
import sentinel.api.groups.Report;
import sentinel.endtoend.bench.LabelledStories.Labelled;

/**
 * Stories and copies: how well stories are found, beside a plain way and none at all, how fast one thread is with many articles
 * live, and what an article takes in memory. Time is the thread's processor time.
 */
final class StoriesBench {

    private static final int NEWSROOM_ARTICLES = 1_000;
    private static final long CHOSEN_ON = 7; // seed of the articles that thresholds were chosen on
    private static final long NOT_SEEN = 11;
    private static final int BATCH = 200;
    private static final int LIVE_DAYS = 7;
    private static final int TIMED = 20_000;
    private static final int COPIES = 1_000_000;
    private static final int TEXTS = 300_000;

    private StoriesBench() {}

    /**
     * Prints everything.
     *
     * @param pages directory of saved pages
     * @param live articles in memory when speed is measured
     */
    static void run(Path pages, int live) throws IOException {
        var seen = LabelledStories.ofNewsroom(CHOSEN_ON, NEWSROOM_ARTICLES);
        var unseen = LabelledStories.ofNewsroom(NOT_SEEN, NEWSROOM_ARTICLES);
        var ofOneDay = LabelledStories.ofPages(pages, false);
        var dated = LabelledStories.ofPages(pages, true).stream()
                .filter(article -> article.story() != null)
                .toList();
        System.out.printf("stories, BCubed%n");
        double threshold = threshold(seen);
        quality("newsroom, thresholds chosen on it", seen, seen, threshold);
        quality("newsroom, not seen", unseen, unseen, threshold);
        quality("pages of one day, even stories: chosen on it", ofOneDay, half(ofOneDay, 0), threshold);
        quality("pages of one day, odd stories: not seen", ofOneDay, half(ofOneDay, 1), threshold);
        quality("pages with their dates", dated, dated, threshold);
        var found = follow(unseen);
        System.out.printf(
                "newsroom, not seen, one language:  %s%n",
                StoryScore.pairs(unseen, found, (a, b) -> Objects.equals(a.language(), b.language())));
        System.out.printf(
                "newsroom, not seen, two languages: %s%n",
                StoryScore.pairs(unseen, found, (a, b) -> !Objects.equals(a.language(), b.language())));
        var labelled =
                ofOneDay.stream().filter(article -> article.story() != null).toList();
        System.out.printf(
                "pages of one day:                  %s%n",
                StoryScore.pairs(labelled, follow(ofOneDay), (a, b) -> true));
        speed("words of the pages", new WordMixture(ofOneDay, live / LIVE_DAYS), live);
        var mixed = new ArrayList<>(ofOneDay);
        mixed.addAll(seen);
        speed("words of pages and newsroom", new WordMixture(mixed, live / LIVE_DAYS), live);
        copies();
    }

    private static List<Labelled> half(List<Labelled> articles, int half) {
        return articles.stream()
                .filter(article -> article.story() != null && Integer.parseInt(article.story()) % 2 == half)
                .toList();
    }

    private static void quality(String name, List<Labelled> all, List<Labelled> judged, double threshold) {
        var reports = all.stream().map(Labelled::report).toList();
        System.out.printf(
                "%s: %,d articles%n    ours         %s%n    single link  %s%n    all alone    %s%n",
                name,
                judged.size(),
                StoryScore.of(judged, follow(all)),
                StoryScore.of(judged, new SingleLink(reports).stories(threshold)),
                StoryScore.of(judged, Map.of()));
    }

    /** The one that is best for the plain way on the articles that ours were chosen on. */
    private static double threshold(List<Labelled> articles) {
        var plain = new SingleLink(articles.stream().map(Labelled::report).toList());
        return IntStream.rangeClosed(10, 80)
                .mapToObj(percent -> percent / 100.0)
                .max(Comparator.comparingDouble(threshold ->
                        StoryScore.of(articles, plain.stories(threshold)).f1()))
                .orElseThrow();
    }

    private static Map<Long, Long> follow(List<Labelled> articles) {
        var view = new View();
        var ordered = articles.stream()
                .map(Labelled::report)
                .sorted(Comparator.comparingLong(Report::firstSeen))
                .toList();
        for (int from = 0; from < ordered.size(); from += BATCH) {
            view.apply(ordered.subList(from, Math.min(from + BATCH, ordered.size())));
        }
        return view.stories;
    }

    // ------------------------------------------------------------------ speed

    private static void speed(String name, WordMixture articles, int live) {
        long before = usedBytes();
        var view = new View();
        view.keepsTexts = false;
        int kept = 0;
        while (kept < live) {
            view.apply(articles.next(BATCH));
            kept += BATCH;
        }
        view.stories.clear();
        long bytes = usedBytes() - before;
        int liveNow = view.groups.liveArticles();
        var batches = new ArrayList<List<Report>>();
        for (int i = 0; i < TIMED; i += BATCH) {
            batches.add(articles.next(BATCH));
        }
        view.others = 0;
        long startedAt = processorNanos();
        batches.forEach(view::apply);
        double seconds = (processorNanos() - startedAt) / 1e9;
        System.out.printf(
                Locale.ROOT,
                "%s: %,d articles live, %,.0f articles/s on one core, %,.0f bytes for a live article; a batch of %d"
                        + " changes the groups of %.1f others%n",
                name,
                liveNow,
                TIMED / seconds,
                (double) bytes / liveNow,
                BATCH,
                (double) view.others / batches.size());
    }

    private static void copies() {
        long before = usedBytes();
        var groups = new CopyGroups(id -> OptionalLong.of(0));
        long startedAt = processorNanos();
        for (int from = 0; from < COPIES; from += BATCH) {
            var batch = new ArrayList<Report>(BATCH);
            for (int i = from; i < from + BATCH; i++) {
                long original = i % TEXTS;
                batch.add(new Report(
                        i * 0x9E3779B97F4A7C15L,
                        i,
                        null,
                        "",
                        "",
                        List.of(),
                        i < TEXTS ? null : original * 0x9E3779B97F4A7C15L));
            }
            groups.apply(batch, Set.of());
        }
        double seconds = (processorNanos() - startedAt) / 1e9;
        long bytes = usedBytes() - before;
        System.out.printf(
                Locale.ROOT,
                "copies: %,d articles, %,d of them copies, %.1f s, %,.0f bytes for an article%n",
                COPIES,
                COPIES - TEXTS,
                seconds,
                (double) bytes / COPIES);
        if (groups.groups().isEmpty()) {
            throw new IllegalStateException("there are copies");
        }
    }

    private static long processorNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static long usedBytes() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }

    /** The groups, with what the index keeps. */
    private static final class View implements Archive {
        private final Map<Long, Report> reports = new HashMap<>();
        private final Map<Long, Long> stories = new HashMap<>();
        private final Groups groups = new Groups(this);
        private boolean keepsTexts = true;
        private long others; // articles of no batch whose groups a batch changed

        void apply(List<Report> batch) {
            var changed = groups.apply(batch, Set.of());
            others += changed.size();
            batch.forEach(report -> others -= changed.containsKey(report.id()) ? 1 : 0);
            changed.forEach((id, membership) -> {
                if (membership.story() == null) {
                    stories.remove(id);
                } else {
                    stories.put(id, membership.story());
                }
            });
            if (keepsTexts) {
                batch.forEach(report -> reports.put(report.id(), report));
            }
        }

        @Override
        public @Nullable Report report(long id) {
            return reports.get(id);
        }

        @Override
        public @Nullable Membership membership(long id) {
            return null;
        }
    }
}
