package sentinel.silver;

import io.delta.kernel.data.ColumnVector;
import io.delta.kernel.data.ColumnarBatch;
import io.delta.kernel.defaults.internal.data.DefaultColumnarBatch;
import io.delta.kernel.engine.Engine;
import io.delta.kernel.hook.PostCommitHook.PostCommitHookType;
import io.delta.kernel.types.StructType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import sentinel.config.TablePaths;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.Sighting;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.SightingColumn;
import sentinel.contract.table.TableColumn;
import sentinel.delta.AppendTable;
import sentinel.delta.ColumnValues;
import sentinel.delta.Rows;

/**
 * Bronze and sightings of any number of articles, made up from a seed and written as the Bronze writer writes them. Article {@code
 * i} came {@code i} steps of time after the first; a row is an article's first text, another text, or the same text again.
 */
final class GeneratedSources {

    static final Instant START = Instant.parse("2026-03-01T00:00:00Z");

    /** Over which the articles are spread. */
    static final int DAYS = 30;

    private static final String APP_ID = "generated-0";

    private final AppendTable bronze;
    private final AppendTable sightings;
    private final Duration step;
    private long rows;
    private long seen;

    /**
     * A row of Bronze.
     *
     * @param article number of the article
     * @param text 0 for the first text of the article
     * @param at when it was fetched, in steps of time
     */
    record Made(long article, int text, long at) {}

    /** @param articles over which a month is spread */
    GeneratedSources(Engine engine, TablePaths paths, long articles) {
        this.bronze = table(engine, paths.bronze(), BronzeColumn.ALL);
        this.sightings = table(engine, paths.sightings(), SightingColumn.ALL);
        this.step = Duration.ofDays(DAYS).dividedBy(articles);
        bronze.open();
        sightings.open();
        rows = bronze.lastOffset(APP_ID).orElse(-1) + 1;
        seen = sightings.lastOffset(APP_ID).orElse(-1) + 1;
    }

    private static AppendTable table(Engine engine, String path, List<? extends TableColumn> columns) {
        return new AppendTable(engine, path, columns, Duration.ofDays(7), (table, hook) -> {
            if (hook.getType() == PostCommitHookType.CHECKPOINT) {
                try {
                    hook.threadSafeInvoke(engine);
                } catch (IOException e) {
                    throw new IllegalStateException(e);
                }
                table.refresh();
            }
        });
    }

    AppendTable bronze() {
        return bronze;
    }

    /** Rows of Bronze so far. */
    long rows() {
        return rows;
    }

    /** One commit of Bronze. */
    void append(List<Made> made) throws Exception {
        long first = rows;
        var values = new ArrayList<Map<BronzeColumn, Object>>();
        for (var row : made) {
            values.add(row(row, rows++));
        }
        append(bronze, values, BronzeColumn.INGEST_DATE, first, rows);
    }

    /** One commit of sightings: a source has announced each article. */
    void announce(List<Long> articles) throws Exception {
        long first = seen;
        var values = new ArrayList<Map<SightingColumn, Object>>();
        for (long article : articles) {
            values.add(sighting(article, seen++));
        }
        append(sightings, values, SightingColumn.INGEST_DATE, first, seen);
    }

    private static <C extends Enum<C> & TableColumn> void append(
            AppendTable table, List<Map<C, Object>> values, C day, long first, long end) throws Exception {
        var days = values.stream().collect(Collectors.groupingBy(row -> (LocalDate) row.get(day)));
        var rows = new HashMap<LocalDate, java.util.Iterator<Rows>>();
        days.forEach((date, ofDay) ->
                rows.put(date, List.<Rows>of(new Batch<>(ofDay)).iterator()));
        table.append(
                APP_ID, first == 0 ? OptionalLong.empty() : OptionalLong.of(first - 1), end - 1, table.write(rows));
    }

    private record Batch<C extends Enum<C> & TableColumn>(List<Map<C, Object>> rows) implements Rows {
        @Override
        public ColumnarBatch as(StructType table) {
            Function<String, Object[]> column = name -> rows.stream()
                    .map(row -> {
                        for (var entry : row.entrySet()) {
                            if (entry.getKey().columnName().equals(name)) {
                                return entry.getValue();
                            }
                        }
                        return null;
                    })
                    .toArray();
            var vectors = new ColumnVector[table.length()];
            for (int i = 0; i < vectors.length; i++) {
                vectors[i] = new ColumnValues(
                        table.at(i).getDataType(), column.apply(table.at(i).getName()));
            }
            return new DefaultColumnarBatch(rows.size(), table, vectors);
        }
    }

