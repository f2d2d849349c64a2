package sentinel.extractor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToDoubleFunction;
import java.util.regex.Pattern;
import sentinel.text.date.Dates;

/**
 * Chooses which blocks of a page are its article. Elements are marked as boilerplate by tag, vocabulary and link density,
 * never one that holds most of the page's prose; paragraphs vote for the elements round them; the winner is widened while
 * that gains prose; and what stands in it without belonging is left out.
 */
final class BodyPicker {

    private static final double[] VOTE = {1, 0.6, 0.3, 0.15, 0.08};
    /** Lines without prose after which a text is taken to be made of such lines. */
    private static final int MOST_EARLY = 200;

    private static final int MAX_VOTE = 1_000;
    private static final int LONGEST_CONSENT = 1_500;
    private static final double MOST = 0.45;
    /** Weight of prose that is an article of its own beside what is marked as none. */
    private static final int ENOUGH = 250;

    private static final int PARAGRAPH = 80;
    /** Elements between an entry of a list and its section. */
    private static final int SECTION_LEVELS = 7;

    private static final int MAX_SECTIONS = 200;
    /** Elements of a section before its list. */
    private static final int MAX_SECTION = 500;
    /** What stands for itself, however much of it there is: readers' comments, the page's frame, questions to the reader. */
    private static final int APART = Vocabulary.COMMENTS | PageScan.FURNITURE | Vocabulary.CONSENT;

    private static final int SHARED_NAMES = Vocabulary.NOTICE | Vocabulary.AUTHOR_BOX | Vocabulary.COMMENT;

    /** Verdicts that come from what an element is called. */
    static final int NAMES = Vocabulary.BOILERPLATE
            | Vocabulary.SUSPECT
            | Vocabulary.LOOSE
            | Vocabulary.NOTICE
            | Vocabulary.FACT_BOX
            | Vocabulary.CONSENT
            | Vocabulary.AUTHOR_BOX
            | Vocabulary.CAPTION
            | Vocabulary.BYLINE
            | Vocabulary.PICTURE;

    /** Blocks looked up in the claimed body, which is short: it must not be searched for ever. */
    private static final int MAX_CONFIRMED = 3_000;

    private static final double MAIN_SHARE = 0.6;
    /** Characters of lines that are enough for an article. */
    private static final int MANY = 500;

    private static final int CAPTIONS = PageScan.FIGURE_CAPTION | Vocabulary.CAPTION;

    private static final Pattern BIOGRAPHY = Pattern.compile(
            ",? (?:is|was|covers|writes|has|reports|works|joined|ist|schreibt|est|es|è|är|er|jest)\\b.*",
            Pattern.DOTALL);

