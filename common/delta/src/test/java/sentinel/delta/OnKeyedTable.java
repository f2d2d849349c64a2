package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.Row;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.util.VectorUtils;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.lifecycle.AfterTry;
import net.jqwik.api.lifecycle.BeforeTry;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import sentinel.contract.table.SilverColumn;

/** A test of a table with rows of a few columns, in a directory of its own. */
abstract class OnKeyedTable {

    static final List<SilverColumn> COLUMNS = List.of(
            SilverColumn.ID,
            SilverColumn.NORMALIZED_URL,
            SilverColumn.CONTENT_VERSION,
            SilverColumn.BODY,
            SilverColumn.DISCOVERED_NORMALIZED_URLS);

    private static final KeyedCare.Sizes SMALL = new KeyedCare.Sizes(4 << 10, 64 << 10, 3, 0.4);

    final Configuration hadoop = DeltaEngine.hadoop();
    final Engine engine = DeltaEngine.create(hadoop);
    Path directory;

    /** An article as the test knows it. */
    record Article(String key, int version, String body, List<String> names) {
        static Article of(Row row) {
            return new Article(
                    row.getString(1), row.getInt(2), row.getString(3), VectorUtils.toJavaList(row.getArray(4)));
        }
    }

    @BeforeTry
    void makeDirectory() throws IOException {
        directory = Files.createTempDirectory("keyed-table");
    }

    @AfterTry
    void removeDirectory() {
        FileUtil.fullyDelete(directory.toFile());
    }

    void change(KeyedTable table, Map<String, Article> expected, Random random) throws IOException {
        var keys = new HashSet<String>();
        for (int i = random.nextInt(40); i >= 0; i--) {
            keys.add("key-" + random.nextInt(200));
        }
        var before = new ArrayList<String>();
        table.find(keys, Set.of(), ColumnTypes.schema(COLUMNS), row -> before.add(row.getString(1)));
        assertThat(before).doesNotHaveDuplicates();
        var put = new ArrayList<Article>();
        for (var key : keys) {
            var known = expected.get(key);
            assertThat(before.contains(key)).isEqualTo(known != null);
            if (known != null && random.nextInt(6) == 0) {
                table.remove(key);
                expected.remove(key);
            } else {
                int version = known == null ? 1 : known.version() + 1;
                put.add(new Article(
                        key,
                        version,
                        Integer.toString(random.nextInt(), 36).repeat(random.nextInt(1, 400)),
                        List.of("name-" + random.nextInt(4), key)));
            }
        }
        table.put(batch(put));
        put.forEach(article -> expected.put(article.key(), article));
    }

    static DefaultColumnarBatch batch(List<Article> articles) {
        var schema = ColumnTypes.schema(COLUMNS);
        var vectors = new ColumnVector[schema.length()];
        for (int i = 0; i < vectors.length; i++) {
            int column = i;
            var values = articles.stream()
                    .map(article -> switch (column) {
                        case 0 -> "id-" + article.key();
                        case 1 -> article.key();
                        case 2 -> article.version();
                        case 3 -> article.body();
                        default -> article.names();
                    })
                    .toArray();
            vectors[i] = new ColumnValues(schema.at(i).getDataType(), values);
        }
        return new DefaultColumnarBatch(articles.size(), schema, vectors);
    }

    KeyedTable open() {
        return open(Map.of());
    }

    KeyedTable open(Map<String, String> more) {
        var properties = new TreeMap<>(more);
        properties.put("delta.enableDeletionVectors", "true");
        properties.put("delta.checkpointInterval", "7");
        properties.put(DataFileWriter.STATISTICS, "normalized_url");
        return new KeyedTable(
                engine,
                hadoop,
                directory.resolve("table").toString(),
                COLUMNS,
                SilverColumn.NORMALIZED_URL,
                SilverColumn.DISCOVERED_NORMALIZED_URLS,
                properties);
    }

    KeyedCare care(KeyedTable table) {
        return care(table, Duration.ofDays(1));
    }

    KeyedCare care(KeyedTable table, Duration retention) {
        return new KeyedCare(engine, hadoop, table, SMALL, retention, Duration.ofMillis(1), Clock.systemUTC());
    }

    Map<String, Article> scan() throws IOException {
        var reader = new DeltaReader(engine, directory.resolve("table").toString(), COLUMNS, SilverColumn.ID);
        return scan(reader.latest().orElseThrow());
    }

    static Map<String, Article> scan(TableVersion version) throws IOException {
        var rows = new TreeMap<String, Article>();
        version.scan(new ChangeSink() {
            @Override
            public void upsert(Row row) {
                var article = Article.of(row);
                assertThat(rows.put(article.key(), article)).isNull();
            }

            @Override
            public void delete(String key) {
                throw new AssertionError("a scan deletes nothing");
            }
        });
        return rows;
    }

    static Map<String, Article> found(KeyedTable table, Set<String> keys, Set<String> names) throws IOException {
        var rows = new LinkedHashMap<String, Article>();
        table.find(keys, names, ColumnTypes.schema(COLUMNS), row -> {
            var article = Article.of(row);
            assertThat(rows.put(article.key(), article)).isNull();
        });
        return rows;
    }
}
