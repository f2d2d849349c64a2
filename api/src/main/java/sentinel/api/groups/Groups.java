package sentinel.api.groups;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The copies and the story of every article: a view that follows the articles, and can be built again from them. Copies are in
 * the story of the earliest of them, which alone is compared with other articles. Not for several threads.
 *
 * <p>An article first seen more than a week before the newest keeps its story, but for copies that come or go.
 */
public final class Groups {

    /** Articles that are compared at a time: what a batch takes in memory. */
    private static final int AT_A_TIME = 500;

    private static final Comparator<Report> ORDER =
            Comparator.comparingLong(Report::firstSeen).thenComparing(Report::id, Long::compareUnsigned);

    /**
     * An article as it is kept with its groups.
     *
     * @param copyOf id of the article that it copies, or null
     */
    public record Kept(long id, long firstSeen, @Nullable Long copyOf, Membership membership) {
        Report withoutText() {
            return new Report(id, firstSeen, null, "", "", List.of(), copyOf);
        }
    }

    private final Archive archive;
    private final CopyGroups copies;
    private final Stories stories;

    // Of the batch at work, as the archive will have it.
    private final Map<Long, Report> coming = new HashMap<>();
    private final Map<Long, Membership> changed = new HashMap<>();
    private Set<Long> going = Set.of();

    public Groups(Archive archive) {
        this.archive = requireNonNull(archive, "archive");
        this.copies = new CopyGroups(id -> {
            var report = report(id);
            return report == null ? OptionalLong.empty() : OptionalLong.of(report.firstSeen());
        });
        this.stories = new Stories(this::report);
    }

    private @Nullable Report report(long id) {
        var report = coming.get(id);
        return report != null || going.contains(id) ? report : archive.report(id);
    }

    /** How many articles new ones are compared with. */
    public int liveArticles() {
        return stories.liveArticles();
    }

    /** The time from which on articles are compared, when that is the newest one's: in milliseconds since the epoch. */
    public static long liveSince(long newest) {
        return (LiveArticle.day(newest) - Stories.LIVE_DAYS) * LiveArticle.DAY;
    }

    /**
     * Takes articles as they are now. The same batch may come again, and changes nothing then.
     *
     * @param upserts at most one for an article
     * @param deletes none of the upserts; may be unknown
     * @return the groups of each article that is in others than before, or whose groups have another size
     */
    public Map<Long, Membership> apply(Collection<Report> upserts, Set<Long> deletes) {
        var ordered = upserts.stream().sorted(ORDER).toList();
        going = deletes;
        try {
            applySome(List.of(), deletes);
            for (int from = 0; from < ordered.size(); from += AT_A_TIME) {
                applySome(ordered.subList(from, Math.min(from + AT_A_TIME, ordered.size())), Set.of());
            }
            return Map.copyOf(changed);
        } finally {
            coming.clear();
            changed.clear();
            going = Set.of();
        }
    }

    private void applySome(List<Report> upserts, Set<Long> deletes) {
        upserts.forEach(report -> coming.put(report.id(), report));
        var ids = new HashSet<>(copies.apply(upserts, deletes));
        for (long id : follow(upserts, deletes, ids)) {
            var group = copies.group(id);
            ids.addAll(group == null ? List.of(id) : group.members());
        }
        ids.removeAll(deletes);
        ids.forEach(id -> changed.put(id, of(id)));
    }

    /** Takes them into the stories: only the earliest of copies is there. */
    private Set<Long> follow(List<Report> upserts, Set<Long> deletes, Set<Long> regrouped) {
        var comes = new HashMap<Long, Report>();
        upserts.forEach(report -> comes.put(report.id(), report));
        var goes = new HashSet<>(deletes);
        var sizes = new HashMap<Long, Integer>();
        for (long id : regrouped) {
            if (!going.contains(id)) {
                var group = copies.group(id);
                sizes.put(id, group == null ? 1 : group.members().size());
                if (!isHead(id)) {
                    goes.add(id);
                } else if (stories.story(id) == null && !comes.containsKey(id)) {
                    var report = report(id);
                    if (report != null) {
                        comes.put(id, report);
                    }
                }
            }
        }
        comes.keySet().removeIf(id -> !isHead(id));
        return stories.apply(comes.values(), goes, sizes);
    }

