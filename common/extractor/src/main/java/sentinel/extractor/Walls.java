package sentinel.extractor;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import org.jspecify.annotations.Nullable;
import sentinel.extractor.Extraction.Reason;

/**
 * Recognises pages that stand in front of the one that was asked for, answered with status 200 all the same: challenges,
 * consent dialogues, and articles of which only an invitation to pay is sent. A page with the text of an article is none of
 * these, whatever else it says. The words by which each is known are in {@code walls.txt}.
 */
final class Walls {

    /** Nothing that says more than this is only a wall, whatever its title. */
    private static final int MAX_TEXT = 1_200;
    /** Consent dialogues are longer: they list what is agreed to. */
    private static final int MAX_CONSENT = 4_000;
    /** A page that says less than this says nothing; its structure tells what it is. */
    private static final int NEXT_TO_NOTHING = 200;

    /** An article's teaser has more: at most so much, in Latin letters, is left of one that is for subscribers only. */
    private static final int MAX_LEFT = 350;

    private static final int PARAGRAPH = 80;
    /** Blocks between the headline, or the end of the text, and what stands in the article's place, within what holds it. */
    private static final int NEAR = 12;
    /** Outside of what holds the article. */
    private static final int BESIDE = 3;

    /** Characters of a page that are looked through for an invitation; what stands in front of an article is shorter. */
    private static final int MAX_LOOKED = 200_000;

    /** Challenges are made by short scripts; long ones may hold anything. */
    private static final int LONGEST_CHALLENGE = 20_000;
    /** Characters of an invitation to pay; a longer block is a text that mentions one. */
    private static final int LONGEST_INVITATION = 400;
    /** Share of a text that makes it one about consent. */
    private static final double MOST = 0.6;
    /** Share of a text that may be about consent where it stands in what is called so. */
    private static final double MUCH = 0.3;

    private static final WordFile WORDS = WordFile.read("walls.txt");

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS;

    private static final Pattern CHALLENGE_TITLE =
            Pattern.compile("^(?:" + WORDS.alternatives("challenge title") + ")", FLAGS);
    private static final Pattern CHALLENGE_TEXT = Pattern.compile(WORDS.alternatives("challenge text"), FLAGS);
    /** What challenge pages of several makers are built from: in addresses of scripts and frames, in ids and classes. */
    private static final Pattern CHALLENGE_PARTS =
            Pattern.compile(WORDS.alternatives("challenge parts"), Pattern.CASE_INSENSITIVE);

    private static final Pattern CONSENT_TITLE =
            Pattern.compile("^(?:" + WORDS.alternatives("consent title") + ")", FLAGS);
    private static final Pattern CONSENT = Pattern.compile("\\b(?:" + WORDS.alternatives("consent") + ")", FLAGS);

    /** What may be baked as well. */
    private static final Pattern COOKIES = Pattern.compile("\\bcookies?\\b", FLAGS);

    private static final Pattern PAYWALL = Pattern.compile(WORDS.alternatives("paywall"), FLAGS);

    private static final Pattern CUT_OFF = Pattern.compile("(?:…|\\.\\.\\.|[:,;–—-])[\\s\\])»”\"']*$");

    private static final Pattern TO_COMMENT = Pattern.compile("\\b(?:comment|kommentier|commenter|comentar)", FLAGS);

