package sentinel.parser.llm;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import sentinel.parser.provider.Sentences;

/**
 * What is shown of a text: all of it where it fits; else its beginning, its end, and the paragraphs between that name most.
 * News puts the most important first, and often who and what is behind it last. No sentence is cut, unless it is longer than all
 * that may be shown.
 *
 * @param truncated whether something was left out
 */
record Excerpt(String text, boolean truncated) {

    /** Stands where something was left out. */
    static final String GAP = "[...]";

    private static final double HEAD = 0.55;
    private static final double TAIL = 0.15;

    /** The estimate is not wrong by more than this factor; in seven languages it is 0.97 to 1.4 times the exact count. */
    private static final double DOUBT = 2;

    private static final Pattern PARAGRAPHS = Pattern.compile("\\n\\s*\\n|\\n");

    /** A capital that begins no sentence, or a number: where names and figures are, so are facts. */
    private static final Pattern TELLING = Pattern.compile("(?<=[\\p{L}\\p{N},;] )\\p{Lu}|(?<![\\p{L}\\p{N}])\\p{Nd}");

    /** One sentence, and the paragraph that it is of. */
    private record Sentence(int paragraph, String text, int tokens) {}

    /** @param tokens to be shown at most */
    static Excerpt of(String text, int tokens, TokenCounter counter) {
        if (fits(text, tokens, counter)) {
            return new Excerpt(text, false);
        }
        var sentences = sentences(text, counter);
        var shown = new BitSet();
        int gaps = 3 * counter.count(GAP + "\n\n");
        int left = tokens - gaps;
        left -= take(sentences, shown, 0, 1, (int) (left * HEAD));
        left -= take(sentences, shown, sentences.size() - 1, -1, (int) (tokens * TAIL));
        for (int start : byTellingWords(sentences)) {
            left -= takeParagraph(sentences, shown, start, left);
        }
        return shown.isEmpty()
                ? new Excerpt(Tokens.cut(text, tokens), true)
                : new Excerpt(written(sentences, shown), true);
    }

    /** Whether all of the text is shown. Counting exactly takes time: it is done where the estimate leaves a doubt. */
    static boolean fits(String text, int tokens, TokenCounter counter) {
        int estimate = Tokens.estimate(text);
        boolean sure = estimate * DOUBT <= tokens || estimate > DOUBT * tokens;
        return (sure ? estimate : counter.count(text)) <= tokens;
    }

    private static List<Sentence> sentences(String text, TokenCounter counter) {
        var sentences = new ArrayList<Sentence>();
        var paragraphs = PARAGRAPHS.split(text, -1);
        for (int i = 0; i < paragraphs.length; i++) {
            for (var sentence : Sentences.of(paragraphs[i], Integer.MAX_VALUE)) {
                sentences.add(new Sentence(i, sentence, counter.count(sentence) + 1));
            }
        }
        return sentences;
    }

    /** Sentences one after the other, as long as they fit; returns their tokens. */
    private static int take(List<Sentence> sentences, BitSet shown, int from, int step, int most) {
        int used = 0;
        for (int i = from; i >= 0 && i < sentences.size() && !shown.get(i); i += step) {
            used += sentences.get(i).tokens();
            if (used > most) {
                return used - sentences.get(i).tokens();
            }
            shown.set(i);
        }
        return used;
    }

    /** Where each paragraph's sentences begin in the list, the paragraphs with the most telling words for their length first. */
    private static List<Integer> byTellingWords(List<Sentence> sentences) {
        var starts = IntStream.range(0, sentences.size())
                .filter(i -> i == 0
                        || sentences.get(i).paragraph() != sentences.get(i - 1).paragraph())
                .boxed()
                .toList();
        var shares = new HashMap<Integer, Double>();
        for (int start : starts) {
            long telling = 0;
            long tokens = 0;
            for (int i = start; i < end(sentences, start); i++) {
                telling += TELLING.matcher(sentences.get(i).text()).results().count();
                tokens += sentences.get(i).tokens();
            }
            shares.put(start, (double) telling / tokens);
        }
        return starts.stream()
                .sorted(Comparator.comparing(shares::get, Comparator.reverseOrder()))
                .toList();
    }

    /** After the last sentence of the paragraph that begins there. */
    private static int end(List<Sentence> sentences, int start) {
        int end = start;
        while (end < sentences.size()
                && sentences.get(end).paragraph() == sentences.get(start).paragraph()) {
            end++;
        }
        return end;
    }

    /** What is not shown yet of a paragraph, if all of it fits; returns its tokens. */
    private static int takeParagraph(List<Sentence> sentences, BitSet shown, int start, int most) {
        int end = end(sentences, start);
        int used = 0;
        for (int i = start; i < end; i++) {
            used += shown.get(i) ? 0 : sentences.get(i).tokens();
        }
        if (used > most) {
            return 0;
        }
        shown.set(start, end);
        return used;
    }

    private static String written(List<Sentence> sentences, BitSet shown) {
        var out = new StringBuilder();
        int last = -1;
        for (int i = shown.nextSetBit(0); i >= 0; i = shown.nextSetBit(i + 1)) {
            var sentence = sentences.get(i);
            boolean sameParagraph = last >= 0 && sentences.get(last).paragraph() == sentence.paragraph();
            if (last < i - 1) {
                out.append(out.length() == 0 ? "" : "\n\n").append(GAP).append("\n\n");
            } else if (last >= 0) {
                out.append(sameParagraph ? " " : "\n\n");
            }
            out.append(sentence.text());
            last = i;
        }
        if (last < sentences.size() - 1) {
            out.append("\n\n").append(GAP);
        }
        return out.toString();
    }
}
