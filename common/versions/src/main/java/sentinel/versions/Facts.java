package sentinel.versions;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which words of two texts are numbers, dates or names. */
final class Facts {

    /** In German every noun has a capital letter; these words are so frequent there that they give a text away. */
    private static final Set<String> GERMAN = Set.of("der", "die", "das", "und", "ist", "nicht", "ein", "eine", "mit");

    private static final double GERMAN_SHARE = 0.05;

    private final Set<String> names = new HashSet<>();
    private final boolean nounsHaveCapitals;

    Facts(Collection<List<Word>> texts) {
        int german = 0;
        int all = 0;
        for (var text : texts) {
            for (var word : text) {
                all++;
                german += GERMAN.contains(word.key()) ? 1 : 0;
                if (word.capital() && !word.opens()) {
                    names.add(word.key());
                }
            }
        }
        nounsHaveCapitals = german > GERMAN_SHARE * all;
    }

    /** A number, date or name; in a language whose nouns have capital letters, any noun. */
    boolean isFact(Word word) {
        return word.isNumber() || Vocabulary.isNumberOrDate(word.key()) || isName(word);
    }

    /** In the order of the words. */
    List<String> of(List<Word> words) {
        var facts = new ArrayList<String>();
        for (var word : words) {
            if (isFact(word)) {
                facts.add(word.key());
            }
        }
        return facts;
    }

    private boolean isName(Word word) {
        return word.capital() && (!word.opens() || names.contains(word.key()));
    }

    /** Whether another spelling of it means another person or thing; of a noun it does not. */
    boolean isSurelyName(Word word) {
        return isName(word) && (!nounsHaveCapitals || word.paired());
    }
}
