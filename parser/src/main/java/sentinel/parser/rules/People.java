package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the people of a text: full names first, then what family names alone add to them. */
final class People {

    private static final int MAX_NAME_WORDS = 4;
    private static final Set<String> GENERATIONS = Set.of("Jr", "Sr", "II", "III", "IV");
    /** With these titles the given name alone is the usual name. */
    private static final Set<String> REIGNING = Set.of("Pope", "King", "Queen", "Prince", "Princess", "Papst", "Papa");

    private static final Set<String> DATES = Set.of(
            "Monday",
            "Tuesday",
            "Wednesday",
            "Thursday",
            "Friday",
            "Saturday",
            "Sunday",
            "January",
            "February",
            "March",
            "April",
            "May",
            "June",
            "July",
            "August",
            "September",
            "October",
            "November",
            "December");

    /** One occurrence of a single capitalised word. */
    private record Alone(int word, boolean titled) {}

    private final PersonCues cues;
    private final NameLists lists;
    private final Prose prose;
    private final Candidates<PersonCue> found = new Candidates<>(PersonCue.class);
    private final Map<String, List<Alone>> alone = new HashMap<>();

    People(PersonCues cues, NameLists lists, Prose prose) {
        this.cues = cues;
        this.lists = lists;
        this.prose = prose;
    }

    static boolean isDate(String word) {
        return DATES.contains(word);
    }

    void hinted(String name) {
        found.add(key(name), name, EnumSet.of(PersonCue.HINTED));
    }

    /**
     * Reads a name that begins with a given name.
     *
     * @return where it ends; {@code from} when there is none
     */
    int readFullName(int from, int end, boolean titled) {
        String first = prose.word(from);
        if (!lists.isGiven(first) || prose.isPossessive(from) || cues.isFunctionWord(first)) {
            return from;
        }
        int family = familyName(from, end);
        if (family < 0) {
            return from;
        }
        int to = afterFamilyName(family, end);
        if (to < end && (isOrganisationWord(to) || prose.inHeading(from))) {
            return from;
        }
        boolean onlyPlaces = lists.isPlace(first) && lists.isGeographic(prose.word(family));
        if (!onlyPlaces) {
            add(from, to, titled, givenNameCue(first));
        }
        return to;
    }

    private PersonCue givenNameCue(String first) {
        if (!lists.isDoubtful(first)) {
            return PersonCue.GIVEN_NAME;
        }
        return lists.isPlace(first) ? PersonCue.PLACE_AS_GIVEN_NAME : PersonCue.DOUBTFUL_GIVEN_NAME;
    }

    /** Where the family name after a given name is: past more given names, initials, particles; -1 when there is none. */
    private int familyName(int from, int end) {
        int i = from + 1;
        while (i < end && (isInitial(i) || (lists.isGiven(prose.word(i)) && i + 1 < end && isNameWord(i + 1)))) {
            if (prose.isPossessive(i)) {
                break;
            }
            i++;
        }
        while (i + 1 < end && isParticle(i)) {
            i++;
        }
        boolean family = i < end
                && !prose.gap(i).contains("&")
                && !isInitial(i)
                && (isNameWord(i) || cues.isFamilyNameToo(prose.word(i)));
        return family && i - from < MAX_NAME_WORDS + 2 ? i : -1;
    }

    private int afterFamilyName(int family, int end) {
        int to = family + 1;
        int name = to;
        while (name + 1 < end && isParticle(name) && prose.words().capitalised(name)) {
            name++; // "Coelho De Souza"
        }
        if (name > to && isNameWord(name)) {
            return name + 1;
        }
        boolean more = to < end && !prose.german() && !prose.isPossessive(family) && !prose.inHeading(family);
        if (more
                && isNameWord(to)
                && !isInitial(to)
                && !lists.isGeographic(prose.word(to))
                && !cues.isTitle(prose.word(to))
                && (to + 1 == end || !lists.isGiven(prose.word(to)))
                && !prose.gap(to).contains("&")
                && !prose.alsoLowerCase(to)) {
            to++;
        }
        return to < end && GENERATIONS.contains(prose.word(to)) ? to + 1 : to;
    }

