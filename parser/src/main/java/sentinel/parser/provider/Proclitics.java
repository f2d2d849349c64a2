package sentinel.parser.provider;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Small words that Arabic and Hebrew write together with the next one: "and", "in", "to", "the". */
final class Proclitics {

    /**
     * A form of a word in a text.
     *
     * @param written with what is before the word
     * @param length characters that are not the word's
     */
    record Form(String written, int length) {}

    /** They write with Arabic or Hebrew letters, and have no such words. */
    private static final Set<String> NONE = Set.of("fa", "ur", "ps", "ku", "ckb", "sd", "ug", "yi");

    /** With fewer letters, a word that only looks so is too likely. */
    private static final int MIN_LETTERS = 3;

    private static final String ARABIC_THE = "ال";

    /** "To the": the article loses its first letter. */
    private static final String ARABIC_TO_THE = "لل";

    private Proclitics() {}

    /** The forms of a folded word, without the word itself; none for words of other scripts. */
    static List<Form> of(String word, @Nullable String language) {
        if (word.length() < MIN_LETTERS || (language != null && NONE.contains(language))) {
            return List.of();
        }
        return switch (Character.UnicodeScript.of(word.codePointAt(0))) {
            case ARABIC -> arabic(word);
            case HEBREW -> hebrew(word);
            default -> List.of();
        };
    }

    private static List<Form> arabic(String word) {
        boolean definite = word.startsWith(ARABIC_THE) && word.length() >= ARABIC_THE.length() + MIN_LETTERS;
        var forms = new ArrayList<Form>();
        for (String conjunction : new String[] {"", "و", "ف"}) {
            for (String preposition : new String[] {"", "ب", "ك", "ل"}) {
                add(forms, conjunction + preposition, word);
                if (!definite) {
                    add(forms, conjunction + preposition + ARABIC_THE, word);
                }
            }
            if (definite) {
                String rest = word.substring(ARABIC_THE.length());
                forms.add(new Form(conjunction + ARABIC_TO_THE + rest, conjunction.length() + 1));
            } else {
                add(forms, conjunction + ARABIC_TO_THE, word);
            }
        }
        return forms;
    }

    private static List<Form> hebrew(String word) {
        var forms = new ArrayList<Form>();
        for (String and : new String[] {"", "ו"}) {
            for (String that : new String[] {"", "ש"}) {
                for (String preposition : new String[] {"", "ב", "כ", "ל", "מ"}) {
                    for (String the : new String[] {"", "ה"}) {
                        add(forms, and + that + preposition + the, word);
                    }
                }
            }
        }
        return forms;
    }

    private static void add(List<Form> forms, String before, String word) {
        if (!before.isEmpty()) {
            forms.add(new Form(before + word, before.length()));
        }
    }
}
