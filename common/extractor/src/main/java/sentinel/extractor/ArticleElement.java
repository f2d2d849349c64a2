package sentinel.extractor;

import java.util.function.ToDoubleFunction;

/**
 * Chooses the element that holds the article: paragraphs vote for the elements round them, and the winner is widened while
 * that gains prose.
 */
final class ArticleElement {

    /** Weight of a vote for the element round a paragraph, for the one round that, and so on outwards. */
    private static final double[] VOTE = {1, 0.6, 0.3, 0.15, 0.08};
    /** Weight of one paragraph at most: a long one is no better sign than several. */
    private static final int MAX_VOTE = 1_000;
    /** Weight of a line that votes at all; shorter ones are in every menu. */
    private static final int MIN_VOTE = 25;
    /** Links of a block beyond which it leads elsewhere and has no vote. */
    private static final double MOST_LINKS = 0.4;
    /** Votes of what is shorter than a paragraph: a sentence counts half, a line without an end next to nothing. */
    private static final double SHORT_SENTENCE = 0.5;

    private static final double SHORT_LINE = 0.1;
    /** What the claimed body holds too is the article's with near certainty. */
    private static final double CONFIRMED_VOTE = 3;

    /** What marks make of the votes for an element: the sure ones decide, the others break ties. */
    private static final double BODY_PROPERTY = 2;

    private static final double ARTICLE = 1.15;
    private static final double CONTENT = 1.15;
    private static final double SUSPECT = 0.9;

    /** Links of a block from which on it is not counted as a gain in prose. */
    private static final double LINKS_OF_GAIN = 0.2;
    /** As {@link #CONFIRMED_VOTE}, for what widening brings in. */
    private static final int CONFIRMED_GAIN = 4;
    /** Characters that each other line counts beyond its own: many short ones are a menu. */
    private static final int LINE = 20;
    /** A gain of so much of the own prose is worth other things, when it is so many times their characters. */
    private static final double MUCH_GAINED = 0.15;

    private static final double MUCH_TO_REST = 1.5;
    /** A smaller gain must be cleaner. */
    private static final double LITTLE_GAINED = 0.1;

    private static final double LITTLE_TO_REST = 2;

    private final PageScan scan;
    private final Measures page;
    private final boolean[] removed;

    /** @param removed by element: what has no vote and is not counted */
    ArticleElement(PageScan scan, Measures page, boolean[] removed) {
        this.scan = scan;
        this.page = page;
        this.removed = removed;
    }

    /** The element that holds the article's prose. */
    int ofProse() {
        return widen(winner(ArticleElement::vote));
    }

    /** The element that most blocks vote for. */
    int winner(ToDoubleFunction<Block> voting) {
        var votes = votes(voting);
        int best = 0;
        double most = -1;
        for (int i = 0; i < scan.size; i++) {
            if (votes[i] > 0) {
                double weighed = votes[i] * weight(i);
                if (weighed > most) {
                    most = weighed;
                    best = i;
                }
            }
        }
        return best;
    }

    private double[] votes(ToDoubleFunction<Block> voting) {
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
        return votes;
    }

    /** What an element's marks and links make of the votes for it. */
    private double weight(int i) {
        double weight = 1;
        weight *= page.has(i, Marks.BODY_PROPERTY) ? BODY_PROPERTY : 1;
        weight *= page.has(i, Marks.ARTICLE) ? ARTICLE : 1;
        weight *= page.has(i, Marks.CONTENT) ? CONTENT : 1;
        weight *= page.has(i, Marks.SUSPECT | Marks.LOOSE | Marks.FORM) ? SUSPECT : 1;
        weight *= 1 - (double) page.links[i] / Math.max(1, page.chars[i]);
        return weight;
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
        if (density > MOST_LINKS || length < MIN_VOTE || block.kind == Block.Kind.HEADING) {
            return 0;
        }
        double vote = Math.min(length, MAX_VOTE) * (1 - density);
        if (length < Block.PROSE) {
            vote *= Block.endsSentence(block.text) ? SHORT_SENTENCE : SHORT_LINE;
        }
        return block.confirmed ? vote * CONFIRMED_VOTE : vote;
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
            if (block.isProse() && block.linkDensity() < LINKS_OF_GAIN) {
                gain[after] += block.weight * (block.confirmed ? CONFIRMED_GAIN : 1);
            } else if (block.kind != Block.Kind.HEADING && !block.introduced) {
                rest[after] += block.length() + LINE;
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
            int others = within(rest, up) - within(rest, best);
            boolean most = gained > own && gained > others;
            boolean much = gained > MUCH_GAINED * own && gained > MUCH_TO_REST * others;
            boolean clean = gained > LITTLE_GAINED * own && gained > LITTLE_TO_REST * others;
            if (most || much || clean) {
                best = up;
            }
        }
        return best;
    }

    private int within(int[] sums, int element) {
        return sums[scan.ends[element]] - sums[element];
    }
}
