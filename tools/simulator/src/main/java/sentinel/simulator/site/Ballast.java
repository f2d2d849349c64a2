package sentinel.simulator.site;

import static sentinel.simulator.site.Markup.escape;

import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import sentinel.simulator.world.Site;
import sentinel.simulator.world.World;

/**
 * What makes a page of a real site ten times as large as its article: styles, scripts and their data, a menu of hundreds
 * of links, cards of other stories. Made once for each site; nothing of it belongs to an article.
 */
final class Ballast {

    /** Shares of the weight; the rest is cards. */
    private static final double STYLES = 0.2;

    private static final double SCRIPTS = 0.5;
    private static final double MENU = 0.15;

    private final World world;
    private final int bytes;
    private final Map<Site, Parts> parts = new ConcurrentHashMap<>();

    /** Goes before {@code </head>} and before {@code </body>}. */
    private record Parts(String head, String foot) {}

    /** @param bytes to add to each page, about; 0 for none */
    Ballast(World world, int bytes) {
        this.world = world;
        this.bytes = bytes;
    }

    String load(String page, Site site) {
        if (bytes == 0) {
            return page;
        }
        var load = parts.computeIfAbsent(site, this::parts);
        int head = page.indexOf("</head>");
        int foot = page.lastIndexOf("</body>");
        return new StringBuilder(page.length() + bytes + 1024)
                .append(page, 0, head)
                .append(load.head())
                .append(page, head, foot)
                .append(load.foot())
                .append(page, foot, page.length())
                .toString();
    }

    private Parts parts(Site site) {
        var random = new Random(site.index());
        var head = new StringBuilder();
        styles(head, random, (int) (bytes * STYLES));
        script(head, random, (int) (bytes * SCRIPTS));
        var foot = new StringBuilder();
        menu(foot, site, random, (int) (bytes * MENU));
        cards(foot, site, random, bytes - head.length() - foot.length());
        return new Parts(head.toString(), foot.toString());
    }

    private static void styles(StringBuilder out, Random random, int until) {
        out.append("<style>\n");
        while (out.length() < until) {
            out.append(".c-").append(word(random)).append("__").append(word(random));
            out.append("{margin:0 ")
                    .append(random.nextInt(40))
                    .append("px;color:#")
                    .append(word(random, 6));
            out.append(";font-size:")
                    .append(1 + random.nextInt(3))
                    .append(".")
                    .append(random.nextInt(9))
                    .append("rem}\n");
        }
        out.append("</style>\n");
    }

    private static void script(StringBuilder out, Random random, int length) {
        int until = out.length() + length;
        out.append("<script>window.__STATE__={");
        while (out.length() < until) {
            out.append('"').append(word(random)).append("\":{\"id\":").append(random.nextInt());
            out.append(",\"flags\":[true,false,\"").append(word(random)).append("\"],\"html\":\"<div><\\/div>\"},");
        }
        out.append("\"end\":null};</script>\n");
    }

    private void menu(StringBuilder out, Site site, Random random, int length) {
        int until = out.length() + length;
        var entries = world.prose(site).uiList("nav");
        out.append("<nav class=\"mega-menu\"><ul>\n");
        while (out.length() < until) {
            out.append("<li class=\"menu-item menu-item--")
                    .append(random.nextInt(3))
                    .append("\"><a href=\"/");
            out.append(word(random))
                    .append("/\" data-track=\"")
                    .append(word(random))
                    .append("\">");
            out.append(escape(entries.get(random.nextInt(entries.size())))).append("</a></li>\n");
        }
        out.append("</ul></nav>\n");
    }

    private void cards(StringBuilder out, Site site, Random random, int length) {
        int until = out.length() + length;
        var entries = world.prose(site).uiList("nav");
        out.append("<aside class=\"related more-stories\">\n");
        while (out.length() < until) {
            String path = word(random) + "/" + word(random);
            out.append("<div class=\"card\"><a class=\"card__link\" href=\"/")
                    .append(path)
                    .append("\"><img src=\"/img/");
            out.append(path).append(".jpg\" alt=\"\" loading=\"lazy\" width=\"320\" height=\"180\"><h4>");
            out.append(escape(entries.get(random.nextInt(entries.size()))))
                    .append(' ')
                    .append(word(random));
            out.append("</h4></a></div>\n");
        }
        out.append("</aside>\n");
    }

    private static String word(Random random) {
        return word(random, 3 + random.nextInt(9));
    }

    private static String word(Random random, int length) {
        var out = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            out.append((char) ('a' + random.nextInt(6)));
        }
        return out.toString();
    }
}
