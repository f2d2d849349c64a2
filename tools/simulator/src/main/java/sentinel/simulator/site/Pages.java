package sentinel.simulator.site;

import static sentinel.simulator.site.Markup.escape;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import sentinel.service.json.Json;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Prose;
import sentinel.simulator.world.Site;
import sentinel.simulator.world.Trouble;
import sentinel.simulator.world.World;

/** Writes the pages of the sites: the article in the middle of all that surrounds articles on real sites. */
final class Pages {

    private static final int RELATED = 4;

    private final World world;
    private final Ballast ballast;

    Pages(World world, Ballast ballast) {
        this.world = world;
        this.ballast = ballast;
    }

    /** The page of an article as it is now. */
    String article(Article article) {
        var page = new StringBuilder(16 * 1024);
        var texts = world.prose(article.site());
        var paragraphs = paragraphs(article);
        switch (article.site().template()) {
            case SEMANTIC -> semantic(page, article, texts, paragraphs);
            case DIV_SOUP -> divSoup(page, article, texts, paragraphs);
            case META_ONLY -> metaOnly(page, article, texts, paragraphs);
            case TABLES -> tables(page, article, texts, paragraphs);
            case AMP -> microdata(page, article, texts, paragraphs);
        }
        return ballast.load(page.toString(), article.site());
    }

    private static List<String> paragraphs(Article article) {
        var all = article.current().paragraphs();
        return switch (article.trouble()) {
            case PAYWALL -> all.subList(0, 1);
            case EMPTY -> List.of();
            default -> all;
        };
    }

