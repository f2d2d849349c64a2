package sentinel.api.groups;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.LiveArticle.Link;

/**
 * Which articles tell of the same event. An article belongs to the story of the earlier article that is most like it, if that
 * story began within {@link SameEvent#WINDOW} and its first article is somewhat like it; else it begins a story.
 *
 * <p>Whether two articles are alike depends on their texts and on {@link Frequencies} of earlier days alone. The stories of
 * articles are therefore a function of the articles, whatever the order and batches in which they come: a change is followed to
 * all that depends on it. This holds for changes of articles first seen on the newest article's day or the two days before.
 * Articles stay live for {@link #LIVE_DAYS} days before the newest; older ones keep the story that they have.
 */
final class Stories {

    /** Days before the newest whose articles may still come, change and go. */
    static final int CHANGING_DAYS = 2;

    /** Live days before the newest: those that can change, and what they depend on. */
    static final int LIVE_DAYS = CHANGING_DAYS + Frequencies.DAYS;

    private static final int MAX_LINKS = 12;
    private static final long NO_DAY = Long.MIN_VALUE / 2;

    private final Map<Long, LiveArticle> articles = new HashMap<>();
    private final TreeMap<Long, List<LiveArticle>> byDay = new TreeMap<>(); // also articles that were replaced
    private final NameIndex index = new NameIndex();
    private final Frequencies frequencies = new Frequencies();
    private final LongFunction<@Nullable Report> texts;
    private long newestDay = NO_DAY;

    /** The first day whose articles have all their terms. */
    private long settledDay = NO_DAY;

    /** Terms of the articles that come, or are weighed again, with this batch. */
    private final Map<LiveArticle, IntCounts> fresh = new TreeMap<>(LiveArticle.ORDER);

    /** Articles that lost a link and may have others. */
    private final Set<LiveArticle> searching = new HashSet<>();

    /** Articles whose story is to be decided again. */
    private final TreeSet<LiveArticle> doubtful = new TreeSet<>(LiveArticle.ORDER);

    /** First articles of stories that are gone. */
    private final Set<LiveArticle> goneFirsts = new HashSet<>();

    private final Set<LiveArticle> changed = new HashSet<>();

    /** Stories that were decided before this view was built. */
    private final Map<Long, Long> decided = new HashMap<>();

    /** @param texts articles that were passed with {@link #apply} before, as they are now */
    Stories(LongFunction<@Nullable Report> texts) {
        this.texts = texts;
    }

    /** The first article of an article's story; null when the article is not known here. */
    @Nullable
    Long story(long id) {
        var article = articles.get(id);
        return article == null ? null : article.story.id;
    }

    /** The articles of a story, without the copies of each. */
    List<Long> members(long story) {
        var first = articles.get(story);
        return first == null
                ? List.of()
                : first.storyMembers().stream().map(member -> member.id).toList();
    }

    /** How many articles a story has, with the copies of each. */
    int size(long story) {
        var first = articles.get(story);
        return first == null
                ? 0
                : first.storyMembers().stream()
                        .mapToInt(member -> member.copies)
                        .sum();
    }

    int liveArticles() {
        return index.size();
    }

    /** Whether an article of that time would be ignored. */
    boolean isPast(long firstSeen) {
        return newestDay != NO_DAY && LiveArticle.day(firstSeen) < newestDay - LIVE_DAYS;
    }

    /**
     * Takes articles as they are now.
     *
     * @param upserts at most one for an article; those that are {@linkplain #isPast past} are ignored
     * @param deletes none of the upserts; may be unknown
     * @param copies how many articles have the text of an article, where that is another number than before
     * @return articles whose story is another than before, or has another number of articles
     */
    Set<Long> apply(Collection<Report> upserts, Collection<Long> deletes, Map<Long, Integer> copies) {
        for (var report : upserts) {
            newestDay = Math.max(newestDay, LiveArticle.day(report.firstSeen()));
        }
        settledDay = Math.max(settledDay, newestDay - LIVE_DAYS);
        var rarities = new RarityWatch(frequencies, byDay.navigableKeySet());
        for (long id : deletes) {
            var article = articles.get(id);
            if (article != null) {
                remove(article, rarities);
            }
        }
        for (var report : upserts) {
            take(report, rarities);
        }
        copies.forEach((id, count) -> {
            var article = articles.get(id);
            if (article != null && article.copies != count) {
                article.copies = count;
                changed.addAll(article.story.storyMembers());
            }
        });
        weighAgain(rarities);
        link();
        while (!doubtful.isEmpty()) {
            decide(doubtful.pollFirst());
        }
        renameLeftBehind();
        expire();
        var ids = new HashSet<Long>();
        changed.forEach(article -> ids.add(article.id));
        changed.clear();
        return ids;
    }

