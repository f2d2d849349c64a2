package sentinel.fetcher.extract;

import java.util.List;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import sentinel.fetcher.extract.Extraction.Article;
import sentinel.fetcher.extract.Extraction.NoArticle;
import sentinel.fetcher.extract.Extraction.Reason;

/**
 * Turns a page into an article: its text without navigation, adverts and other boilerplate, and what the page says of
 * itself. Deterministic, without state, safe for use by many threads; never throws, whatever the bytes. Time and memory
 * are bounded by caps on the characters read, their nesting, and the elements looked at.
 */
public final class Extractor {

    /** Characters of a page that are looked at; no article needs so many. */
    static final int MAX_CHARS = 6_000_000;

    private static final int MAX_DEPTH = 512;
    /** Text shorter than this is no article. */
    private static final int MIN_TEXT = 25;

    private static final int SHORT = 250;

    /**
     * Reads a page from its bytes.
     *
     * @param url where it was found, to resolve its links; may be null
     * @param contentType the HTTP header, for its charset; may be null
     */
    public Extraction extract(byte[] body, String url, String contentType) {
        return extract(Charsets.decode(body, contentType, MAX_CHARS), url);
    }

    /**
     * Reads a page that is decoded already.
     *
     * @param url where it was found, to resolve its links; may be null
     */
    public Extraction extract(CharSequence html, String url) {
        try {
            return read(
                    html.length() > MAX_CHARS ? html.subSequence(0, MAX_CHARS).toString() : html.toString(), url);
        } catch (RuntimeException
                | StackOverflowError e) { // whatever a stranger's page does to us, it does to itself only
            return new NoArticle(Reason.UNREADABLE, PageFacts.NONE);
        }
    }

    private static Extraction read(String html, String url) {
        var parser = Parser.htmlParser();
        parser.setMaxDepth(MAX_DEPTH);
        Document document = parser.parseInput(html, url == null ? "" : url);
        var scan = new PageScan(document);
        var reader = new FactsReader(scan, document, url);
        String title = reader.title();
        String claimed = FactsReader.plain(reader.data().articleText("articleBody"));
        String site = reader.siteName(title);
        var authors = reader.authors(site);
        var claims = new BodyPicker.Claims(title, claimed, reader.description(), authors);
        var picker = new BodyPicker(scan, claims);
        String text = join(picker.pick());
        double confidence = confidence(text, picker);
        if (text.length() < SHORT && claimed.length() > 2 * text.length() && claimed.length() > SHORT) {
            text = paragraphs(reader.data().articleText("articleBody"));
            confidence = 0.6;
        }
        if (text.length() < SHORT) {
            String embedded = embedded(scan, claims, parser);
            if (embedded.length() > SHORT) {
                text = embedded;
                confidence = 0.5;
            }
        }
        var facts = new PageFacts(
                title == null || title.isEmpty() ? null : title,
                authors,
                reader.published().orElse(null),
                site,
                reader.language(text),
                reader.description(),
                reader.leadImage(),
                reader.canonicalUrl(),
                reader.keywords(),
                reader.refreshUrl());
        var wall = Walls.of(facts.title(), document.title(), text);
        if (wall.isPresent()) {
            return new NoArticle(wall.get(), facts);
        }
        return text.length() < MIN_TEXT ? new NoArticle(Reason.EMPTY, facts) : new Article(text, confidence, facts);
    }

    private static double confidence(String text, BodyPicker picker) {
        double length = Math.min(1, text.length() / 1_500.0);
        return Math.round(100 * (0.2 + 0.4 * length + 0.4 * picker.share())) / 100.0;
    }

    /** What the scripts would show; empty when they hold no article. */
    private static String embedded(PageScan scan, BodyPicker.Claims claims, Parser parser) {
        return EmbeddedText.in(scan.scripts)
                .map(markup -> new PageScan(parser.parseInput(markup, "")))
                .map(within -> join(new BodyPicker(within, claims).pick()))
                .orElse("");
    }

    /** The script's own form of the body, cleaned. */
    private static String paragraphs(String raw) {
        var out = new StringBuilder();
        for (var line : raw.split("\\n+", -1)) {
            String text = FactsReader.plain(line);
            if (!text.isEmpty()) {
                out.append(out.length() == 0 ? "" : "\n\n").append(text);
            }
        }
        return out.toString();
    }

    private static String join(List<Block> blocks) {
        var out = new StringBuilder();
        Block last = null;
        for (var block : blocks) {
            if (last != null) {
                boolean sameList =
                        block.kind == last.kind && (block.kind == Block.Kind.ITEM || block.kind == Block.Kind.ROW);
                out.append(sameList ? "\n" : "\n\n");
            }
            out.append(block.kind == Block.Kind.ITEM ? "- " : "").append(block.text);
            last = block;
        }
        return out.toString();
    }
}
