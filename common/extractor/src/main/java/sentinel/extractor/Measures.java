package sentinel.extractor;

/**
 * What each element of a page holds, summed from the leaves up: prose, characters, links, code, and text that the claimed
 * body confirms. Arrays are by the scan's indexes.
 */
final class Measures {

    /** Elements between an entry of a list and its section. */
    private static final int SECTION_LEVELS = 7;
    /** Siblings that are compared with a section. */
    private static final int MAX_SECTIONS = 200;
    /** Elements of a section before its list. */
    private static final int MAX_SECTION = 500;
    /** Sections that must be named alike: two may be so by chance. */
    private static final int MIN_ALIKE = 3;
    /** From this share of links on, an entry of a list is a link with a few words to it. */
    private static final double LINKED_ENTRY = 0.5;
    /** Share of the page's prose beside which an element stands in the text, not in a column next to it. */
    private static final double IN_PROSE = 0.3;

    /** Weight of the blocks that are prose. */
    final int[] prose;

    final int[] chars;
    /** Characters in links, without those of lists that a paragraph announces. */
    final int[] links;
    /** Characters of listings. */
    final int[] code;
    /** Weight of what the claimed body holds too. */
    final int[] confirmed;
    /** Whether a quotation is in it. */
    final boolean[] quotes;
    /** Prose of the whole page. */
    final int total;
    /** The element of the headline, or a place in no element. */
    final int headline;

    private final PageScan scan;
    private final int ignored;

    /** @param ignored marks that do not count */
    Measures(PageScan scan, Claims claims, int ignored) {
        this.scan = scan;
        this.ignored = ignored;
        prose = new int[scan.size];
        chars = new int[scan.size];
        links = new int[scan.size];
        code = new int[scan.size];
        confirmed = new int[scan.size];
        quotes = new boolean[scan.size];
        sumProse();
        introduceLists();
        sumOthers();
        total = prose[0];
        headline = headline(claims);
    }

    private void sumProse() {
        for (var block : scan.blocks) {
            prose[block.element] += block.isProse() ? block.weight : 0;
        }
        for (int i = scan.size - 1; i > 0; i--) {
            prose[scan.parents[i]] += prose[i];
        }
    }

    private void sumOthers() {
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
            scan.marks[parent] |= scan.marks[i] & Marks.HAS_PICTURE;
            quotes[parent] |= quotes[i];
        }
    }

    /**
     * Finds the lists of links that belong to a paragraph: it ends in a colon ("Many patches were sent for review:"), or both
     * are in one of several sections that are built alike.
     */
    private void introduceLists() {
        boolean announced = false;
        Block before = null;
        for (var block : scan.blocks) {
            if (block.kind == Block.Kind.ITEM) {
                if (before != null && before.kind != Block.Kind.ITEM && block.linkDensity() > LINKED_ENTRY) {
                    announced = before.isProse()
                            && !SiteLines.leadsAway(before)
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
                return alike >= MIN_ALIKE;
            }
            section = parent;
        }
        return false;
    }

    private int headline(Claims claims) {
        for (var block : scan.blocks) {
            if (scan.tag(block.element).equals("h1") && (claims.isHeadline(block) || scan.headings.size() == 1)) {
                return block.element;
            }
        }
        return Integer.MAX_VALUE;
    }

    boolean hasHeadline() {
        return headline != Integer.MAX_VALUE;
    }

    /** What is known of an element, without what is ignored. */
    int marks(int element) {
        return scan.marks[element] & ~ignored;
    }

    boolean has(int element, int marks) {
        return (marks(element) & marks) != 0;
    }

    /** Share of an element's characters that are in links; the element has some. */
    double linkDensity(int element) {
        return (double) links[element] / chars[element];
    }

    /** Whether an element's prose is less than a share of the page's. */
    boolean isLess(int element, double share) {
        return prose[element] < share * total;
    }

    /** Whether much of the prose is in the same element. */
    boolean standsInProse(int element) {
        return prose[Math.max(0, scan.parents[element])] > IN_PROSE * total;
    }
}