    private Map<BronzeColumn, Object> row(Made made, long offset) {
        var at = START.plus(step.multipliedBy(made.at()));
        String url = url(made.article());
        String text = text(new Random((made.article() * 31 + made.text()) * 0x9E3779B97F4A7C15L), made.article());
        var row = new EnumMap<BronzeColumn, Object>(BronzeColumn.class);
        row.put(BronzeColumn.SCHEMA_VERSION, BronzeArticle.SCHEMA_VERSION);
        row.put(BronzeColumn.URL, "https://" + url);
        row.put(BronzeColumn.NORMALIZED_URL, url);
        row.put(BronzeColumn.DISCOVERED_NORMALIZED_URL, made.article() % 10 == 0 ? "go." + url : url);
        row.put(BronzeColumn.FINAL_URL, "https://" + url);
        row.put(BronzeColumn.SOURCE, "rss");
        row.put(BronzeColumn.SOURCE_NAME, "feed-" + offset % 50);
        row.put(BronzeColumn.RECORD_ID, "record-" + offset);
        row.put(BronzeColumn.TITLE, "Title of " + text.substring(0, 40));
        row.put(BronzeColumn.AUTHOR, "Jane Doe");
        row.put(BronzeColumn.PUBLISH_DATE, at.minusSeconds(3600));
        row.put(BronzeColumn.BODY, text);
        row.put(BronzeColumn.CONFIDENCE, 0.9);
        row.put(BronzeColumn.SUMMARY, text.substring(0, 200));
        row.put(BronzeColumn.SENTIMENT, "neutral");
        row.put(BronzeColumn.SENTIMENT_SCORE, 0.1);
        row.put(BronzeColumn.COMPANIES, List.of("Acme", "Globex"));
        row.put(BronzeColumn.PEOPLE, List.of("Jane Doe"));
        row.put(BronzeColumn.TOPICS, List.of("economy"));
        row.put(BronzeColumn.SITE_NAME, "Example");
        row.put(BronzeColumn.LANGUAGE, "en");
        row.put(BronzeColumn.CONTENT_HASH, "hash-" + made.article() + "-" + made.text());
        row.put(BronzeColumn.DATA_VALUE_SCORE, 0.8);
        row.put(BronzeColumn.DISCOVERED_TS, at.minusSeconds(30));
        row.put(BronzeColumn.FETCH_TIMESTAMP, at.minusSeconds(20));
        row.put(BronzeColumn.PARSE_TS, at.minusSeconds(10));
        row.put(BronzeColumn.PROVIDER, "local");
        row.put(BronzeColumn.PROMPT_VERSION, "1");
        row.put(BronzeColumn.INPUT_TOKENS, 0);
        row.put(BronzeColumn.OUTPUT_TOKENS, 0);
        row.put(BronzeColumn.COST_USD, 0.0);
        row.put(BronzeColumn.KAFKA_TS, at);
        row.put(BronzeColumn.KAFKA_PARTITION, (int) (offset % 3));
        row.put(BronzeColumn.KAFKA_OFFSET, offset / 3);
        row.put(BronzeColumn.INGEST_DATE, LocalDate.ofInstant(at, ZoneOffset.UTC));
        return row;
    }

    private Map<SightingColumn, Object> sighting(long article, long offset) {
        var at = START.plus(step.multipliedBy(article));
        var row = new EnumMap<SightingColumn, Object>(SightingColumn.class);
        row.put(SightingColumn.SCHEMA_VERSION, Sighting.SCHEMA_VERSION);
        row.put(SightingColumn.NORMALIZED_URL, url(article));
        row.put(SightingColumn.SOURCE, "gdelt");
        row.put(SightingColumn.SOURCE_NAME, "list-" + offset % 20);
        row.put(SightingColumn.SEEN_AT, at);
        row.put(SightingColumn.KAFKA_TS, at);
        row.put(SightingColumn.KAFKA_PARTITION, 0);
        row.put(SightingColumn.KAFKA_OFFSET, offset);
        row.put(SightingColumn.INGEST_DATE, LocalDate.ofInstant(at, ZoneOffset.UTC));
        return row;
    }

    static String url(long article) {
        return "site-%d.example/%s/story-%d".formatted(article % 997, Long.toString(article * 7919, 36), article);
    }

    /** From 1,500 to 3,000 characters that compress about as well as prose does. An edit changes the last of its words. */
    static String text(Random edit, long article) {
        var same = new Random(article * 0x9E3779B97F4A7C15L);
        int length = 1500 + same.nextInt(1450);
        var text = new StringBuilder(length + 100);
        while (text.length() < length - 100) {
            text.append(word(same)).append(' ');
        }
        while (text.length() < length) {
            text.append(word(edit)).append(' ');
        }
        return text.toString();
    }

    private static String word(Random random) {
        int rank = (int) Math.pow(20_000, random.nextDouble()); // frequent words are frequent, as in prose
        return Integer.toString(rank * 7919, 36).toLowerCase(Locale.ROOT);
    }
}
