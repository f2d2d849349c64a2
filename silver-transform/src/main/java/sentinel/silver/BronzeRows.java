package sentinel.silver;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.spark.sql.Row;
import org.roaringbitmap.RoaringBitmap;
import sentinel.contract.table.BronzeColumn;
import sentinel.contract.table.SilverColumn;
import sentinel.delta.LiveFile;
import sentinel.versions.VersionText;

/** Rows of Bronze as the fold reads them: new ones by their files, older ones by their article or their position. */
final class BronzeRows {

    private static final RowShape ROW = new RowShape(Columns.OF_BRONZE);
    private static final RowShape URL = new RowShape(List.of(BronzeColumn.NORMALIZED_URL));
    private static final RowShape POSITION =
            new RowShape(List.of(BronzeColumn.KAFKA_PARTITION, BronzeColumn.KAFKA_OFFSET));

    private final SourceTable bronze;

    /**
     * Rows of {@link Columns#bronze} of a score that counts.
     *
     * @param leftOut those that have a {@link Flaw}, and are not among the rows
     */
    record Read(List<Row> rows, LeftOut leftOut) {}

    BronzeRows(SourceTable bronze) {
        this.bronze = bronze;
    }

    /** All rows of some files. */
    Read read(List<LiveFile> files) {
        var rows = new ArrayList<Row>();
        var flawed = new ArrayList<Row>();
        for (var file : files) {
            read(file, rows::add, flawed::add);
        }
        return new Read(rows, LeftOut.of(flawed));
    }

    /** Passes all rows of a file, one by one, to one of two takers. */
    void read(LiveFile file, Consumer<Row> rows, Consumer<Row> flawed) {
        long version = bronze.versionOf(file);
        bronze.read(file, ROW, (position, row) -> take(row, version, rows, flawed));
    }

    private static void take(Row row, long version, Consumer<Row> rows, Consumer<Row> flawed) {
        Double score = row.getAs("data_value_score");
        if (score == null || score < SilverColumn.MIN_DATA_VALUE_SCORE) {
            return;
        }
        var values = new Object[Columns.NEW_BRONZE.size()];
        for (int i = 0; i < row.size(); i++) {
            values[i] = row.get(i);
        }
        var read = Columns.bronze(values, version);
        (read.getAs(Flaw.COLUMN) == null ? rows : flawed).accept(read);
    }

    /** Every file, in an order in which most articles' rows come in the order of the fold. */
    List<LiveFile> all() {
        return bronze.files().stream()
                .sorted(Comparator.comparing(BronzeRows::dayOf).thenComparingLong(bronze::versionOf))
                .toList();
    }

    /** The files of a day and of later ones. */
    List<LiveFile> since(String day) {
        return bronze.files().stream()
                .filter(file -> dayOf(file).compareTo(day) >= 0)
                .toList();
    }

    /** Every row that counts of some articles, in some files. */
    List<Row> of(Set<String> urls, List<LiveFile> files) {
        var rows = new ArrayList<Row>();
        for (var file : files) {
            var positions = new RoaringBitmap();
            bronze.read(file, URL, (position, row) -> {
                if (!row.isNullAt(0) && urls.contains(row.getString(0))) {
                    positions.add(position);
                }
            });
            readAt(file, positions, rows);
        }
        return rows;
    }

    /** Texts of the current versions, by the article's URL, each read from the file that has its position. */
    Map<String, VersionText> texts(Collection<ArticleState> articles) {
        var wanted = articles.stream().collect(toMap(ArticleState::normalizedUrl, ArticleState::content));
        var byDay = wanted.values().stream().collect(groupingBy(position -> day(position.kafkaTs())));
        var rows = new ArrayList<Row>();
        for (var file : bronze.files()) {
            var ofDay = byDay.getOrDefault(dayOf(file), List.of()).stream()
                    .filter(position -> file.mayHave("kafka_partition", position.partition())
                            && file.mayHave("kafka_offset", position.offset()))
                    .toList();
            if (!ofDay.isEmpty()) {
                readAt(file, positions(file, ofDay), rows);
            }
        }
        var texts = new HashMap<String, VersionText>();
        for (var row : rows) {
            var head = Columns.head(row);
            var text = head.text();
            if (text != null && head.position().equals(wanted.get(head.normalizedUrl()))) {
                texts.put(head.normalizedUrl(), text);
            }
        }
        return texts;
    }

    private RoaringBitmap positions(LiveFile file, List<Position> wanted) {
        var offsets = new HashMap<Long, List<Position>>();
        wanted.forEach(position -> offsets.computeIfAbsent(position.offset(), offset -> new ArrayList<>())
                .add(position));
        var found = new RoaringBitmap();
        bronze.read(file, POSITION, (position, row) -> {
            if (!row.isNullAt(0) && !row.isNullAt(1)) {
                int partition = row.getInt(0);
                if (offsets.getOrDefault(row.getLong(1), List.of()).stream()
                        .anyMatch(one -> one.partition() == partition)) {
                    found.add(position);
                }
            }
        });
        return found;
    }

    private void readAt(LiveFile file, RoaringBitmap positions, List<Row> rows) {
        if (!positions.isEmpty()) {
            long version = bronze.versionOf(file);
            bronze.readAt(file, ROW, positions, (position, row) -> take(row, version, rows::add, flawed -> {}));
        }
    }

    /** The partition of rows of a time. */
    static String day(Instant kafkaTs) {
        return LocalDate.ofInstant(kafkaTs, ZoneOffset.UTC).toString();
    }

    private static String dayOf(LiveFile file) {
        String day = file.partition(BronzeColumn.INGEST_DATE.columnName());
        return day == null ? "" : day;
    }
}
