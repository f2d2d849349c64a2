package sentinel.extractor;

import java.util.ArrayList;
import java.util.Arrays;

/** Removes what leads to other articles of the site, or is one of them. */
final class OtherArticles {

    /** A heading of fewer characters is a section's name. */
    private static final int SHORTEST_TITLE = 15;
    /** Links of a heading that leads elsewhere; a word of an article's own heading may be a link. */
    private static final double LINKS_OF_TEASER = 0.8;
    /** Links of a line that is another article's title without being a heading. */
    private static final double LINKS_OF_TITLE = 0.9;
    /** Characters of a heading and the lines below it. */
    private static final int LONGEST_TEASER = 600;
    /** Share of the page's prose that is no teaser's, but the article or all of a list. */
    private static final double MUCH = 0.2;
    /** Share of the page's prose in teasers from which on the page is a list, and they are its text. */
    private static final double MOST = 0.6;
    /** Weight of prose that makes the headline's {@code <article>} the page's own. */
    private static final int MIN_ARTICLE = 400;

    private final PageScan scan;
    private final Measures page;
    private final Claims claims;
    private final boolean[] removed;

    /** @param removed by element; more is marked there */
    OtherArticles(PageScan scan, Measures page, Claims claims, boolean[] removed) {
        this.scan = scan;
        this.page = page;
        this.claims = claims;
        this.removed = removed;
    }

    void remove() {
        removeTeasers();
        removeNeighbours();
    }

    /**
     * A heading that is a link, with a line or two below it, leads to another article. Where much of the page is that, it
     * is a list, and they are its text.
     */
    private void removeTeasers() {
        var teasers = new ArrayList<Integer>();
        int held = 0;
        int last = 0;
        for (var block : scan.blocks) {
            if (block.kind != Block.Kind.HEADING
                    || block.length() < SHORTEST_TITLE
                    || block.linkDensity() < LINKS_OF_TEASER
                    || claims.isHeadline(block)) {
                continue;
            }
            int teaser = teaserOf(block.element);
            if (teaser == block.element && page.standsInProse(teaser)) {
                continue; // of a section, as in a list of ten best
            }
            teasers.add(teaser);
            if (teaser >= last && !removed[teaser]) {
                held += page.prose[teaser];
                last = scan.ends[teaser];
            }
        }
        if (held > MOST * page.total) {
            return;
        }
        for (int teaser : teasers) {
            remove(teaser);
        }
    }

    /** The largest element round a heading that holds a line or two besides. */
    private int teaserOf(int heading) {
        int teaser = heading;
        int parent = scan.parents[teaser];
        while (parent > 0
                && page.chars[parent] < LONGEST_TEASER
                && page.isLess(parent, MUCH)
                && !scan.contains(parent, page.headline)) {
            teaser = parent;
            parent = scan.parents[parent];
        }
        return teaser;
    }

    /**
     * What stands in an {@code <article>} of its own, with a title of its own, beside the one with the headline: the next
     * article of an endless page, a list of others.
     */
    private void removeNeighbours() {
        int home = page.hasHeadline() ? articleOf(page.headline) : 0;
        if (home == 0 || page.prose[home] < MIN_ARTICLE || page.isLess(home, MUCH)) {
            return;
        }
        for (var block : scan.blocks) {
            boolean title = block.kind == Block.Kind.HEADING
                    || (block.linkDensity() > LINKS_OF_TITLE && block.length() >= SHORTEST_TITLE);
            if (title && !scan.contains(home, block.element)) {
                int other = articleOf(block.element);
                if (other > 0 && !removed[other] && !scan.contains(other, home)) {
                    remove(other);
                }
            }
        }
    }

    private void remove(int element) {
        Arrays.fill(removed, element, scan.ends[element], true);
    }

    /** The innermost {@code <article>} round an element, or 0. */
    private int articleOf(int element) {
        int article = element;
        while (article > 0 && (scan.marks[article] & Marks.ARTICLE) == 0) {
            article = scan.parents[article];
        }
        return Math.max(0, article);
    }
}
