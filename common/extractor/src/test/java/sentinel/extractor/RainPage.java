package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import sentinel.extractor.Extraction.Article;

/** A small page about rain, and three paragraphs of its article. */
final class RainPage {

    static final String RAIN =
            "<p>The harbour master said on Tuesday that the rain, which had not stopped for nine days, would not stop for another nine.</p>";
    static final String SHIPS =
            "<p>Ships that were to leave for the islands stayed where they were, and their crews read the books of the town again.</p>";
    static final String SOUP =
            "<p>It is not the water that we mind, said one of them, it is the waiting, and the soup that is served every day.</p>";

    private static final Extractor EXTRACTOR = new Extractor();

    private RainPage() {}

    /** The paragraphs of the article that is found in a page with this body. */
    static List<String> paragraphs(String body) {
        var extraction = EXTRACTOR.extract(
                "<html lang=en><head><title>Rain</title></head><body>" + body + "</body></html>",
                "https://www.example.com/rain");
        assertThat(extraction).isInstanceOf(Article.class);
        return List.of(((Article) extraction).text().split("\n+", -1));
    }

    /** A paragraph without its markup. */
    static String text(String paragraph) {
        return paragraph.replaceAll("<[^>]*>", "");
    }
}