    private void semantic(StringBuilder page, Article article, Prose texts, List<String> paragraphs) {
        head(page, article, texts, true);
        page.append("<script type=\"application/ld+json\">")
                .append(jsonLd(article))
                .append("</script>\n</head>\n<body>\n");
        cookies(page, texts);
        header(page, article.site(), texts);
        page.append("<main>\n<article class=\"story\">\n<header><h1>")
                .append(escape(article.title()))
                .append("</h1>\n");
        page.append("<p class=\"byline\">").append(texts.ui("by")).append(" <a rel=\"author\" href=\"/authors\">");
        page.append(escape(String.join(", ", article.authors())))
                .append("</a> <time datetime=\"")
                .append(article.published());
        page.append("\">").append(date(article, texts)).append("</time></p></header>\n");
        share(page, texts);
        figure(page, article, texts);
        page.append("<div class=\"article-body\">\n");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append("<p>").append(escape(paragraphs.get(i))).append("</p>\n");
            if (i == 1) {
                advert(page, texts);
            }
            if (i == 3) {
                newsletter(page, texts);
            }
        }
        paywall(page, article, texts);
        page.append("</div>\n</article>\n");
        related(page, article, texts);
        comments(page, article, texts);
        page.append("</main>\n");
        footer(page, article.site(), texts);
    }

    private void divSoup(StringBuilder page, Article article, Prose texts, List<String> paragraphs) {
        head(page, article, texts, false);
        page.append("</head>\n<body>\n<div id=\"w\"><div class=\"c1\">");
        header(page, article.site(), texts);
        page.append("<div class=\"c2\"><div class=\"hl\"><div class=\"t\"><h1>").append(escape(article.title()));
        page.append("</h1></div><div class=\"m\">")
                .append(date(article, texts))
                .append(" | <span class=\"byline\">")
                .append(texts.ui("by"))
                .append(" ");
        page.append(escape(String.join(", ", article.authors())))
                .append("</span></div></div>\n<div class=\"tx\"><div>");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append(escape(paragraphs.get(i)));
            if (i == 2) {
                page.append("</div><div class=\"ad-slot\">")
                        .append(escape(texts.ui("advert")))
                        .append("<br>");
                page.append(escape(texts.ui("advert.text"))).append("</div><div>");
            } else if (i < paragraphs.size() - 1) {
                page.append("<br><br>\n");
            }
        }
        page.append("</div>");
        paywall(page, article, texts);
        page.append("</div>\n");
        share(page, texts);
        related(page, article, texts);
        comments(page, article, texts);
        page.append("</div></div></div>\n");
        cookies(page, texts);
        footer(page, article.site(), texts);
    }

    private void metaOnly(StringBuilder page, Article article, Prose texts, List<String> paragraphs) {
        head(page, article, texts, true);
        page.append("<meta property=\"article:published_time\" content=\"")
                .append(article.published())
                .append("\">\n");
        for (var author : article.authors()) {
            page.append("<meta name=\"author\" content=\"")
                    .append(escape(author))
                    .append("\">\n");
        }
        page.append("</head>\n<body>\n");
        header(page, article.site(), texts);
        page.append("<div class=\"layout\"><div class=\"column-main\">\n<h2 class=\"headline\">");
        page.append(escape(article.title())).append("</h2>\n");
        figure(page, article, texts);
        page.append("<div class=\"content\">\n");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append("<p class=\"par\">").append(escape(paragraphs.get(i))).append("</p>\n");
            if (i == 2) {
                advert(page, texts);
            }
        }
        paywall(page, article, texts);
        page.append("</div>\n");
        share(page, texts);
        newsletter(page, texts);
        page.append("</div><div class=\"column-side\">\n");
        related(page, article, texts);
        page.append("</div></div>\n");
        comments(page, article, texts);
        cookies(page, texts);
        footer(page, article.site(), texts);
    }

    private void tables(StringBuilder page, Article article, Prose texts, List<String> paragraphs) {
        page.append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">\n<html>\n<head>\n");
        page.append("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=")
                .append(metaCharset(article));
        page.append("\">\n<title>")
                .append(escape(article.title()))
                .append(" - ")
                .append(escape(article.site().name()));
        page.append("</title>\n<meta name=\"author\" content=\"")
                .append(escape(String.join(", ", article.authors())))
                .append("\">\n<meta name=\"DC.date.issued\" content=\"")
                .append(article.published())
                .append("\">\n");
        page.append("<link rel=\"canonical\" href=\"")
                .append(escape(canonical(article)))
                .append("\">\n</head>\n");
        page.append("<body bgcolor=\"#ffffff\">\n<table width=\"100%\"><tr><td colspan=\"3\">");
        page.append("<font size=\"6\">").append(escape(article.site().name())).append("</font></td></tr>\n<tr>");
        page.append("<td width=\"120\" valign=\"top\">");
        for (var entry : texts.uiList("nav")) {
            page.append("<a href=\"/\">").append(escape(entry)).append("</a><br>");
        }
        page.append("</td>\n<td valign=\"top\"><font size=\"5\"><b>")
                .append(escape(article.title()))
                .append("</b></font><br>\n");
        page.append("<font size=\"1\">").append(texts.ui("by")).append(" ");
        page.append(escape(String.join(" and ", article.authors())))
                .append(", ")
                .append(date(article, texts));
        page.append("</font>\n");
        for (var paragraph : paragraphs) {
            page.append("<p><font face=\"Arial\" size=\"2\">")
                    .append(escape(paragraph))
                    .append("</font>\n");
        }
        paywall(page, article, texts);
        page.append("</td>\n<td width=\"160\" valign=\"top\"><b>")
                .append(escape(texts.ui("advert")))
                .append("</b><br>");
        page.append(escape(texts.ui("advert.text"))).append("<hr>");
        related(page, article, texts);
        page.append("</td></tr></table>\n<center><font size=\"1\">").append(escape(texts.ui("copyright")));
        page.append("</font></center>\n</body>\n</html>\n");
    }

    private void microdata(StringBuilder page, Article article, Prose texts, List<String> paragraphs) {
        head(page, article, texts, true);
        page.append("<link rel=\"amphtml\" href=\"")
                .append(escape(article.site().baseUrl()))
                .append("/amp/");
        page.append(article.id()).append("\">\n</head>\n<body>\n");
        header(page, article.site(), texts);
        page.append("<section itemscope itemtype=\"https://schema.org/NewsArticle\">\n<h1 itemprop=\"headline\">");
        page.append(escape(article.title())).append("</h1>\n<p>");
        for (var author : article.authors()) {
            page.append(
                    "<span itemprop=\"author\" itemscope itemtype=\"https://schema.org/Person\"><span itemprop=\"name\">");
            page.append(escape(author)).append("</span></span> ");
        }
        page.append("<time itemprop=\"datePublished\" datetime=\"")
                .append(article.published())
                .append("\">");
        page.append(date(article, texts)).append("</time></p>\n");
        share(page, texts);
        page.append("<div itemprop=\"articleBody\">\n");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append("<p>").append(escape(paragraphs.get(i))).append("</p>\n");
            if (i == 0) {
                figure(page, article, texts);
            }
            if (i == 2) {
                newsletter(page, texts);
            }
        }
        paywall(page, article, texts);
        page.append("</div>\n</section>\n");
        related(page, article, texts);
        comments(page, article, texts);
        cookies(page, texts);
        footer(page, article.site(), texts);
    }

    /** The same article as an AMP page, which names the plain one as canonical. */
    String amp(Article article) {
        var page = new StringBuilder(8 * 1024);
        page.append("<!doctype html>\n<html amp lang=\"")
                .append(article.site().language())
                .append("\">\n<head>\n");
        page.append(
                "<meta charset=\"utf-8\">\n<script async src=\"https://cdn.ampproject.org/v0.js\"></script>\n<title>");
        page.append(escape(article.title()))
                .append("</title>\n<link rel=\"canonical\" href=\"")
                .append(escape(article.url()));
        page.append("\">\n<script type=\"application/ld+json\">")
                .append(jsonLd(article))
                .append("</script>\n</head>\n<body>\n");
        page.append("<article>\n<h1>").append(escape(article.title())).append("</h1>\n");
        page.append("<amp-img src=\"")
                .append(article.imageUrl())
                .append("\" width=\"1200\" height=\"630\"></amp-img>\n");
        for (var paragraph : paragraphs(article)) {
            page.append("<p>").append(escape(paragraph)).append("</p>\n");
        }
        return page.append("</article>\n</body>\n</html>\n").toString();
    }

    /** The front page of a site: its last articles. */
    String front(Site site) {
        var page = new StringBuilder(8 * 1024);
        var texts = world.prose(site);
        page.append("<!doctype html>\n<html lang=\"")
                .append(site.language())
                .append("\">\n<head>\n<meta charset=\"utf-8\">\n");
        page.append("<title>").append(escape(site.name())).append("</title>\n<link rel=\"alternate\" type=\"");
        page.append(site.feedFormat().mediaType())
                .append("\" href=\"")
                .append(site.feedUrl())
                .append("\">\n</head>\n<body>\n");
        header(page, site, texts);
        page.append("<ul class=\"headlines\">\n");
        var articles = world.articles(site);
        for (int i = articles.size() - 1; i >= Math.max(0, articles.size() - 30); i--) {
            var article = articles.get(i);
            page.append("<li><a href=\"")
                    .append(escape(article.url()))
                    .append("\">")
                    .append(escape(article.title()));
            page.append("</a></li>\n");
        }
        page.append("</ul>\n");
        footer(page, site, texts);
        return page.toString();
    }

    /** A picture for an article: its topic's colour, and hills that no other article has. */
    static String image(Article article) {
        int hue = Math.floorMod(article.story().topic().id().hashCode(), 360);
        int id = article.id();
        return String.format(
                Locale.ROOT,
                """
                <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1200 630"><rect width="1200" height="630" \
                fill="hsl(%d,45%%,82%%)"/><circle cx="%d" cy="%d" r="90" fill="hsl(%d,70%%,92%%)"/>\
                <path d="M0 %d Q300 %d 600 %d T1200 %d V630 H0Z" fill="hsl(%d,38%%,52%%)"/>\
                <path d="M0 %d Q300 %d 600 %d T1200 %d V630 H0Z" fill="hsl(%d,42%%,34%%)"/></svg>
                """,
                hue,
                150 + id * 97 % 900,
                110 + id * 31 % 130,
                hue,
                330 + id * 13 % 90,
                230 + id * 57 % 160,
                350 + id * 29 % 90,
                300 + id * 41 % 120,
                hue,
                430 + id * 17 % 80,
                360 + id * 43 % 140,
                470 + id * 23 % 70,
                410 + id * 37 % 120,
                hue);
    }

    private void head(StringBuilder page, Article article, Prose texts, boolean openGraph) {
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

    private static String jsonLd(Article article) {
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
    private String canonical(Article article) {
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

    private static String metaCharset(Article article) {
        Charset real = article.site().pageCharset();
        boolean lie = article.trouble() == Trouble.WRONG_META_CHARSET;
        return lie
                ? real.equals(StandardCharsets.UTF_8) ? "iso-8859-1" : "utf-8"
                : real.name().toLowerCase(Locale.ROOT);
    }

    private static String date(Article article, Prose texts) {
        var date = LocalDate.ofInstant(article.published(), ZoneOffset.UTC);
        var time = article.published().atOffset(ZoneOffset.UTC);
        return String.format(
                Locale.ROOT,
                "%d %s %d, %02d:%02d UTC",
                date.getDayOfMonth(),
                texts.month(date),
                date.getYear(),
                time.getHour(),
                time.getMinute());
    }

    private static void header(StringBuilder page, Site site, Prose texts) {
        page.append("<header class=\"site-header\"><a class=\"logo\" href=\"")
                .append(site.baseUrl())
                .append("/\">");
        page.append(escape(site.name())).append("</a>\n<nav><ul>");
        for (var entry : texts.uiList("nav")) {
            page.append("<li><a href=\"/\">").append(escape(entry)).append("</a></li>");
        }
        page.append("</ul></nav></header>\n");
    }

    private static void cookies(StringBuilder page, Prose texts) {
        page.append("<div id=\"cookie-banner\" class=\"consent\" role=\"dialog\"><p>")
                .append(escape(texts.ui("cookies")));
        page.append("</p><button>").append(escape(texts.ui("accept"))).append("</button></div>\n");
    }

    private static void advert(StringBuilder page, Prose texts) {
        page.append("<div class=\"ad advert\"><span>")
                .append(escape(texts.ui("advert")))
                .append("</span><p>");
        page.append(escape(texts.ui("advert.text"))).append("</p></div>\n");
    }

    private static void newsletter(StringBuilder page, Prose texts) {
        page.append("<aside class=\"newsletter\"><p>")
                .append(escape(texts.ui("newsletter")))
                .append("</p><form><input>");
        page.append("<button>").append(escape(texts.ui("subscribe"))).append("</button></form></aside>\n");
    }

    private static void share(StringBuilder page, Prose texts) {
        page.append("<ul class=\"share-bar\">");
        for (var entry : texts.uiList("share")) {
            page.append("<li><a href=\"#\">").append(escape(entry)).append("</a></li>");
        }
        page.append("</ul>\n");
    }

    private static void figure(StringBuilder page, Article article, Prose texts) {
        page.append("<figure><img src=\"").append(article.imageUrl()).append("\" alt=\"\"><figcaption>");
        page.append(escape(texts.ui("caption", article.story()))).append(" ");
        page.append(escape(texts.ui("photo", article.story()))).append("</figcaption></figure>\n");
    }

    private void related(StringBuilder page, Article article, Prose texts) {
        page.append("<div class=\"related\"><h3>")
                .append(escape(texts.ui("related")))
                .append("</h3><ul>\n");
        for (var other : world.before(article, RELATED)) {
            page.append("<li><a href=\"")
                    .append(escape(other.url()))
                    .append("\">")
                    .append(escape(other.title()));
            page.append("</a></li>\n");
        }
        page.append("</ul></div>\n");
    }

    private static void comments(StringBuilder page, Article article, Prose texts) {
        var all = texts.comments();
        page.append("<section class=\"comments\" id=\"comments\"><h3>")
                .append(escape(texts.ui("comments")))
                .append("</h3>\n");
        int count = article.id() % 4;
        for (int i = 0; i < count; i++) {
            page.append("<div class=\"comment\"><b>user")
                    .append(article.id() * 7 + i)
                    .append("</b><p>");
            page.append(escape(all.get((article.id() + i) % all.size()))).append("</p></div>\n");
        }
        page.append("</section>\n");
    }

    private static void paywall(StringBuilder page, Article article, Prose texts) {
        if (article.trouble() == Trouble.PAYWALL) {
            page.append("<div class=\"paywall\"><p>")
                    .append(escape(texts.ui("paywall")))
                    .append("</p></div>\n");
        }
    }

    private static void footer(StringBuilder page, Site site, Prose texts) {
        page.append("<footer><p>&copy; ")
                .append(escape(site.name()))
                .append(". ")
                .append(escape(texts.ui("copyright")));
        page.append("</p></footer>\n</body>\n</html>\n");
    }
}
