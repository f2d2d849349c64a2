package sentinel.producers.revisit;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.types.StructType;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.SilverColumn;
import sentinel.contract.table.TableColumn;
import sentinel.delta.AppendTable;
import sentinel.delta.ColumnValues;
import sentinel.delta.DeltaEngine;
import sentinel.delta.DeltaReader;
import sentinel.delta.Rows;

/** A table with the columns of Silver that revisits read; an article that is appended again is changed. */
final class SilverTable {

    private static final LocalDate DAY = LocalDate.parse("2026-11-02");

    private final AppendTable table;
    private long rows;

    SilverTable(String path) {
        var columns = new ArrayList<TableColumn>(StoredArticle.COLUMNS);
        columns.add(SightingColumn.INGEST_DATE); // by which the writer of append-only tables parts its files
        table = new AppendTable(DeltaEngine.create(), path, columns, Duration.ofDays(7), (t, hook) -> {});
    }

    DeltaReader reader() {
        return new DeltaReader(DeltaEngine.create(), table.path(), StoredArticle.COLUMNS, SilverColumn.ID);
    }

    /** Appends articles as one version. */
    void append(List<StoredArticle> articles) throws Exception {
        if (rows == 0) {
            table.open();
        }
        var previous = rows == 0 ? OptionalLong.empty() : OptionalLong.of(rows - 1);
        rows += articles.size();
        Iterator<Articles> batches = List.of(new Articles(articles)).iterator();
        table.append("t-0", previous, rows - 1, table.write(Map.of(DAY, batches)));
    }

    private record Articles(List<StoredArticle> articles) implements Rows {

        @Override
        public ColumnarBatch as(StructType table) {
            var vectors = new ColumnVector[table.length()];
            for (int i = 0; i < vectors.length; i++) {
                String column = table.at(i).getName();
                var values =
                        articles.stream().map(article -> value(article, column)).toArray();
                vectors[i] = new ColumnValues(table.at(i).getDataType(), values);
            }
            return new DefaultColumnarBatch(articles.size(), table, vectors);
        }

        private static @Nullable Object value(StoredArticle article, String column) {
            if (column.equals(SightingColumn.INGEST_DATE.columnName())) {
                return DAY;
            }
            return switch (column) {
                case "id" -> article.id();
                case "url" -> article.url();
                case "normalized_url" -> article.normalizedUrl();
                case "source" -> article.source().id();
                case "source_name" -> article.sourceName();
                case "record_id" -> article.recordId();
                case "title" -> article.title();
                case "publish_date" -> article.published();
                case "first_seen_ts" -> article.firstSeen();
                case "last_fetch_timestamp" -> article.readAt();
                case "fetch_timestamp" -> article.editedAt() == null ? article.readAt() : article.editedAt();
                case "content_version" -> article.edits() + 1;
                case "source_names" ->
                    IntStream.range(0, article.names())
                            .mapToObj(i -> "Feed " + i)
                            .toList();
                case "gone_since" -> article.isGone() ? article.readAt() : null;
                case "moved_to" -> article.hasMoved() ? "elsewhere.example/" : null;
                default -> throw new IllegalStateException(column);
            };
        }
    }
}
