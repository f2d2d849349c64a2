package sentinel.parser.rules;

import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** Given names and places, and the words that neither people nor companies are made of. */
final class NameLists {

    /** Small words inside a name. */
    static final Set<String> PARTICLES = Set.of(
            "de", "la", "le", "du", "del", "della", "di", "da", "dos", "das", "do", "van", "von", "der", "den", "zu",
            "zum", "ter", "ten", "bin", "bint", "ibn", "al", "el", "y", "af", "ben", "los", "las");

    private static final String[] RUSSIAN_ENDINGS = {
        "ой", "ей", "ом", "ем", "ём", "ью", "а", "я", "у", "ю", "е", "ы", "и"
    };
    private static final String[] RUSSIAN_NOMINATIVES = {"", "а", "я", "й", "ь"};

    private static final int MIN_STEM = 3;

    private final Set<String> given = new HashSet<>();
    private final Set<String> doubtful;
    private final Set<String> familyFirst;
    private final Set<String> places;
    private final Set<String> peoples;

    NameLists() {
        var names = WordLists.load("given.txt");
        doubtful = Set.copyOf(names.section("doubtful"));
        familyFirst = Set.copyOf(names.section("family first"));
        names.names().stream()
                .filter(section -> !section.equals("family first"))
                .forEach(section -> given.addAll(names.section(section)));
        var lists = WordLists.load("places.txt");
        places = Set.copyOf(lists.section("places"));
        peoples = Set.copyOf(lists.section("names of peoples and languages"));
    }

    /** Whether a word is a given name, in Russian also in another case; of "Jean-Luc" each part. */
    boolean isGiven(String word) {
        if (given.contains(word)) {
            return true;
        }
        if (isCyrillic(word)) {
            return isInflectedGiven(word);
        }
        int hyphen = word.indexOf('-');
        return hyphen > 1 && given.contains(word.substring(0, hyphen)) && given.contains(word.substring(hyphen + 1));
    }

    /** Whether a given name is also a common word, a place or a family name. */
    boolean isDoubtful(String word) {
        return doubtful.contains(word);
    }

    boolean isFamilyFirst(String word) {
        return familyFirst.contains(word);
    }

    boolean isPlace(String word) {
        return places.contains(word);
    }

    /** A place, or an adjective of one. */
    boolean isGeographic(String word) {
        int hyphen = word.indexOf('-');
        return places.contains(word)
                || peoples.contains(word)
                || (hyphen > 1 && places.contains(word.substring(0, hyphen))); // "Miami-Dade"
    }

    static boolean isCyrillic(String word) {
        return Character.UnicodeScript.of(word.codePointAt(0)) == Character.UnicodeScript.CYRILLIC;
    }

    /** A Russian word without its ending; another word in lower case. */
    static String stem(String word) {
        String lower = word.toLowerCase(Locale.ROOT);
        if (!isCyrillic(word)) {
            return lower;
        }
        int end = lower.length();
        if (end > MIN_STEM && lower.charAt(end - 1) == 'м' && isRussianEnding(lower.charAt(end - 2))) {
            end--;
        }
        while (end > MIN_STEM && isRussianEnding(lower.charAt(end - 1))) {
            end--;
        }
        return lower.substring(0, end);
    }

    private static boolean isRussianEnding(char c) {
        return "аяуюеёыиойь".indexOf(c) >= 0;
    }

    /** Whether a given name stands in its basic form. */
    boolean isNominative(String given) {
        return this.given.contains(given);
    }

    private boolean isInflectedGiven(String word) {
        for (String ending : RUSSIAN_ENDINGS) {
            if (word.endsWith(ending) && word.length() > ending.length() + 2) {
                String stem = word.substring(0, word.length() - ending.length());
                for (String nominative : RUSSIAN_NOMINATIVES) {
                    if (given.contains(stem + nominative)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    /** Whether a word is a place or the name of a people. */
    boolean anyGeographic(Prose prose, int from, int to) {
        for (int i = from; i < to; i++) {
            if (isGeographic(prose.word(i))) {
                return true;
            }
        }
        return false;
    }
}
