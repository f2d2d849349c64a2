package sentinel.api.index;

import java.io.IOException;
import java.util.List;
import org.apache.lucene.analysis.TokenFilter;
import org.apache.lucene.analysis.TokenStream;
import org.apache.lucene.analysis.tokenattributes.CharTermAttribute;

/** Cuts the particle off a Korean word: "한국은", "한국에서" and "한국" are one. At least two syllables stay. */
final class KoreanParticleFilter extends TokenFilter {

    /** Longer ones first. */
    private static final List<String> PARTICLES = List.of(
            "으로부터", "에서는", "에게서", "이라고", "으로는", "까지", "부터", "에서", "에게", "에는", "으로", "이나", "처럼", "보다", "라고", "은", "는",
            "이", "가", "을", "를", "의", "에", "로", "와", "과", "도", "만", "나");

    private static final int MIN_SYLLABLES = 2;

    private final CharTermAttribute term = addAttribute(CharTermAttribute.class);

    KoreanParticleFilter(TokenStream words) {
        super(words);
    }

    @Override
    public boolean incrementToken() throws IOException {
        if (!input.incrementToken()) {
            return false;
        }
        String word = term.toString();
        for (String particle : PARTICLES) {
            if (word.endsWith(particle) && word.length() - particle.length() >= MIN_SYLLABLES) {
                term.setLength(word.length() - particle.length());
                break;
            }
        }
        return true;
    }
}
