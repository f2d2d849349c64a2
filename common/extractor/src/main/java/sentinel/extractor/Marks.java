package sentinel.extractor;

import org.jsoup.nodes.Element;

/** What is known of an element before its text is read, one bit each: by its tag, its attributes and its names. */
final class Marks {

    // By tag, role and style.

    /** What surrounds text by its tag alone. */
    static final int FURNITURE = 1 << 10;

    static final int FIGURE_CAPTION = 1 << 11;
    static final int ASIDE = 1 << 12;
    static final int HEADER = 1 << 13;
    static final int FORM = 1 << 14;
    static final int HIDDEN = 1 << 15;
    static final int ARTICLE = 1 << 16;
    static final int BODY_PROPERTY = 1 << 17;
    /** Is a picture, or has one in it. */
    static final int HAS_PICTURE = 1 << 19;
    /** Stands before the page, whatever of it is read. */
    static final int DIALOG = 1 << 23;

    // By the words of class and id.

    /** Never part of the article, whatever its size below half the page. */
    static final int BOILERPLATE = 1;
    /** Not part of the article when short or full of links. */
    static final int SUSPECT = 2;
    /** Not part of the article when full of links. */
    static final int LOOSE = 128;
    /** Speaks of the page or for its owner; not part of the article unless a good part of the prose. */
    static final int NOTICE = 512;
    /** Likely the article's own container. */
    static final int CONTENT = 4;
    /** Names a person or a time beside the text. */
    static final int BYLINE = 8;
    /** The words under a picture. */
    static final int CAPTION = 16;
    /** Holds a picture, and text only to go with it. */
    static final int PICTURE = 1 << 18;
    /** Stands between headline and body and sums up what follows. */
    static final int LEAD = 1 << 20;
    /** An entry by a microformat or its content system: its other names are its topics. */
    static final int ENTRY = 1 << 21;
    /** Facts in a box beside the article, however many. */
    static final int FACT_BOX = 1 << 22;
    /** Asks for consent: boilerplate, and never the article even where the page holds nothing else. */
    static final int CONSENT = 256;
    /** Readers' comments. */
    static final int COMMENTS = 32;

    /** One reader's comment, where there are several; one alone may be an article of a column. */
    static final int COMMENT = 1 << 24;

    /** Shows more when it is pointed at, or is what is shown then. */
    static final int HOVER = 1 << 25;
    /** Is what is shown then. */
    static final int HOVER_CARD = 1 << 26;

    /** What is said of the author below or beside the text. */
    static final int AUTHOR_BOX = 64;

    /** Characters of a class that are looked at. */
    private static final int MAX_NAMES = 1_000;

    private final Vocabulary vocabulary = new Vocabulary();

    /** The marks of one element, without regard to what is round it or in it. */
    int of(Element element, Role itsRole) {
        String tag = element.normalName();
        int mark =
                switch (tag) {
                    case "nav", "footer", "menu" -> FURNITURE;
                    case "dialog" -> FURNITURE | DIALOG;
                    case "figcaption", "caption" -> FIGURE_CAPTION;
                    case "aside" -> ASIDE;
                    case "header" -> HEADER;
                    case "form", "fieldset" -> FORM;
                    case "article" -> ARTICLE;
                    case "img", "picture" -> HAS_PICTURE;
                    default -> 0;
                };
        if (element.attributesSize() == 0) {
            return mark;
        }
        var attributes = element.attributes(); // the parser has put their names into lower case
        boolean wrapper = tag.equals("body") || tag.equals("html");
        if (!wrapper) {
            // a heading's id is its own words, for links to it
            String id = itsRole == Role.HEADING ? "" : attributes.get("id");
            mark |= vocabulary.marks(attributes.get("class"), id);
        }
        String itemprop = attributes.get("itemprop");
        if (itemprop.equals("articleBody")) {
            mark |= BODY_PROPERTY;
        } else if (itemprop.equals("comment")) {
            mark |= COMMENTS;
        }
        // React sends late parts hidden and lets a script move them to their place
        boolean late = attributes.get("id").startsWith("S:");
        if ((attributes.hasKey("hidden") && !late)
                || isHidden(attributes.get("style"))
                || isHiddenByClass(attributes.get("class"))) {
            mark |= HIDDEN;
        }
        String role = attributes.get("role");
        if (!role.isEmpty()) {
            switch (role) {
                case "navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar" -> mark |= FURNITURE;
                case "dialog", "alertdialog" -> mark |= FURNITURE | DIALOG;
                case "complementary" -> mark |= ASIDE;
                case "tooltip" -> mark |= HOVER_CARD;
                default -> {}
            }
        }
        return mark;
    }

    private static boolean isHidden(String style) {
        if (!style.contains("none") && !style.contains("hidden") && !style.contains("clip")) {
            return false;
        }
        String tight = style.replace(" ", "");
        return tight.contains("display:none")
                || tight.contains("visibility:hidden")
                || tight.contains("clip:rect(0")
                || tight.contains("clip:rect(1px,1px")
                || tight.contains("clip-path:inset(50%")
                || tight.contains("clip-path:inset(100%");
    }

    /** By the classes that the common style sheets hide with, unless another shows it again on wider screens. */
    private static boolean isHiddenByClass(String names) {
        boolean unlikely = !names.contains("hid")
                && !names.contains("d-none")
                && !names.contains("sr-only")
                && !names.contains("screen-reader");
        if (unlikely || names.length() > MAX_NAMES || names.indexOf(':') >= 0) {
            return false;
        }
        boolean hidden = false;
        for (var name : names.split("\\s+", -1)) {
            switch (name) {
                case "hidden",
                        "hide",
                        "d-none",
                        "is-hidden",
                        "visually-hidden",
                        "visuallyhidden",
                        "sr-only",
                        "screen-reader-text",
                        "screen-reader-only" -> hidden = true;
                default -> {
                    if (name.startsWith("d-")) {
                        return false;
                    }
                }
            }
        }
        return hidden;
    }
}