    /**
     * Takes articles as {@link #apply}, in order, when the view is built again from what it decided before.
     *
     * @param stories the stories of articles that are decided; the first articles of all were restored before or are among these
     */
    Set<Long> restore(Collection<Report> reports, Map<Long, Long> stories, Map<Long, Integer> copies) {
        decided.putAll(stories);
        var changed = apply(reports, List.of(), copies);
        decided.clear();
        return changed;
    }

    /** Restores an article that is past, and is kept for its story. */
    void restorePast(long id, long firstSeen, long story, int copies) {
        var article = new LiveArticle(id, firstSeen, null, 0);
        article.copies = copies;
        articles.put(id, article);
        var first = articles.get(story);
        if (first != null && first != article) {
            move(article, first);
        }
        changed.clear();
        doubtful.clear();
    }

    // ------------------------------------------------------------------ what comes and goes

    private void take(Report report, RarityWatch rarities) {
        int textHash = LiveArticle.textHash(report);
        var known = articles.get(report.id());
        if (known != null) {
            if (!known.isLive() || (known.textHash == textHash && known.firstSeen == report.firstSeen())) {
                return;
            }
            remove(known, rarities);
        }
        if (isPast(report.firstSeen())) {
            return;
        }
        var article = new LiveArticle(report.id(), report.firstSeen(), report.language(), textHash);
        article.copies = known == null ? 1 : known.copies;
        articles.put(article.id, article);
        byDay.computeIfAbsent(article.day, day -> new ArrayList<>()).add(article);
        var terms = Terms.of(report);
        fresh.put(article, terms);
        article.terms = terms.keys();
        if (Frequencies.counts(article.id)) {
            rarities.count(article.day, article.terms, 1);
        }
    }

    private void remove(LiveArticle article, RarityWatch rarities) {
        articles.remove(article.id);
        unlink(article);
        if (Frequencies.counts(article.id) && article.terms.length > 0) {
            rarities.count(article.day, article.terms, -1);
        }
        fresh.remove(article);
        searching.remove(article);
        doubtful.remove(article);
        changed.addAll(article.story.storyMembers());
        leave(article);
        if (article.members != null) {
            goneFirsts.add(article);
        }
    }

    /** Takes an article out of the index and of all links, for good or to be linked again. */
    private void unlink(LiveArticle article) {
        if (article.isLive()) {
            index.remove(article);
        }
        for (var link : article.links) {
            link.to().followers.remove(article);
        }
        article.links = new ArrayList<>(0);
        for (var follower : article.followers) {
            follower.links.removeIf(link -> link.to() == article);
            doubtful.add(follower);
            if (follower.hasMoreLinks) {
                searching.add(follower);
            }
        }
        article.followers.clear();
    }

    /** Articles of days for which a term of theirs became rarer or less rare. */
    private void weighAgain(RarityWatch rarities) {
        rarities.changes().forEach((day, change) -> {
            for (var article : List.copyOf(byDay.getOrDefault(day, List.of()))) {
                if (article.isLive() && articles.get(article.id) == article) {
                    var report = change.concerns(article) ? texts.apply(article.id) : null;
                    if (report != null) {
                        unlink(article);
                        fresh.put(article, Terms.of(report));
                    }
                }
            }
        });
    }

    // ------------------------------------------------------------------ links

    private void link() {
        fresh.forEach((article, terms) -> {
            article.vector = VectorMaker.vector(terms, article.day, frequencies);
            index.add(article);
        });
        for (var article : fresh.keySet()) {
            search(article, true);
            doubtful.add(article);
        }
        for (var article : searching) {
            if (article.isLive() && !fresh.containsKey(article)) {
                for (var link : article.links) {
                    link.to().followers.remove(article);
                }
                search(article, false);
            }
        }
        fresh.clear();
        searching.clear();
    }

