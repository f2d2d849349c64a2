package sentinel.parser.rules;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** What stands beside a person's name: titles, roles, verbs of speech, ages. */
final class PersonCues {

    private static final int MAX_TITLE_WORDS = 3;
    /** "Ann Lee, who has been the acting chief executive": a role this far from the name is still its role. */
    private static final int ROLE_REACH = 6;

    private static final int MIN_AGE = 5;
    private static final int MAX_AGE = 110;

    private final Set<String> titles;
    private final Set<String> honorifics;
    private final Set<String> roles;
    private final Set<String> doubtfulRoles;
    private final Set<String> speech;
    private final Set<String> relatives;
    private final List<String> endings;
    private final Set<String> notPeople;
    private final Set<String> familyNamesToo;
    private final Set<String> functionWords;
    private final Set<String> knownBySurname;

    PersonCues() {
        var people = WordLists.load("people.txt");
        titles = people.section("titles");
        honorifics = people.section("honorifics");
        roles = people.section("roles");
        doubtfulRoles = people.section("doubtful roles");
        speech = people.section("speech");
        relatives = people.section("actions");
        endings = List.copyOf(people.section("surnames by ending"));
        functionWords = people.section("function words");
        notPeople = people.section("not people");
        familyNamesToo = people.section("family names too");
        knownBySurname = people.section("known by surname");
    }

    boolean isKnownBySurname(String word) {
        return knownBySurname.contains(word);
    }

    boolean isFunctionWord(String word) {
        return functionWords.contains(word);
    }

    /** Whether a capitalised word is no part of a person's name. */
    boolean isNotPerson(String word) {
        return notPeople.contains(word) || functionWords.contains(word);
    }

    /** Whether a word of phrases that are no names is a family name after a given name: "White". */
    boolean isFamilyNameToo(String word) {
        return familyNamesToo.contains(word);
    }

    /** How many words from {@code i} on are one title; 0 when none is. */
    int titleLength(Prose prose, int i, int end) {
        var title = new StringBuilder(prose.words().word(i));
        int longest = titles.contains(title.toString()) ? 1 : 0;
        for (int n = 2; n <= MAX_TITLE_WORDS && i + n <= end && prose.joined(i + n - 1); n++) {
            title.append(' ').append(prose.words().word(i + n - 1));
            if (titles.contains(title.toString())) {
                longest = n;
            }
        }
        return longest;
    }

    /** Whether a title stands before family names alone: "Mr Lee". */
    boolean isHonorific(String word) {
        return honorifics.contains(word);
    }

    boolean isTitle(String word) {
        return titles.contains(word);
    }

    boolean isRole(String lower) {
        return roles.contains(lower);
    }

    boolean isSpeech(String lower) {
        return speech.contains(lower);
    }

    /** Cues before and after a name. */
    EnumSet<PersonCue> around(Prose prose, int from, int to) {
        var cues = EnumSet.noneOf(PersonCue.class);
        before(prose, from, cues);
        after(prose, to, cues);
        if (!prose.startsSentence(from) && !prose.inHeading(from)) {
            cues.add(PersonCue.AMID_SENTENCE);
        }
        return cues;
    }

    private void before(Prose prose, int from, Set<PersonCue> cues) {
        String previous = prose.lower(from - 1);
        boolean lowerCase = from > 0 && !prose.words().capitalised(from - 1);
        if (prose.joined(from) && lowerCase && speech.contains(previous)) {
            cues.add(PersonCue.SPEECH);
        } else if (prose.joined(from) && lowerCase && roles.contains(previous)) {
            cues.add(doubtfulRoles.contains(previous) ? PersonCue.DOUBTFUL_ROLE_BEFORE : PersonCue.ROLE_BEFORE);
        } else if (prose.gap(from).equals(", ") && lowerCase && roles.contains(previous)) {
            cues.add(PersonCue.ROLE_BEFORE_COMMA);
        }
    }

    private void after(Prose prose, int to, Set<PersonCue> cues) {
        String gap = prose.gap(to);
        String next = prose.lower(to);
        if (gap.equals(" ") && speech.contains(next)) {
            cues.add(PersonCue.SPEECH);
        } else if (gap.equals(", ") || gap.equals(" (")) {
            if (relatives.contains(next)) {
                cues.add(PersonCue.WHO);
            } else if (isAge(next) && prose.gap(to + 1).matches("[,.)].*")) {
                cues.add(PersonCue.AGE);
            } else if (gap.equals(", ") && speech.contains(next)) {
                cues.add(PersonCue.SPEECH);
            } else if (gap.equals(", ")) {
                addRole(prose, to, cues);
            }
        }
    }

    private void addRole(Prose prose, int to, Set<PersonCue> cues) {
        for (int i = to; i < to + ROLE_REACH && i < prose.words().count(); i++) {
            if (i > to && prose.gap(i).indexOf(' ') != 0) {
                return; // the end of the apposition
            }
            if (roles.contains(prose.lower(i))) {
                cues.add(doubtfulRoles.contains(prose.lower(i)) ? PersonCue.DOUBTFUL_ROLE_AFTER : PersonCue.ROLE_AFTER);
                return;
            }
        }
    }

    private static boolean isAge(String word) {
        if (word.isEmpty() || word.length() > 3 || !word.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return false;
        }
        int age = Integer.parseInt(word);
        return age >= MIN_AGE && age <= MAX_AGE;
    }

    /** Whether a word looks like a family name: "...sson", "O'...", "Mc...". */
    boolean looksLikeFamilyName(String word) {
        if (word.length() > 3 && (word.startsWith("Mc") || word.startsWith("O'") || word.startsWith("O’"))) {
            return true;
        }
        return word.length() > 5 && endings.stream().anyMatch(word::endsWith);
    }
}
