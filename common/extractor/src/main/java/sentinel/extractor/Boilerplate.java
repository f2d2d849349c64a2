package sentinel.extractor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Rules that remove elements of a page: by tag, vocabulary and link density, never one that holds most of the page's prose.
 * All shares are of the page's prose, all lengths characters, unless they say otherwise.
 */
final class Boilerplate {

    /** Verdicts that come from what an element is called. */
    static final int NAMES = Marks.BOILERPLATE
            | Marks.SUSPECT
            | Marks.LOOSE
            | Marks.NOTICE
            | Marks.FACT_BOX
            | Marks.CONSENT
            | Marks.AUTHOR_BOX
            | Marks.CAPTION
            | Marks.BYLINE
            | Marks.PICTURE;

    /** What stands for itself, however much of it there is: readers' comments, the page's frame, questions to the reader. */
    private static final int APART = Marks.COMMENTS | Marks.FURNITURE | Marks.CONSENT;

    private static final int SHARED_NAMES = Marks.NOTICE | Marks.AUTHOR_BOX | Marks.COMMENT;
    private static final int CAPTIONS = Marks.FIGURE_CAPTION | Marks.CAPTION;

    /** Elements of one class from which on they are parts of something larger. */
    private static final int SEVERAL = 3;

    /** Weight of prose that is an article of its own beside what is marked as none. */
    private static final int ENOUGH = 250;
    /** Share that no name can remove: a page's designer may call the article's own box anything. */
    private static final double MOST = 0.45;

    /** A folded part that is more links than this is a menu. */
    private static final double LINKS_OF_FOLDED = 0.2;
    /** Share of an element's own prose that the claimed body must confirm. */
    private static final double CONFIRMED = 0.5;

    /** A figure of more holds text, not only a picture. */
    private static final int LONGEST_FIGURE = 400;
    /** What is marked as a caption may be longer than what only stands in a figure. */
    private static final int LONGEST_CAPTION = 700;
    /** Share above which the box of a picture holds the article as well. */
    private static final double MOST_OF_PICTURE = 0.3;

    /** Share up to which comments are removed where they may be all of the page: beyond it they are its text. */
    private static final double MOST_OF_COMMENTS = 0.8;
    /** Questions for consent are shorter; a longer one is an article about them, or its box is round the page. */
    private static final int LONGEST_CONSENT = 1_500;
    /** A box of facts is beside an article only where the rest is one: so much prose, and not much less than the box. */
    private static final int BESIDE_FACTS = 1_000;

    private static final double MOST_OF_FACTS = 0.6;
    /** Shares from which on a notice, or a form, is a part of the text. */
    private static final double MOST_OF_NOTICE = 0.25;

    private static final double MOST_OF_FORM = 0.25;
    /** The same of what is named for an author, and its length: longer ones are interviews and portraits. */
    private static final double MOST_OF_AUTHOR = 0.2;

    private static final int LONGEST_AUTHOR = 1_500;
    /** A byline is a line or two, with no prose in it. */
    private static final int LONGEST_BYLINE = 300;

    /** Share from which on a suspect or loose name is not believed. */
    private static final double MOST_OF_SUSPECT = 0.15;
    /** Links that make a suspect name believed: a third of the text. */
    private static final double LINKS_OF_SUSPECT = 0.33;
    /** Without prose, a suspect name is believed of a text no longer, links or not. */
    private static final int LONGEST_SUSPECT = 600;

    private static final double LINKS_OF_LOOSE = 0.4;
    /** A heading is often named for what follows it, and must be a link for the most part. */
    private static final double LINKS_OF_HEADING = 0.5;
    /** A box is a menu when it is links for the most part; the entries of a list may have more. */
    private static final double LINKS_OF_BOX = 0.5;

    private static final double LINKS_OF_LIST = 0.7;
    /** Share of a menu's own characters that may be prose. */
    private static final double PROSE_OF_MENU = 0.3;
    /** A link alone is not a menu. */
    private static final int SHORTEST_MENU = 20;

    private final PageScan scan;
    private final Measures page;
    private final boolean[] removed;
    /** By class, where it may be a notice's or an author's. */
    private final Map<String, Named> named = new HashMap<>();
    /** The page's text is under its pictures. */
    private boolean gallery;

    /** Elements of one class. */
    private static final class Named {
        private int count;
        private int prose;

