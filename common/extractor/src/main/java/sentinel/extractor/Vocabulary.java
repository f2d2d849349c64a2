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
            .add(Marks.BOILERPLATE, BOILERPLATE_WORDS)
            .add(Marks.BOILERPLATE | Marks.CONSENT, CONSENT_WORDS)
            .add(Marks.COMMENTS, COMMENT_WORDS)
            .add(Marks.SUSPECT, SUSPECT_WORDS)
            .add(Marks.HOVER, Set.of("tooltip", "rollover", "popover", "popup", "flyout", "hovercard", "infotip"))
            .add(
                    Marks.HOVER_CARD,
                    Set.of("tooltiptext", "tooltipcontent", "tooltipbox", "tooltipbody", "hovercard", "popover"))
            .add(Marks.COMMENT, Set.of("comment", "kommentar", "comentario", "commentaire", "reactie"))
            .add(Marks.LOOSE, LOOSE_WORDS)
            .add(Marks.CONTENT, CONTENT_WORDS)
            .add(Marks.BYLINE, BYLINE_WORDS)
            .add(Marks.AUTHOR_BOX, AUTHOR_WORDS)
            .add(Marks.CAPTION, CAPTION_WORDS)
            .add(Marks.NOTICE | Marks.SUSPECT, NOTICE_WORDS)
            .add(Marks.NOTICE | Marks.SUSPECT | Marks.FACT_BOX, FACT_BOX_WORDS)
            .add(Marks.LEAD, LEAD_WORDS)
            .add(Marks.ENTRY, ENTRY_WORDS)
            .add(Marks.PICTURE, PICTURE_WORDS)
            .add(LAYOUT, LAYOUT_WORDS)
            .build();

    private static final char[] IMAGE = "image".toCharArray();

    private final Map<String, Integer> known = new HashMap<>();

    /** The marks of an element's {@code class} and {@code id}. */
    int marks(String className, String id) {
        int marks = className.isEmpty() ? 0 : known.computeIfAbsent(className, Vocabulary::read);
        if ((marks & Marks.ENTRY) != 0) {
            return Marks.CONTENT; // what else it is named are its topics
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
        return WORDS.of(letters, from, to) | (picture ? Marks.PICTURE : 0);
    }

    private static int weakened(int marks) {
        int strong = Marks.BOILERPLATE | Marks.CONSENT | Marks.COMMENTS | Marks.NOTICE | Marks.FACT_BOX;
        return (marks & strong) == 0 ? marks : (marks & ~strong) | Marks.SUSPECT;
    }
}
