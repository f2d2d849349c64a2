package sentinel.extractor;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * What the words in {@code class} and {@code id} say of an element. Whole words count, cut at anything that is no letter
 * and at camelCase: {@code shareBar} is about sharing, {@code shareholder} is not.
 */
final class Vocabulary {

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
    private static final int ENTRY = 1 << 21;
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

    private static final Set<String> AUTHOR_WORDS = Set.of(
            "author authors authorbox authorbio saboxplugin athr guestauthor coauthors bio biography contributor contributors aboutauthor autor autoren autore auteur profile"
                    .split(" ", -1));

    private static final Set<String> BOILERPLATE_WORDS = Set.of(
            ("related recirc recirculation recommended recommendations recommendation recommends sharing sharebar sharedaddy "
                            + "addthis addtoany newsletter newsletters signup subscribe subscription sidebar breadcrumb breadcrumbs nav navbar "
                            + "navigation footer advert adverts advertisement advertising advertorial "
                            + "adslot adsense adwrapper adunit outbrain taboola trending mostread mostpopular popup modal "
                            + "pagination pager prevnext jp-relatedposts relatedposts sronly toolbar "
                            + "promo promos promotion promobox sponsored megamenu offcanvas "
                            + "zergnet revcontent mgid dianomi viafoura spotim livefyre printonly noprint "
                            + "relacionadas relacionados verwandte aehnliche werbung anzeige publicidad publicite "
                            + "lightbox readmore readnext upnext morestories alsoread")
                    .split(" ", -1));
    private static final Set<String> CONSENT_WORDS =
            Set.of("cookie", "cookies", "consent", "gdpr", "cookiebanner", "privacy");
    private static final Set<String> NOTICE_WORDS =
            Set.of("disclaimer disclaimers disclosure banner cta gated gating paywallnotice calltoaction overlay print"
                    .split(" ", -1));
    private static final Set<String> FACT_BOX_WORDS =
            Set.of("infobox factbox faktaboks faktaruta infokasten faktenkasten faktenbox".split(" ", -1));
    private static final Set<String> COMMENT_WORDS = Set.of(
            "comments commentlist commentarea disqus respond kommentare kommentar comentarios commentaires reacties fbcomments commentform"
                    .split(" ", -1));
    private static final Set<String> SUSPECT_WORDS =
            Set.of(("share social follow tags tag taglist topics keywords ad ads sponsor menu masthead popular "
                            + "meta metadata more rating ratings poll quiz login register search skip copyright license "
                            + "comment reactions button buttons tooltip dropdown hidden categories category latest next previous prev "
                            + "donate donation contact map form feedback shop buy partner partners syndication correction credits "
                            + "navi similar headlines attachment player")
                    .split(" ", -1));
    private static final Set<String> LOOSE_WORDS = Set.of(
            ("widget header toc info teaser teasers carousel slider gallery slideshow about links link callout box aside "
                            + "product products price video media footnote footnotes reference references hero topper recent card cards")
                    .split(" ", -1));
    private static final Set<String> CONTENT_WORDS = Set.of(
            ("article articlebody articletext articlecontent body content entry entrycontent post postcontent postbody story storybody "
                            + "storytext text maincontent main hentry blog contenido cuerpo artikel artikeltext texte corps "
                            + "news newsbody paragraph richtext prose")
                    .split(" ", -1));
    private static final Set<String> BYLINE_WORDS = Set.of(
            "byline bylines author authors autor autoren auteur dateline timestamp date datetime time pubdate published publish updated lastmod reporter writer"
                    .split(" ", -1));
    private static final Set<String> CAPTION_WORDS =
            Set.of("caption captions figcaption credit photocredit imagecredit bildunterschrift legende imgcaption"
                    .split(" ", -1));

    private static final Set<String> PICTURE_WORDS =
            Set.of("pic pics picbox image images img photo photos picture pictures bild bilder foto fotos imagen imagem"
                    .split(" ", -1));

    private static final Set<String> LEAD_WORDS = Set.of(
            "lead leadin lede excerpt subtitle subtitles dek deck standfirst summary intro introduction spot vorspann chapo chapeau entradilla bajada sapo"
                    .split(" ", -1));

