package sentinel.reparse;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.FilteredColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.internal.types.DataTypeJsonSerDe;
import io.delta.kernel.internal.util.Utils;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.table.SilverColumn;
import sentinel.contract.url.UrlIdentity;
import sentinel.delta.ColumnTypes;
import sentinel.delta.ColumnValues;
import sentinel.delta.DeltaEngine;
import sentinel.service.json.Json;
import sentinel.versions.ContentHash;

/** Writes a Silver table with the columns that are read: data by Kernel's Parquet writer, the log by hand. */
final class SilverTable {

    private static final StructType SCHEMA = ColumnTypes.schema(SilverRow.COLUMNS);
    static final Instant CAME = Instant.parse("2026-03-02T08:00:00Z");

    private final Engine engine = DeltaEngine.create();
    private final Path table;
    private final List<String> files = new ArrayList<>();
    private long version = -1;

    SilverTable(Path table) throws IOException {
        this.table = table;
        Files.createDirectories(table.resolve("_delta_log"));
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("id", UUID.randomUUID().toString());
        metadata.put("format", Map.of("provider", "parquet", "options", Map.of()));
        metadata.put("schemaString", DataTypeJsonSerDe.serializeDataType(SCHEMA));
        metadata.put("partitionColumns", List.of());
        metadata.put("configuration", Map.of());
        metadata.put("createdTime", 0);
        commit(List.of(
                Map.of("protocol", Map.of("minReaderVersion", 1, "minWriterVersion", 2)),
                Map.of("metaData", metadata)));
    }

    static String text(int n) {
        return "Story number %d: Acme Corp said on Monday that it will buy the robotics start-up Gearbox Ltd.\n\n"
                        .formatted(n)
                + "The deal, which won the support of both boards, is expected to close in June of next year.";
    }

    /** A row that rules have read. */
    static Map<SilverColumn, Object> row(int n) {
        var row = new EnumMap<SilverColumn, Object>(SilverColumn.class);
        String url = "https://news.example/story-" + n;
        String identity = UrlIdentity.normalize(url).orElseThrow();
        row.put(SilverColumn.ID, UrlIdentity.articleId(identity));
        row.put(SilverColumn.URL, url);
        row.put(SilverColumn.NORMALIZED_URL, identity);
        row.put(SilverColumn.FINAL_URL, url);
        row.put(SilverColumn.TITLE, "Acme to buy Gearbox");
        row.put(SilverColumn.AUTHOR, "Ann Lee, Bo Chen");
        row.put(SilverColumn.PUBLISH_DATE, CAME.minusSeconds(7200));
        row.put(SilverColumn.SUMMARY, "A summary.");
        row.put(SilverColumn.SENTIMENT, "neutral");
        row.put(SilverColumn.COMPANIES, List.of("Acme Corp"));
        row.put(SilverColumn.PEOPLE, List.of());
        row.put(SilverColumn.TOPICS, List.of("business"));
        row.put(SilverColumn.QUOTES, List.of(Map.of("text", "Story", "speaker", "Ann Lee", "start", 0, "end", 5)));
        row.put(SilverColumn.LANGUAGE, "en");
        row.put(SilverColumn.CONTENT_HASH, ContentHash.of(null, text(n)));
        row.put(SilverColumn.PROVIDER, "local");
        row.put(SilverColumn.MODEL, "rules-2");
        row.put(SilverColumn.PROMPT_VERSION, "rules-2");
        row.put(SilverColumn.EXTRACTION_VERSION, 1);
        row.put(SilverColumn.SOURCE, "rss");
        row.put(SilverColumn.SOURCE_NAME, "example-feed");
        row.put(SilverColumn.RECORD_ID, "guid-" + n);
        row.put(SilverColumn.UPDATED_TS, CAME);
        row.put(SilverColumn.DISCOVERED_TS, CAME.minusSeconds(60));
        row.put(SilverColumn.FETCH_TIMESTAMP, CAME.minusSeconds(30));
        row.put(SilverColumn.BODY, text(n));
        return row;
    }

    /** The row after Silver took a record. */
    static Map<SilverColumn, Object> taken(Map<SilverColumn, Object> row, BronzeArticle record) {
        var after = new EnumMap<>(row);
        after.put(SilverColumn.PROVIDER, record.provider());
        after.put(SilverColumn.MODEL, record.model());
        after.put(SilverColumn.PROMPT_VERSION, record.promptVersion());
        after.put(SilverColumn.EXTRACTION_VERSION, record.extractionVersion());
        after.put(SilverColumn.SUMMARY, record.summary());
        return after;
    }

    /** These rows instead of those before. */
    SilverTable write(List<Map<SilverColumn, Object>> rows) throws IOException {
        var actions = new ArrayList<Map<String, ?>>();
        for (var file : files) {
            actions.add(Map.of("remove", Map.of("path", file, "deletionTimestamp", 1, "dataChange", true)));
        }
        files.clear();
        var vectors = new ColumnVector[SCHEMA.length()];
        for (int i = 0; i < vectors.length; i++) {
            var column = SilverRow.COLUMNS.get(i);
            var values = rows.stream().map(row -> row.get(column)).toArray();
            vectors[i] = new ColumnValues(SCHEMA.at(i).getDataType(), values);
        }
        var batch = new FilteredColumnarBatch(new DefaultColumnarBatch(rows.size(), SCHEMA, vectors), Optional.empty());
        try (var written = engine.getParquetHandler()
                .writeParquetFiles(table.toString(), Utils.singletonCloseableIterator(batch), List.of())) {
            var file = Path.of(URI.create(written.next().getPath()).getPath());
            files.add(file.getFileName().toString());
            var add = new LinkedHashMap<String, Object>();
            add.put("path", file.getFileName().toString());
            add.put("partitionValues", Map.of());
            add.put("size", Files.size(file));
            add.put("modificationTime", 1);
            add.put("dataChange", true);
            actions.add(Map.of("add", add));
        }
        commit(actions);
        return this;
    }

    private void commit(List<Map<String, ?>> actions) throws IOException {
        var lines = new ArrayList<String>();
        lines.add(Json.mapper().writeValueAsString(Map.of("commitInfo", Map.of("timestamp", 1, "operation", "WRITE"))));
        for (var action : actions) {
            lines.add(Json.mapper().writeValueAsString(action));
        }
        version++;
        Files.write(table.resolve("_delta_log").resolve("%020d.json".formatted(version)), lines);
    }
}