    private static final Pattern NAMED_WALL = Pattern.compile(
            "pay-?wall|reg-?wall|premium-?wall|meter(?:ed)?-?wall|subscription-?wall|tp-modal",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern ASIDE = Pattern.compile(
            "(?:^|[^a-z])(?:side-?bar|news-?letters?|comments?|related|footer|masthead|menu|nav-?bar|nav|navigation|top-?bar|site-?header|widget)(?:$|[^a-z])",
            Pattern.CASE_INSENSITIVE);

    private Walls() {}

    /**
     * What is known of a page when its text has been picked.
     *
     * @param heading may be null
     */
    record Page(PageScan scan, @Nullable String heading, String tab, String text, boolean free) {}

    /** The wall that a page is; empty when it is none. */
    static Optional<Reason> of(Page page) {
        if (isChallenge(page)) {
            return Optional.of(Reason.BOT_CHALLENGE);
        }
        if (isConsent(page)) {
            return Optional.of(Reason.CONSENT_WALL);
        }
        return isPaywall(page) ? Optional.of(Reason.PAYWALL) : Optional.empty();
    }

    private static boolean isChallenge(Page page) {
        if (page.text().length() > MAX_TEXT) {
            return false;
        }
        return CHALLENGE_TITLE.matcher(heading(page)).find()
                || CHALLENGE_TITLE.matcher(page.tab()).find()
                || CHALLENGE_TEXT.matcher(page.text()).find()
                || (isNextToNothing(page) && (CHALLENGE_TEXT.matcher(all(page)).find() || hasParts(page.scan())));
    }

    private static boolean hasParts(PageScan scan) {
        for (var script : scan.scripts) {
            if (CHALLENGE_PARTS.matcher(script.attr("src")).find() || isChallengeScript(script.data())) {
                return true;
            }
        }
        for (int i = 0; i < scan.size; i++) {
            Element element = scan.elements[i];
            if (element.attributesSize() > 0
                    && CHALLENGE_PARTS
                            .matcher(element.id() + ' ' + element.className())
                            .find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isChallengeScript(String data) {
        return data.length() < LONGEST_CHALLENGE
                && CHALLENGE_PARTS.matcher(data).find();
    }

    private static boolean isConsent(Page page) {
        if (page.text().length() > MAX_CONSENT) {
            return false;
        }
        boolean titled = CONSENT_TITLE.matcher(heading(page)).find()
                || CONSENT_TITLE.matcher(page.tab()).find();
        if (titled && page.text().length() <= MAX_TEXT) {
            return true;
        }
        return isAboutConsent(page.text());
    }

    /** Whether most of a text is about consent, and no two paragraphs about anything else. */
    static boolean isAboutConsent(String text) {
        int about = 0;
        int paragraphs = 0;
        for (var paragraph : text.split("\n+", -1)) {
            boolean consent = mentions(paragraph) >= 2;
            about += consent ? paragraph.length() : 0;
            paragraphs += paragraph.length() >= PARAGRAPH && !consent ? 1 : 0;
            if (paragraphs == 2) {
                return false; // an article is told by its first lines
            }
        }
        return about > MOST * text.length();
    }

    /** Whether much of a text may be about consent: where it stands in what is called so, less is needed to be sure. */
    static boolean speaksOfConsent(String text) {
        int about = 0;
        for (var paragraph : text.split("\n+", -1)) {
            boolean consent =
                    CONSENT.matcher(COOKIES.matcher(paragraph).replaceAll("")).find();
            about += consent ? paragraph.length() : 0;
        }
        return about > MUCH * text.length();
    }

    /** How many different things that consent dialogues speak of a text names; no more than two are counted. */
    private static int mentions(String text) {
        var m = CONSENT.matcher(text);
        String first = null;
        while (m.find()) {
            String word = m.group().toLowerCase(Locale.ROOT);
            if (first == null) {
                first = word;
            } else if (!first.equals(word)) {
                return 2;
            }
        }
        return first == null ? 0 : 1;
    }

    /**
     * Whether what is left of the article is short, and an invitation to pay stands where the rest would be; or what is left
     * does not end, and the page says that it is not free, or invites anywhere but in its menus.
     */
    private static boolean isPaywall(Page page) {
        if (Block.weigh(page.text()) > MAX_LEFT) {
            return false;
        }
        int paragraphs = 0;
        boolean ends = false;
        for (var paragraph : page.text().split("\n+", -1)) {
            if (Block.weigh(paragraph) >= PARAGRAPH
                    && !PAYWALL.matcher(paragraph).find()) {
                paragraphs++;
                ends = isEnd(paragraph);
            }
        }
        if (paragraphs >= 2) {
            return false;
        }
        return (!ends && !page.free()) || invites(page, ends);
    }

    /** Whether a text ends here, and is not cut off. */
    private static boolean isEnd(String text) {
        return Block.endsSentence(text) && !CUT_OFF.matcher(text).find();
    }

    /** @param inPlace whether only an invitation in the article's place counts */
    private static boolean invites(Page page, boolean inPlace) {
        var scan = page.scan();
        int headline = scan.headingOf(Letters.ofHeadline(heading(page)));
        int headlineElement = headline < 0 ? -1 : scan.blocks.get(headline).element;
        int home = new Surroundings(scan).articleOrMain(headlineElement);
        int looked = 0;
        int since = 0; // blocks after the headline, or the last of the text
        for (int b = 0; b < scan.blocks.size(); b++) {
            var block = scan.blocks.get(b);
            looked += block.length();
            if (looked > MAX_LOOKED) {
                return false;
            }
            since = block.kept || b == headline ? 0 : since + 1;
            boolean near = b > headline && since <= (scan.contains(home, block.element) ? NEAR : BESIDE);
            if (block.length() < LONGEST_INVITATION
                    && PAYWALL.matcher(block.text).find()
                    && !TO_COMMENT.matcher(block.text).find()
                    && (near || !inPlace || isNamedWall(scan, block.element))
                    && !isAside(scan, block.element, headlineElement)) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNamedWall(PageScan scan, int element) {
        for (int i = element; i > 0; i = scan.parents[i]) {
            String name = scan.elements[i].className();
            if (name.length() < MAX_LEFT && NAMED_WALL.matcher(name).find()) {
                return true;
            }
        }
        return false;
    }

    /** Whether an element is a menu's, a side column's or the like, which are the same on every page of a site. */
    private static boolean isAside(PageScan scan, int element, int headline) {
        for (int i = element; i > 0 && !scan.contains(i, headline); i = scan.parents[i]) {
            boolean furniture = (scan.marks[i] & (Marks.FURNITURE | Marks.ASIDE | Marks.HEADER)) != 0
                    && (scan.marks[i] & Marks.DIALOG) == 0;
            if (furniture || ASIDE.matcher(scan.elements[i].className()).find()) {
                return true;
            }
        }
        return false;
    }

    private static boolean isNextToNothing(Page page) {
        int chars = 0;
        for (var block : page.scan().blocks) {
            chars += block.length();
            if (chars > MAX_TEXT) {
                return false;
            }
        }
        return page.text().length() <= NEXT_TO_NOTHING
                && page.text().lines().allMatch(line -> line.length() < PARAGRAPH);
    }

    private static String all(Page page) {
        var all = new StringBuilder();
        for (var block : page.scan().blocks) {
            all.append(block.text).append('\n');
        }
        return all.toString();
    }

    private static String heading(Page page) {
        return page.heading() == null ? "" : page.heading();
    }
}
