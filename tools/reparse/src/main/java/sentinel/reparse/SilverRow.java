package sentinel.reparse;

import static sentinel.contract.table.SilverColumn.AUTHOR;
import static sentinel.contract.table.SilverColumn.BODY;
import static sentinel.contract.table.SilverColumn.COMPANIES;
import static sentinel.contract.table.SilverColumn.CONTENT_HASH;
import static sentinel.contract.table.SilverColumn.DISCOVERED_TS;
import static sentinel.contract.table.SilverColumn.EXTRACTION_VERSION;
import static sentinel.contract.table.SilverColumn.FETCH_TIMESTAMP;
import static sentinel.contract.table.SilverColumn.FINAL_URL;
import static sentinel.contract.table.SilverColumn.ID;
import static sentinel.contract.table.SilverColumn.LANGUAGE;
import static sentinel.contract.table.SilverColumn.LEAD_IMAGE;
import static sentinel.contract.table.SilverColumn.MODEL;
import static sentinel.contract.table.SilverColumn.NORMALIZED_URL;
import static sentinel.contract.table.SilverColumn.PEOPLE;
import static sentinel.contract.table.SilverColumn.PROMPT_VERSION;
import static sentinel.contract.table.SilverColumn.PROVIDER;
import static sentinel.contract.table.SilverColumn.PUBLISH_DATE;
import static sentinel.contract.table.SilverColumn.QUOTES;
import static sentinel.contract.table.SilverColumn.RECORD_ID;
import static sentinel.contract.table.SilverColumn.SENTIMENT;
import static sentinel.contract.table.SilverColumn.SITE_NAME;
import static sentinel.contract.table.SilverColumn.SOURCE;
import static sentinel.contract.table.SilverColumn.SOURCE_NAME;
import static sentinel.contract.table.SilverColumn.SUMMARY;
import static sentinel.contract.table.SilverColumn.TITLE;
import static sentinel.contract.table.SilverColumn.TOPICS;
import static sentinel.contract.table.SilverColumn.UPDATED_TS;
import static sentinel.contract.table.SilverColumn.URL;

import io.delta.kernel.data.Row;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Source;
import sentinel.contract.table.SilverColumn;
import sentinel.contract.url.UrlIdentity;

/** Reads the columns that are needed out of one row of Silver. The row must be open. */
final class SilverRow {

    static final List<SilverColumn> COLUMNS = List.of(
            ID,
            URL,
            NORMALIZED_URL,
            FINAL_URL,
            TITLE,
            AUTHOR,
            PUBLISH_DATE,
            SUMMARY,
            SENTIMENT,
            COMPANIES,
            PEOPLE,
            TOPICS,
            QUOTES,
            SITE_NAME,
            LEAD_IMAGE,
            LANGUAGE,
            CONTENT_HASH,
            PROVIDER,
            MODEL,
            PROMPT_VERSION,
            EXTRACTION_VERSION,
            SOURCE,
            SOURCE_NAME,
            RECORD_ID,
            UPDATED_TS,
            DISCOVERED_TS,
            FETCH_TIMESTAMP,
            BODY);

    /** The redirects of a stored page ended with this status. */
    private static final int STATUS = 200;

    private final Row row;

    SilverRow(Row row) {
        this.row = row;
    }

    String id() {
        return required(ID);
    }

    /** When the current text came. */
    Instant updatedAt() {
        return requiredTime(UPDATED_TS);
    }

    boolean isBlank() {
        return required(BODY).isBlank();
    }

    StoredText.Reader reader() {
        return new StoredText.Reader(required(PROVIDER), text(MODEL), text(PROMPT_VERSION));
    }

    StoredText text() {
        var facts = StoredText.Facts.of(
                reader(), text(SUMMARY), text(SENTIMENT), texts(COMPANIES), texts(PEOPLE), texts(TOPICS), quotes());
        return new StoredText(page(), facts);
    }

    private PageFetched page() {
        String url = required(URL);
        String normalizedUrl = required(NORMALIZED_URL);
        String author = text(AUTHOR);
        String finalUrl = text(FINAL_URL);
        int place = place(EXTRACTION_VERSION);
        return PageFetchedBuilder.builder()
                .schemaVersion(PageFetched.SCHEMA_VERSION)
                .url(url)
                .normalizedUrl(normalizedUrl)
                .discoveredNormalizedUrl(UrlIdentity.normalize(url).orElse(normalizedUrl))
                .source(Source.of(required(SOURCE)))
                .sourceName(required(SOURCE_NAME))
                .recordId(required(RECORD_ID))
                .discoveredAt(requiredTime(DISCOVERED_TS))
                .finalUrl(finalUrl == null ? url : finalUrl)
                .status(STATUS)
                .text(required(BODY))
                .page(new PageMetadata(
                        text(TITLE),
                        author == null ? List.of() : List.of(author),
                        time(PUBLISH_DATE),
                        text(SITE_NAME),
                        null,
                        text(LEAD_IMAGE),
                        List.of(),
                        null))
                .language(text(LANGUAGE))
                .contentHash(required(CONTENT_HASH))
                .fetchTimestamp(requiredTime(FETCH_TIMESTAMP))
                .extractionVersion((place < 0 ? 1 : row.getInt(place)) + 1)
                .build();
    }

    private String required(SilverColumn column) {
        String text = text(column);
        if (text == null) {
            throw missing(column);
        }
        return text;
    }

    private Instant requiredTime(SilverColumn column) {
        var time = time(column);
        if (time == null) {
            throw missing(column);
        }
        return time;
    }

    private static IllegalStateException missing(SilverColumn column) {
        return new IllegalStateException("a row of Silver has no " + column.columnName());
    }

    private @Nullable String text(SilverColumn column) {
        int place = place(column);
        return place < 0 ? null : row.getString(place);
    }

    private @Nullable Instant time(SilverColumn column) {
        int place = place(column);
        return place < 0 ? null : Instant.EPOCH.plus(row.getLong(place), ChronoUnit.MICROS);
    }

    private List<String> texts(SilverColumn column) {
        var texts = new ArrayList<String>();
        int place = place(column);
        if (place >= 0) {
            var array = row.getArray(place);
            for (int i = 0; i < array.getSize(); i++) {
                if (!array.getElements().isNullAt(i)) {
                    texts.add(array.getElements().getString(i));
                }
            }
        }
        return texts;
    }

    /** The texts of the quotes. */
    private List<String> quotes() {
        var texts = new ArrayList<String>();
        int place = place(QUOTES);
        if (place >= 0) {
            var array = row.getArray(place);
            var quotes = array.getElements();
            int text = QUOTES.type().parts().stream()
                    .map(part -> part.name())
                    .toList()
                    .indexOf("text");
            for (int i = 0; i < array.getSize(); i++) {
                if (!quotes.isNullAt(i)) {
                    texts.add(quotes.getChild(text).getString(i));
                }
            }
        }
        return texts;
    }

    /** -1 when the table is older than the column, or the value is null. */
    private int place(SilverColumn column) {
        int place = row.getSchema().indexOf(column.columnName());
        return place < 0 || row.isNullAt(place) ? -1 : place;
    }
}