    private boolean isParticle(int i) {
        return NameLists.PARTICLES.contains(prose.lower(i));
    }

    private boolean isInitial(int i) {
        String word = prose.words().word(i);
        return Character.isUpperCase(word.charAt(0)) && (word.length() == 1 || word.charAt(1) == '.');
    }

    private boolean isNameWord(int i) {
        String word = prose.word(i);
        return Character.isUpperCase(word.charAt(0))
                && !cues.isNotPerson(word)
                && !prose.shouted(i, 1)
                && word.indexOf('-') != word.length() - 1
                && Character.isUpperCase(word.charAt(word.indexOf('-') + 1))
                && word.chars().noneMatch(c -> Character.isDigit(c) || c == '&');
    }

    /** "Ann Lee Foundation": the name of something else. */
    private boolean isOrganisationWord(int i) {
        String word = prose.word(i);
        return cues.isNotPerson(word)
                && !cues.isFunctionWord(word)
                && !DATES.contains(word)
                && !cues.isTitle(word)
                && !prose.isPossessive(i - 1);
    }

    /** Takes a phrase without a given name: a person only if more speaks for it. */
    void readUnknown(int from, int to, boolean titled) {
        int count = to - from;
        if (count == 1) {
            alone.computeIfAbsent(lower(from), word -> new ArrayList<>()).add(new Alone(from, titled));
            return;
        }
        boolean headed = prose.inHeading(from) || (prose.german() && !titled);
        if (count > MAX_NAME_WORDS - 1 || headed) {
            return;
        }
        for (int i = from; i < to; i++) {
            boolean particle = NameLists.PARTICLES.contains(prose.words().word(i));
            if (!particle && !isNameWord(i)) {
                return;
            }
        }
        if (lists.anyGeographic(prose, from, to) || isInitial(to - 1)) {
            return;
        }
        boolean familyFirst = lists.isFamilyFirst(prose.word(from));
        add(from, to, titled, familyFirst ? PersonCue.FAMILY_NAME_FIRST : PersonCue.AMID_SENTENCE);
    }

    private void add(int from, int to, boolean titled, PersonCue own) {
        var signs = cues.around(prose, from, to);
        if (own != PersonCue.AMID_SENTENCE) {
            signs.add(own);
        }
        if (titled) {
            signs.add(PersonCue.TITLE);
        }
        if (isInitial(from) || isInitial(from + 1)) {
            signs.add(PersonCue.INITIAL);
        }
        if (cues.looksLikeFamilyName(prose.word(to - 1))) {
            signs.add(PersonCue.FAMILY_NAME_ENDING);
        }
        if ((own != PersonCue.GIVEN_NAME || prose.german()) && hasCommonWord(from, to)) {
            signs.add(PersonCue.COMMON_WORD);
        }
        String form = prose.written(from, to);
        var person = found.add(key(form), form, signs);
        String first = prose.word(from);
        if (NameLists.isCyrillic(first)
                && lists.isNominative(first)
                && !person.form().startsWith(first)) {
            person.rename(form);
        }
    }

    private boolean hasCommonWord(int from, int to) {
        for (int i = from; i < to; i++) {
            boolean particle = NameLists.PARTICLES.contains(prose.words().word(i));
            if (!particle && prose.alsoLowerCase(i)) {
                return true;
            }
        }
        return false;
    }

    private String lower(int i) {
        return prose.word(i).toLowerCase(Locale.ROOT);
    }

    /** First and last word: middle names and initials do not make another person. */
    private static String key(String name) {
        var words = new Words(name);
        int last = words.count() - 1;
        if (last < 0) {
            return name;
        }
        while (last > 1 && GENERATIONS.contains(words.word(last))) {
            last--;
        }
        return NameLists.stem(words.word(0)) + " " + NameLists.stem(Prose.withoutPossessive(words.word(last)));
    }

