package sentinel.simulator.site;

import static sentinel.simulator.site.Markup.escape;

import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Prose;
import sentinel.simulator.world.Site;
import sentinel.simulator.world.World;

/** Writes the pages of the sites: the article in the middle of all that surrounds articles on real sites. */
final class Pages {

    private final World world;
    private final Ballast ballast;
    private final PageHead head;
    private final PageParts parts;

    Pages(World world, Ballast ballast) {
        this.world = world;
        this.ballast = ballast;
        this.head = new PageHead(world);
        this.parts = new PageParts(world);
    }

    /** The page of an article as it is now. */
    String article(Article article, PageNoise noise) {
        var page = new StringBuilder(16 * 1024);
        var texts = world.prose(article.site());
        var paragraphs = noise.in(paragraphs(article));
        switch (article.site().template()) {
            case SEMANTIC -> semantic(page, article, texts, paragraphs, noise);
            case DIV_SOUP -> divSoup(page, article, texts, paragraphs, noise);
            case META_ONLY -> metaOnly(page, article, texts, paragraphs, noise);
            case TABLES -> tables(page, article, texts, paragraphs, noise);
            case AMP -> microdata(page, article, texts, paragraphs, noise);
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

    private void semantic(StringBuilder page, Article article, Prose texts, List<String> paragraphs, PageNoise noise) {
        head.write(page, article, texts, true);
        page.append("<script type=\"application/ld+json\">")
                .append(PageHead.jsonLd(article))
                .append("</script>\n</head>\n<body>\n");
        PageParts.cookies(page, texts);
        PageParts.header(page, article.site(), texts);
        page.append("<main>\n<article class=\"story\">\n<header><h1>")
                .append(escape(article.title()))
                .append("</h1>\n");
        page.append("<p class=\"byline\">").append(texts.ui("by")).append(" <a rel=\"author\" href=\"/authors\">");
        page.append(escape(String.join(", ", article.authors())))
                .append("</a> <time datetime=\"")
                .append(article.published());
        page.append("\">").append(date(article, texts)).append("</time></p></header>\n");
        PageParts.share(page, texts);
        PageParts.figure(page, article, texts);
        page.append("<div class=\"article-body\">\n");
        noise.above(page, "<p>", "</p>\n<p>", "</p>\n");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append("<p>").append(escape(paragraphs.get(i))).append("</p>\n");
            noise.links(page, texts, i, "<p>", "</p>\n");
            if (i == 1) {
                PageParts.advert(page, texts);
            }
            if (i == 3) {
                PageParts.newsletter(page, texts);
            }
        }
        noise.below(page, "<p>", "</p>\n<p>", "</p>\n");
        PageParts.paywall(page, article, texts);
        page.append("</div>\n</article>\n");
        parts.related(page, article, texts);
        PageParts.comments(page, article, texts);
        page.append("</main>\n");
        PageParts.footer(page, article.site(), texts);
    }

    private void divSoup(StringBuilder page, Article article, Prose texts, List<String> paragraphs, PageNoise noise) {
        head.write(page, article, texts, false);
        page.append("</head>\n<body>\n<div id=\"w\"><div class=\"c1\">");
        PageParts.header(page, article.site(), texts);
        page.append("<div class=\"c2\"><div class=\"hl\"><div class=\"t\"><h1>").append(escape(article.title()));
        page.append("</h1></div><div class=\"m\">")
                .append(date(article, texts))
                .append(" | <span class=\"byline\">")
                .append(texts.ui("by"))
                .append(" ");
        page.append(escape(String.join(", ", article.authors()))).append("</span>");
        noise.above(page, " | ", " | ", "");
        page.append("</div></div>\n<div class=\"tx\"><div>");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append(escape(paragraphs.get(i)));
            noise.links(page, texts, i, "<br><br>\n", "");
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
        PageParts.paywall(page, article, texts);
        page.append("</div>\n");
        noise.below(page, "<div class=\"m\">", " | ", "</div>\n");
        PageParts.share(page, texts);
        parts.related(page, article, texts);
        PageParts.comments(page, article, texts);
        page.append("</div></div></div>\n");
        PageParts.cookies(page, texts);
        PageParts.footer(page, article.site(), texts);
    }

    private void metaOnly(StringBuilder page, Article article, Prose texts, List<String> paragraphs, PageNoise noise) {
        head.write(page, article, texts, true);
        page.append("<meta property=\"article:published_time\" content=\"")
                .append(article.published())
                .append("\">\n");
        for (var author : article.authors()) {
            page.append("<meta name=\"author\" content=\"")
                    .append(escape(author))
                    .append("\">\n");
        }
        page.append("</head>\n<body>\n");
        PageParts.header(page, article.site(), texts);
        page.append("<div class=\"layout\"><div class=\"column-main\">\n<h2 class=\"headline\">");
        page.append(escape(article.title())).append("</h2>\n");
        PageParts.figure(page, article, texts);
        page.append("<div class=\"content\">\n");
        noise.above(page, "<p>", "</p>\n<p>", "</p>\n");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append("<p class=\"par\">").append(escape(paragraphs.get(i))).append("</p>\n");
            noise.links(page, texts, i, "<p>", "</p>\n");
            if (i == 2) {
                PageParts.advert(page, texts);
            }
        }
        noise.below(page, "<p>", "</p>\n<p>", "</p>\n");
        PageParts.paywall(page, article, texts);
        page.append("</div>\n");
        PageParts.share(page, texts);
        PageParts.newsletter(page, texts);
        page.append("</div><div class=\"column-side\">\n");
        parts.related(page, article, texts);
        page.append("</div></div>\n");
        PageParts.comments(page, article, texts);
        PageParts.cookies(page, texts);
        PageParts.footer(page, article.site(), texts);
    }

