package sentinel.endtoend.bench;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import net.dankito.readability4j.Readability4J;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import sentinel.extractor.Extraction;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extractor;

/** Who reads the pages: all from bytes, none told the charset, on the thread that asks. */
enum Contestant {
    /** Our own, with all metadata. */
    SENTINEL("sentinel") {
        @Override
        Prediction read(LabelledPage page) {
            return prediction(EXTRACTOR.extract(page.html(), page.url(), null));
        }
    },
    /** Mozilla's reader view as ported to the JVM: body, title, byline. */
    READABILITY("readability4j 1.0.8") {
        @Override
        Prediction read(LabelledPage page) {
            var article = new Readability4J(page.url() == null ? NOWHERE : page.url(), parsed(page)).parse();
            var content = article.getArticleContent();
            return new Prediction(
                    content == null ? "" : content.text(), // unlike its textContent, with spaces between paragraphs
                    article.getTitle(),
                    article.getByline() == null ? List.of() : List.of(article.getByline()),
                    null,
                    null,
                    null,
                    Double.NaN);
        }
    },
    /** No extractor: what any on jsoup's tree must take at least. */
    PARSE("jsoup parse alone") {
        @Override
        Prediction read(LabelledPage page) {
            if (parsed(page).childNodeSize() < 0) { // so that what was parsed is used
                throw new IllegalStateException("a negative number of nodes");
            }
            return Prediction.NOTHING;
        }
    };

    private static final Extractor EXTRACTOR = new Extractor();
    private static final String NOWHERE = "http://localhost/";

    private final String title;

    Contestant(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /** What it makes of a page; whatever it throws is its failure. */
    abstract Prediction read(LabelledPage page);

    private static Document parsed(LabelledPage page) {
        try {
            return Jsoup.parse(new ByteArrayInputStream(page.html()), null, page.url() == null ? NOWHERE : page.url());
        } catch (IOException e) {
            throw new UncheckedIOException(e); // from memory: cannot be
        }
    }

    private static Prediction prediction(Extraction extraction) {
        var facts = extraction.facts();
        var article = extraction instanceof Article found ? found : null;
        return new Prediction(
                article == null ? "" : article.text(),
                facts.title(),
                facts.authors(),
                date(facts.published()),
                facts.siteName(),
                facts.language(),
                article == null ? 0 : article.confidence());
    }

    /** A day alone is told by midnight in UTC. */
    private static @Nullable String date(@Nullable OffsetDateTime published) {
        if (published == null) {
            return null;
        }
        boolean day = published.toLocalTime().equals(LocalTime.MIDNIGHT)
                && published.getOffset().equals(ZoneOffset.UTC);
        return day ? published.toLocalDate().toString() : published.toString();
    }
}