    /** Family names alone: more evidence for full names, and names of their own where the text has no other. */
    void finish() {
        mergeShortForms();
        var byFamilyName = new HashMap<String, List<Candidates.Candidate<PersonCue>>>();
        for (var entry : found.all().entrySet()) {
            String family = entry.getKey().substring(entry.getKey().indexOf(' ') + 1);
            byFamilyName.computeIfAbsent(family, f -> new ArrayList<>()).add(entry.getValue());
            String first = entry.getKey().substring(0, entry.getKey().indexOf(' '));
            byFamilyName.computeIfAbsent(first, f -> new ArrayList<>());
        }
        alone.forEach((word, places) -> {
            var owners = byFamilyName.get(NameLists.stem(word));
            if (owners == null) {
                places.forEach(this::readAlone);
            } else if (!owners.isEmpty()) {
                places.forEach(place -> owners.forEach(owner -> support(owner, place)));
            }
        });
    }

    /** "Ann Lee" is "Ann Lee Smith", if the text has both. */
    private void mergeShortForms() {
        var byForm = new HashMap<String, String>();
        found.all().forEach((key, candidate) -> byForm.put(candidate.form(), key));
        for (var entry : List.copyOf(found.all().entrySet())) {
            String form = entry.getValue().form();
            if (prose.german() && form.endsWith("s")) {
                mergeGenitive(entry.getKey(), byForm.get(form.substring(0, form.length() - 1)));
            }
            for (int blank = form.lastIndexOf(' '); blank > 0; blank = form.lastIndexOf(' ', blank - 1)) {
                String shorter = byForm.get(form.substring(0, blank));
                if (shorter != null && !shorter.equals(entry.getKey()) && form.indexOf(' ') < blank) {
                    absorb(entry.getValue(), shorter);
                }
            }
        }
    }

    private void absorb(Candidates.Candidate<PersonCue> longer, String shorter) {
        var candidate = found.get(shorter);
        if (candidate != null) {
            longer.absorb(candidate);
            found.remove(shorter);
        }
    }

    /** "Juan Morenos" is "Juan Moreno", if a German text has both. */
    private void mergeGenitive(String genitive, @Nullable String nominative) {
        var owner = nominative == null ? null : found.get(nominative);
        var other = found.get(genitive);
        if (owner != null && other != null) {
            String form = owner.form();
            owner.absorb(other);
            owner.rename(form);
            found.remove(genitive);
        }
    }

    private void support(Candidates.Candidate<PersonCue> owner, Alone place) {
        var signs = EnumSet.noneOf(PersonCue.class);
        if (!prose.alsoLowerCase(place.word())) {
            signs.add(PersonCue.FAMILY_NAME_ALONE);
        }
        if (cues.around(prose, place.word(), place.word() + 1).contains(PersonCue.SPEECH)) {
            signs.add(PersonCue.FAMILY_NAME_SPOKE);
        }
        if (place.titled()) {
            signs.add(PersonCue.TITLE);
        }
        owner.mention(signs);
    }

    private void readAlone(Alone place) {
        int i = place.word();
        String word = prose.word(i);
        boolean amid = !prose.startsSentence(i) && !prose.inHeading(i);
        boolean honoured = place.titled() && i > 0 && cues.isHonorific(prose.word(i - 1));
        boolean plain = isNameWord(i) && !lists.isGeographic(word) && word.length() > 2;
        if (!plain || (prose.german() && !cues.isKnownBySurname(word))) {
            return;
        }
        if (honoured) {
            boolean reigning = i > 0 && REIGNING.contains(prose.word(i - 1));
            found.add(word, reigning ? prose.written(i - 1, i + 1) : word, EnumSet.of(PersonCue.TITLE));
        } else if (cues.isKnownBySurname(word) && amid && !prose.alsoLowerCase(i)) {
            found.add(word, word, EnumSet.of(PersonCue.KNOWN));
        }
    }

    /** Whether a word belongs to the name of an accepted person. */
    boolean hasFamilyName(String word) {
        String stem = NameLists.stem(word);
        return found.all().entrySet().stream()
                .anyMatch(entry -> entry.getValue().enough() && entry.getKey().endsWith(" " + stem));
    }

    /** Whether a name is that of an accepted person. */
    boolean isAccepted(String name) {
        var candidate = found.get(key(name));
        return candidate != null && candidate.enough();
    }

    Candidates<PersonCue> found() {
        return found;
    }
}
