package sentinel.api.index;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;
import org.apache.lucene.analysis.tokenattributes.PositionIncrementAttribute;
import org.apache.lucene.analysis.tokenattributes.TypeAttribute;
import org.jspecify.annotations.Nullable;

/**
 * Takes text without spaces between words (Thai, Lao, Khmer, Burmese) apart into letters with the marks above and below
 * them. A phrase of these finds a word wherever a dictionary would have split the text, and names that no dictionary has.
 */
final class ClusterFilter extends TokenFilter {

    private static final String UNSPACED = StandardTokenizer.TOKEN_TYPES[StandardTokenizer.SOUTHEAST_ASIAN];

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final TypeAttribute type = addAttribute(TypeAttribute.class);
    private final PositionIncrementAttribute increment = addAttribute(PositionIncrementAttribute.class);

    private @Nullable String text; // null: the next token is to be read
    private int from;

    ClusterFilter(TokenStream words) {
        super(words);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (text == null) {
            if (!input.incrementToken()) {
                return false;
            }
            if (!type.type().equals(UNSPACED)) {
                return true;
            }
            text = term.toString();
            from = 0;
        } else {
            increment.setPositionIncrement(1);
        }
        int to = end(text, from);
        term.setEmpty().append(text, from, to);
        from = to;
        if (to == text.length()) {
            text = null;
        }
        return true;
    }

    private static int end(String text, int from) {
        int end = from;
        do {
            end += Character.charCount(text.codePointAt(end));
        } while (end < text.length() && Character.getType(text.codePointAt(end)) == Character.NON_SPACING_MARK);
        return end;
    }

    @Override
    public void reset() throws IOException {
        super.reset();
        text = null;
    }
}
