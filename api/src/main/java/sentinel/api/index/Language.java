package sentinel.api.index;

import java.lang.Character.UnicodeScript;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.ar.ArabicNormalizationFilter;
import org.apache.lucene.analysis.ar.ArabicStemFilter;
import org.apache.lucene.analysis.bg.BulgarianStemFilter;
import org.apache.lucene.analysis.bn.BengaliNormalizationFilter;
import org.apache.lucene.analysis.bn.BengaliStemFilter;
import org.apache.lucene.analysis.ckb.SoraniNormalizationFilter;
import org.apache.lucene.analysis.ckb.SoraniStemFilter;
import org.apache.lucene.analysis.cz.CzechStemFilter;
import org.apache.lucene.analysis.el.GreekStemFilter;
import org.apache.lucene.analysis.en.KStemFilter;
import org.apache.lucene.analysis.es.SpanishPluralStemFilter;
import org.apache.lucene.analysis.fa.PersianNormalizationFilter;
import org.apache.lucene.analysis.fa.PersianStemFilter;
import org.apache.lucene.analysis.fr.FrenchLightStemFilter;
import org.apache.lucene.analysis.gl.GalicianMinimalStemFilter;
import org.apache.lucene.analysis.hi.HindiNormalizationFilter;
import org.apache.lucene.analysis.hi.HindiStemFilter;
import org.apache.lucene.analysis.hu.HungarianLightStemFilter;
import org.apache.lucene.analysis.id.IndonesianStemFilter;
import org.apache.lucene.analysis.in.IndicNormalizationFilter;
import org.apache.lucene.analysis.lv.LatvianStemFilter;
import org.apache.lucene.analysis.no.NorwegianLightStemFilter;
import org.apache.lucene.analysis.pt.PortugueseMinimalStemFilter;
import org.apache.lucene.analysis.ru.RussianLightStemFilter;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.apache.lucene.analysis.sr.SerbianNormalizationFilter;
import org.apache.lucene.analysis.sv.SwedishLightStemFilter;
import org.apache.lucene.analysis.te.TeluguNormalizationFilter;
import org.apache.lucene.analysis.te.TeluguStemFilter;
import org.jspecify.annotations.Nullable;
import org.tartarus.snowball.ext.ArmenianStemmer;
import org.tartarus.snowball.ext.BasqueStemmer;
import org.tartarus.snowball.ext.CatalanStemmer;
import org.tartarus.snowball.ext.DanishStemmer;
import org.tartarus.snowball.ext.DutchStemmer;
import org.tartarus.snowball.ext.EstonianStemmer;
import org.tartarus.snowball.ext.FinnishStemmer;
import org.tartarus.snowball.ext.German2Stemmer;
import org.tartarus.snowball.ext.IrishStemmer;
import org.tartarus.snowball.ext.ItalianStemmer;
import org.tartarus.snowball.ext.LithuanianStemmer;
import org.tartarus.snowball.ext.NepaliStemmer;
import org.tartarus.snowball.ext.RomanianStemmer;
import org.tartarus.snowball.ext.SerbianStemmer;
import org.tartarus.snowball.ext.TamilStemmer;
import org.tartarus.snowball.ext.TurkishStemmer;

/**
 * A language whose words are also found in other forms, and what joins the forms. Where Lucene has several stemmers for a
 * language, it is the one that joins the fewest different words and still all of a noun's forms, on a sample. Two stemmers
 * run twice: at their first run, a plural becomes a word that is not the stem of the singular ("seçimler", "seçim", "seç").
 */
