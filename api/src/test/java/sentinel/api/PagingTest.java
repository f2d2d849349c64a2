package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static sentinel.api.RunningApi.ids;
import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import sentinel.contract.table.SilverColumn;

/** Whoever follows the cursors sees each article that was there all the time, once, although others come and go. */
class PagingTest {

    private static final int THERE = 120;

    private static Path dir;
    private static SilverWriter silver;
    private static RunningApi api;
    private static int next = 10_000;

    @BeforeContainer
    static void serve() throws IOException {
        dir = java.nio.file.Files.createTempDirectory("paging");
        silver = new SilverWriter(dir.resolve("silver")).create().insert(many(0, THERE));
        api = RunningApi.serving(silver, dir.resolve("index"));
    }

    @AfterContainer
    static void stop() throws IOException {
        api.close();
        FollowSilverTest.deleteTree(dir);
    }

    @Property(tries = 12, shrinking = ShrinkingMode.OFF)
    void given_articles_that_come_and_go_when_paged_then_the_others_are_seen_once(
            @ForAll @IntRange(min = 0, max = 5) int order,
            @ForAll @IntRange(min = 0, max = 2) int filter,
            @ForAll @IntRange(min = 7, max = 60) int limit,
            @ForAll List<@IntRange(min = 0, max = 2) Integer> changes)
            throws IOException {
        String sort = List.of(
                        "-first_seen_ts",
                        "first_seen_ts",
                        "-publish_date",
                        "publish_date",
                        "-data_value_score",
                        "relevance")
                .get(order);
        String query = List.of(
                        "&q=river", "&q=river+OR+storm&sentiment=positive&sentiment=neutral", "&q=bank&source=rss")
                .get(filter);
        String base = "/articles?fields=id&limit=" + limit + "&sort=" + sort + query;
        var before = Set.copyOf(ids(api.json("/articles?limit=200&sort=" + sort + query)));
        var goes = new ArrayList<String>();

        var seen = new ArrayList<String>();
        var page = api.json(base);
        seen.addAll(ids(page));
        var changing = changes.iterator();
        while (!page.get("next_cursor").isNull()) {
            if (changing.hasNext()) {
                change(changing.next(), goes);
            }
            page = api.json(base + "&cursor=" + page.get("next_cursor").asText());
            seen.addAll(ids(page));
        }

        assertThat(seen).doesNotHaveDuplicates();
        var stayed = new ArrayList<>(before);
        stayed.removeAll(goes);
        assertThat(seen).containsAll(stayed);
    }

    /** 0: new articles, the same in every order's middle; 1: one goes; 2: one that nobody counts on is edited. */
    private static void change(int kind, List<String> goes) throws IOException {
        switch (kind) {
            case 0 -> {
                int first = next;
                next += 3;
                silver.insert(List.of(
                        article(
                                first,
                                values ->
                                        values.put(SilverColumn.FIRST_SEEN_TS, SampleArticles.START.plusSeconds(900))),
                        article(first + 1),
                        article(first + 2, values -> values.put(SilverColumn.FIRST_SEEN_TS, SampleArticles.START))));
            }
            case 1 -> {
                String id = silver.rows().get(next++ % silver.rows().size()).id();
                goes.add(id);
                silver.merge(List.of(), List.of(id));
            }
            default -> silver.merge(List.of(article(THERE + 1)), List.of());
        }
        api.awaitVersion(silver.version());
    }
}
