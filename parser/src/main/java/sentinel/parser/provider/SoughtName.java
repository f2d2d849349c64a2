package sentinel.parser.provider;

import java.util.Set;

/**
 * A name to look for: its words, and which of them a text must have. A leading article, a possessive 's and legal forms at the
 * end may be absent.
 *
 * @param words of the name
 * @param core index of the first word that must be there
 * @param coreEnd index after the last one
 */
record SoughtName(FoldedText words, int core, int coreEnd) {

    /** Longer texts are not sought. */
    private static final int MAX_WORDS = 1_000;

    /** Legal forms that a claim may add to a name and the text leave out. */
    private static final Set<String> LEGAL_FORMS = Set.of(
            "inc",
            "incorporated",
            "corp",
            "corporation",
            "ltd",
            "limited",
            "llc",
            "plc",
            "gmbh",
            "ag",
            "se",
            "sa",
            "spa",
            "nv",
            "bv",
            "oyj",
            "ab",
            "asa",
            "co",
            "company",
            "group",
            "holdings",
            "kg",
            "sas",
            "sarl",
            "pty",
            "lp");

    /** Letters of a legal form that is written with full stops: "S.p.A.". */
    private static final int MAX_LETTERS = 4;

    /** Other articles are part of a name of two words: "Die Zeit" is not any time. */
    private static final String THE = "the";

    private static final Set<String> ARTICLES =
            Set.of(THE, "der", "die", "das", "het", "le", "la", "les", "el", "los", "las", "il", "lo", "gli");

    /** A name; its core may be shorter. */
    static SoughtName of(String name) {
        var words = new FoldedText(name);
        int end = words.size();
        if (endsWithPossessive(words)) {
            end--;
        }
        end = withoutLegalForms(words, end);
        boolean article = end > 0 && ARTICLES.contains(words.spelling(0));
        if (end == 1 && (article || isLegalForm(words, 0))) {
            return new SoughtName(words, 0, words.size()); // "The Group" is called neither "The" nor "Group"
        }
        boolean mayLack = article && (end > 2 || words.spelling(0).equals(THE));
        return new SoughtName(words, mayLack ? 1 : 0, end);
    }

    /** A phrase; all of it must be there. */
    static SoughtName phrase(String phrase) {
        var words = new FoldedText(phrase);
        return new SoughtName(words, 0, words.size());
    }

    /** Not when it has no words, too many, or is a legal form: "Inc." alone is nobody. */
    boolean isName() {
        int size = words.size();
        return size > 0 && size <= MAX_WORDS && !(size == 1 && isLegalForm(words, 0));
    }

    int coreLength() {
        return coreEnd - core;
    }

    String name() {
        return words.text();
    }

    String coreWord(int i) {
        return words.spelling(core + i);
    }

    /** Whether the core begins with a capital. */
    boolean isCapital() {
        int first = name().codePointAt(words.word(core).start());
        return Character.isUpperCase(first) || Character.isTitleCase(first);
    }

    /** Without its article, one word is left: it may be a common one. */
    boolean isWeakWithoutArticle() {
        return core > 0 && coreLength() == 1;
    }

    private static boolean endsWithPossessive(FoldedText words) {
        int last = words.size() - 1;
        if (last < 1 || !words.spelling(last).equals("s")) {
            return false;
        }
        int end = words.word(last - 1).end();
        return words.word(last).start() == end + 1
                && "'’‘`´ʼ＇".indexOf(words.text().charAt(end)) >= 0;
    }

    /** The first word always stays. */
    private static int withoutLegalForms(FoldedText words, int size) {
        int end = size;
        int length = legalFormBefore(words, end);
        while (length > 0) {
            end -= length;
            length = legalFormBefore(words, end);
        }
        return end;
    }

    /** How many words of a legal form end at {@code end}, without the first word of all. */
    private static int legalFormBefore(FoldedText words, int end) {
        if (end > 1 && isLegalForm(words, end - 1)) {
            return 1;
        }
        String letters = "";
        for (int i = 1; i <= MAX_LETTERS && i < end && words.spelling(end - i).length() == 1; i++) {
            if (i > 1 && !hasStopAfter(words, end - i)) {
                return 0;
            }
            letters = words.spelling(end - i) + letters;
            if (i > 1 && LEGAL_FORMS.contains(letters)) {
                return i;
            }
        }
        return 0;
    }

    private static boolean hasStopAfter(FoldedText words, int i) {
        int end = words.word(i).end();
        return end < words.text().length() && words.text().charAt(end) == '.';
    }

    private static boolean isLegalForm(FoldedText words, int i) {
        return LEGAL_FORMS.contains(words.spelling(i));
    }
}
