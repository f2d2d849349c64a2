package sentinel.extractor;

import java.util.List;

/**
 * How sure the extractor is that a text is the article's body and all of it: five signs, put through the logistic function;
 * the weights were fitted to the F1 of labelled pages and rounded:
 *
 * <pre>
 * 2 share          of the page's prose that is not boilerplate, what was picked
 * 2 ends           of the paragraphs picked, those that end as sentences do
 * -2 links         of the characters picked, those in links
 * -0.1 ln(1 + c)   c characters of prose left out between the first block picked and the last
 * -0.6 ln(b)       b ways the blocks picked are built: a text in one place has few
 * </pre>
 *
 * A text of less than {@value #SHORT} characters is trusted less, in proportion.
 */
final class Confidence {

    private static final int SHORT = 500;

    private Confidence() {}

    /**
     * @param blocks the page's blocks, those picked marked so
     * @param builds ways those picked are built
     * @param share of all prose that is not boilerplate, the share that was picked
     * @return in [0,1], in steps of 0.01
     */
    static double of(List<Block> blocks, int builds, double share) {
        int chars = 0;
        int links = 0;
        int paragraphs = 0;
        int ends = 0;
        int skipped = 0;
        int skippedSoFar = 0;
        for (var block : blocks) {
            if (!block.kept) {
                skippedSoFar += chars > 0 && block.isProse() ? block.length() : 0;
                continue;
            }
            skipped = skippedSoFar;
            chars += block.length();
            links += block.linkChars;
            if (block.isProse()) {
                paragraphs++;
                ends += Block.endsSentence(block.text) ? 1 : 0;
            }
        }
        double sum = 2 * share
                + 2 * ratio(ends, paragraphs)
                - 2 * ratio(links, chars)
                - 0.1 * Math.log1p(skipped)
                - 0.6 * Math.log(Math.max(1, builds));
        double trust = Math.min(1, (double) chars / SHORT);
        return Math.round(100 * trust / (1 + Math.exp(-sum))) / 100.0;
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
