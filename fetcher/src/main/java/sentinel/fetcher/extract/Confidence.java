package sentinel.fetcher.extract;

import java.util.List;

/**
 * How sure the extractor is that a text is the article's body and all of it. The sum of five signs, each a share in [0,1]
 * but for the last, put through the logistic function; the weights were fitted to the F1 of labelled pages and rounded:
 *
 * <pre>
 * 2.3 share     of the page's prose that is not boilerplate, what was picked
 * 2.2 ends      of the paragraphs picked, those that end as sentences do
 * -1.0 loose    of the blocks picked, short lines that do not: labels, names, links
 * -1.8 links    of the characters picked, those in links
 * -0.08 ln(1+c) c characters of prose left out between the first block picked and the last
 * -1.0
 * </pre>
 *
 * A text of less than {@value #SHORT} characters is trusted less, in proportion.
 */
final class Confidence {

    private static final int SHORT = 500;
    private static final int LOOSE = 60;

    private Confidence() {}

    /**
     * @param blocks the page's blocks, those picked marked so
     * @param share of all prose that is not boilerplate, the share that was picked
     * @return in [0,1], in steps of 0.01
     */
    static double of(List<Block> blocks, double share) {
        int chars = 0;
        int links = 0;
        int paragraphs = 0;
        int ends = 0;
        int lines = 0;
        int loose = 0;
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
            boolean ending = BodyPicker.endsSentence(block.text);
            if (block.isProse()) {
                paragraphs++;
                ends += ending ? 1 : 0;
            }
            if (block.kind != Block.Kind.HEADING) {
                lines++;
                loose += block.length() < LOOSE && !ending ? 1 : 0;
            }
        }
        double sum = 2.3 * share
                + 2.2 * ratio(ends, paragraphs)
                - ratio(loose, lines)
                - 1.8 * ratio(links, chars)
                - 0.08 * Math.log1p(skipped)
                - 1;
        double trust = Math.min(1, (double) chars / SHORT);
        return Math.round(100 * trust / (1 + Math.exp(-sum))) / 100.0;
    }

    private static double ratio(int part, int whole) {
        return whole == 0 ? 0 : (double) part / whole;
    }
}
