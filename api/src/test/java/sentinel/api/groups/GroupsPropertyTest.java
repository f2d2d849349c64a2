package sentinel.api.groups;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** The groups are a function of the articles: any order and batches, a restart and a rebuild give the same. */
class GroupsPropertyTest {

    private static final long START = 1_700_000_000_000L;
    private static final long DAY = LiveArticle.DAY;
    private static final int EVENTS = 5;

    @Property(tries = 150)
    void given_articles_of_three_days_when_they_come_change_and_go_in_any_order_then_the_groups_are_those_of_a_rebuild(
            @ForAll long seed) {
        var random = new Random(seed);
        var followed = new Followed();
        var sent = new ArrayList<Long>();
        followed.apply(List.of(article(random, 1_000_000, START + 2 * DAY, List.of())), Set.of());
        for (int batch = 0; batch < 12; batch++) {
            var upserts = new HashMap<Long, Report>();
            for (int i = random.nextInt(8); i > 0; i--) {
                long id = 1 + random.nextInt(40);
                upserts.put(id, article(random, id, START + time(id, 3), sent));
                sent.add(id);
            }
            var deletes = new HashSet<Long>();
            if (random.nextInt(3) == 0) {
                deletes.add((long) 1 + random.nextInt(40));
                deletes.removeAll(upserts.keySet());
            }
            followed.apply(upserts.values(), deletes);
            if (random.nextInt(6) == 0) {
                followed.restart();
            }
        }
        assertThat(followed.groups()).isEqualTo(Followed.rebuilt(followed.articles()));
    }

    @Property(tries = 60)
    void given_articles_of_weeks_when_they_come_up_to_two_days_late_then_the_groups_are_those_of_a_rebuild(
            @ForAll long seed) {
        var random = new Random(seed);
        var articles = new ArrayList<Report>();
        var earlier = new ArrayList<Long>();
        for (long id = 1; id <= 300; id++) {
            articles.add(article(random, id, START + time(id, 25), earlier));
            earlier.add(id);
        }
        var late = new HashMap<Long, Long>();
        articles.forEach(article -> late.put(article.id(), article.firstSeen() + (long) (random.nextDouble() * DAY)));
        articles.sort(Comparator.comparing(article -> late.get(article.id())));
        var followed = new Followed();
        for (int from = 0; from < articles.size(); ) {
            int to = Math.min(articles.size(), from + 1 + random.nextInt(20));
            followed.apply(articles.subList(from, to), Set.of());
            from = to;
            if (random.nextInt(8) == 0) {
                followed.restart();
            }
        }
        assertThat(followed.groups()).isEqualTo(Followed.rebuilt(articles)).isNotEmpty();
    }

    @Property(tries = 50)
    void given_a_batch_when_it_comes_again_then_nothing_changes(@ForAll long seed) {
        var random = new Random(seed);
        var articles = new ArrayList<Report>();
        for (long id = 1; id <= 30; id++) {
            articles.add(article(random, id, START + time(id, 3), List.of(1L, 2L, 3L)));
        }
        var followed = new Followed();
        followed.apply(articles, Set.of());
        var before = Map.copyOf(followed.groups());
        followed.apply(articles, Set.of());
        assertThat(followed.groups()).isEqualTo(before);
    }

    /** The same for an article whatever its text. */
    private static long time(long id, int days) {
        return (long) (new Random(id).nextDouble() * days * DAY);
    }

    /** Texts of few events in two languages, with some words of other events; some are copies. */
    private static Report article(Random random, long id, long firstSeen, List<Long> others) {
        int event = random.nextInt(EVENTS);
        boolean copies = !others.isEmpty() && random.nextInt(5) == 0;
        var text = new StringBuilder("we say ");
        for (int i = 0; i < 14; i++) {
            int of = random.nextInt(4) == 0 ? random.nextInt(EVENTS) : event;
            text.append("word")
                    .append((char) ('a' + of))
                    .append((char) ('a' + random.nextInt(6)))
                    .append(' ');
            text.append("Name")
                    .append((char) ('a' + of))
                    .append((char) ('a' + random.nextInt(5)))
                    .append(' ');
        }
        return new Report(
                id,
                firstSeen,
                random.nextInt(4) == 0 ? "de" : "en",
                "",
                text.toString(),
                List.of(),
                copies ? others.get(random.nextInt(others.size())) : null);
    }
}
