package sentinel.fetcher.extract;

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
    /** Likely the article's own container. */
    static final int CONTENT = 4;
    /** Names a person or a time beside the text. */
    static final int BYLINE = 8;
    /** The words under a picture. */
    static final int CAPTION = 16;
    /** Asks for consent: boilerplate, and never the article even where the page holds nothing else. */
    static final int CONSENT = 256;
    /** Readers' comments. */
    static final int COMMENTS = 32;

    /** What is said of the author below or beside the text. */
    static final int AUTHOR_BOX = 64;

    private static final Set<String> AUTHOR_WORDS = Set.of(
            "author authors authorbox authorbio bio biography contributor contributors aboutauthor autor autoren autore auteur profile"
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
                            + "readmore readnext upnext morestories alsoread toc")
                    .split(" ", -1));
    private static final Set<String> CONSENT_WORDS = Set.of("cookie", "cookies", "consent", "gdpr", "cookiebanner");
    private static final Set<String> COMMENT_WORDS = Set.of(
            "comments commentlist commentarea disqus respond kommentare kommentar comentarios commentaires reacties fbcomments commentform"
                    .split(" ", -1));
    private static final Set<String> SUSPECT_WORDS =
            Set.of(("share social follow tags tag taglist topics keywords ad ads banner sponsor menu masthead popular "
                            + "meta metadata more rating ratings poll quiz login register search skip copyright disclaimer license "
                            + "comment reactions button buttons tooltip dropdown hidden print categories category latest next previous prev "
                            + "donate donation contact map form feedback shop buy partner partners syndication correction credits "
                            + "navi similar headlines embed attachment player")
                    .split(" ", -1));
    private static final Set<String> LOOSE_WORDS = Set.of(
            ("widget header info teaser teasers carousel slider gallery slideshow about links link list cta callout box aside infobox "
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

    /** Words by which a name speaks of the page's layout: {@code has-sidebar}, {@code sidebar-grid}. */
    private static final Set<String> LAYOUT_WORDS = Set.of(
            "has with no without grid layout page template hide is theme row columns two three wrapper wrap outer inner enabled disabled"
                    .split(" ", -1));

    /** Beyond the marks: of {@link #LAYOUT_WORDS}. */
    private static final long LAYOUT = 1L << 32;

    private static final WordBits WORDS = new WordBits.Builder()
            .add(BOILERPLATE, BOILERPLATE_WORDS)
            .add(BOILERPLATE | CONSENT, CONSENT_WORDS)
            .add(COMMENTS, COMMENT_WORDS)
            .add(SUSPECT, SUSPECT_WORDS)
            .add(LOOSE, LOOSE_WORDS)
            .add(CONTENT, CONTENT_WORDS)
            .add(BYLINE, BYLINE_WORDS)
            .add(AUTHOR_BOX, AUTHOR_WORDS)
            .add(CAPTION, CAPTION_WORDS)
            .add(LAYOUT, LAYOUT_WORDS)
            .build();

    private final Map<String, Integer> known = new HashMap<>();

    /** The marks of an element's {@code class} and {@code id}. */
    int marks(String className, String id) {
        int marks = className.isEmpty() ? 0 : known.computeIfAbsent(className, Vocabulary::read);
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
                ofName |= WORDS.of(letters, word, count);
                word = count;
            }
            if (letter) {
                letters[count++] = lower ? c : Character.toLowerCase(c);
            } else if (Character.isWhitespace(c)) {
                // What two words make together says nothing of layout.
                ofName |= WORDS.of(letters, 0, count) & ~LAYOUT;
                marks |= (ofName & LAYOUT) != 0 ? weakened((int) ofName) : (int) ofName;
                ofName = 0;
                count = 0;
                word = 0;
            }
            lastWasLower = lower;
        }
        return marks;
    }

    private static int weakened(int marks) {
        int strong = BOILERPLATE | CONSENT | COMMENTS;
        return (marks & strong) == 0 ? marks : (marks & ~strong) | SUSPECT;
    }
}
