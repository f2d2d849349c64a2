package sentinel.api.index;

import java.io.IOException;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Puts the language's code before each stem: "en:bank". */
final class LanguageMarkFilter extends TokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final String mark;

    LanguageMarkFilter(TokenStream stems, Language language) {
        super(stems);
        this.mark = language.code() + ':';
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        int length = term.length();
        char[] buffer = term.resizeBuffer(mark.length() + length);
        System.arraycopy(buffer, 0, buffer, mark.length(), length);
        mark.getChars(0, mark.length(), buffer, 0);
        term.setLength(mark.length() + length);
        return true;
    }
}
