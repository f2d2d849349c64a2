package sentinel.api.index;

import java.lang.Character.UnicodeScript;
import org.apache.lucene.analysis.FilteringTokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Leaves out numbers, single letters and words in scripts that the language is not written in: these have no stem. */
final class OwnWordsFilter extends FilteringTokenFilter {

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);
    private final Language language;

    OwnWordsFilter(TokenStream words, Language language) {
        super(words);
        this.language = language;
    }

    @Override
    protected boolean accept() {
        return term.length() > 1 && language.uses(UnicodeScript.of(Character.codePointAt(term, 0)));
    }
}
