package sentinel.api.index;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.DoubleDocValuesField;
import org.apache.lucene.document.DoublePoint;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.LongPoint;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.SortedSetDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.util.BytesRef;
import org.jspecify.annotations.Nullable;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.ColumnType;
import sentinel.contract.table.SilverColumn;
import sentinel.service.json.Json;

/**
 * An article as a document of the index. Whoever changes this class, {@link ArticleAnalyzer} or what it uses, changes {@link
 * #SCHEMA_VERSION}.
 */
final class ArticleFields {

    /** An index of another version is replaced by a new one. */
    static final int SCHEMA_VERSION = 5;

    static final String ID = "id";
    /** Milliseconds since the epoch, as all times here. */
    static final String FIRST_SEEN = "first_seen_ts";

    static final String PUBLISHED = "publish_date";
    static final String SCORE = "data_value_score";
    static final String WORDS = "word_count";
    static final String UPDATED = "is_updated";
    /** All that is searched. */
    static final String TEXT = "text";
    /** The title once more: a word there counts more. */
    static final String TITLE = "title";

    /** The stems of {@link #TEXT}, each marked with the article's language; none where it is not known. */
    static final String STEMS = "stems";

    static final String TITLE_STEMS = "title_stems";
    /** The whole article but its {@linkplain StoredArticle#DETAILS details} as JSON, ready to be sent. */
    static final String JSON = "json";

    /** The details in the same form. */
    static final String DETAILS = "details";

    private ArticleFields() {}

    static Document document(SilverArticle article) throws IOException {
        var document = new Document();
        document.add(new StringField(ID, article.id(), Field.Store.NO));
        document.add(new SortedDocValuesField(ID, new BytesRef(article.id())));
        time(document, FIRST_SEEN, article.time(SilverColumn.FIRST_SEEN_TS));
        time(document, PUBLISHED, article.time(SilverColumn.PUBLISH_DATE));
        Double score = article.decimal(SilverColumn.DATA_VALUE_SCORE);
        if (score != null && !score.isNaN()) {
            document.add(new DoublePoint(SCORE, score));
            document.add(new DoubleDocValuesField(SCORE, score));
        }
        Long words = article.whole(SilverColumn.WORD_COUNT);
        if (words != null) {
            document.add(new LongPoint(WORDS, words));
        }
        document.add(new StringField(UPDATED, Boolean.toString(article.flag(SilverColumn.IS_UPDATED)), Field.Store.NO));
        for (var facet : Facet.values()) {
            facet(document, facet, facet.of(article));
        }
        var language = Language.of(article.text(SilverColumn.LANGUAGE));
        text(document, TITLE, TITLE_STEMS, language, article.text(SilverColumn.TITLE));
        for (var column : List.of(SilverColumn.TITLE, SilverColumn.SUMMARY, SilverColumn.BODY)) {
            text(document, TEXT, STEMS, language, article.text(column));
        }
        for (var column : List.of(SilverColumn.COMPANIES, SilverColumn.PEOPLE, SilverColumn.TOPICS)) {
            article.list(column).forEach(entity -> text(document, TEXT, STEMS, language, entity));
        }
        GroupFields.copyOf(document, Reports.copyOf(article));
        document.add(new StoredField(JSON, json(article, column -> !StoredArticle.DETAILS.contains(column))));
        document.add(new StoredField(DETAILS, json(article, StoredArticle.DETAILS::contains)));
        return document;
    }

    private static void time(Document document, String name, @Nullable Instant time) {
        if (time != null) {
            document.add(new LongPoint(name, time.toEpochMilli()));
            document.add(new NumericDocValuesField(name, time.toEpochMilli()));
        }
    }

    private static void facet(Document document, Facet facet, List<String> values) {
        var keys = new HashSet<String>();
        for (String value : values) {
            String shown = truncated(value);
            if (keys.add(facet.key(shown))) {
                document.add(new StringField(facet.keyField(), facet.key(shown), Field.Store.NO));
            }
            document.add(
                    facet.single()
                            ? new SortedDocValuesField(facet.valueField(), new BytesRef(shown))
                            : new SortedSetDocValuesField(facet.valueField(), new BytesRef(shown)));
        }
    }

    /** Lucene refuses terms of more than 32,766 bytes. */
    private static String truncated(String value) {
        return value.length() <= 1000 ? value : value.substring(0, 1000);
    }

    private static void text(
            Document document, String field, String stems, Optional<Language> language, @Nullable String text) {
        if (text != null) {
            document.add(new TextField(field, text, Field.Store.NO));
            language.ifPresent(known -> document.add(new StemField(stems, known, text)));
        }
    }

    private static byte[] json(SilverArticle article, Predicate<SilverColumn> wanted) throws IOException {
        var bytes = new ByteArrayOutputStream(1024);
        try (var json = Json.mapper().getFactory().createGenerator(bytes)) {
            json.writeStartObject();
            for (var column : SilverColumn.SERVED) {
                if (wanted.test(column)) {
                    json.writeFieldName(column.columnName());
                    value(json, column, article.get(column));
                }
            }
            json.writeEndObject();
        }
        return bytes.toByteArray();
    }

    private static void value(JsonGenerator json, SilverColumn column, @Nullable Object value) throws IOException {
        if (column.type() == ColumnType.TEXTS || !column.type().parts().isEmpty()) {
            json.writeObject(value == null ? List.of() : value);
        } else if (value instanceof String text) {
            json.writeString(text);
        } else if (value instanceof Instant time) {
            json.writeString(time.toString());
        } else if (value instanceof Long number) {
            json.writeNumber(number);
        } else if (value instanceof Double number && Double.isFinite(number)) {
            json.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            json.writeBoolean(flag);
        } else {
            json.writeNull();
        }
    }
}