    private void tables(StringBuilder page, Article article, Prose texts, List<String> paragraphs, PageNoise noise) {
        page.append("<!DOCTYPE HTML PUBLIC \"-//W3C//DTD HTML 4.01 Transitional//EN\">\n<html>\n<head>\n");
        page.append("<meta http-equiv=\"Content-Type\" content=\"text/html; charset=")
                .append(PageHead.metaCharset(article));
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
                .append(escape(head.canonical(article)))
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
        noise.above(page, "<p><font face=\"Arial\" size=\"1\">", "<br>", "</font>\n");
        for (var paragraph : paragraphs) {
            page.append("<p><font face=\"Arial\" size=\"2\">")
                    .append(escape(paragraph))
                    .append("</font>\n");
        }
        noise.below(page, "<p><font face=\"Arial\" size=\"1\">", "<br>", "</font>\n");
        PageParts.paywall(page, article, texts);
        page.append("</td>\n<td width=\"160\" valign=\"top\"><b>")
                .append(escape(texts.ui("advert")))
                .append("</b><br>");
        page.append(escape(texts.ui("advert.text"))).append("<hr>");
        parts.related(page, article, texts);
        page.append("</td></tr></table>\n<center><font size=\"1\">").append(escape(texts.ui("copyright")));
        page.append("</font></center>\n</body>\n</html>\n");
    }

    private void microdata(StringBuilder page, Article article, Prose texts, List<String> paragraphs, PageNoise noise) {
        head.write(page, article, texts, true);
        page.append("<link rel=\"amphtml\" href=\"")
                .append(escape(article.site().baseUrl()))
                .append("/amp/");
        page.append(article.id()).append("\">\n</head>\n<body>\n");
        PageParts.header(page, article.site(), texts);
        page.append("<section itemscope itemtype=\"https://schema.org/NewsArticle\">\n<h1 itemprop=\"headline\">");
        page.append(escape(article.title())).append("</h1>\n<p>");
        for (var author : article.authors()) {
            page.append("<span itemprop=\"author\" itemscope itemtype=\"https://schema.org/Person\"><span"
                    + " itemprop=\"name\">");
            page.append(escape(author)).append("</span></span> ");
        }
        page.append("<time itemprop=\"datePublished\" datetime=\"")
                .append(article.published())
                .append("\">");
        page.append(date(article, texts)).append("</time></p>\n");
        PageParts.share(page, texts);
        page.append("<div itemprop=\"articleBody\">\n");
        noise.above(page, "<p>", "</p>\n<p>", "</p>\n");
        for (int i = 0; i < paragraphs.size(); i++) {
            page.append("<p>").append(escape(paragraphs.get(i))).append("</p>\n");
            noise.links(page, texts, i, "<p>", "</p>\n");
            if (i == 0) {
                PageParts.figure(page, article, texts);
            }
            if (i == 2) {
                PageParts.newsletter(page, texts);
            }
        }
        noise.below(page, "<p>", "</p>\n<p>", "</p>\n");
        PageParts.paywall(page, article, texts);
        page.append("</div>\n</section>\n");
        parts.related(page, article, texts);
        PageParts.comments(page, article, texts);
        PageParts.cookies(page, texts);
        PageParts.footer(page, article.site(), texts);
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
                .append(PageHead.jsonLd(article))
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
        PageParts.header(page, site, texts);
        page.append("<ul class=\"headlines\">\n");
        var articles = world.articles(site).stream()
                .filter(article -> article.removal().isEmpty())
                .toList();
        for (int i = articles.size() - 1; i >= Math.max(0, articles.size() - 30); i--) {
            var article = articles.get(i);
            page.append("<li><a href=\"")
                    .append(escape(article.url()))
                    .append("\">")
                    .append(escape(article.title()));
            page.append("</a></li>\n");
        }
        page.append("</ul>\n");
        PageParts.footer(page, site, texts);
        return page.toString();
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
}
