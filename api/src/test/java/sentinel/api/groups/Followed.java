package sentinel.api.groups;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A view, and the articles with the groups that it told last. */
final class Followed implements Archive {

    private final Map<Long, Report> articles = new HashMap<>();
    private final Map<Long, Membership> memberships = new HashMap<>();
    private Groups groups = new Groups(this);

    void apply(Collection<Report> upserts, Set<Long> deletes) {
        var changed = groups.apply(upserts, deletes);
        upserts.forEach(report -> articles.put(report.id(), report));
        articles.keySet().removeAll(deletes);
        memberships.keySet().removeAll(deletes);
        memberships.putAll(changed);
        for (var report : upserts) {
            memberships.put(report.id(), groups.of(report.id()));
        }
    }

    /** Forgets everything but the articles and their groups, as a restart does. */
    void restart() {
        groups = new Groups(this);
        long newest =
                articles.values().stream().mapToLong(Report::firstSeen).max().orElse(0);
        var kept = articles.values().stream()
                .map(report ->
                        new Groups.Kept(report.id(), report.firstSeen(), report.copyOf(), memberships.get(report.id())))
                .toList();
        memberships.putAll(groups.restore(kept, newest));
    }

    /** The groups of the articles that have some. */
    Map<Long, Membership> groups() {
        return memberships.entrySet().stream()
                .filter(entry -> !entry.getValue().equals(Membership.ALONE))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue, (a, b) -> a, TreeMap::new));
    }

    List<Report> articles() {
        return new ArrayList<>(articles.values());
    }

    /** What a view says that gets these articles at once. */
    static Map<Long, Membership> rebuilt(Collection<Report> articles) {
        var followed = new Followed();
        followed.apply(articles, Set.of());
        return followed.groups();
    }

    @Override
    public @Nullable Report report(long id) {
        return articles.get(id);
    }

    @Override
    public @Nullable Membership membership(long id) {
        return memberships.get(id);
    }
}
