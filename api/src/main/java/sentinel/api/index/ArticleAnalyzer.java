package sentinel.api.index;

import static org.apache.lucene.analysis.cjk.CJKBigramFilter.HAN;
import static org.apache.lucene.analysis.cjk.CJKBigramFilter.HANGUL;
import static org.apache.lucene.analysis.cjk.CJKBigramFilter.HIRAGANA;
import static org.apache.lucene.analysis.cjk.CJKBigramFilter.KATAKANA;

import java.io.IOException;
import java.io.Reader;
import java.io.StringReader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.LowerCaseFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.cjk.CJKBigramFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.miscellaneous.ASCIIFoldingFilter;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.analysis.th.ThaiTokenizer;
import org.apache.lucene.analysis.tr.TurkishLowerCaseFilter;

/**
 * Words of any language: split as Unicode says (UAX #29), in one {@link Spelling}, without case and accents. Chinese,
 * Japanese and Korean are single characters and pairs of them, one over the other; scripts of Southeast Asia are {@linkplain
 * ClusterFilter clusters}. The fields of {@link StemField} are stems of one language.
 */
final class ArticleAnalyzer extends Analyzer {

    /** Between title, summary, body and each name, so that no phrase spans two of them. */
    private static final int GAP = 100;

    ArticleAnalyzer() {
        super(PER_FIELD_REUSE_STRATEGY);
    }

    @Override
    protected Reader initReader(String field, Reader text) {
        try {
            var whole = new StringWriter();
            text.transferTo(whole);
            return new StringReader(Spelling.of(whole.toString()));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the text of " + field, e);
        }
    }

    @Override
    protected Reader initReaderForNormalization(String field, Reader text) {
        return initReader(field, text);
    }

    @Override
    protected TokenStreamComponents createComponents(String field) {
        var language = StemField.language(field);
        if (language.isPresent()) {
            return stems(language.get());
        }
        var words = new StandardTokenizer();
        var plain = normalize(field, new ClusterFilter(words));
        return new TokenStreamComponents(words, new CJKBigramFilter(plain, HAN | HIRAGANA | KATAKANA | HANGUL, true));
    }

    private static TokenStreamComponents stems(Language language) {
        var words = language == Language.TH ? new ThaiTokenizer() : new StandardTokenizer();
        var own = new OwnWordsFilter(words, language);
        var lower = language == Language.TR ? new TurkishLowerCaseFilter(own) : new LowerCaseFilter(own);
        return new TokenStreamComponents(
                words, new LanguageMarkFilter(new ASCIIFoldingFilter(language.stems(lower)), language));
    }

    @Override
    protected TokenStream normalize(String field, TokenStream in) {
        var arabic = new ArabicNormalizationFilter(new LowerCaseFilter(in));
        return new ASCIIFoldingFilter(new PersianNormalizationFilter(arabic));
    }

    @Override
    public int getPositionIncrementGap(String field) {
        return GAP;
    }
}