    /** Words by which a name speaks of the page's layout: {@code has-sidebar}, {@code sidebar-grid}. */
    private static final Set<String> LAYOUT_WORDS = Set.of(
            "has with no without grid layout page template hide is theme row columns two three wrapper wrap outer inner enabled disabled padding radius margin spacing"
                    .split(" ", -1));

    private static final Set<String> ENTRY_WORDS = Set.of("hentry", "typepost");

    /** Beyond the marks: of {@link #LAYOUT_WORDS}. */
    private static final long LAYOUT = 1L << 32;

    private static final WordBits WORDS = new WordBits.Builder()
            .add(BOILERPLATE, BOILERPLATE_WORDS)
            .add(BOILERPLATE | CONSENT, CONSENT_WORDS)
            .add(COMMENTS, COMMENT_WORDS)
            .add(SUSPECT, SUSPECT_WORDS)
            .add(HOVER, Set.of("tooltip", "rollover", "popover", "popup", "flyout", "hovercard", "infotip"))
            .add(
                    HOVER_CARD,
                    Set.of("tooltiptext", "tooltipcontent", "tooltipbox", "tooltipbody", "hovercard", "popover"))
            .add(COMMENT, Set.of("comment", "kommentar", "comentario", "commentaire", "reactie"))
            .add(LOOSE, LOOSE_WORDS)
            .add(CONTENT, CONTENT_WORDS)
            .add(BYLINE, BYLINE_WORDS)
            .add(AUTHOR_BOX, AUTHOR_WORDS)
            .add(CAPTION, CAPTION_WORDS)
            .add(NOTICE | SUSPECT, NOTICE_WORDS)
            .add(NOTICE | SUSPECT | FACT_BOX, FACT_BOX_WORDS)
            .add(LEAD, LEAD_WORDS)
            .add(ENTRY, ENTRY_WORDS)
            .add(PICTURE, PICTURE_WORDS)
            .add(LAYOUT, LAYOUT_WORDS)
            .build();

    private static final char[] IMAGE = "image".toCharArray();

    private final Map<String, Integer> known = new HashMap<>();

    /** The marks of an element's {@code class} and {@code id}. */
    int marks(String className, String id) {
        int marks = className.isEmpty() ? 0 : known.computeIfAbsent(className, Vocabulary::read);
        if ((marks & ENTRY) != 0) {
            return CONTENT; // what else it is named are its topics
        }
        return id.isEmpty() ? marks : marks | known.computeIfAbsent(id, Vocabulary::read);
    }

    private static int read(String names) {
        int marks = 0;
        long ofName = 0;
        int length = Math.min(names.length(), 1_000);
        var letters = new char[length]; // of one name, run together: "article-body" is also "articlebody"
        int count = 0;
        int word = 0; // where the last word begins
        boolean lastWasLower = false;
        for (int i = 0; i <= length; i++) {
            char c = i < length ? names.charAt(i) : ' ';
            boolean letter = Character.isLetter(c);
            boolean lower = letter && Character.isLowerCase(c);
            if (word < count && (!letter || (lastWasLower && Character.isUpperCase(c)))) {
                ofName |= of(letters, word, count);
                word = count;
            }
            if (letter) {
                letters[count++] = lower ? c : Character.toLowerCase(c);
            } else if (Character.isWhitespace(c)) {
                // What two words make together says nothing of layout.
                ofName |= of(letters, 0, count) & ~LAYOUT;
                marks |= (ofName & LAYOUT) != 0 ? weakened((int) ofName) : (int) ofName;
                ofName = 0;
                count = 0;
                word = 0;
            }
            lastWasLower = lower;
        }
        return marks;
    }

    /** Of a word; one that ends in "image" is a kind of picture. */
    private static long of(char[] letters, int from, int to) {
        boolean picture =
                to - from >= IMAGE.length && Arrays.equals(letters, to - IMAGE.length, to, IMAGE, 0, IMAGE.length);
        return WORDS.of(letters, from, to) | (picture ? PICTURE : 0);
    }

    private static int weakened(int marks) {
        int strong = BOILERPLATE | CONSENT | COMMENTS | NOTICE | FACT_BOX;
        return (marks & strong) == 0 ? marks : (marks & ~strong) | SUSPECT;
    }
}