    private static final Pattern PICTURE_CREDIT = Pattern.compile(
            "(?:\\((?:picture|image|photo|foto|bild|credit|pic)s?\\b[^)]{0,80}\\)|\\b(?:bild|foto|fotos|bildrechte|photo|image|picture|credit|photograph|imago|fotografía|crédito|crédit photo)\\s?:\\s*\\S.{0,70}|(?:getty images|via getty|/\\s?(?:afp|reuters|ap|dpa|epa|getty)\\b.{0,20}|\\b(?:afp|dpa) photo|ap photo/.{0,40}))\\W*$",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private static final Pattern MESSENGER_CHANNEL = Pattern.compile(
            "channel|[ck]anal|kanaal|follow|folg|subscribe|suscr|seguir|siga|rejoi|suivez|ikuti",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern CREDIT = Pattern.compile(
            "(?i)^(?:by|von|par|por|di|door|af|av)\\s+\\p{Lu}|(?i:^(?:published|updated|posted|last (?:updated|modified)|veröffentlicht|publié|publicado|aktualisiert|first published)\\b)|(?i:\\bmin(?:ute)?s? read$)");

    private final PageScan scan;
    private final String headline;
    private final String description;
    private final boolean hasClaim;
    private final List<String> authors;
    private final int[] prose;
    private final int[] chars;
    private final int[] links;
    private final int[] code;
    private final int[] confirmed;
    private final boolean[] quotes;
    private final boolean[] removed;
    private final int ignored;
    /** By class, where it may be a notice's or an author's. */
    private final Map<String, Named> named = new HashMap<>();

    private List<Block> picked = List.of();
    private int total;
    /** The page's text is under its pictures. */
    private boolean gallery;

    private int root;
    /** The element of the headline, or a place in no element. */
    private int headlineAt = Integer.MAX_VALUE;

    /**
     * What the page's metadata says, each as a hint only.
     *
     * @param headline not part of the body
     * @param body as JSON-LD has it: often cut short, so it confirms and does not decide
     * @param description often the article's lead
     * @param authors whose biographies are not part of the body
     */
    record Claims(String headline, String body, String description, List<String> authors) {}

    BodyPicker(PageScan scan, Claims claims) {
        this(scan, claims, 0);
    }

    /** @param ignored marks that do not count, as {@link #NAMES} */
    BodyPicker(PageScan scan, Claims claims, int ignored) {
        this.scan = scan;
        this.ignored = ignored;
        this.headline = claims.headline() == null ? "" : letters(claims.headline(), Integer.MAX_VALUE);
        this.description = claims.description() == null ? "" : letters(claims.description(), 300);
        this.authors = claims.authors();
        String claimed = claims.body();
        this.prose = new int[scan.size];
        this.chars = new int[scan.size];
        this.links = new int[scan.size];
        this.code = new int[scan.size];
        this.confirmed = new int[scan.size];
        this.quotes = new boolean[scan.size];
        this.removed = new boolean[scan.size];
        this.hasClaim = claimed.length() > Extractor.SHORT;
        if (claimed.length() > 200) {
            confirm(letters(claimed, Integer.MAX_VALUE));
        }
    }

    /** The article's blocks in order; empty when there are none. */
    List<Block> pick() {
        if (scan.blocks.isEmpty()) {
            return List.of();
        }
        measure();
        findHeadline();
        remove();
        removeTeasers();
        removeOtherArticles();
        root = widen(winner(BodyPicker::vote));
        var chosen = choose();
        if (length(chosen) < Extractor.SHORT && !hasClaim) {
            chosen = orLines(chosen);
        }
        picked = chosen;
        mark();
        return chosen;
    }

    /** Marks the blocks that were picked, and no others, as kept. */
    void mark() {
        scan.blocks.forEach(block -> block.kept = false);
        picked.forEach(block -> block.kept = true);
    }

    private int mark(int i) {
        return scan.marks[i] & ~ignored;
    }

    /** Where there is next to no prose: the lines of what is named for an article, as of results or winners, if many. */
    private List<Block> orLines(List<Block> prose) {
        int names = PageScan.ARTICLE | PageScan.BODY_PROPERTY | Vocabulary.CONTENT;
        var within = new boolean[scan.size];
        for (int i = 1; i < scan.size; i++) {
            within[i] = within[scan.parents[i]] || (scan.marks[i] & names) != 0;
        }
        root = winner(block -> within[block.element] && block.linkDensity() < 0.4 ? block.length() : 0);
        var lines = within[root] ? choose() : List.<Block>of();
        return length(lines) > MANY && length(lines) > 3 * length(prose) ? lines : prose;
    }

    private static int length(List<Block> blocks) {
        return blocks.stream().mapToInt(Block::length).sum();
    }

    /** Of all prose that is not boilerplate, the share that was picked: how clear the choice was. */
    double share() {
        int all = 0;
        int kept = 0;
        for (var block : scan.blocks) {
            if (block.isProse() && !removed[block.element]) {
                all += block.length();
                kept += block.kept ? block.length() : 0;
            }
        }
        return all == 0 ? 0 : (double) kept / all;
    }

    private void confirm(String claimed) {
        int looked = 0;
        for (var block : scan.blocks) {
            if (block.length() >= 40 && looked++ < MAX_CONFIRMED) {
                block.confirmed = claimed.contains(letters(block.text, 60));
            }
        }
    }

    private void measure() {
        for (var block : scan.blocks) {
            prose[block.element] += block.isProse() ? block.weight : 0;
        }
        for (int i = scan.size - 1; i > 0; i--) {
            prose[scan.parents[i]] += prose[i];
        }
        introduce();
        for (var block : scan.blocks) {
            code[block.element] += block.kind == Block.Kind.CODE ? block.length() : 0;
            chars[block.element] += block.length();
            confirmed[block.element] += block.confirmed ? block.weight : 0;
            links[block.element] += block.introduced ? 0 : block.linkChars;
            quotes[block.element] |= block.kind == Block.Kind.QUOTE || scan.isQuoted(block.element);
        }
        for (int i = scan.size - 1; i > 0; i--) {
            int parent = scan.parents[i];
            chars[parent] += chars[i];
            links[parent] += links[i];
            code[parent] += code[i];
            confirmed[parent] += confirmed[i];
            scan.marks[parent] |= scan.marks[i] & PageScan.HAS_PICTURE;
            quotes[parent] |= quotes[i];
        }
        total = prose[0];
    }

    /**
     * Finds the lists of links that belong to a paragraph: it ends in a colon ("Many patches were sent for review:"), or both
     * are in one of several sections that are built alike.
     */
    private void introduce() {
        boolean announced = false;
        Block before = null;
        for (var block : scan.blocks) {
            if (block.kind == Block.Kind.ITEM) {
                if (before != null && before.kind != Block.Kind.ITEM && block.linkDensity() > 0.5) {
                    announced = before.isProse()
                            && !leadsAway(before)
                            && (before.text.endsWith(":") || isInSection(block.element));
                }
                block.introduced = announced;
            } else {
                announced = false;
            }
            before = block;
        }
    }

    /** Whether it is in a section with a heading and prose, beside others that are named alike and have prose as well. */
    private boolean isInSection(int item) {
        int section = item;
        for (int level = 0; level < SECTION_LEVELS && section > 0 && item - section < MAX_SECTION; level++) {
            String name = scan.elements[section].className();
            int parent = scan.parents[section];
            if (!name.isEmpty() && prose[section] > 0 && parent >= 0 && scan.hasHeading(section, item)) {
                int alike = 0;
                int looked = 0;
                for (int i = parent + 1; i < scan.ends[parent] && ++looked < MAX_SECTIONS; i = scan.ends[i]) {
                    alike += prose[i] > 0 && scan.elements[i].className().equals(name) ? 1 : 0;
                }
                return alike >= 3;
            }
            section = parent;
        }
        return false;
    }

    private void findHeadline() {
        for (var block : scan.blocks) {
            if (scan.tag(block.element).equals("h1") && (isHeadline(block) || scan.headings.size() == 1)) {
                headlineAt = block.element;
                return;
            }
        }
    }

    private void remove() {
        for (int i = 1; i < scan.size; i++) {
            boolean mayBeApart = (mark(i) & SHARED_NAMES) != 0 && prose[i] > 0;
            String name = mayBeApart ? scan.elements[i].className() : "";
            if (!name.isEmpty()) {
                named.computeIfAbsent(name, key -> new Named()).add(prose[i]);
            }
        }
        removeApart();
        gallery = isGallery();
        for (int i = 1; i < scan.size; i++) {
            removed[i] = removed[i] || removed[scan.parents[i]] || (chars[i] > 0 && isBoilerplate(i));
        }
    }

    /** What is marked as something else than the article, where enough is left without all of it. */
    private void removeApart() {
        var apart = new ArrayList<Integer>();
        int beside = PageScan.ASIDE | PageScan.HIDDEN | PageScan.FORM | Vocabulary.BOILERPLATE;
        int left = total;
        for (int i = 1; i < scan.size; ) {
            boolean isApart = (mark(i) & APART) != 0 || isOneOfComments(i);
            if ((isApart || (mark(i) & beside) != 0) && !isArticles(i)) {
                if (isApart) {
                    apart.add(i);
                }
                left -= prose[i];
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
        var all = (mark(i) & Vocabulary.COMMENT) == 0 ? null : named.get(scan.elements[i].className());
        return all != null && all.count >= 3;
    }

    /**
     * Whether what is hidden is a part of the article that a click unfolds: prose, named nothing else, right below a heading or
     * a button in the same box, among the article's own text.
     */
    private boolean isFoldedPart(int i) {
        int parent = scan.parents[i];
        int unlike = APART
                | PageScan.ASIDE
                | PageScan.FORM
                | Vocabulary.BOILERPLATE
                | Vocabulary.NOTICE
                | Vocabulary.AUTHOR_BOX
                | Vocabulary.HOVER;
        if (prose[i] < PARAGRAPH || links[i] > 0.2 * chars[i] || (mark(i) & unlike) != 0 || !scan.isBelowLabel(i)) {
            return false;
        }
        int home = parent;
        while (home > 0
                && (scan.marks[home] & (PageScan.ARTICLE | PageScan.BODY_PROPERTY)) == 0
                && !scan.tag(home).equals("main")) {
            if ((mark(home) & unlike) != 0) {
                return false;
            }
            home = scan.parents[home];
        }
        return home > 0 && scan.contains(home, headlineAt) && prose[home] - prose[i] >= ENOUGH;
    }

    /** Whether an element is the article's by what is sure. */
    private boolean isArticles(int i) {
        return (mark(i) & PageScan.BODY_PROPERTY) != 0
                || confirmed[i] > 0.5 * Math.max(prose[i], 1)
                || scan.contains(i, headlineAt);
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
                    || block.length() < 15
                    || block.linkDensity() < 0.8
                    || isHeadline(block)) {
                continue;
            }
            int teaser = block.element;
            int parent = scan.parents[teaser];
            while (parent > 0
                    && chars[parent] < 600
                    && prose[parent] < 0.2 * total
                    && !scan.contains(parent, headlineAt)) {
                teaser = parent;
                parent = scan.parents[parent];
            }
            if (teaser == block.element && standsInProse(teaser)) {
                continue; // of a section, as in a list of ten best
            }
            teasers.add(teaser);
            if (teaser >= last && !removed[teaser]) {
                held += prose[teaser];
                last = scan.ends[teaser];
            }
        }
        if (held > MAIN_SHARE * total) {
            return;
        }
        for (int teaser : teasers) {
            Arrays.fill(removed, teaser, scan.ends[teaser], true);
        }
    }

    /**
     * What stands in an {@code <article>} of its own, with a title of its own, beside the one with the headline: the next
     * article of an endless page, a list of others.
     */
    private void removeOtherArticles() {
        int home = headlineAt == Integer.MAX_VALUE ? 0 : articleOf(headlineAt);
        if (home == 0 || prose[home] < 400 || prose[home] < 0.2 * total) {
            return;
        }
        for (var block : scan.blocks) {
            boolean title = block.kind == Block.Kind.HEADING || (block.linkDensity() > 0.9 && block.length() >= 15);
            if (title && !scan.contains(home, block.element)) {
                int other = articleOf(block.element);
                if (other > 0 && !removed[other] && !scan.contains(other, home)) {
                    Arrays.fill(removed, other, scan.ends[other], true);
                }
            }
        }
    }

    /** The innermost {@code <article>} round an element, or 0. */
    private int articleOf(int element) {
        int article = element;
        while (article > 0 && (scan.marks[article] & PageScan.ARTICLE) == 0) {
            article = scan.parents[article];
        }
        return Math.max(0, article);
    }

    /** Whether captions hold most of the prose, and none of them alone does. */
    private boolean isGallery() {
        int held = 0;
        int end = 0;
        for (int i = 1; i < scan.size; i++) {
            boolean hidden = (mark(i) & PageScan.HIDDEN) != 0; // pictures that a click would enlarge
            boolean caption = (mark(i) & CAPTIONS) != 0 || scan.tag(i).equals("figure");
            if (i >= end && (hidden || (caption && prose[i] < MOST * total))) {
                held += hidden ? 0 : prose[i];
                end = scan.ends[i];
            }
        }
        return held > MOST * total;
    }

    /** Its own, or where three or more are named alike, which are parts of something larger, that of all of them. */
    private int proseNamedAs(int i) {
        var all = named.get(scan.elements[i].className());
        return all == null || all.count < 3 ? prose[i] : all.prose;
    }

    /** Elements of one class. */
    private static final class Named {
        private int count;
        private int prose;

        private void add(int more) {
            count++;
            prose += more;
        }
    }

    /** Whether much of the prose is in the same element. */
    private boolean standsInProse(int element) {
        return prose[Math.max(0, scan.parents[element])] > 0.3 * total;
    }

    private boolean isBoilerplate(int i) {
        int mark = mark(i);
        double density = (double) links[i] / chars[i];
        String tag = scan.tag(i);
        boolean holdsMost = total > 0 && prose[i] > MOST * total;
        boolean caption = (mark & CAPTIONS) != 0
                || (tag.equals("figure") && !scan.elements[i].className().contains("table") && !quotes[i]);
        if (caption && !holdsMost && !gallery && chars[i] < (tag.equals("figure") ? 400 : 700)) {
            return true;
        }
        int picture = Vocabulary.PICTURE | PageScan.HAS_PICTURE;
        if ((mark & picture) == picture && chars[i] < 400 && prose[i] < 0.3 * total && !tag.equals("p")) {
            return true;
        }
        if (isArticles(i)) {
            return false;
        }
        if ((mark & PageScan.HIDDEN) != 0 && isFoldedPart(i)) {
            return false;
        }
        if (2 * code[i] > chars[i] && (mark & (PageScan.HIDDEN | PageScan.FURNITURE)) == 0) {
            return false; // a listing, with what its box is called for
        }
        if (tag.equals("p") || tag.equals("span") || tag.equals("b") || tag.equals("strong") || tag.equals("em")) {
            if (prose[i] > 0 && (mark & (PageScan.HIDDEN | Vocabulary.BOILERPLATE | Vocabulary.NOTICE)) == 0) {
                return false;
            }
        }
        if ((mark & Vocabulary.COMMENTS) != 0 && prose[i] < 0.8 * total) {
            return true;
        }
        if ((mark & Vocabulary.CONSENT) != 0 && chars[i] < LONGEST_CONSENT) {
            return true;
        }
        if ((mark & Vocabulary.FACT_BOX) != 0 && total - prose[i] > MAX_VOTE && prose[i] < MAIN_SHARE * total) {
            return true;
        }
        if (holdsMost) {
            return false;
        }
        if ((mark & (PageScan.FURNITURE | PageScan.ASIDE | PageScan.HIDDEN | Vocabulary.BOILERPLATE)) != 0) {
            return true;
        }
        if ((mark & Vocabulary.NOTICE) != 0 && proseNamedAs(i) < 0.25 * total) {
            return true;
        }
        if ((mark & Vocabulary.AUTHOR_BOX) != 0 && proseNamedAs(i) < 0.2 * total && chars[i] < 1_500) {
            return true;
        }
        if ((mark & PageScan.FORM) != 0 && prose[i] < 0.25 * total) {
            return true;
        }
        if ((mark & Vocabulary.BYLINE) != 0 && prose[i] == 0 && chars[i] < 300) {
            return true;
        }
        if (tag.equals("tr")) {
            return false; // a row is named for what is in it
        }
        if ((mark & Vocabulary.SUSPECT) != 0
                && prose[i] < 0.15 * total
                && (density > 0.33 || (prose[i] == 0 && chars[i] < 600))) {
            return !tag.startsWith("h") || density > 0.5;
        }
        if ((mark & Vocabulary.LOOSE) != 0 && prose[i] < 0.15 * total && density > 0.4) {
            return !tag.startsWith("h") || density > 0.5;
        }
        boolean container =
                switch (tag) {
                    case "ul", "ol", "div", "section", "table", "tbody", "dl", "article" -> true;
                    default -> false;
                };
        return container
                && density > (tag.equals("ul") || tag.equals("ol") ? 0.7 : 0.5)
                && prose[i] < 0.3 * chars[i]
                && chars[i] > 20;
    }

    /** The element that most blocks vote for. */
    private int winner(ToDoubleFunction<Block> voting) {
        var votes = new double[scan.size];
        for (var block : scan.blocks) {
            double vote = removed[block.element] ? 0 : voting.applyAsDouble(block);
            if (vote <= 0) {
                continue;
            }
            int voter = block.element;
            if (isParagraph(scan.tag(voter)) && scan.parents[voter] >= 0) {
                voter = scan.parents[voter];
            }
            for (int level = 0; level < VOTE.length && voter >= 0; level++) {
                votes[voter] += vote * VOTE[level];
                voter = scan.parents[voter];
            }
        }
        int best = 0;
        double most = -1;
        for (int i = 0; i < scan.size; i++) {
            if (votes[i] > 0) {
                int mark = mark(i);
                double weight = 1;
                weight *= (mark & PageScan.BODY_PROPERTY) != 0 ? 2 : 1;
                weight *= (mark & PageScan.ARTICLE) != 0 ? 1.15 : 1;
                weight *= (mark & Vocabulary.CONTENT) != 0 ? 1.15 : 1;
                weight *= (mark & (Vocabulary.SUSPECT | Vocabulary.LOOSE | PageScan.FORM)) != 0 ? 0.9 : 1;
                weight *= 1 - (double) links[i] / Math.max(1, chars[i]);
                if (votes[i] * weight > most) {
                    most = votes[i] * weight;
                    best = i;
                }
            }
        }
        return best;
    }

    private static boolean isParagraph(String tag) {
        return switch (tag) {
            case "p", "li", "blockquote", "pre", "tr", "dd", "dt" -> true;
            default -> false;
        };
    }

    private static double vote(Block block) {
        double density = block.linkDensity();
        int length = block.weight;
        if (density > 0.4 || length < 25 || block.kind == Block.Kind.HEADING) {
            return 0;
        }
        double vote = Math.min(length, MAX_VOTE) * (1 - density);
        if (length < 80) {
            vote *= endsSentence(block.text) ? 0.5 : 0.1;
        }
        return block.confirmed ? vote * 3 : vote;
    }

    /** Goes up while that brings in more prose than other things. */
    private int widen(int winner) {
        // Sums over the elements before one: an element and all that is in it are a range of them.
        int[] text = new int[scan.size + 1];
        int[] gain = new int[scan.size + 1];
        int[] rest = new int[scan.size + 1];
        for (var block : scan.blocks) {
            if (removed[block.element]) {
                continue;
            }
            int after = block.element + 1;
            text[after] += block.isProse() ? block.weight : 0;
            if (block.isProse() && block.linkDensity() < 0.2) {
                gain[after] += block.weight * (block.confirmed ? 4 : 1);
            } else if (block.kind != Block.Kind.HEADING && !block.introduced) {
                rest[after] += block.length() + 20;
            }
        }
        for (int i = 0; i < scan.size; i++) {
            text[i + 1] += text[i];
            gain[i + 1] += gain[i];
            rest[i + 1] += rest[i];
        }
        int best = winner;
        for (int up = scan.parents[winner]; up >= 0; up = scan.parents[up]) {
            int own = within(text, best);
            int gained = within(gain, up) - within(gain, best);
            int dross = within(rest, up) - within(rest, best);
            boolean most = gained > own && gained > dross;
            boolean much = gained > 0.15 * own && gained > 1.5 * dross;
            boolean clean = gained > 0.1 * own && gained > 2 * dross;
            if (most || much || clean) {
                best = up;
            }
        }
        return best;
    }

    private int within(int[] sums, int element) {
        return sums[scan.ends[element]] - sums[element];
    }

    /** Whether the text has not begun yet: credits and dates stand here. A text of short lines begins with its first ones. */
    private static boolean isEarly(List<Block> kept) {
        return kept.size() < MOST_EARLY && kept.stream().limit(4).noneMatch(Block::isProse);
    }

    private List<Block> choose() {
        var kept = new ArrayList<Block>();
        var seen = new HashMap<String, Block>();
        int firstHeading = firstHeadline();
        Block ended = null; // a heading that may lead away
        int endedIn = -1;
        int start = start();
        for (int b = 0; b < scan.blocks.size(); b++) {
            var block = scan.blocks.get(b);
            if (block.element < start && !block.confirmed && !isDescription(block)) {
                continue;
            }
            boolean inside = scan.contains(root, block.element);
            boolean lead = !inside && b > firstHeading && firstHeading >= 0 && kept.isEmpty() && isLead(block);
            if ((!inside && !lead) || removed[block.element]) {
                continue;
            }
            if (ended != null) {
                if (scan.contains(endedIn, block.element)
                        && (block.linkDensity() > 0.3 || isOutOfPlace(block, kept.size(), false))) {
                    continue;
                }
                if (scan.contains(endedIn, block.element)) {
                    kept.add(ended); // it was a heading like any other
                }
                ended = null;
            }
            if (block.kind == Block.Kind.HEADING && Openings.END.begin(block.text)) {
                ended = block;
                endedIn = Math.max(0, scan.parents[block.element]);
                continue;
            }
            if (isOutOfPlace(block, kept.size(), isEarly(kept))) {
                continue;
            }
            var same = block.length() > 40 ? seen.putIfAbsent(block.text, block) : null;
            if (same != null && !isRefrain(same, block, kept.get(kept.size() - 1))) {
                continue;
            }
            kept.add(block);
        }
        dropForeignTail(kept);
        dropClosing(kept);
        dropLooseEnds(kept);
        return kept;
    }

    /** Whether a line is said again on purpose: among the same others as at first, and not at once. */
    private boolean isRefrain(Block first, Block again, Block before) {
        return scan.parents[first.element] == scan.parents[again.element]
                && first.element != again.element
                && scan.tag(first.element).equals(scan.tag(again.element))
                && first != before
                && !again.text.equals(before.text);
    }

    /** The headline's element where it stands above most of what was chosen: nothing before it is text. Else 0. */
    private int start() {
        if (!scan.contains(root, headlineAt)) {
            return 0;
        }
        int before = 0;
        int after = 0;
        for (var block : scan.blocks) {
            if (block.isProse() && scan.contains(root, block.element) && !removed[block.element]) {
                before += block.element < headlineAt ? block.weight : 0;
                after += block.element < headlineAt ? 0 : block.weight;
            }
        }
        return after > before ? headlineAt : 0;
    }

    /** Position of the block that is the page's headline, or -1. */
    private int firstHeadline() {
        for (int b = 0; b < scan.blocks.size(); b++) {
            var block = scan.blocks.get(b);
            if (block.kind == Block.Kind.HEADING && (scan.tag(block.element).equals("h1") || isHeadline(block))) {
                return scan.blocks.get(b).element <= root || !scan.contains(root, block.element) ? b : -1;
            }
        }
        return -1;
    }

    /** Prose between the headline and the body: a lead in a place of its own. */
    private boolean isLead(Block block) {
        if (block.linkDensity() > 0.1 || block.element >= root || block.weight < 80 || block.length() > 1_000) {
            return false;
        }
        return switch (block.kind) {
            case TEXT -> true;
            case HEADING -> isNamedLead(block.element) && !isHeadline(block);
            default -> false;
        };
    }

    private boolean isNamedLead(int element) {
        int parent = Math.max(0, scan.parents[element]);
        return ((scan.marks[element] | scan.marks[parent]) & Vocabulary.LEAD) != 0;
    }

    /** The page's own summary, standing in the page: the lead. */
    private boolean isDescription(Block block) {
        int length = Math.min(description.length(), 60);
        return length >= 40
                && block.length() >= 40
                && block.length() < 600
                && beginAlike(block.text, description)
                && letters(block.text, 60).startsWith(description.substring(0, length));
    }

    private boolean isHeadline(Block block) {
        return !headline.isEmpty()
                && block.length() < 400
                && beginAlike(block.text, headline)
                && letters(block.text, Integer.MAX_VALUE).equals(headline);
    }

    private boolean isOutOfPlace(Block block, int place, boolean early) {
        int length = block.length();
        double density = block.linkDensity();
        if (density < 0.5 && (block.confirmed || isDescription(block))) {
            return isHeadline(block) || (block.kind != Block.Kind.HEADING && leadsAway(block));
        }
        if (length < 300
                && mayBeCredit(block.text)
                && PICTURE_CREDIT.matcher(block.text).find()) {
            return true;
        }
        if (block.kind == Block.Kind.HEADING) {
            boolean first = scan.tag(block.element).equals("h1") && (early || block.element == headlineAt);
            return first || isHeadline(block) || (density > 0.8 && !standsInProse(block.element));
        }
        if (isHeadline(block)) {
            return true;
        }
        if (density > 0.7 && (length < 250 || block.kind == Block.Kind.ITEM)) {
            return true;
        }
        if (leadsAway(block)) {
            return true;
        }
        if ((early || (place < 6 && !endsSentence(block.text)))
                && length < 120
                && CREDIT.matcher(block.text).find()) {
            return true;
        }
        if (early && length < 80 && Dates.written(block.text).isPresent()) {
            return true;
        }
        if (early && length < 40 && block.kind == Block.Kind.TEXT && !endsSentence(block.text)) {
            return true;
        }
        return length < 3 && block.kind == Block.Kind.TEXT && !Character.isLetterOrDigit(block.text.charAt(0));
    }

    private static boolean leadsAway(Block block) {
        return (block.length() < 200 && Openings.LEAD_AWAY.begin(block.text)) || speaksOfItself(block);
    }

    /** Of what the page earns by its links, where else to follow it, or what it would show of another site. */
    private static boolean speaksOfItself(Block block) {
        if (block.length() > 400) {
            return false;
        }
        String text = block.text;
        boolean messenger = text.contains("WhatsApp") || text.contains("Whatsapp");
        return (messenger && MESSENGER_CHANNEL.matcher(text).find())
                || text.contains("xternen Inhalt")
                || text.contains("xterner Inhalt")
                || text.contains("ffiliate link")
                || text.contains("commission at no")
                || text.contains("earn a commission")
                || text.contains("earn a small commission");
    }

    /** Whether there is something that each form of {@link #PICTURE_CREDIT} needs; most lines have none, and it is slow. */
    private static boolean mayBeCredit(String text) {
        char last = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '(' || c == ':' || c == '/') {
                return true;
            }
            char lower = c < 0x80 ? (char) (c | 0x20) : c;
            if ((lower == 'y' && last == 't') || (lower == 'h' && last == 'p')) { // getty, photo
                return true;
            }
            last = lower;
        }
        return false;
    }

