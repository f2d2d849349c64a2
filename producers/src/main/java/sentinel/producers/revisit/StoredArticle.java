package sentinel.producers.revisit;

import static java.util.Objects.requireNonNull;
import static sentinel.contract.table.SilverColumn.CONTENT_VERSION;
import static sentinel.contract.table.SilverColumn.FETCH_TIMESTAMP;
import static sentinel.contract.table.SilverColumn.FIRST_SEEN_TS;
import static sentinel.contract.table.SilverColumn.GONE_SINCE;
import static sentinel.contract.table.SilverColumn.ID;
import static sentinel.contract.table.SilverColumn.LAST_FETCH_TIMESTAMP;
import static sentinel.contract.table.SilverColumn.MOVED_TO;
import static sentinel.contract.table.SilverColumn.NORMALIZED_URL;
import static sentinel.contract.table.SilverColumn.PUBLISH_DATE;
import static sentinel.contract.table.SilverColumn.RECORD_ID;
import static sentinel.contract.table.SilverColumn.SOURCE;
import static sentinel.contract.table.SilverColumn.SOURCE_NAME;
import static sentinel.contract.table.SilverColumn.SOURCE_NAMES;
import static sentinel.contract.table.SilverColumn.TITLE;
import static sentinel.contract.table.SilverColumn.URL;

import io.delta.kernel.data.Row;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Source;
import sentinel.contract.table.SilverColumn;
import sentinel.text.chars.Truncation;

/**
 * What Silver tells of an article that its visits are planned and announced by.
 *
 * @param url as it was announced
 * @param firstSeen when its first row was made
 * @param readAt when its page was last read in full
 * @param edits versions after the first
 * @param editedAt when the page of the current version was read, null for the first version
 * @param names how many feeds and lists announced it
 * @param isGone whether the last visit found no page
 * @param hasMoved whether its page is another article's now
 */
record StoredArticle(
        String id,
        String url,
        String normalizedUrl,
        Source source,
        String sourceName,
        String recordId,
        @Nullable String title,
        @Nullable Instant published,
        Instant firstSeen,
        Instant readAt,
        int edits,
        @Nullable Instant editedAt,
        int names,
        boolean isGone,
        boolean hasMoved) {

    /** The columns that are read. */
    static final List<SilverColumn> COLUMNS = List.of(
            ID,
            URL,
            NORMALIZED_URL,
            SOURCE,
            SOURCE_NAME,
            RECORD_ID,
            TITLE,
            PUBLISH_DATE,
            FIRST_SEEN_TS,
            LAST_FETCH_TIMESTAMP,
            FETCH_TIMESTAMP,
            CONTENT_VERSION,
            SOURCE_NAMES,
            GONE_SINCE,
            MOVED_TO);

    /** Longer titles tell no more about whether a page is the article's. */
    private static final int LONGEST_TITLE = 300;

    StoredArticle {
        requireNonNull(id, "id");
        requireNonNull(url, "url");
        requireNonNull(normalizedUrl, "normalized url");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source name");
        requireNonNull(recordId, "record id");
        requireNonNull(firstSeen, "first seen");
        requireNonNull(readAt, "read at");
    }

    /** @param open a row with {@link #COLUMNS}; those that the table lacks count as null */
    static StoredArticle of(Row open) {
        var row = new Cells(open);
        int edits = row.number(CONTENT_VERSION) - 1;
        String title = row.text(TITLE);
        return new StoredArticle(
                row.required(ID),
                row.required(URL),
                row.required(NORMALIZED_URL),
                Source.of(row.required(SOURCE)),
                row.required(SOURCE_NAME),
                row.required(RECORD_ID),
                title == null ? null : Truncation.at(title, LONGEST_TITLE),
                row.time(PUBLISH_DATE),
                row.requiredTime(FIRST_SEEN_TS),
                row.requiredTime(LAST_FETCH_TIMESTAMP),
                edits,
                edits > 0 ? row.requiredTime(FETCH_TIMESTAMP) : null,
                row.size(SOURCE_NAMES),
                row.time(GONE_SINCE) != null,
                row.text(MOVED_TO) != null);
    }

    /**
     * When it was published, as far as that is known: never after it was first seen. Of a date without a time the day's end
     * counts.
     */
    Instant bornAt() {
        if (published == null) {
            return firstSeen;
        }
        boolean isDay = published.truncatedTo(ChronoUnit.DAYS).equals(published);
        var born = isDay ? published.plus(Duration.ofDays(1)) : published;
        return born.isBefore(firstSeen) ? born : firstSeen;
    }

    /** The cells of a row by column. */
    private record Cells(Row row) {

        /** -1 when the table is older than the column, or the value is null. */
        private int place(SilverColumn column) {
            int place = row.getSchema().indexOf(column.columnName());
            return place < 0 || row.isNullAt(place) ? -1 : place;
        }

        private int placeOfRequired(SilverColumn column) {
            int place = place(column);
            if (place < 0) {
                throw new IllegalStateException("a row of Silver has no " + column.columnName());
            }
            return place;
        }

        @Nullable
        String text(SilverColumn column) {
            int place = place(column);
            return place < 0 ? null : row.getString(place);
        }

        String required(SilverColumn column) {
            return row.getString(placeOfRequired(column));
        }

        @Nullable
        Instant time(SilverColumn column) {
            int place = place(column);
            return place < 0 ? null : instant(place);
        }

        Instant requiredTime(SilverColumn column) {
            return instant(placeOfRequired(column));
        }

        int number(SilverColumn column) {
            return row.getInt(placeOfRequired(column));
        }

        int size(SilverColumn column) {
            return row.getArray(placeOfRequired(column)).getSize();
        }

        private Instant instant(int place) {
            return Instant.EPOCH.plus(row.getLong(place), ChronoUnit.MICROS);
        }
    }
}
