package sentinel.api.index;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Adds to a Hebrew word what is left without the article, conjunction or preposition that is written as its first letter,
 * or two of them. Whether a first letter is one cannot be told without a dictionary, so the word itself stays, and is first.
 */
final class HebrewPrefixFilter extends TokenFilter {

    private static final String PREFIXES = "הובלכמש";
    private static final int MIN_LETTERS = 3; // of what is left

    /** These stand before another prefix. */
    private static final String OUTER = "וש";

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);

    private @Nullable String word; // null: the next one is to be read
    private int stripped;

    HebrewPrefixFilter(TokenStream words) {
        super(words);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (word != null && hasPrefix(word)) {
            stripped++;
            term.setEmpty().append(word, stripped, word.length());
            increment.setPositionIncrement(0);
            return true;
        }
        word = null;
        if (!input.incrementToken()) {
            return false;
        }
        word = term.toString();
        stripped = 0;
        return true;
    }

    private boolean hasPrefix(String word) {
        return word.length() - stripped > MIN_LETTERS
                && PREFIXES.indexOf(word.charAt(stripped)) >= 0
                && (stripped == 0 || (stripped == 1 && OUTER.indexOf(word.charAt(0)) >= 0));
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        word = null;
    }
}
