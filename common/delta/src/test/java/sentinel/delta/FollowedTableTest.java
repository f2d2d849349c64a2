package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.delta.kernel.Operation;
import io.delta.kernel.data.Row;
import io.delta.kernel.internal.actions.SingleAction;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.utils.CloseableIterable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import sentinel.contract.table.SilverColumn;

/** A table that is written with deletion vectors, as its readers follow it. */
class FollowedTableTest extends OnKeyedTable {

    /** What a follower knows after each look is what is in the table, whatever came between. */
    @Property(tries = 15)
    void aFollowerKnowsWhatIsInTheTable(@ForAll long seed) throws IOException {
        var random = new Random(seed);
        var expected = new TreeMap<String, Article>();
        var table = open();
        table.create();
        var care = care(table);
        var reader = reader();
        var copy = new Copy();
        long known = reader.latest().orElseThrow().version();
        var states = new ArrayList<State>();
        for (int commit = 1; commit <= 25; commit++) {
            change(table, expected, random);
            table.commit("test", commit);
            if (random.nextInt(3) == 0) {
                care.step();
            }
            states.add(new State(List.copyOf(table.table().files()), new TreeMap<>(expected)));
            if (random.nextInt(5) == 0) {
                var earlier = states.get(random.nextInt(states.size()));
                restore(table, earlier.files());
                expected.clear();
                expected.putAll(earlier.articles());
            }
            if (random.nextInt(2) == 0) {
                assertThat(reader.log().newsAfter(known)).isEqualTo(TableLog.News.SOME);
                var latest = reader.latest().orElseThrow();
                assertThat(latest.version()).isEqualTo(table.table().version());
                for (var change : reader.changes(known, latest)) {
                    change.applyTo(copy);
                }
                known = latest.version();
                assertThat(copy.articles.equals(expected)).isTrue();
                assertThat(reader.log().newsAfter(known)).isEqualTo(TableLog.News.NONE);
                assertThat(scan(latest).equals(expected)).isTrue();
            }
        }
    }

    @Example
    void aReplacedRowIsNoDeletionAndNoOtherRowOfItsFileIsRead() throws IOException {
        var table = open();
        table.create();
        var articles = new ArrayList<Article>();
        for (int i = 0; i < 100; i++) {
            articles.add(new Article("key-" + i, 1, "text", List.of()));
        }
        table.put(batch(articles));
        table.commit("test", 1);
        var reader = reader();
        long known = reader.latest().orElseThrow().version();
        found(table, Set.of("key-7", "key-8"), Set.of());
        table.remove("key-8");
        table.put(batch(List.of(new Article("key-7", 2, "other", List.of()))));
        table.commit("test", 2);

        var copy = new Copy();
        for (var change : reader.changes(known, reader.latest().orElseThrow())) {
            change.applyTo(copy);
        }

        assertThat(copy.deleted).containsExactly("id-key-8");
        assertThat(copy.articles).containsOnlyKeys("key-7");
    }

    @Example
    void aTableInThePlaceOfAnotherIsNotTakenForIt() throws IOException {
        var table = open();
        table.create();
        var reader = reader();
        var before = reader.latest().orElseThrow();
        removeDirectory();
        Files.createDirectories(directory);
        var other = open();
        other.create();
        other.put(batch(List.of(new Article("a", 1, "text", List.of()))));
        other.commit("test", 1);

        assertThat(reader.latest().orElseThrow().tableId()).isNotEqualTo(before.tableId());
        assertThat(table.refresh()).isTrue();
        assertThat(found(table, Set.of("a"), Set.of())).containsOnlyKeys("a");
    }

    @Example
    void aVectorThatIsGoneIsHistory() throws IOException {
        var table = open();
        table.create();
        table.put(batch(List.of(new Article("a", 1, "text", List.of()), new Article("b", 1, "text", List.of()))));
        table.commit("test", 1);
        var reader = reader();
        long known = reader.latest().orElseThrow().version();
        found(table, Set.of("a"), Set.of());
        table.put(batch(List.of(new Article("a", 2, "text", List.of()))));
        table.commit("test", 2);
        try (var files = Files.list(directory.resolve("table"))) {
            for (var file : files.filter(f -> f.toString().endsWith(".bin")).toList()) {
                Files.delete(file);
            }
        }

        var changes = reader.changes(known, reader.latest().orElseThrow());
        assertThatThrownBy(() -> changes.get(0).applyTo(new Copy())).isInstanceOf(HistoryGoneException.class);
    }

    /** What a table was at some time. */
    private record State(List<LiveFile> files, Map<String, Article> articles) {}

    /** What RESTORE of other writers does: files with the deletion vectors that they had take the place of all others. */
    private void restore(KeyedTable table, List<LiveFile> files) {
        var actions = new ArrayList<Row>();
        for (var file : table.table().files()) {
            if (files.stream().noneMatch(other -> isSame(file, other))) {
                actions.add(
                        SingleAction.createRemoveFileSingleAction(file.removeRow(true, System.currentTimeMillis())));
            }
        }
        for (var file : files) {
            if (table.table().files().stream().noneMatch(other -> isSame(file, other))) {
                actions.add(SingleAction.createAddFileSingleAction(file.addRow(true)));
            }
        }
        table.table()
                .toCommitOn()
                .buildUpdateTableTransaction("test", Operation.MANUAL_UPDATE)
                .build(engine)
                .commit(engine, CloseableIterable.inMemoryIterable(Utils.toCloseableIterator(actions.iterator())));
        assertThat(table.refresh()).isTrue();
    }

    private static boolean isSame(LiveFile file, LiveFile other) {
        return file.path().equals(other.path()) && file.deleted().equals(other.deleted());
    }

    private DeltaReader reader() {
        return new DeltaReader(engine, path().toString(), COLUMNS, SilverColumn.ID);
    }

    private Path path() {
        return directory.resolve("table");
    }

    /** What a follower has been told. */
    private static final class Copy implements ChangeSink {
        final TreeMap<String, Article> articles = new TreeMap<>();
        final Set<String> deleted = new HashSet<>();

        @Override
        public void upsert(Row row) {
            var article = Article.of(row);
            articles.put(article.key(), article);
        }

        @Override
        public void delete(String id) {
            deleted.add(id);
            articles.remove(id.substring("id-".length()));
        }
    }
}
