package sentinel.silver;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.zip.Deflater;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import sentinel.silver.GeneratedSources.Made;

/** What must hold of generated tables, or figures measured on them are wrong. */
class GeneratedSourcesTest {

    private static final int ARTICLES = 3_000;

    @TempDir
    private Path directory;

    @Test
    void given_articles_and_edits_when_generated_then_each_is_one_row_of_its_day_and_offsets_rise() throws Exception {
        var tables = new BenchTables(directory);
        var sources = tables.sources(ARTICLES);
        tables.generate(sources, ARTICLES);
        sources.append(List.of(new Made(7, 1, ARTICLES), new Made(ARTICLES, 0, ARTICLES)));

        var rows = rows(tables);

        assertThat(rows).hasSize(ARTICLES + 2);
        assertThat(rows.stream().map(row -> row.getAs("normalized_url")).distinct())
                .hasSize(ARTICLES + 1);
        assertThat(rows.stream().map(row -> row.getAs("content_hash")).distinct())
                .hasSize(ARTICLES + 2);
        assertThat(rows.stream()
                        .map(row -> BronzeRows.day(Columns.head(row).position().kafkaTs()))
                        .distinct())
                .hasSize(GeneratedSources.DAYS + 1);
        var offsets = new HashMap<Integer, HashSet<Long>>();
        rows.forEach(row -> offsets.computeIfAbsent(row.getAs("kafka_partition"), p -> new HashSet<>())
                .add(row.getAs("kafka_offset")));
        assertThat(offsets.keySet()).containsExactlyInAnyOrder(0, 1, 2);
        offsets.values().forEach(of -> assertThat(of)
                .isEqualTo(LongStream.range(0, of.size()).boxed().collect(Collectors.toSet())));
    }

    @Test
    void given_a_batch_appended_later_when_folded_then_one_step_takes_all_of_it() throws Exception {
        var tables = new BenchTables(directory);
        var sources = tables.sources(ARTICLES);
        tables.generate(sources, ARTICLES);
        var run = tables.run();
        while (run.step()) {}
        var again = tables.sources(ARTICLES);
        again.append(List.of(new Made(7, 1, ARTICLES), new Made(ARTICLES, 0, ARTICLES)));

        assertThat(run.step()).isTrue();

        assertThat(run.step()).as("anything left").isFalse();
        var silver = new SilverTable(
                () -> {
                    throw new IllegalStateException("no Spark here");
                },
                tables.engine(),
                tables.hadoop(),
                tables.paths().silver(),
                Duration.ofDays(1));
        silver.create();
        var edited = GeneratedSources.url(7);
        var added = GeneratedSources.url(ARTICLES);
        var found = silver.rowsOf(Set.of(edited, added));
        assertThat(found.keySet()).containsExactlyInAnyOrder(edited, added);
        assertThat(found.get(edited).<String>getAs("content_hash")).isEqualTo("hash-7-1");
    }

    @Test
    void given_texts_when_compressed_then_they_shrink_as_prose_does() {
        var texts = LongStream.range(0, 300)
                .mapToObj(article -> GeneratedSources.text(new Random(article), article))
                .toList();
        var all = String.join("\n", texts).getBytes(StandardCharsets.UTF_8);

        assertThat(texts).allMatch(text -> text.length() >= 1_500 && text.length() <= 3_000);
        assertThat(texts).doesNotHaveDuplicates();
        assertThat((double) all.length / deflated(all)).isBetween(1.8, 3.2);
    }

    private static int deflated(byte[] bytes) {
        var deflater = new Deflater();
        try {
            deflater.setInput(bytes);
            deflater.finish();
            return deflater.deflate(new byte[bytes.length]);
        } finally {
            deflater.end();
        }
    }

    private static List<Row> rows(BenchTables tables) {
        var table = Tables.bronzeTable(tables.paths().bronze());
        table.latest();
        var bronze = new BronzeRows(table);
        var rows = new ArrayList<Row>();
        bronze.all().forEach(file -> rows.addAll(bronze.read(List.of(file)).rows()));
        return rows;
    }
}
