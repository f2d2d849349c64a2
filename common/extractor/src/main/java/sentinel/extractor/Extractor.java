package sentinel.extractor;

import static java.util.Objects.requireNonNull;

import java.io.Reader;
import java.io.StringReader;
import java.time.Clock;
import java.util.List;
import java.util.function.Supplier;
import org.jsoup.nodes.Document;
import org.jsoup.parser.Parser;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.PublishDate;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extraction.Reason;
import sentinel.text.charset.Charsets;

/**
 * Extracts the article of a page: its text without navigation, adverts and other boilerplate, and its metadata.
 * Deterministic, stateless and thread-safe. Never throws, whatever the bytes. Limits on characters, nesting and
 * elements bound time and memory.
 */
public final class Extractor {

    /** Maximum number of characters that are read of a page. */
    static final int MAX_CHARS = 6_000_000;

    private static final int MAX_DEPTH = 512;
    /** A shorter text is not an article. */
    private static final int MIN_TEXT = 25;

    /** If fewer characters were found, other places are searched. */
    static final int SHORT = 250;
    /** Confidence of a body that only the page's structured data contains. */
    private static final double FROM_DATA = 0.6;
    /** Elements of a page that is read a second time; one with more has an article of an ordinary length, or none. */
    private static final int MAX_UNNAMED = 20_000;
    /** Weight of a text that is believed against what its elements are called. */
    private static final int MIN_UNNAMED = 160;
    /** Share of it in one that was found against what its elements are called. */
    private static final double UNNAMED = 0.8;
    /** In one that its scripts would show. */
    private static final double FROM_SCRIPT = 0.5;

    private final SiteRules rules;
    private final Clock clock;

    /** An extractor without site rules. */
    public Extractor() {
        this(SiteRules.NONE);
    }

    /** @param rules take precedence over what is found without them */
    public Extractor(SiteRules rules) {
        this(rules, Clock.systemUTC());
    }

    /** @param clock decides which dates are in the future, and therefore not of a publication */
    public Extractor(SiteRules rules, Clock clock) {
        this.rules = requireNonNull(rules, "rules");
        this.clock = requireNonNull(clock, "clock");
    }

    /**
     * Reads a page from its bytes.
     *
     * @param url of the page, to resolve its links; may be null
     * @param contentType the HTTP header, for its charset; may be null
     */
    public Extraction extract(byte[] body, @Nullable String url, @Nullable String contentType) {
        return extract(body, url, contentType, null);
    }

    /**
     * Reads a page from its bytes.
     *
     * @param url of the page, to resolve its links; may be null
     * @param contentType the HTTP header, for its charset; may be null
     * @param announced the announced headline, to distinguish an error page from an article about errors; or null
     */
    public Extraction extract(
            byte[] body, @Nullable String url, @Nullable String contentType, @Nullable String announced) {
        return safely(() -> read(Charsets.reader(body, contentType, MAX_CHARS), body.length, url, announced));
    }

    /**
     * Reads a page that is already decoded.
     *
     * @param url of the page, to resolve its links; may be null
     */
    public Extraction extract(CharSequence html, @Nullable String url) {
        return safely(() -> read(new StringReader(start(html)), html.length(), url, null));
    }

    private static String start(CharSequence html) {
        return html.length() > MAX_CHARS ? html.subSequence(0, MAX_CHARS).toString() : html.toString();
    }

    private static Extraction safely(Supplier<Extraction> reading) {
        try {
            return reading.get();
        } catch (RuntimeException
                | StackOverflowError e) { // whatever a stranger's page does to us, it does to itself only
            return new NoArticle(Reason.UNREADABLE, PageFacts.NONE);
        }
    }