        private void add(int more) {
            count++;
            prose += more;
        }
    }

    /** @param removed by element; is filled */
    Boilerplate(PageScan scan, Measures page, boolean[] removed) {
        this.scan = scan;
        this.page = page;
        this.removed = removed;
    }

    void remove() {
        for (int i = 1; i < scan.size; i++) {
            boolean mayBeApart = page.has(i, SHARED_NAMES) && page.prose[i] > 0;
            String name = mayBeApart ? scan.elements[i].className() : "";
            if (!name.isEmpty()) {
                named.computeIfAbsent(name, key -> new Named()).add(page.prose[i]);
            }
        }
        removeApart();
        gallery = isGallery();
        for (int i = 1; i < scan.size; i++) {
            removed[i] = removed[i] || removed[scan.parents[i]] || (page.chars[i] > 0 && isBoilerplate(i));
        }
    }

    /** What is marked as something else than the article, where enough is left without all of it. */
    private void removeApart() {
        var apart = new ArrayList<Integer>();
        int beside = Marks.ASIDE | Marks.HIDDEN | Marks.FORM | Marks.BOILERPLATE;
        int left = page.total;
        for (int i = 1; i < scan.size; ) {
            boolean isApart = page.has(i, APART) || isOneOfComments(i);
            if ((isApart || page.has(i, beside)) && !isArticles(i)) {
                if (isApart) {
                    apart.add(i);
                }
                left -= page.prose[i];
                i = scan.ends[i];
            } else {
                i++;
            }
        }
        if (left < ENOUGH) {
            return;
        }
        for (int i : apart) {
            Arrays.fill(removed, i, scan.ends[i], true);
        }
    }

    /** Whether it is named a comment, as three or more are. */
    private boolean isOneOfComments(int i) {
        var all = page.has(i, Marks.COMMENT) ? named.get(scan.elements[i].className()) : null;
        return all != null && all.count >= SEVERAL;
    }

    /** Whether an element is the article's by what is sure. */
    private boolean isArticles(int i) {
        return page.has(i, Marks.BODY_PROPERTY)
                || page.confirmed[i] > CONFIRMED * Math.max(page.prose[i], 1)
                || scan.contains(i, page.headline);
    }

    /** Whether captions hold most of the prose, and none of them alone does. */
    private boolean isGallery() {
        int held = 0;
        int end = 0;
        for (int i = 1; i < scan.size; i++) {
            boolean hidden = page.has(i, Marks.HIDDEN); // pictures that a click would enlarge
            boolean caption = page.has(i, CAPTIONS) || scan.tag(i).equals("figure");
            if (i >= end && (hidden || (caption && page.isLess(i, MOST)))) {
                held += hidden ? 0 : page.prose[i];
                end = scan.ends[i];
            }
        }
        return held > MOST * page.total;
    }

    /** The rules in their order: the first that says something of an element decides. */
    private boolean isBoilerplate(int i) {
        boolean holdsMost = page.total > 0 && page.prose[i] > MOST * page.total;
        if (isBesidePicture(i, holdsMost)) {
            return true;
        }
        if (isKept(i)) {
            return false;
        }
        if (isNeverText(i)) {
            return true;
        }
        if (holdsMost) {
            return false;
        }
        if (isNamedForElse(i)) {
            return true;
        }
        boolean row = scan.tag(i).equals("tr"); // is named for what is in it
        return !row && (isSuspect(i) || isMenu(i));
    }

    /** Captions, and words in a box that is named a picture and has one. */
    private boolean isBesidePicture(int i, boolean holdsMost) {
        String tag = scan.tag(i);
        boolean figure = tag.equals("figure");
        boolean caption = page.has(i, CAPTIONS)
                || (figure && !scan.elements[i].className().contains("table") && !page.quotes[i]);
        if (caption && !holdsMost && !gallery && page.chars[i] < (figure ? LONGEST_FIGURE : LONGEST_CAPTION)) {
            return true;
        }
        int picture = Marks.PICTURE | Marks.HAS_PICTURE;
        return (page.marks(i) & picture) == picture
                && page.chars[i] < LONGEST_FIGURE
                && page.isLess(i, MOST_OF_PICTURE)
                && !tag.equals("p");
    }

