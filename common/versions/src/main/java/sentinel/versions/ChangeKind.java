package sentinel.versions;

import java.util.List;
import java.util.stream.Collectors;
import sentinel.versions.Comparison.Change;

/** What one change of a text is. */
enum ChangeKind {
    COSMETIC,
    /** Few other words, none of them a fact. */
    WORDING,
    FACT,
    ADDED,
    REMOVED,
    REWRITTEN;

    /** Words that are more than a detail of a sentence. */
    private static final double PHRASE = 4;
    /** Words on both sides of a change that are more than another detail. */
    private static final double CLAUSE = 5;
    /** Share of words of a quotation that make a change one of the quotation. */
    private static final double MOSTLY = 0.8;

    static ChangeKind of(Change change, Facts facts) {
        if (isSameWords(change, facts)) {
            return COSMETIC;
        }
        var gone = telling(change.gone(), facts);
        var come = telling(change.come(), facts);
        if (gone.isEmpty() && come.isEmpty()) {
            return weight(change.gone()) >= PHRASE || weight(change.come()) >= PHRASE ? WORDING : COSMETIC;
        }
        if (isSpelling(gone, come, facts)) {
            return COSMETIC;
        }
        if (gone.isEmpty() || come.isEmpty()) {
            return oneSided(change, gone.isEmpty() ? come : gone, gone.isEmpty() ? ADDED : REMOVED, facts);
        }
        double least = Math.min(weight(change.gone()), weight(change.come()));
        if (isQuoted(gone) && isQuoted(come)) {
            return FACT;
        }
        if (least >= CLAUSE) {
            return REWRITTEN;
        }
        if (!facts.of(gone).equals(facts.of(come))) {
            return FACT;
        }
        if (weight(change.come()) - weight(change.gone()) >= PHRASE) {
            return ADDED;
        }
        return weight(change.gone()) - weight(change.come()) >= PHRASE ? REMOVED : WORDING;
    }

    private static ChangeKind oneSided(Change change, List<Word> telling, ChangeKind many, Facts facts) {
        if (Math.max(weight(change.gone()), weight(change.come())) >= PHRASE) {
            return many;
        }
        return facts.of(telling).isEmpty() ? WORDING : FACT;
    }

    /** The same letters, with other blanks, hyphens or capitals. */
    private static boolean isSameWords(Change change, Facts facts) {
        return letters(change.gone()).equals(letters(change.come())) || isSpelling(change.gone(), change.come(), facts);
    }

    private static String letters(List<Word> words) {
        return words.stream().map(word -> word.key().replace("'", "")).collect(Collectors.joining());
    }

    /** Word by word the same, apart from spelling. */
    private static boolean isSpelling(List<Word> gone, List<Word> come, Facts facts) {
        if (gone.size() != come.size()) {
            return false;
        }
        for (int i = 0; i < gone.size(); i++) {
            var one = gone.get(i);
            var other = come.get(i);
            boolean same = one.key().equals(other.key());
            boolean near = Spelling.isNear(one.key(), other.key())
                    && !Vocabulary.isNumberOrDate(one.key())
                    && !Vocabulary.isNumberOrDate(other.key())
                    && !(facts.isSurelyName(one) && facts.isSurelyName(other));
            boolean small = one.isSmall() && other.isSmall() && !facts.isFact(one) && !facts.isFact(other);
            if (!same && !near && !small) {
                return false;
            }
        }
        return true;
    }

    private static List<Word> telling(List<Word> words, Facts facts) {
        return words.stream()
                .filter(word -> !word.isSmall() || (word.capital() && facts.isSurelyName(word)))
                .toList();
    }

    private static boolean isQuoted(List<Word> words) {
        return words.stream().filter(Word::quoted).count() >= MOSTLY * words.size();
    }

    static double weight(List<Word> words) {
        return words.stream().mapToDouble(Word::weight).sum();
    }
}
