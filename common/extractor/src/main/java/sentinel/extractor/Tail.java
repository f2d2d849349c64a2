package sentinel.extractor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Cuts off what follows an article within its element: notices, notes on its author, headings of what is left out. */
final class Tail {

    /** Share of the text that makes an element its main part. */
    private static final double MAIN_SHARE = 0.6;
    /** Last blocks that can be a note on the author or on readers' comments. */
    private static final int CLOSING = 3;
    /** A last line of fewer characters that is no sentence is what remains of something left out. */
    private static final int LOOSE_END = 30;

    private final PageScan scan;
    private final Claims claims;
    /** The article's element. */
    private final int root;

    Tail(PageScan scan, Claims claims, int root) {
        this.scan = scan;
        this.claims = claims;
        this.root = root;
    }

    /** @param kept what was read, in order; blocks are removed from it */
    void cut(List<Block> kept) {
        dropForeign(kept);
        dropClosing(kept);
        dropLooseEnds(kept);
    }

    /**
     * What follows the part that holds most of the text, in a branch of its own and built unlike anything in that part:
     * notices, further reading, what the page says of itself. A part built alike is the article's next one.
     */
    private void dropForeign(List<Block> kept) {
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
        for (int i = kept.size() - 1; i >= Math.max(1, kept.size() - CLOSING); i--) {
            String text = kept.get(i).text;
            if (claims.isBiography(text) || Openings.HOUSE_RULES.begin(text)) {
                kept.remove(i);
            }
        }
    }

    /** Headings that nothing follows. */
    private void dropLooseEnds(List<Block> kept) {
        while (!kept.isEmpty()) {
            var last = kept.get(kept.size() - 1);
            boolean loose = last.kind == Block.Kind.HEADING
                    || (last.length() < LOOSE_END
                            && last.kind == Block.Kind.TEXT
                            && !Block.endsSentence(last.text)
                            && kept.size() > 1
                            && !last.confirmed);
            if (!loose) {
                return;
            }
            kept.remove(kept.size() - 1);
        }
    }
}