    private boolean isHead(long id) {
        var group = copies.group(id);
        return group == null || group.head() == id;
    }

    /** The groups of an article. */
    public Membership of(long id) {
        var group = copies.group(id);
        long head = group == null ? id : group.head();
        int same = group == null ? 1 : group.members().size();
        var story = stories.story(head);
        int size = story == null ? same : stories.size(story);
        if (story == null) {
            var known = changed.get(head);
            var kept = known == null ? archive.membership(head) : known; // it is not compared any more
            if (kept != null && kept.story() != null) {
                story = kept.story();
                size = kept.storySize() + same - kept.copies();
            }
        }
        return new Membership(
                group == null ? null : head, same, size < 2 ? null : story == null ? head : story, Math.max(1, size));
    }

    /**
     * Builds the view again where articles were kept with their groups.
     *
     * @param kept every article that copies another, is in a group or was first seen after {@link #liveSince}
     * @param newest when the newest article was first seen
     * @return as {@link #apply}
     */
    public Map<Long, Membership> restore(Collection<Kept> kept, long newest) {
        copies.apply(
                kept.stream()
                        .filter(article -> article.copyOf() != null)
                        .map(Kept::withoutText)
                        .toList(),
                Set.of());
        long newestDay = LiveArticle.day(newest);
        var ordered = kept.stream()
                .filter(article -> isHead(article.id()))
                .sorted(Comparator.comparingLong(Kept::firstSeen).thenComparing(Kept::id, Long::compareUnsigned))
                .toList();
        var needed = ordered.stream()
                .filter(article -> article.membership().copies() > 1
                        || LiveArticle.day(article.firstSeen()) >= newestDay - Stories.LIVE_DAYS)
                .map(article -> article.membership().story())
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var live = new ArrayList<Kept>();
        for (var article : ordered) {
            var story = article.membership().story();
            if (LiveArticle.day(article.firstSeen()) >= newestDay - Stories.LIVE_DAYS) {
                live.add(article);
            } else if (story != null && needed.contains(story)) {
                stories.restorePast(
                        article.id(),
                        article.firstSeen(),
                        story,
                        article.membership().copies());
            }
        }
        var changed = new HashSet<Long>();
        for (int from = 0; from < live.size(); from += AT_A_TIME) {
            changed.addAll(restoreLive(live.subList(from, Math.min(from + AT_A_TIME, live.size())), newestDay));
        }
        var before = kept.stream().collect(Collectors.toMap(Kept::id, Kept::membership));
        var now = new HashMap<Long, Membership>();
        for (long id : changed) {
            var group = copies.group(id);
            for (long member : group == null ? List.of(id) : group.members()) {
                var membership = of(member);
                if (!membership.equals(before.get(member))) {
                    now.put(member, membership);
                }
            }
        }
        return now;
    }

    private Set<Long> restoreLive(List<Kept> articles, long newestDay) {
        var reports = new ArrayList<Report>();
        var decided = new HashMap<Long, Long>();
        var sizes = new HashMap<Long, Integer>();
        for (var article : articles) {
            var report = archive.report(article.id());
            if (report != null) {
                reports.add(report);
                var story = article.membership().story();
                if (LiveArticle.day(article.firstSeen()) < newestDay - Stories.CHANGING_DAYS) {
                    decided.put(article.id(), story == null ? Long.valueOf(article.id()) : story);
                }
                sizes.put(article.id(), article.membership().copies());
            }
        }
        return stories.restore(reports, decided, sizes);
    }
}
