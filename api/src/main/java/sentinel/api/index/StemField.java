package sentinel.api.index;

import java.util.Optional;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.FieldType;
import org.apache.lucene.index.IndexOptions;

/** The stems of a text in its language. All languages share the field; each term is marked with its language. */
final class StemField extends Field {

    private static final FieldType TYPE = new FieldType();

    static {
        TYPE.setIndexOptions(IndexOptions.DOCS_AND_FREQS);
        TYPE.setTokenized(true);
        TYPE.freeze();
    }

    private final Language language;

    StemField(String name, Language language, String text) {
        super(name, text, TYPE);
        this.language = language;
    }

    @Override
    public TokenStream tokenStream(Analyzer analyzer, TokenStream reuse) {
        return analyzer.tokenStream(analysed(name(), language), stringValue());
    }

    /** The name by which {@link ArticleAnalyzer} is asked for stems of this field. */
    static String analysed(String field, Language language) {
        return field + ':' + language.code();
    }

    /** The language in a name from {@link #analysed}; empty for other names. */
    static Optional<Language> language(String field) {
        int mark = field.indexOf(':');
        return mark < 0 ? Optional.empty() : Language.of(field.substring(mark + 1));
    }
}
