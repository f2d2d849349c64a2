package sentinel.parser.llm;

import com.knuddels.jtokkit.Encodings;
import com.knuddels.jtokkit.api.EncodingRegistry;
import com.knuddels.jtokkit.api.EncodingType;
import java.util.regex.Pattern;

/** Counts tokens as one model does, where its tokenizer is known: those of OpenAI. Others are counted by {@link Tokens}. */
@FunctionalInterface
interface TokenCounter {

    /** How many tokens a text has, exactly or a little more. */
    int count(String text);

    /** By estimate. */
    static TokenCounter estimating() {
        return Tokens::estimate;
    }

    /** Of a provider's model. A vocabulary takes a second and 31 MB, so it is loaded when the first text is counted. */
    static TokenCounter of(LlmKind kind, String model) {
        if (kind != LlmKind.OPENAI || !Vocabularies.OF_OPENAI.matcher(model).matches()) {
            return estimating();
        }
        var vocabulary = Vocabularies.OLD.matcher(model).matches() ? EncodingType.CL100K_BASE : EncodingType.O200K_BASE;
        return text -> Vocabularies.REGISTRY.getEncoding(vocabulary).countTokensOrdinary(text);
    }

    /** Vocabularies by the names of OpenAI's models; other servers of its protocol have models of other names. */
    final class Vocabularies {
        private static final Pattern OF_OPENAI = Pattern.compile("(?:openai/)?(?:chatgpt-|gpt-\\d|o\\d).*");
        private static final Pattern OLD = Pattern.compile("(?:openai/)?gpt-(?:3\\.5|4(?![.o\\d])).*");
        private static final EncodingRegistry REGISTRY = Encodings.newLazyEncodingRegistry();

        private Vocabularies() {}
    }
}