    private void search(LiveArticle article, boolean later) {
        var links = new ArrayList<Link>();
        index.search(article, SameEvent.LEAST_NAMES, other -> {
            if (Math.abs(other.firstSeen - article.firstSeen) <= SameEvent.WINDOW) {
                SameEvent.link(article, other).ifPresent(alike -> {
                    if (other.isBefore(article)) {
                        links.add(new Link(other, alike));
                    } else if (later && !fresh.containsKey(other)) {
                        addLink(other, new Link(article, alike));
                    }
                });
            }
        });
        links.sort(Link.BEST_FIRST);
        article.hasMoreLinks = links.size() > MAX_LINKS;
        article.links = new ArrayList<>(links.subList(0, Math.min(MAX_LINKS, links.size())));
        for (var link : article.links) {
            link.to().followers.add(article);
        }
    }

    private void addLink(LiveArticle article, Link link) {
        article.links.add(link);
        article.links.sort(Link.BEST_FIRST);
        link.to().followers.add(article);
        if (article.links.size() > MAX_LINKS) {
            article.hasMoreLinks = true;
            article.links.remove(MAX_LINKS).to().followers.remove(article);
        }
        doubtful.add(article);
    }

    // ------------------------------------------------------------------ stories

    /** Earlier articles are decided already, and those that depend on this one are later. */
    private void decide(LiveArticle article) {
        var first = articles.get(decided.getOrDefault(article.id, article.id));
        if (first == null) {
            first = article;
        }
        if (!decided.containsKey(article.id)) {
            for (var link : article.links) {
                var story = link.to().story;
                if (article.firstSeen - story.firstSeen <= SameEvent.WINDOW
                        && (story == link.to()
                                || (story == article.story && !story.isLive())
                                || SameEvent.joins(article, story))) {
                    first = story;
                    break;
                }
            }
        }
        move(article, first);
    }

    private void move(LiveArticle article, LiveArticle first) {
        if (article.story == first) {
            return;
        }
        changed.addAll(article.story.storyMembers());
        leave(article);
        if (first != article) {
            if (first.members == null) {
                first.members = new ArrayList<>(List.of(first));
            }
            first.members.add(article);
        } else if (article.members != null) {
            article.members.add(0, article);
        }
        article.story = first;
        changed.addAll(first.storyMembers());
        doubtful.addAll(article.followers);
    }

    private void leave(LiveArticle article) {
        var first = article.story;
        if (first.members != null) {
            first.members.remove(article);
            if (first.members.isEmpty() || first.members.equals(List.of(first))) {
                first.members = null;
            }
        }
    }

    /** Past articles cannot be decided again: the first that is left names their story. */
    private void renameLeftBehind() {
        for (var gone : goneFirsts) {
            if (gone.members != null) {
                var left = gone.members.stream().sorted(LiveArticle.ORDER).toList();
                for (var article : left) {
                    move(article, left.get(0));
                }
            }
        }
        goneFirsts.clear();
        doubtful.clear();
    }

    private void expire() {
        long oldest = newestDay - LIVE_DAYS;
        for (; settledDay < newestDay - CHANGING_DAYS; settledDay++) {
            byDay.getOrDefault(settledDay, List.of()).forEach(article -> article.terms = new int[0]);
        }
        var stories = new HashSet<LiveArticle>();
        while (!byDay.isEmpty() && byDay.firstKey() < oldest) {
            for (var article : byDay.pollFirstEntry().getValue()) {
                if (articles.get(article.id) == article) {
                    index.remove(article);
                    for (var link : article.links) {
                        link.to().followers.remove(article);
                    }
                    article.links = List.of();
                    article.vector = TermVector.EMPTY;
                    stories.add(article.story);
                }
            }
        }
        for (var story : stories) {
            var members = story.storyMembers();
            if (members.stream().noneMatch(member -> member.isLive() || member.copies > 1)) {
                members.forEach(member -> articles.remove(member.id));
            }
        }
        frequencies.forgetBefore(oldest);
    }
}
