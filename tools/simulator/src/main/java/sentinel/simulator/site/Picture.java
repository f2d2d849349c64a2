package sentinel.simulator.site;

import java.util.Locale;
import sentinel.simulator.world.Article;

/** The main image of an article, as SVG. */
final class Picture {

    private Picture() {}

    /** A picture for an article: its topic's colour, and hills that no other article has. */
    static String of(Article article) {
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
}