    /**
     * What follows the part that holds most of the text, in a branch of its own and built unlike anything in that part:
     * notices, further reading, what the page says of itself. A part built alike is the article's next one.
     */
    private void dropForeignTail(List<Block> kept) {
        int main = mainPart(kept);
        if (main == root) {
            return;
        }
        Set<String> builds = new HashSet<>();
        for (var block : kept) {
            if (scan.contains(main, block.element)) {
                builds.add(scan.build(block.element));
            }
        }
        boolean headsKept = false;
        for (int i = kept.size() - 1; i >= 0 && kept.get(i).element >= scan.ends[main]; i--) {
            var block = kept.get(i);
            boolean stays = block.kind == Block.Kind.HEADING
                    ? headsKept
                    : block.confirmed
                            || scan.contains(scan.parents[block.element], main)
                            || builds.contains(scan.build(block.element));
            if (!stays) {
                kept.remove(i);
            }
            headsKept = stays;
        }
    }

    /** The innermost element that holds most of what was chosen. */
    private int mainPart(List<Block> kept) {
        var held = new int[scan.size - root];
        int all = 0;
        for (var block : kept) {
            all += block.length();
            for (int i = block.element; i >= root; i = scan.parents[i]) {
                held[i - root] += block.length();
            }
        }
        int main = root;
        for (int i = root; i < scan.ends[root]; i++) {
            if (held[i - root] >= MAIN_SHARE * all) {
                main = i;
            }
        }
        return main;
    }

