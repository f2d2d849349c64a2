package sentinel.simulator.world;

import java.nio.charset.Charset;
import java.util.List;

/**
 * One news site.
 *
 * @param index from 0
 * @param slug its name in paths and file names
 * @param domain the name GKG knows it by
 * @param language ISO 639-1
 * @param baseUrl without a trailing slash
 */
public record Site(
        int index,
        String name,
        String slug,
        String domain,
        String language,
        Template template,
        FeedFormat feedFormat,
        Charset feedCharset,
        Charset pageCharset,
        boolean gzip,
        String baseUrl) {

    /** How its pages are made. */
    public enum Template {
        /** {@code <article>} and JSON-LD. */
        SEMANTIC,
        /** Nested divs, paragraphs separated by {@code <br><br>}. */
        DIV_SOUP,
        /** Paragraphs in a plain div; facts only in Open Graph and meta tags. */
        META_ONLY,
        /** Tables for layout, as in 1999. */
        TABLES,
        /** An AMP page beside each page; microdata. */
        AMP
    }

    /** What its feed speaks. */
    public enum FeedFormat {
        RSS("rss.xml", "application/rss+xml"),
        ATOM("atom.xml", "application/atom+xml"),
        RDF("index.rdf", "application/rdf+xml");

        private final String file;
        private final String mediaType;

        FeedFormat(String file, String mediaType) {
            this.file = file;
            this.mediaType = mediaType;
        }

        public String file() {
            return file;
        }

        public String mediaType() {
            return mediaType;
        }
    }

    private static final Charset UTF_8 = Charset.forName("UTF-8");
    private static final Charset LATIN_1 = Charset.forName("ISO-8859-1");
    private static final Charset WINDOWS_1251 = Charset.forName("windows-1251");
    private static final Charset WINDOWS_1252 = Charset.forName("windows-1252");

    private record Kind(
            String name,
            String slug,
            String language,
            Template template,
            FeedFormat feed,
            Charset inFeed,
            Charset inPage) {}

    private static final List<Kind> KINDS = List.of(
            new Kind("The Harbour Post", "harbourpost", "en", Template.SEMANTIC, FeedFormat.RSS, UTF_8, UTF_8),
            new Kind("Hanse Tageblatt", "hansetageblatt", "de", Template.SEMANTIC, FeedFormat.RSS, UTF_8, UTF_8),
            new Kind("Northgate Times", "northgatetimes", "en", Template.DIV_SOUP, FeedFormat.ATOM, UTF_8, UTF_8),
            new Kind("Le Journal du Rhône", "journaldurhone", "fr", Template.META_ONLY, FeedFormat.RSS, LATIN_1, UTF_8),
            new Kind("Daily Ledger", "dailyledger", "en", Template.META_ONLY, FeedFormat.RSS, LATIN_1, UTF_8),
            new Kind("El Correo del Puerto", "correodelpuerto", "es", Template.SEMANTIC, FeedFormat.RSS, UTF_8, UTF_8),
            new Kind("Meridian Wire", "meridianwire", "en", Template.AMP, FeedFormat.RSS, UTF_8, UTF_8),
            new Kind(
                    "Вечерний вестник",
                    "vecherny",
                    "ru",
                    Template.META_ONLY,
                    FeedFormat.RSS,
                    WINDOWS_1251,
                    WINDOWS_1251),
            new Kind("Rivertown Gazette", "rivertown", "en", Template.TABLES, FeedFormat.RDF, UTF_8, WINDOWS_1252),
            new Kind("Alpenkurier", "alpenkurier", "de", Template.DIV_SOUP, FeedFormat.RDF, LATIN_1, UTF_8),
            new Kind("The Science Courier", "sciencecourier", "en", Template.SEMANTIC, FeedFormat.ATOM, UTF_8, UTF_8),
            new Kind("Gazette du Midi", "gazettedumidi", "fr", Template.AMP, FeedFormat.ATOM, UTF_8, UTF_8));

    /** The site of that number; after twelve they repeat under other names. */
    static Site number(int index, String baseUrl) {
        var kind = KINDS.get(index % KINDS.size());
        int edition = index / KINDS.size() + 1;
        String suffix = edition == 1 ? "" : " " + edition;
        String slug = kind.slug + (edition == 1 ? "" : edition);
        return new Site(
                index,
                kind.name + suffix,
                slug,
                slug + ".example",
                kind.language,
                kind.template,
                kind.feed,
                kind.inFeed,
                kind.inPage,
                index % 4 == 2,
                baseUrl);
    }

    /** Path segment of that site when all sites share one host. */
    static String slug(int index) {
        return number(index, "").slug();
    }

    public String feedUrl() {
        return baseUrl + "/" + feedFormat.file();
    }
}
