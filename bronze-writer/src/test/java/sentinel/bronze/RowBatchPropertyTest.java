package sentinel.bronze;

import static org.assertj.core.api.Assertions.assertThat;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.internal.util.Utils;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.BronzeArticleBuilder;
import sentinel.contract.message.Source;
import sentinel.contract.table.BronzeColumn;
import sentinel.delta.ColumnTypes;
import sentinel.delta.DeltaEngine;

/** What goes into the buffers comes out of the Parquet file. */
class RowBatchPropertyTest {

    @Property(tries = 60)
    void given_any_articles_when_written_and_read_then_every_value_is_the_same(
            @ForAll("batches") List<BronzeArticle> articles) throws IOException {
        var kafkaTs = Instant.parse("2026-03-05T12:00:00.5Z");
        var batch = new RowBatch<>(RowLayout.articles());
        for (int i = 0; i < articles.size(); i++) {
            batch.add(new Received<>(articles.get(i), i % 3, Integer.MAX_VALUE + (long) i, kafkaTs));
        }
        assertThat(batch.size()).isEqualTo(articles.size());

        var rows = writeAndRead(batch);

        assertThat(rows).hasSize(articles.size());
        for (int i = 0; i < rows.size(); i++) {
            var expected = new ArrayList<Object>();
            for (var column : BronzeColumn.ALL) {
                if (column.isOfMessage()) {
                    var value = column.of(articles.get(i));
                    expected.add(value instanceof Instant instant ? micros(instant) : value);
                }
            }
            expected.add(kafkaTs);
            expected.add(i % 3);
            expected.add(Integer.MAX_VALUE + (long) i);
            expected.add(LocalDate.ofInstant(kafkaTs, ZoneOffset.UTC));
            assertThat(rows.get(i)).isEqualTo(expected);
        }
    }

    private static List<List<Object>> writeAndRead(RowBatch<?> batch) throws IOException {
        var engine = DeltaEngine.create();
        var schema = ColumnTypes.schema(BronzeColumn.ALL);
        var directory = Files.createTempDirectory("row-batch");
        var data = new FilteredColumnarBatch(batch.as(schema), Optional.empty());
        var rows = new ArrayList<List<Object>>();
        try (var written = engine.getParquetHandler()
                        .writeParquetFiles(directory.toString(), Utils.singletonCloseableIterator(data), List.of());
                var read = engine.getParquetHandler()
                        .readParquetFiles(written.map(file -> file), schema, Optional.empty())) {
            while (read.hasNext()) {
                var columns = read.next().getData();
                for (int row = 0; row < columns.getSize(); row++) {
                    var values = new ArrayList<Object>();
                    for (int c = 0; c < schema.length(); c++) {
                        ColumnVector column = columns.getColumnVector(c);
                        values.add(TableRows.value(column, row));
                    }
                    rows.add(values);
                }
            }
        }
        delete(directory);
        return rows;
    }

    private static void delete(Path directory) throws IOException {
        try (var files = Files.list(directory)) {
            for (var file : files.toList()) {
                Files.delete(file);
            }
        }
        Files.delete(directory);
    }

    private static Instant micros(Instant instant) {
        return instant == null ? null : instant.truncatedTo(ChronoUnit.MICROS);
    }

    @Provide
    Arbitrary<List<BronzeArticle>> batches() {
        return articles().list().ofMinSize(1).ofMaxSize(600);
    }

    private static Arbitrary<BronzeArticle> articles() {
        // Any text of whole characters: a lone surrogate has no UTF-8.
        var text = Arbitraries.strings()
                .withCharRange(' ', '\uD7FF')
                .ofMaxLength(40)
                .map(s -> s + "😀".repeat(s.length() % 2));
        var maybeText = text.injectNull(0.3);
        var instant = Arbitraries.longs()
                .between(-62_135_596_800L, 253_402_300_799L) // years 1 to 9999
                .map(s -> Instant.ofEpochSecond(s, Math.floorMod(s * 7919, 1_000_000_000L)));
        var list = text.list().ofMaxSize(4);
        var texts = Combinators.combine(text, text, maybeText, maybeText).as(Texts::new);
        var lists = Combinators.combine(list, list, list).as(Lists::new);
        var score = Arbitraries.doubles().between(-1, 1).injectNull(0.3);
        return Combinators.combine(texts, lists, score, instant, instant.injectNull(0.3), Arbitraries.integers())
                .as((t, l, sentimentScore, at, maybeAt, n) -> BronzeArticleBuilder.builder()
                        .schemaVersion(1 + Math.floorMod(n, BronzeArticle.SCHEMA_VERSION))
                        .url(t.a())
                        .normalizedUrl(t.b())
                        .discoveredNormalizedUrl(t.c())
                        .finalUrl(t.d())
                        .source(n % 2 == 0 ? Source.RSS : Source.GDELT)
                        .sourceName(t.b())
                        .recordId(t.a())
                        .title(t.c())
                        .author(t.d())
                        .publishDate(maybeAt)
                        .body(t.a())
                        .summary(t.c())
                        .sentiment(t.d())
                        .sentimentScore(sentimentScore)
                        .companies(l.a())
                        .people(l.b())
                        .topics(l.c())
                        .siteName(t.d())
                        .leadImage(t.c())
                        .language(t.d())
                        .contentHash(t.b())
                        .dataValueScore(Math.abs(Objects.requireNonNullElse(sentimentScore, 0.5)))
                        .discoveredTs(at)
                        .fetchTimestamp(at)
                        .parseTs(at)
                        .provider(t.a())
                        .model(t.c())
                        .promptVersion(t.d())
                        .inputTokens(n)
                        .outputTokens(-n)
                        .costUsd(BigDecimal.valueOf(n, 6))
                        .build());
    }

    private record Texts(String a, String b, String c, String d) {}

    private record Lists(List<String> a, List<String> b, List<String> c) {}
}