    /** Last paragraphs that begin with an author's name and go on with what they do, or are about readers' comments. */
    private void dropClosing(List<Block> kept) {
        for (int i = kept.size() - 1; i >= Math.max(1, kept.size() - 3); i--) {
            String text = kept.get(i).text;
            boolean biography = authors.stream().anyMatch(name -> isBiography(text, name));
            if (biography || Openings.HOUSE_RULES.begin(text)) {
                kept.remove(i);
            }
        }
    }

    private static boolean isBiography(String text, String name) {
        int at = text.indexOf(name);
        return at >= 0
                && at < 50
                && BIOGRAPHY.matcher(text.substring(at + name.length())).lookingAt();
    }

    /** Headings that nothing follows. */
    private void dropLooseEnds(List<Block> kept) {
        while (!kept.isEmpty()) {
            var last = kept.get(kept.size() - 1);
            boolean loose = last.kind == Block.Kind.HEADING
                    || (last.length() < 30
                            && last.kind == Block.Kind.TEXT
                            && !endsSentence(last.text)
                            && kept.size() > 1
                            && !last.confirmed);
            if (!loose) {
                return;
            }
            kept.remove(kept.size() - 1);
        }
    }

    static boolean endsSentence(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (".!?…。！？:;。।؟".indexOf(c) >= 0) {
                return true;
            }
            if (Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return false;
    }

    /** Whether the first letter is the same: mostly it is not, and the others need not be looked at. */
    private static boolean beginAlike(String text, String letters) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                return Character.toLowerCase(c) == letters.charAt(0);
            }
        }
        return false;
    }

    /** Letters and digits in lower case: what two forms of one text have in common. */
    static String letters(String text, int max) {
        var out = new char[Math.min(max, text.length())];
        int length = 0;
        boolean ascii = true;
        for (int i = 0; i < text.length() && length < out.length; i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c)) {
                ascii &= c < 0x80;
                out[length++] = c >= 'A' && c <= 'Z' ? (char) (c + 0x20) : c;
            }
        }
        String letters = new String(out, 0, length);
        return ascii ? letters : letters.toLowerCase(Locale.ROOT);
    }
}
