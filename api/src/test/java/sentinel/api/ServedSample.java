package sentinel.api;

import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;

/**
 * An API that serves some hundred articles, among them one with accents and other scripts, and one of almost nothing.
 *
 * @param articles the rows of Silver
 */
record ServedSample(List<SilverArticle> articles, RunningApi api) {

    static final int COUNT = 400;

    static ServedSample start(Path dir) throws IOException {
        var silver = new SilverWriter(dir.resolve("silver")).create();
        silver.insert(many(0, COUNT / 2)).insert(many(COUNT / 2, COUNT / 2));
        silver.merge(
                List.of(
                        article(7, values -> {
                            values.put(SilverColumn.TITLE, "Zürich's café opens: \"naïve\" e-mail rules");
                            values.put(SilverColumn.COMPANIES, List.of("Åre & Söhne AG", "Acme"));
                            values.put(SilverColumn.BODY, "One two three four five. 東京は大きい。");
                        }),
                        article(8, values -> values.keySet().removeIf(column -> !List.of(
                                        SilverColumn.ID,
                                        SilverColumn.URL,
                                        SilverColumn.NORMALIZED_URL,
                                        SilverColumn.FIRST_SEEN_TS)
                                .contains(column)))),
                List.of());
        return new ServedSample(silver.rows(), RunningApi.serving(silver, dir.resolve("index")));
    }
}