@SuppressWarnings("ImmutableEnumChecker") // Set.of, and functions do not change
enum Language {
    AR(UnicodeScript.ARABIC, words -> new ArabicStemFilter(new ArabicNormalizationFilter(words))),
    BG(UnicodeScript.CYRILLIC, BulgarianStemFilter::new),
    BN(UnicodeScript.BENGALI, words -> new BengaliStemFilter(new BengaliNormalizationFilter(indic(words)))),
    CA(UnicodeScript.LATIN, words -> new SnowballFilter(words, new CatalanStemmer())),
    CKB(UnicodeScript.ARABIC, words -> new SoraniStemFilter(new SoraniNormalizationFilter(words))),
    CS(UnicodeScript.LATIN, CzechStemFilter::new),
    DA(UnicodeScript.LATIN, words -> new SnowballFilter(words, new DanishStemmer())),
    DE(UnicodeScript.LATIN, words -> new SnowballFilter(words, new German2Stemmer())),
    EL(UnicodeScript.GREEK, GreekStemFilter::new),
    EN(UnicodeScript.LATIN, KStemFilter::new),
    ES(UnicodeScript.LATIN, SpanishPluralStemFilter::new),
    ET(UnicodeScript.LATIN, words -> new SnowballFilter(words, new EstonianStemmer())),
    EU(UnicodeScript.LATIN, words -> new SnowballFilter(words, new BasqueStemmer())),
    FA(UnicodeScript.ARABIC, words -> new PersianStemFilter(new PersianNormalizationFilter(arabic(words)))),
    FI(UnicodeScript.LATIN, words -> new SnowballFilter(words, new FinnishStemmer())),
    FR(UnicodeScript.LATIN, FrenchLightStemFilter::new),
    GA(UnicodeScript.LATIN, words -> new SnowballFilter(words, new IrishStemmer())),
    GL(UnicodeScript.LATIN, GalicianMinimalStemFilter::new),
    HE(UnicodeScript.HEBREW, HebrewPrefixFilter::new),
    HI(UnicodeScript.DEVANAGARI, words -> new HindiStemFilter(new HindiNormalizationFilter(indic(words)))),
    HU(UnicodeScript.LATIN, words -> new HungarianLightStemFilter(new HungarianLightStemFilter(words))),
    HY(UnicodeScript.ARMENIAN, words -> new SnowballFilter(words, new ArmenianStemmer())),
    ID(UnicodeScript.LATIN, words -> new IndonesianStemFilter(words, false)),
    IT(UnicodeScript.LATIN, words -> new SnowballFilter(words, new ItalianStemmer())),
    KO(UnicodeScript.HANGUL, KoreanParticleFilter::new),
    LT(UnicodeScript.LATIN, words -> new SnowballFilter(words, new LithuanianStemmer())),
    LV(UnicodeScript.LATIN, LatvianStemFilter::new),
    NE(UnicodeScript.DEVANAGARI, words -> new SnowballFilter(indic(words), new NepaliStemmer())),
    NL(UnicodeScript.LATIN, words -> new SnowballFilter(words, new DutchStemmer())),
    NO(UnicodeScript.LATIN, NorwegianLightStemFilter::new),
    PT(UnicodeScript.LATIN, PortugueseMinimalStemFilter::new),
    RO(UnicodeScript.LATIN, words -> new SnowballFilter(words, new RomanianStemmer())),
    RU(UnicodeScript.CYRILLIC, RussianLightStemFilter::new),
    SR(
            Set.of(UnicodeScript.LATIN, UnicodeScript.CYRILLIC),
            words -> new SnowballFilter(new SerbianNormalizationFilter(words), new SerbianStemmer())),
    SV(UnicodeScript.LATIN, SwedishLightStemFilter::new),
    TA(UnicodeScript.TAMIL, words -> new SnowballFilter(indic(words), new TamilStemmer())),
    TE(UnicodeScript.TELUGU, words -> new TeluguStemFilter(new TeluguNormalizationFilter(indic(words)))),
    /** Has no other forms, but words, which only a dictionary tells. */
    TH(UnicodeScript.THAI, words -> words),
    TR(
            UnicodeScript.LATIN,
            words -> new SnowballFilter(new SnowballFilter(words, new TurkishStemmer()), new TurkishStemmer()));

    private static final Map<String, Language> BY_CODE =
            Arrays.stream(values()).collect(Collectors.toUnmodifiableMap(Language::code, language -> language));
    private static final Map<UnicodeScript, List<Language>> BY_SCRIPT = Arrays.stream(values())
            .flatMap(language -> language.scripts.stream())
            .distinct()
            .collect(Collectors.toUnmodifiableMap(script -> script, script -> Arrays.stream(values())
                    .filter(language -> language.scripts.contains(script))
                    .toList()));

    private final Set<UnicodeScript> scripts;
    private final UnaryOperator<TokenStream> stemmer;

    Language(UnicodeScript script, UnaryOperator<TokenStream> stemmer) {
        this(Set.of(script), stemmer);
    }

    Language(Set<UnicodeScript> scripts, UnaryOperator<TokenStream> stemmer) {
        this.scripts = scripts;
        this.stemmer = stemmer;
    }

    /** @param tag of an article's language (BCP 47), or null; empty for a language without stems */
    static Optional<Language> of(@Nullable String tag) {
        if (tag == null) {
            return Optional.empty();
        }
        String code = Locale.forLanguageTag(tag).getLanguage();
        return Optional.ofNullable(BY_CODE.get(code.equals("nb") || code.equals("nn") ? "no" : code));
    }

    /** The languages that a word may be of, by its script. */
    static List<Language> of(UnicodeScript script) {
        return BY_SCRIPT.getOrDefault(script, List.of());
    }

    /** ISO 639. */
    String code() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Whether the language is written in this script. */
    boolean uses(UnicodeScript script) {
        return scripts.contains(script);
    }

    /** @param words in lower case */
    TokenStream stems(TokenStream words) {
        return stemmer.apply(words);
    }

    private static TokenStream arabic(TokenStream words) {
        return new ArabicNormalizationFilter(words);
    }

    private static TokenStream indic(TokenStream words) {
        return new IndicNormalizationFilter(words);
    }
}
