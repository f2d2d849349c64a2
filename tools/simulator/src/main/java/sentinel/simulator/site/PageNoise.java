package sentinel.simulator.site;

import static sentinel.simulator.site.Markup.escape;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import sentinel.simulator.world.Article;
import sentinel.simulator.world.Prose;
import sentinel.simulator.world.World;

/**
 * What another request of a page would show in another way, though nobody edited the article: how long ago it came, when the
 * page was last touched, counters, the kind of quotation marks and blanks, and which other articles are named within the text.
 * One object is for one answer.
 */
final class PageNoise {

    /** A page as it always was. */
    static final PageNoise NONE = new PageNoise(List.of(), List.of(), List.of(), 0, null);

    private static final List<String> LINES =
            List.of("noise.updated", "noise.ago", "noise.comments", "noise.shares", "noise.read");
    private static final int TITLES = 3;
    private static final int RECENT = 40;

    private final List<String> above;
    private final List<String> below;
    private final List<Article> others;
    private final int linksAfter;
    private final @Nullable SplittableRandom random; // null where there is no noise

    private PageNoise(
            List<String> above,
            List<String> below,
            List<Article> others,
            int linksAfter,
            @Nullable SplittableRandom random) {
        this.above = above;
        this.below = below;
        this.others = others;
        this.linksAfter = linksAfter;
        this.random = random;
    }

    /** @param seed another one for each answer */
    static PageNoise of(World world, Article article, long seed) {
        var random = new SplittableRandom(seed * 31 + article.id());
        var texts = world.prose(article.site());
        var lines = new ArrayList<String>();
        for (var key : LINES) {
            if (random.nextInt(3) > 0) {
                lines.add(line(texts.ui(key), random));
            }
        }
        int split = random.nextInt(lines.size() + 1);
        var recent = world.before(article, RECENT);
        var others = new ArrayList<Article>();
        for (int i = 0; i < TITLES && !recent.isEmpty(); i++) {
            others.add(recent.remove(random.nextInt(recent.size())));
        }
        return new PageNoise(
                List.copyOf(lines.subList(0, split)),
                List.copyOf(lines.subList(split, lines.size())),
                others,
                random.nextInt(3),
                random);
    }

    private static String line(String form, SplittableRandom random) {
        return form.replace("{clock}", String.format(Locale.ROOT, "%02d:%02d", random.nextInt(24), random.nextInt(60)))
                .replace("{n}", Integer.toString(2 + random.nextInt(57)));
    }

    /** The paragraphs as this answer sets them. */
    List<String> in(List<String> paragraphs) {
        if (random == null) {
            return paragraphs;
        }
        boolean plain = random.nextBoolean();
        return paragraphs.stream()
                .map(paragraph -> set(paragraph, plain, random))
                .toList();
    }

    /** Clocks and counters above the text. */
    void above(StringBuilder page, String open, String between, String close) {
        write(page, above, open, between, close);
    }

    /** Clocks and counters below it. */
    void below(StringBuilder page, String open, String between, String close) {
        write(page, below, open, between, close);
    }

    private static void write(StringBuilder page, List<String> lines, String open, String between, String close) {
        if (!lines.isEmpty()) {
            page.append(open)
                    .append(String.join(
                            between, lines.stream().map(Markup::escape).toList()))
                    .append(close);
        }
    }

    private static String set(String paragraph, boolean plain, SplittableRandom random) {
        String text = plain
                ? paragraph.replaceAll("[“”„]|« ?| ?»", "\"").replace('’', '\'').replace('–', '-')
                : paragraph;
        var out = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int dice = random.nextInt(40);
            if (c == ' ' && dice == 0) {
                out.append('\u00a0');
            } else if (c == ' ' && dice == 1) {
                out.append("  ");
            } else {
                out.append(c);
            }
            if (Character.isLetter(c) && dice == 2) {
                out.append('\u00ad');
            }
        }
        return out.toString();
    }

    /** Other articles, after a paragraph that differs from answer to answer; set as the site sets its paragraphs. */
    void links(StringBuilder page, Prose texts, int paragraph, String open, String close) {
        if (random == null || paragraph != linksAfter || others.isEmpty()) {
            return;
        }
        if (random.nextBoolean()) {
            page.append(open)
                    .append("<b>")
                    .append(escape(texts.ui("noise.more")))
                    .append("</b> ");
            link(page, others.get(0));
            page.append(close);
            return;
        }
        page.append("<div class=\"inline-links\"><h4>").append(escape(texts.ui("related")));
        page.append("</h4><ul>");
        for (var other : others) {
            page.append("<li>");
            link(page, other);
            page.append("</li>");
        }
        page.append("</ul></div>\n");
    }

    private static void link(StringBuilder page, Article other) {
        page.append("<a href=\"").append(escape(other.url())).append("\">");
        page.append(escape(other.title())).append("</a>");
    }
}