    /** @param length of the page, or more */
    private Extraction read(Reader html, int length, @Nullable String url, @Nullable String announced) {
        var parser = Parser.htmlParser();
        parser.setMaxDepth(MAX_DEPTH);
        Document document = parser.parseInput(
                length < BoundedReader.SMALL ? html : new BoundedReader(html), url == null ? "" : url);
        var ruled = rules.of(url).map(rule -> new RuledPage(document, rule));
        var scan = new PageScan(document);
        var reader = new FactsReader(scan, document, url, clock.instant().plus(PublishDate.AHEAD));
        String title = ruled.flatMap(RuledPage::title).orElseGet(reader::title);
        String claimed = FactsReader.plain(reader.data().articleText("articleBody"));
        var authors =
                ruled.map(RuledPage::authors).filter(names -> !names.isEmpty()).orElseGet(reader::authors);
        var published = ruled.flatMap(page -> page.published(reader.dates())).or(reader::published);
        var body = ruled.flatMap(RuledPage::body);
        String text;
        double confidence;
        if (body.isPresent()) {
            body.get().blocks.forEach(block -> block.kept = true);
            text = join(body.get().blocks);
            confidence = Confidence.of(body.get().blocks, body.get().builds(), 1);
        } else {
            var claims = new Claims(title, claimed, reader.description(), authors);
            var picker = new BodyPicker(scan, claims);
            text = join(picker.pick());
            confidence = Confidence.of(scan.blocks, scan.builds(), picker.share());
            if (text.length() < SHORT && claimed.length() > 2 * text.length() && claimed.length() > SHORT) {
                text = paragraphs(reader.data().articleText("articleBody"));
                confidence = FROM_DATA;
            }
            if (text.length() < SHORT && scan.size <= MAX_UNNAMED) {
                var unnamed = new BodyPicker(scan, claims, Boilerplate.NAMES);
                String whole = join(unnamed.pick());
                if (Block.weigh(whole) > 2 * Block.weigh(text)
                        && Block.weigh(whole) >= MIN_UNNAMED
                        && !Walls.speaksOfConsent(whole)) {
                    text = whole;
                    confidence = UNNAMED * Confidence.of(scan.blocks, scan.builds(), unnamed.share());
                } else {
                    picker.mark();
                }
            }
            if (text.length() < SHORT && scan.hasNoScript && scan.size <= MAX_UNNAMED) {
                String other = join(new BodyPicker(new PageScan(document, true), claims).pick());
                if (other.length() > SHORT && Block.weigh(other) > 2 * Block.weigh(text)) {
                    text = other;
                    confidence = FROM_SCRIPT;
                }
            }
            if (text.length() < SHORT) {
                String embedded = embedded(scan, claims, parser);
                if (embedded.length() > SHORT) {
                    text = embedded;
                    confidence = FROM_SCRIPT;
                }
            }
        }
        var facts = new PageFacts(
                title == null || title.isEmpty() ? null : title,
                authors,
                published.orElse(null),
                reader.siteName(),
                reader.language(text),
                reader.description(),
                reader.leadImage(),
                reader.canonicalUrl(),
                reader.keywords(),
                reader.refreshUrl());
        var wall = Walls.of(new Walls.Page(
                scan, facts.title(), document.title(), text, reader.data().isFree()));
        if (wall.filter(reason -> reason == Reason.BOT_CHALLENGE).isEmpty()) {
            boolean dated = published.isPresent() || !authors.isEmpty();
            var error = SoftErrors.of(new SoftErrors.Page(scan, document, facts.title(), text, dated, url, announced));
            wall = error.isPresent() ? error : wall;
        }
        if (wall.isPresent()) {
            return new NoArticle(wall.get(), facts);
        }
        return text.length() < MIN_TEXT ? new NoArticle(Reason.EMPTY, facts) : new Article(text, confidence, facts);
    }

    /** What the scripts would show; empty when they hold no article. */
    private static String embedded(PageScan scan, Claims claims, Parser parser) {
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
            if (!text.isEmpty() && !ReadCounts.is(text)) {
                out.append(out.length() == 0 ? "" : "\n\n").append(text);
            }
        }
        return out.toString();
    }

    private static String join(List<Block> blocks) {
        var out = new StringBuilder();
        Block last = null;
        int looked = 0;
        for (var block : blocks) {
            boolean mayCount = block.kind == Block.Kind.TEXT && looked++ < Reach.COUNTED_PARAGRAPHS;
            String text = mayCount ? ReadCounts.without(block.text) : block.text;
            if (text.isEmpty()) {
                continue;
            }
            if (last != null) {
                boolean sameList =
                        block.kind == last.kind && (block.kind == Block.Kind.ITEM || block.kind == Block.Kind.ROW);
                out.append(sameList ? "\n" : "\n\n");
            }
            out.append(block.kind == Block.Kind.ITEM ? "- " : "").append(text);
            last = block;
        }
        return out.toString();
    }
}
