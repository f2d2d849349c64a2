package sentinel.api;

import static sentinel.api.SampleArticles.article;
import static sentinel.api.SampleArticles.many;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import sentinel.api.silver.SilverArticle;
import sentinel.contract.table.SilverColumn;

/**
 * A test with an API that serves some hundred articles, among them one with accents and other scripts, and one of almost
 * nothing.
 */
abstract class OnSample {

    private static final int COUNT = 400;

    @TempDir
    static Path dir;

    /** The rows of Silver. */
    static List<SilverArticle> articles;

    static RunningApi api;

    @BeforeAll
    static void serve() throws IOException {
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
        articles = silver.rows();
        api = RunningApi.serving(silver, dir.resolve("index"));
    }

    @AfterAll
    static void stop() {
        api.close();
    }
}
