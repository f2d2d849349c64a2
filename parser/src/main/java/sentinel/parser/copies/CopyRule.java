package sentinel.parser.copies;

import java.util.List;
import java.util.function.IntPredicate;
import sentinel.parser.copies.Anchors.Block;

/**
 * Whether a text repeats another one, apart from boilerplate, cuts and light edits. Words between the blocks that both have
 * are compared:
 *
 * <ul>
 *   <li>Words that only the original has are a cut. The beginning is never cut: a part from the middle of a round-up is a
 *       text of its own.
 *   <li>Within a sentence that both have, every number and every word that may be a name stands in the original as well, in
 *       the same order. Otherwise the texts are of one template, or the copy was corrected.
 *   <li>Whole sentences that only the copy has are boilerplate when they are few. A sentence that replaces one of the original
 *       is none: its numbers and names must agree.
 * </ul>
 *
 * <p>Limits are in words. They were chosen on generated wire copy; see {@code ./sentinel bench copies}.
 */
final class CopyRule {

    /** Fewer equal words are a quotation. */
    private static final int MIN_ALIGNED = 40;

    /** Of the original: a shorter part may lack what the original is about. */
    private static final double MIN_PART = 0.25;

    /** Words of the original before the first ones that the copy has: a byline. Cuts leave the beginning. */
    private static final int MAX_BEFORE = 40;

    /** Of the copy. */
    private static final double MAX_FOREIGN = 0.45;

    /** Bylines, teasers and credits before and after the text. More is a report of the site's own. */
    private static final int MAX_FOREIGN_OUTSIDE = 70;

    /** Teasers between paragraphs. */
    private static final int MAX_FOREIGN_INSIDE = 25;

    /** A teaser may stand where the copy dropped a paragraph of at least twice as many words. */
    private static final int MAX_TEASER = 12;

    /** Of the equal words. */
    private static final double MAX_EDITED = 0.15;

    /** So many words that both end with may be different ends of one template; after a cut there are more. */
    private static final int SHORT_END = 40;

    private final Words copy;
    private final Words original;
    private final List<Block> blocks;
    private int aligned;
    private int edited;
    private int outside;
    private int inside;

    private CopyRule(Words copy, Words original, List<Block> blocks) {
        this.copy = copy;
        this.original = original;
        this.blocks = blocks;
    }

    static boolean holds(Words copy, Words original, List<Block> blocks) {
        return !blocks.isEmpty() && new CopyRule(copy, original, blocks).holds();
    }

    private boolean holds() {
        for (var block : blocks) {
            aligned += block.length();
        }
        if (aligned < copy.tokensOf(MIN_ALIGNED)
                || aligned < MIN_PART * original.size()
                || blocks.get(0).original() > original.tokensOf(MAX_BEFORE)) {
            return false;
        }
        var last = blocks.get(blocks.size() - 1);
        if (!opens(blocks.get(0)) || !closes(last)) {
            return false;
        }
        for (int i = 1; i < blocks.size(); i++) {
            var before = blocks.get(i - 1);
            var after = blocks.get(i);
            if (!joins(
                    new Gap(copy, before.copyEnd(), after.copy()),
                    new Gap(original, before.originalEnd(), after.original()))) {
                return false;
            }
        }
        return outside <= copy.tokensOf(MAX_FOREIGN_OUTSIDE)
                && inside <= copy.tokensOf(MAX_FOREIGN_INSIDE)
                && outside + inside <= MAX_FOREIGN * copy.size()
                && edited <= MAX_EDITED * aligned;
    }

    /** What is before the first block. */
    private boolean opens(Block first) {
        var ours = new Gap(copy, 0, first.copy());
        var theirs = new Gap(original, 0, first.original());
        var beginning = ours.beginningOfSentence();
        var foreign = new Gap(copy, 0, beginning.from());
        edited += beginning.size();
        outside += foreign.size();
        return beginning.factsAreIn(theirs) && foreign.numbersAgree(theirs);
    }

    /** What is after the last block. */
    private boolean closes(Block last) {
        var ours = new Gap(copy, last.copyEnd(), copy.size());
        var theirs = new Gap(original, last.originalEnd(), original.size());
        var end = ours.endOfSentence();
        var foreign = new Gap(copy, end.to(), copy.size());
        edited += end.size();
        outside += foreign.size();
        boolean cut = theirs.size() > original.tokensOf(SHORT_END);
        return end.factsAreIn(theirs.endOfSentence()) && (cut || foreign.numbersAgree(theirs));
    }

    /** What is between two blocks: the end of a sentence, whole ones, and the beginning of another. */
    private boolean joins(Gap ours, Gap theirs) {
        if (!ours.hasStart()) {
            edited += ours.size();
            return ours.factsAreIn(theirs);
        }
        var end = ours.endOfSentence();
        var beginning = ours.beginningOfSentence();
        var whole = new Gap(copy, end.to(), beginning.from());
        edited += end.size() + beginning.size();
        inside += whole.size();
        var theirWhole = theirs.hasStart()
                ? new Gap(
                        original,
                        theirs.endOfSentence().to(),
                        theirs.beginningOfSentence().from())
                : new Gap(original, theirs.to(), theirs.to());
        return end.factsAreIn(theirs.endOfSentence())
                && beginning.factsAreIn(theirs.beginningOfSentence())
                && (theirWhole.size() == 0 || isTeaser(whole, theirWhole) || whole.factsAreIn(theirs));
    }

    private boolean isTeaser(Gap ours, Gap theirs) {
        return ours.size() <= copy.tokensOf(MAX_TEASER) && !ours.hasNumber() && theirs.size() >= 2 * ours.size();
    }

    /** Words from one token of a text to another. */
    private record Gap(Words words, int from, int to) {

        int size() {
            return to - from;
        }

        /** Of the sentence that goes on after the gap. */
        Gap beginningOfSentence() {
            int start = to;
            while (start > from && !startsAt(start)) {
                start--;
            }
            return new Gap(words, start, to);
        }

        /** Of the sentence that began before the gap. */
        Gap endOfSentence() {
            int end = from;
            while (end < to && !startsAt(end)) {
                end++;
            }
            return new Gap(words, from, end);
        }

        /** Whether a sentence starts in it, or after its last word. */
        boolean hasStart() {
            return (size() > 0 && endOfSentence().to() < to) || startsAt(to);
        }

        private boolean startsAt(int i) {
            return i == words.size() || Token.startsSentence(words.token(i));
        }

        boolean factsAreIn(Gap other) {
            return areIn(other, i -> Token.isFact(words.token(i)));
        }

        /** No number contradicts the other text, where that has numbers. */
        boolean numbersAgree(Gap other) {
            return !other.hasNumber() || areIn(other, i -> Token.isNumber(words.token(i)));
        }

        private boolean hasNumber() {
            for (int i = from; i < to; i++) {
                if (Token.isNumber(words.token(i))) {
                    return true;
                }
            }
            return false;
        }

        /** Whether the other gap has the chosen tokens, in the same order. */
        private boolean areIn(Gap other, IntPredicate chosen) {
            int there = other.from;
            for (int i = from; i < to; i++) {
                if (!chosen.test(i)) {
                    continue;
                }
                while (there < other.to && !Token.same(words.token(i), other.words.token(there))) {
                    there++;
                }
                if (there == other.to) {
                    return false;
                }
                there++;
            }
            return true;
        }
    }
}
