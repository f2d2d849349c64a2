package sentinel.delta;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.apache.hadoop.fs.Path;
import org.roaringbitmap.RoaringBitmap;

class ParquetRowsTest extends OnKeyedTable {

    /** A row that is read by its position is the row that is there, whatever pages and row groups it takes. */
    @Property(tries = 20)
    void aRowByItsPositionIsThatRow(@ForAll long seed) throws IOException {
        hadoop.set("parquet.block.size", "200000");
        hadoop.set("parquet.page.size", "20000");
        var random = new Random(seed);
        var table = open();
        table.create();
        int size = 2401 + 200 * random.nextInt(4); // the last row is alone in a page of the body, or not
        var articles = new ArrayList<Article>();
        for (int i = 0; i < size; i++) {
            articles.add(new Article(
                    "key-" + i, i, "body of " + i + " ".repeat(random.nextInt(200)), List.of("name-" + i, "other")));
        }
        table.put(batch(articles));
        table.commit("test", 1);
        var file = table.table().files().iterator().next();
        var rows = new ParquetRows(hadoop);
        var path = new Path(directory.resolve("table").resolve(file.path()).toString());
        var columns = ColumnTypes.schema(COLUMNS);

        for (int wanted : new int[] {1, 2, 40, 1500, size}) {
            var positions = new RoaringBitmap();
            for (int i = 0; i < wanted; i++) {
                positions.add(random.nextInt(10) == 0 ? size - 1 - random.nextInt(3) : random.nextInt(size));
            }
            var expected = new TreeMap<Integer, Article>();
            positions.forEach((int i) -> expected.put(i, articles.get(i)));
            var found = new TreeMap<Integer, Article>();
            rows.read(path, columns, positions, (position, row) -> found.put(position, Article.of(row)));
            assertThat(found.equals(expected)).as("rows at %s", positions).isTrue();

            var left = new TreeMap<Integer, Article>();
            rows.readAll(path, columns, positions, (position, row) -> left.put(position, Article.of(row)));
            assertThat(left)
                    .hasSize(size - expected.size())
                    .doesNotContainKeys(expected.keySet().toArray(Integer[]::new));
            left.forEach((position, article) -> assertThat(article).isEqualTo(articles.get(position)));
        }
    }
}
