package sentinel.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class CopyGroupsTest {

    /** Articles without an edge are here alone. */
    private final Map<Long, Report> articles = new HashMap<>();

    private final CopyGroups groups = new CopyGroups(this::firstSeen);

    private OptionalLong firstSeen(long id) {
        var article = articles.get(id);
        return article == null ? OptionalLong.empty() : OptionalLong.of(article.firstSeen());
    }

    @Test
    void given_a_copy_of_an_article_when_both_are_there_then_the_earliest_names_their_group() {
        put(article(1, 10, null));
        put(article(2, 20, 1L));
        assertThat(groups.group(1)).isEqualTo(new CopyGroups.Group(1, List.of(1L, 2L)));
        assertThat(groups.group(2)).isEqualTo(groups.group(1));
    }

    @Test
    void given_an_original_that_comes_after_its_copy_when_it_comes_then_they_are_one_group() {
        put(article(2, 20, 1L));
        assertThat(groups.group(2)).isNull();
        put(article(1, 30, null));
        assertThat(groups.group(1)).isEqualTo(new CopyGroups.Group(2, List.of(2L, 1L)));
    }

    @Test
    void given_an_original_that_never_comes_when_it_has_two_copies_then_these_are_copies_of_each_other() {
        put(article(2, 20, 1L));
        put(article(3, 15, 1L));
        assertThat(groups.group(2)).isEqualTo(new CopyGroups.Group(3, List.of(3L, 2L)));
    }

    @Test
    void given_a_chain_when_the_middle_is_edited_then_it_falls_apart() {
        put(article(1, 10, null));
        put(article(2, 20, 1L));
        put(article(3, 30, 2L));
        assertThat(put(article(2, 20, null))).containsExactlyInAnyOrder(1L, 2L, 3L);
        assertThat(groups.group(1)).isNull();
        assertThat(groups.group(3)).isEqualTo(new CopyGroups.Group(2, List.of(2L, 3L)));
    }

    @Test
    void given_an_original_when_it_is_deleted_then_its_copies_stay_a_group() {
        put(article(1, 10, null));
        put(article(2, 20, 1L));
        put(article(3, 30, 1L));
        articles.remove(1L);
        groups.apply(List.of(), Set.of(1L));
        assertThat(groups.group(1)).isNull();
        assertThat(groups.group(3)).isEqualTo(new CopyGroups.Group(2, List.of(2L, 3L)));
    }

    @Property(tries = 300)
    void given_any_changes_in_any_batches_when_applied_then_the_groups_are_the_components(@ForAll long seed) {
        articles.clear(); // the tries share this object
        var groups = new CopyGroups(this::firstSeen);
        var random = new Random(seed);
        var told = new HashMap<Long, CopyGroups.Group>();
        for (int batch = 0; batch < 10; batch++) {
            var upserts = new HashMap<Long, Report>();
            for (int i = random.nextInt(6); i > 0; i--) {
                long id = random.nextInt(15);
                upserts.put(id, article(id, id * 7 % 5, random.nextInt(3) == 0 ? null : (long) random.nextInt(18)));
            }
            var deletes = new HashSet<Long>();
            for (int i = random.nextInt(3); i > 0; i--) {
                deletes.add((long) random.nextInt(15));
            }
            deletes.removeAll(upserts.keySet());
            var changed = groups.apply(upserts.values(), deletes);
            articles.putAll(upserts);
            articles.keySet().removeAll(deletes);
            for (long id : changed) {
                told.put(id, groups.group(id));
            }
            told.values().removeIf(group -> group == null);
            assertThat(told).isEqualTo(components());
        }
    }

    /** The definition, without any state. */
    private Map<Long, CopyGroups.Group> components() {
        var of = new HashMap<Long, Long>();
        boolean moves = true;
        while (moves) {
            moves = false;
            for (var article : articles.values()) {
                if (article.copyOf() != null) {
                    long a = of.getOrDefault(article.id(), article.id());
                    long b = of.getOrDefault(article.copyOf(), article.copyOf());
                    of.put(article.id(), Math.min(a, b));
                    of.put(article.copyOf(), Math.min(a, b));
                    moves |= a != b;
                }
            }
        }
        var members = new TreeMap<Long, List<Report>>();
        articles.values().forEach(article -> members.computeIfAbsent(
                        of.getOrDefault(article.id(), article.id()), key -> new ArrayList<>())
                .add(article));
        var groups = new HashMap<Long, CopyGroups.Group>();
        for (var component : members.values()) {
            component.sort((a, b) -> a.firstSeen() != b.firstSeen()
                    ? Long.compare(a.firstSeen(), b.firstSeen())
                    : Long.compareUnsigned(a.id(), b.id()));
            var ids = component.stream().map(Report::id).toList();
            if (ids.size() > 1) {
                ids.forEach(id -> groups.put(id, new CopyGroups.Group(ids.get(0), ids)));
            }
        }
        return groups;
    }

    private Set<Long> put(Report article) {
        var changed = groups.apply(List.of(article), Set.of());
        articles.put(article.id(), article);
        return changed;
    }

    private static Report article(long id, long firstSeen, @Nullable Long copyOf) {
        return new Report(id, firstSeen, null, "", "", List.of(), copyOf);
    }
}
