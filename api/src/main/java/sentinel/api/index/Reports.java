package sentinel.api.index;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import sentinel.api.groups.Report;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;
import sentinel.contract.url.UrlIdentity;
import sentinel.service.json.Json;

/** Articles as their groups need them: from a row of Silver, and, the same, from what the index keeps. */
final class Reports {

    private Reports() {}

    static Report of(SilverArticle article) {
        var names = new ArrayList<>(article.list(SilverColumn.COMPANIES));
        names.addAll(article.list(SilverColumn.PEOPLE));
        return new Report(
                Report.number(article.id()),
                firstSeen(article.time(SilverColumn.FIRST_SEEN_TS)),
                article.text(SilverColumn.LANGUAGE),
                Objects.requireNonNullElse(article.text(SilverColumn.TITLE), ""),
                Objects.requireNonNullElse(article.text(SilverColumn.BODY), ""),
                names,
                copyOf(article));
    }

    /** The article that this one copies, or null. */
    static @Nullable Long copyOf(SilverArticle article) {
        return original(article.text(SilverColumn.COPY_OF));
    }

    /** @param article with its details */
    static Report of(StoredArticle article) throws IOException {
        var columns = Json.mapper().readTree(article.json());
        var details = Json.mapper().readTree(Objects.requireNonNull(article.details(), "details"));
        var names = new ArrayList<>(texts(columns, SilverColumn.COMPANIES));
        names.addAll(texts(columns, SilverColumn.PEOPLE));
        var seen = text(columns, SilverColumn.FIRST_SEEN_TS);
        return new Report(
                Report.number(Objects.requireNonNull(text(columns, SilverColumn.ID), "id")),
                firstSeen(seen == null ? null : Instant.parse(seen)),
                text(columns, SilverColumn.LANGUAGE),
                Objects.requireNonNullElse(text(columns, SilverColumn.TITLE), ""),
                Objects.requireNonNullElse(text(details, SilverColumn.BODY), ""),
                names,
                original(text(columns, SilverColumn.COPY_OF)));
    }

    private static long firstSeen(@Nullable Instant time) {
        return time == null ? 0 : time.toEpochMilli();
    }

    private static @Nullable Long original(@Nullable String normalizedUrl) {
        return normalizedUrl == null ? null : Long.valueOf(Report.number(UrlIdentity.articleId(normalizedUrl)));
    }

    private static @Nullable String text(JsonNode article, SilverColumn column) {
        return article.path(column.columnName()).textValue();
    }

    private static List<String> texts(JsonNode article, SilverColumn column) {
        var texts = new ArrayList<String>();
        article.path(column.columnName()).forEach(text -> texts.add(text.asText()));
        return texts;
    }
}
