package sentinel.extractor;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import sentinel.text.date.Dates;

/**
 * Reads the article's blocks out of its element, with a lead between headline and body, and leaves out what stands there
 * without belonging: bylines, credits, links, lines of the page itself, repetitions.
 */
final class BodyBlocks {

    /** Blocks of which one must be prose for the text to have begun. */
    private static final int FIRST = 4;
    /** Blocks among which a line without a sentence's end may still be a byline. */
    private static final int FIRST_LINES = 6;

    /** A repetition of fewer characters may be a word of a dialogue or a cell of a table. */
    private static final int SHORTEST_REPEATED = 40;
    /** Links of a block after a heading such as "Related" that make it one of those promised. */
    private static final double LINKS_AFTER_END = 0.3;

    /** A lead of more characters is a text of its own. */
    private static final int LONGEST_LEAD = 1_000;

    private static final double LINKS_OF_LEAD = 0.1;

    /** Links of a block that is the article's by other signs; more make it a link to the article. */
    private static final double LINKS_OF_SURE = 0.5;
    /** Links of a heading that leads elsewhere. */
    private static final double LINKS_OF_HEADING = 0.8;
    /** Links of a line that leads elsewhere, and how long it is; an entry of a list may be longer. */
    private static final double LINKS_OF_LINE = 0.7;

    private static final int LONGEST_LINK = 250;
    /** Characters of bylines, of dates, and of other lines that stand above a text. */
    private static final int LONGEST_BYLINE = 120;

    private static final int LONGEST_DATE = 80;
    private static final int LONGEST_LABEL = 40;
    /** A block of fewer characters that are no letters is an ornament. */
    private static final int SHORTEST = 3;

    private final PageScan scan;
    private final Measures page;
    private final Claims claims;
    private final boolean[] removed;
    /** The article's element. */
    private final int root;

    BodyBlocks(PageScan scan, Measures page, Claims claims, boolean[] removed, int root) {
        this.scan = scan;
        this.page = page;
        this.claims = claims;
        this.removed = removed;
        this.root = root;
    }

    /** The blocks in their order. */
    List<Block> read() {
        var kept = new ArrayList<Block>();
        Map<String, Block> seen = new HashMap<>();
        int firstHeading = firstHeadline();
        Block ended = null; // a heading that may lead away
        int endedIn = -1;
        int start = start();
        for (int b = 0; b < scan.blocks.size(); b++) {
            var block = scan.blocks.get(b);
            if (block.element < start && !block.confirmed && !claims.isDescription(block)) {
                continue;
            }
            boolean inside = scan.contains(root, block.element);
            boolean lead = !inside && b > firstHeading && firstHeading >= 0 && kept.isEmpty() && isLead(block);
            if ((!inside && !lead) || removed[block.element]) {
                continue;
            }
            if (ended != null) {
                boolean below = scan.contains(endedIn, block.element);
                if (below && (block.linkDensity() > LINKS_AFTER_END || isOutOfPlace(block, kept.size(), false))) {
                    continue;
                }
                if (below) {
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
            var same = block.length() > SHORTEST_REPEATED ? seen.putIfAbsent(block.text, block) : null;
            if (same != null && !isRefrain(same, block, kept.get(kept.size() - 1))) {
                continue;
            }
            kept.add(block);
        }
        return kept;
    }

    /** Whether the text has not begun yet: credits and dates stand here. A text of short lines begins with its first ones. */
    private static boolean isEarly(List<Block> kept) {
        return kept.size() < Reach.EARLY_LINES && kept.stream().limit(FIRST).noneMatch(Block::isProse);
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
        if (!scan.contains(root, page.headline)) {
            return 0;
        }
        int before = 0;
        int after = 0;
        for (var block : scan.blocks) {
            if (block.isProse() && scan.contains(root, block.element) && !removed[block.element]) {
                before += block.element < page.headline ? block.weight : 0;
                after += block.element < page.headline ? 0 : block.weight;
            }
        }
        return after > before ? page.headline : 0;
    }

    /** Position of the block that is the page's headline, where it stands before the article's element; or -1. */
    private int firstHeadline() {
        for (int b = 0; b < scan.blocks.size(); b++) {
            var block = scan.blocks.get(b);
            if (block.kind == Block.Kind.HEADING
                    && (scan.tag(block.element).equals("h1") || claims.isHeadline(block))) {
                return block.element <= root || !scan.contains(root, block.element) ? b : -1;
            }
        }
        return -1;
    }

    /** Prose between the headline and the body: a lead in a place of its own. */
    private boolean isLead(Block block) {
        if (block.linkDensity() > LINKS_OF_LEAD
                || block.element >= root
                || block.weight < Block.PROSE
                || block.length() > LONGEST_LEAD) {
            return false;
        }
        return switch (block.kind) {
            case TEXT -> true;
            case HEADING -> isNamedLead(block.element) && !claims.isHeadline(block);
            default -> false;
        };
    }

    private boolean isNamedLead(int element) {
        int parent = Math.max(0, scan.parents[element]);
        return ((scan.marks[element] | scan.marks[parent]) & Marks.LEAD) != 0;
    }

    /**
     * Whether a block of the article's element is not of its text.
     *
     * @param place how many blocks of the text stand before it
     * @param early whether the text has not begun yet
     */
    private boolean isOutOfPlace(Block block, int place, boolean early) {
        boolean heading = block.kind == Block.Kind.HEADING;
        double density = block.linkDensity();
        if (density < LINKS_OF_SURE && (block.confirmed || claims.isDescription(block))) {
            return claims.isHeadline(block) || (!heading && SiteLines.leadsAway(block));
        }
        if (SiteLines.isPictureCredit(block)) {
            return true;
        }
        if (heading) {
            boolean first = scan.tag(block.element).equals("h1") && (early || block.element == page.headline);
            return first
                    || claims.isHeadline(block)
                    || (density > LINKS_OF_HEADING && !page.standsInProse(block.element));
        }
        return claims.isHeadline(block)
                || isLink(block)
                || SiteLines.leadsAway(block)
                || isAboveText(block, place, early)
                || isOrnament(block);
    }

    private static boolean isLink(Block block) {
        return block.linkDensity() > LINKS_OF_LINE && (block.length() < LONGEST_LINK || block.kind == Block.Kind.ITEM);
    }

    /** Bylines, dates and labels. */
    private static boolean isAboveText(Block block, int place, boolean early) {
        int length = block.length();
        boolean mayBeByline = early || (place < FIRST_LINES && !Block.endsSentence(block.text));
        if (mayBeByline && length < LONGEST_BYLINE && SiteLines.isByline(block.text)) {
            return true;
        }
        if (early && length < LONGEST_DATE && Dates.written(block.text).isPresent()) {
            return true;
        }
        return early && length < LONGEST_LABEL && block.kind == Block.Kind.TEXT && !Block.endsSentence(block.text);
    }

    private static boolean isOrnament(Block block) {
        return block.length() < SHORTEST
                && block.kind == Block.Kind.TEXT
                && !Character.isLetterOrDigit(block.text.charAt(0));
    }
}
