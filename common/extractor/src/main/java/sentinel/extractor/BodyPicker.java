package sentinel.extractor;

import java.util.List;

/**
 * Chooses which blocks of a page are its article, step by step: what its elements hold is measured ({@link Measures}),
 * boilerplate and other articles are removed ({@link Boilerplate}, {@link OtherArticles}), paragraphs vote for the elements
 * round them ({@link ArticleElement}), and the winner's blocks are read ({@link BodyBlocks}, {@link Tail}).
 */
final class BodyPicker {

    /** Characters of lines that are enough for an article. */
    private static final int MANY = 500;
    /** Lines must be so many times what was found of prose, which is the better text. */
    private static final int TIMES_PROSE = 3;
    /** Links beyond which a line leads elsewhere. */
    private static final double LINKS_OF_LINE = 0.4;

    private final PageScan scan;
    private final Claims claims;
    private final int ignored;
    private final boolean[] removed;
    private List<Block> picked = List.of();

    BodyPicker(PageScan scan, Claims claims) {
        this(scan, claims, 0);
    }

    /** @param ignored marks that do not count, as {@link Boilerplate#NAMES} */
    BodyPicker(PageScan scan, Claims claims, int ignored) {
        this.scan = scan;
        this.claims = claims;
        this.ignored = ignored;
        this.removed = new boolean[scan.size];
    }

    /** The article's blocks in order; empty when there are none. */
    List<Block> pick() {
        if (scan.blocks.isEmpty()) {
            return List.of();
        }
        claims.confirm(scan.blocks);
        var page = new Measures(scan, claims, ignored);
        new Boilerplate(scan, page, removed).remove();
        new OtherArticles(scan, page, claims, removed).remove();
        var elements = new ArticleElement(scan, page, removed);
        var chosen = read(elements.ofProse(), page);
        if (length(chosen) < Extractor.SHORT && !claims.hasBody()) {
            chosen = orLines(elements, chosen, page);
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

    private List<Block> read(int root, Measures page) {
        var blocks = new BodyBlocks(scan, page, claims, removed, root).read();
        new Tail(scan, claims, root).cut(blocks);
        return blocks;
    }

    /** Where there is next to no prose: the lines of what is named for an article, as of results or winners, if many. */
    private List<Block> orLines(ArticleElement elements, List<Block> prose, Measures page) {
        int names = Marks.ARTICLE | Marks.BODY_PROPERTY | Marks.CONTENT;
        var within = new boolean[scan.size];
        for (int i = 1; i < scan.size; i++) {
            within[i] = within[scan.parents[i]] || (scan.marks[i] & names) != 0;
        }
        int root = elements.winner(
                block -> within[block.element] && block.linkDensity() < LINKS_OF_LINE ? block.length() : 0);
        var lines = within[root] ? read(root, page) : List.<Block>of();
        return length(lines) > MANY && length(lines) > TIMES_PROSE * length(prose) ? lines : prose;
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
}
