package sentinel.simulator.site;

import static sentinel.simulator.site.Markup.escape;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import sentinel.service.json.Json;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Prose;
import sentinel.simulator.world.Trouble;
import sentinel.simulator.world.World;

/** What a page says of its article to machines: the {@code head} element, and JSON-LD. */
final class PageHead {

    private final World world;

    PageHead(World world) {
        this.world = world;
    }

    /** The start of the page, up to the inside of {@code head}. */
    void write(StringBuilder page, Article article, Prose texts, boolean openGraph) {
        var site = article.site();
        page.append("<!doctype html>\n<html lang=\"").append(site.language()).append("\">\n<head>\n<meta charset=\"");
        page.append(metaCharset(article))
                .append("\">\n<title>")
                .append(escape(article.title()))
                .append(" | ");
        page.append(escape(site.name()))
                .append("</title>\n<link rel=\"canonical\" href=\"")
                .append(escape(canonical(article)));
        page.append(
                "\">\n<link rel=\"stylesheet\" href=\"/style.css\">\n<script src=\"/tracker.js\" async></script>\n");
        page.append("<link rel=\"alternate\" type=\"")
                .append(site.feedFormat().mediaType())
                .append("\" href=\"");
        page.append(site.feedUrl()).append("\">\n");
        if (openGraph) {
            meta(page, "og:type", "article");
            meta(page, "og:title", article.title());
            meta(page, "og:description", article.summary());
            meta(page, "og:site_name", site.name());
            meta(page, "og:url", canonical(article));
            meta(page, "og:image", article.imageUrl());
            meta(
                    page,
                    "article:section",
                    texts.ui("section." + article.story().topic().id()));
        }
    }

    private static void meta(StringBuilder page, String property, String content) {
        page.append("<meta property=\"")
                .append(property)
                .append("\" content=\"")
                .append(escape(content))
                .append("\">\n");
    }

    static String jsonLd(Article article) {
        var data = Json.mapper().createObjectNode();
        data.put("@context", "https://schema.org");
        data.put("@type", "NewsArticle");
        data.put("headline", article.title());
        data.put("datePublished", article.published().toString());
        data.put("dateModified", article.current().at().toString());
        data.put("image", article.imageUrl());
        var authors = data.putArray("author");
        article.authors()
                .forEach(name -> authors.addObject().put("@type", "Person").put("name", name));
        data.putObject("publisher")
                .put("@type", "NewsMediaOrganization")
                .put("name", article.site().name());
        data.put("isAccessibleForFree", article.trouble() != Trouble.PAYWALL);
        return data.toString().replace("</", "<\\/");
    }

    /** Where the page says it lives. */
    String canonical(Article article) {
        if (article.trouble() != Trouble.FOREIGN_CANONICAL) {
            return article.url();
        }
        var sites = world.sites();
        var other = sites.get((article.site().index() + 1) % sites.size());
        boolean sameHost = sites.size() == 1 || other.baseUrl().startsWith(world.mainUrl());
        return sameHost
                ? "http://www.worldwire.example/news/" + article.id()
                : other.baseUrl() + "/news/" + article.id();
    }

    static String metaCharset(Article article) {
        Charset real = article.site().pageCharset();
        boolean lie = article.trouble() == Trouble.WRONG_META_CHARSET;
        return lie
                ? real.equals(StandardCharsets.UTF_8) ? "iso-8859-1" : "utf-8"
                : real.name().toLowerCase(Locale.ROOT);
    }
}
