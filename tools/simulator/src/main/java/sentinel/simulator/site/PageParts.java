package sentinel.simulator.site;

import static sentinel.simulator.site.Markup.escape;

import sentinel.simulator.world.Article;
import sentinel.simulator.world.Prose;
import sentinel.simulator.world.Site;
import sentinel.simulator.world.Trouble;
import sentinel.simulator.world.World;

/** What surrounds articles on real sites: navigation, adverts, links to other articles, comments. */
final class PageParts {

    private static final int RELATED = 4;

    private final World world;

    PageParts(World world) {
        this.world = world;
    }

    static void header(StringBuilder page, Site site, Prose texts) {
        page.append("<header class=\"site-header\"><a class=\"logo\" href=\"")
                .append(site.baseUrl())
                .append("/\">");
        page.append(escape(site.name())).append("</a>\n<nav><ul>");
        for (var entry : texts.uiList("nav")) {
            page.append("<li><a href=\"/\">").append(escape(entry)).append("</a></li>");
        }
        page.append("</ul></nav></header>\n");
    }

    static void cookies(StringBuilder page, Prose texts) {
        page.append("<div id=\"cookie-banner\" class=\"consent\" role=\"dialog\"><p>")
                .append(escape(texts.ui("cookies")));
        page.append("</p><button>").append(escape(texts.ui("accept"))).append("</button></div>\n");
    }

    static void advert(StringBuilder page, Prose texts) {
        page.append("<div class=\"ad advert\"><span>")
                .append(escape(texts.ui("advert")))
                .append("</span><p>");
        page.append(escape(texts.ui("advert.text"))).append("</p></div>\n");
    }

    static void newsletter(StringBuilder page, Prose texts) {
        page.append("<aside class=\"newsletter\"><p>")
                .append(escape(texts.ui("newsletter")))
                .append("</p><form><input>");
        page.append("<button>").append(escape(texts.ui("subscribe"))).append("</button></form></aside>\n");
    }

    static void share(StringBuilder page, Prose texts) {
        page.append("<ul class=\"share-bar\">");
        for (var entry : texts.uiList("share")) {
            page.append("<li><a href=\"#\">").append(escape(entry)).append("</a></li>");
        }
        page.append("</ul>\n");
    }

    static void figure(StringBuilder page, Article article, Prose texts) {
        page.append("<figure><img src=\"").append(article.imageUrl()).append("\" alt=\"\"><figcaption>");
        page.append(escape(texts.ui("caption", article.story()))).append(" ");
        page.append(escape(texts.ui("photo", article.story()))).append("</figcaption></figure>\n");
    }

    void related(StringBuilder page, Article article, Prose texts) {
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

    static void comments(StringBuilder page, Article article, Prose texts) {
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

    static void paywall(StringBuilder page, Article article, Prose texts) {
        if (article.trouble() == Trouble.PAYWALL) {
            page.append("<div class=\"paywall\"><p>")
                    .append(escape(texts.ui("paywall")))
                    .append("</p></div>\n");
        }
    }

    static void footer(StringBuilder page, Site site, Prose texts) {
        page.append("<footer><p>&copy; ")
                .append(escape(site.name()))
                .append(". ")
                .append(escape(texts.ui("copyright")));
        page.append("</p></footer>\n</body>\n</html>\n");
    }
}