    /** What stays whatever it is called. */
    private boolean isKept(int i) {
        if (isArticles(i) || (page.has(i, Marks.HIDDEN) && isFoldedPart(i))) {
            return true;
        }
        boolean listing = 2 * page.code[i] > page.chars[i] && !page.has(i, Marks.HIDDEN | Marks.FURNITURE);
        return listing || isParagraph(i);
    }

    private boolean isParagraph(int i) {
        return switch (scan.tag(i)) {
            case "p", "span", "b", "strong", "em" ->
                page.prose[i] > 0 && !page.has(i, Marks.HIDDEN | Marks.BOILERPLATE | Marks.NOTICE);
            default -> false;
        };
    }

    /**
     * Whether what is hidden is a part of the article that a click unfolds: prose, named nothing else, right below a heading or
     * a button in the same box, among the article's own text.
     */
    private boolean isFoldedPart(int i) {
        int unlike =
                APART | Marks.ASIDE | Marks.FORM | Marks.BOILERPLATE | Marks.NOTICE | Marks.AUTHOR_BOX | Marks.HOVER;
        if (page.prose[i] < Block.PROSE
                || page.links[i] > LINKS_OF_FOLDED * page.chars[i]
                || page.has(i, unlike)
                || !scan.isBelowLabel(i)) {
            return false;
        }
        int home = scan.parents[i];
        while (home > 0
                && (scan.marks[home] & (Marks.ARTICLE | Marks.BODY_PROPERTY)) == 0
                && !scan.tag(home).equals("main")) {
            if (page.has(home, unlike)) {
                return false;
            }
            home = scan.parents[home];
        }
        return home > 0 && scan.contains(home, page.headline) && page.prose[home] - page.prose[i] >= ENOUGH;
    }

    /** Comments, questions for consent and boxes of facts, though they may hold much of the prose. */
    private boolean isNeverText(int i) {
        return (page.has(i, Marks.COMMENTS) && page.isLess(i, MOST_OF_COMMENTS))
                || (page.has(i, Marks.CONSENT) && page.chars[i] < LONGEST_CONSENT)
                || (page.has(i, Marks.FACT_BOX)
                        && page.total - page.prose[i] > BESIDE_FACTS
                        && page.isLess(i, MOST_OF_FACTS));
    }

    /** By tag or name something else than the article, and not much of the page. */
    private boolean isNamedForElse(int i) {
        return page.has(i, Marks.FURNITURE | Marks.ASIDE | Marks.HIDDEN | Marks.BOILERPLATE)
                || (page.has(i, Marks.NOTICE) && proseNamedAs(i) < MOST_OF_NOTICE * page.total)
                || (page.has(i, Marks.AUTHOR_BOX)
                        && proseNamedAs(i) < MOST_OF_AUTHOR * page.total
                        && page.chars[i] < LONGEST_AUTHOR)
                || (page.has(i, Marks.FORM) && page.isLess(i, MOST_OF_FORM))
                || (page.has(i, Marks.BYLINE) && page.prose[i] == 0 && page.chars[i] < LONGEST_BYLINE);
    }

    /** Its own, or where three or more are named alike, which are parts of something larger, that of all of them. */
    private int proseNamedAs(int i) {
        var all = named.get(scan.elements[i].className());
        return all == null || all.count < SEVERAL ? page.prose[i] : all.prose;
    }

    /** Named for what an article may have in it, and short or full of links. */
    private boolean isSuspect(int i) {
        double density = page.linkDensity(i);
        boolean suspect = page.has(i, Marks.SUSPECT)
                && (density > LINKS_OF_SUSPECT || (page.prose[i] == 0 && page.chars[i] < LONGEST_SUSPECT));
        boolean loose = page.has(i, Marks.LOOSE) && density > LINKS_OF_LOOSE;
        return (suspect || loose)
                && page.isLess(i, MOST_OF_SUSPECT)
                && (!scan.tag(i).startsWith("h") || density > LINKS_OF_HEADING);
    }

    /** A box that is links for the most part. */
    private boolean isMenu(int i) {
        double least =
                switch (scan.tag(i)) {
                    case "ul", "ol" -> LINKS_OF_LIST;
                    case "div", "section", "table", "tbody", "dl", "article" -> LINKS_OF_BOX;
                    default -> 1;
                };
        return least < 1
                && page.linkDensity(i) > least
                && page.prose[i] < PROSE_OF_MENU * page.chars[i]
                && page.chars[i] > SHORTEST_MENU;
    }
}
