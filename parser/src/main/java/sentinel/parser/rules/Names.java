package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * People and companies by what stands in and beside capitalised phrases: legal forms ("Acme Corp"), titles ("Senator Ann
 * Lee"), given names, verbs of speech ("said Ann Lee"), well-known companies; and by hints that the text bears out. Tuned
 * to be right rather than complete: a phrase without such evidence is nobody.
 */
final class Names {

    record Found(List<String> companies, List<String> people) {}

    private static final int MAX_EACH = 15;
    private static final int MAX_PERSON_WORDS = 4;
    private static final int MAX_COMPANY_WORDS = 6;

    /** Small words inside a name. */
    private static final Set<String> PARTICLES = Set.of(
            "de", "la", "le", "du", "del", "della", "di", "da", "dos", "van", "von", "der", "den", "bin", "al", "el");

    /** What begins the name of a company that has a particle inside. */
    private static final Set<String> COMPANY_HEADS =
            Set.of("Banco", "Banca", "Banque", "Compagnie", "Compañía", "Companhia", "Grupo", "Groupe", "Gruppo");

    private final Set<String> suffixes;
    private final Set<String> weakSuffixes;
    private final Set<String> common;
    private final Map<String, List<String>> knownByFirstWord = new HashMap<>();
    private final Set<String> notCompanies;
    private final Set<String> titles;
    private final Set<String> speech;
    private final Set<String> given;
    private final Set<String> functionWords;
    private final Set<String> notPeople;

    Names() {
        var companies = WordLists.load("companies.txt");
        suffixes = companies.section("suffixes").stream()
                .map(s -> s.endsWith(".") ? s.substring(0, s.length() - 1) : s)
                .collect(Collectors.toSet());
        weakSuffixes = companies.section("weak suffixes");
        common = companies.section("common");
        for (String name : companies.section("known")) {
            var first = new Words(name).word(0);
            knownByFirstWord.computeIfAbsent(first, w -> new ArrayList<>()).add(name);
        }
        notCompanies = companies.section("not companies");
        var people = WordLists.load("people.txt");
        titles = people.section("titles");
        speech = people.section("speech");
        given = people.section("given");
        functionWords = people.section("function words");
        notPeople = new HashSet<>(people.section("not people"));
        notPeople.addAll(functionWords);
    }

    /**
     * @param words of {@code text}
     * @param organisations hinted; only those that the text mentions are taken, and no parties, ministries, courts
     * @param persons hinted; only those that the text mentions are taken
     */
    Found in(String text, Words words, List<String> organisations, List<String> persons) {
        var companies = new Tally();
        var people = new Tally();
        var index = firstWords(words, organisations, persons);
        for (String name : persons) {
            add(people, locate(name, text, words, index));
        }
        for (String name : organisations) {
            if (!isOtherOrganisation(name)) {
                add(companies, locate(name, text, words, index));
            }
        }
        for (int i = 0; i < words.count(); ) {
            int end = phraseEnd(words, i);
            if (end > i) {
                int split = particleBeforeCompany(words, i, end);
                if (split > i) {
                    readPhrase(text, words, i, split, companies, people);
                }
                readPhrase(text, words, split > i ? split + 1 : i, end, companies, people);
            }
            i = Math.max(end, i + 1);
        }
        return new Found(companies.strongest(), people.strongest());
    }

    private static void add(Tally tally, @Nullable String name) {
        if (name != null) {
            tally.add(name, 2);
        }
    }

    /** Where the first words of the hinted names stand. */
    private static Map<String, List<Integer>> firstWords(Words words, List<String> a, List<String> b) {
        var sought = new HashSet<String>();
        for (var names : List.of(a, b)) {
            for (String name : names) {
                var first = new Words(name);
                if (first.count() > 0) {
                    sought.add(first.lower(0));
                }
            }
        }
        var places = new HashMap<String, List<Integer>>();
        for (int i = 0; i < words.count() && !sought.isEmpty(); i++) {
            if (sought.contains(words.lower(i))) {
                places.computeIfAbsent(words.lower(i), w -> new ArrayList<>()).add(i);
            }
        }
        return places;
    }

    /** The name as the text writes it, or null when the text does not mention it, or only without a capital. */
    private static @Nullable String locate(String name, String text, Words words, Map<String, List<Integer>> index) {
        var sought = new Words(name);
        if (sought.count() == 0) {
            return null;
        }
        for (int i : index.getOrDefault(sought.lower(0), List.of())) {
            int n = 0;
            while (n < sought.count()
                    && i + n < words.count()
                    && sought.lower(n).equals(words.lower(i + n))
                    && (n == 0 || words.gapBefore(i + n).length() <= 3)) {
                n++;
            }
            boolean inflected = n == sought.count() - 1 && n > 0 && startsSame(sought.lower(n), words, i + n);
            if ((n == sought.count() || inflected) && !isLowerCase(text.charAt(words.start(i)))) {
                int last = i + sought.count() - 1;
                String written = text.substring(words.start(i), words.end(last));
                return stripPossessive(written);
            }
        }
        return null;
    }

    /** "Lee" and "Lee's" are one name. */
    private static boolean startsSame(String word, Words words, int i) {
        return i < words.count() && words.lower(i).equals(word + "'s");
    }

    private static boolean isLowerCase(char c) {
        return Character.isLowerCase(c);
    }

    private boolean isOtherOrganisation(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (notCompanies.contains(lower)) {
            return true;
        }
        var words = new Words(lower);
        for (int i = 0; i < words.count(); i++) {
            if (notCompanies.contains(words.lower(i))) {
                return true;
            }
        }
        return false;
    }

    /** Index after the capitalised phrase that begins at word {@code start}; {@code start} when none does. */
    private int phraseEnd(Words words, int start) {
        if (!words.capitalised(start)) {
            return start;
        }
        int end = start + 1;
        while (end < words.count() && !isPossessive(words.word(end - 1))) {
            if (joins(words, end) && words.capitalised(end)) {
                end++;
            } else if (end + 1 < words.count()
                    && words.gapBefore(end).equals(" ")
                    && PARTICLES.contains(words.word(end))
                    && words.gapBefore(end + 1).equals(" ")
                    && words.capitalised(end + 1)) {
                end += 2;
            } else {
                break;
            }
        }
        return end;
    }

    /** "Ann Lee von Acme Airlines" is a person and a company: where the particle is; {@code start} when it is one name. */
    private int particleBeforeCompany(Words words, int start, int end) {
        String last = stripPossessive(words.word(end - 1));
        if ((suffixes.contains(last) || weakSuffixes.contains(last)) && !COMPANY_HEADS.contains(words.word(start))) {
            for (int i = end - 2; i > start; i--) {
                if (PARTICLES.contains(words.word(i))) {
                    return i;
                }
            }
        }
        return start;
    }

    private boolean joins(Words words, int i) {
        String gap = words.gapBefore(i);
        if (gap.equals(" ") || gap.equals(" & ") || gap.equals("\u00a0")) {
            return true;
        }
        String previous = words.word(i - 1);
        return (gap.equals(". ") && (previous.length() == 1 || titles.contains(previous)))
                || (gap.equals(", ")
                        && suffixes.contains(words.word(i))
                        && !words.word(i).equals("Group"));
    }

    private void readPhrase(String text, Words words, int start, int end, Tally companies, Tally people) {
        int from = start;
        while (from < end - 1 && functionWords.contains(words.word(from))) {
            from++; // "The", "But", ... at the start of a sentence
        }
        int afterTitle = afterTitles(words, from, end);
        boolean titled = afterTitle > from;
        if (!titled) {
            afterTitle = atGivenName(words, from, end);
        }
        if (isPerson(words, afterTitle, end, titled)) {
            people.add(name(text, words, afterTitle, end), titled ? 2 : 1);
            return;
        }
        readCompanies(text, words, from, end, companies);
    }

    /** The first given name that has a word after it: what stands before is a role ("Korrespondent"); else the start. */
    private int atGivenName(Words words, int start, int end) {
        for (int i = start; i < end - 1; i++) {
            if (given.contains(words.word(i))) {
                return i;
            }
        }
        return start;
    }

    private int afterTitles(Words words, int start, int end) {
        int i = start;
        while (i < end) {
            if (i + 1 < end && titles.contains(words.word(i) + " " + words.word(i + 1))) {
                i += 2;
            } else if (titles.contains(words.word(i))) {
                i++;
            } else {
                break;
            }
        }
        return i;
    }

    private boolean isPerson(Words words, int start, int end, boolean titled) {
        int n = end - start;
        if (n < 2 || n > MAX_PERSON_WORDS) {
            return false;
        }
        for (int i = start; i < end; i++) {
            String word = stripPossessive(words.word(i));
            boolean weak = i == end - 1 && weakSuffixes.contains(word) && !given.contains(words.word(start));
            boolean shouted = word.length() > 3 && word.equals(word.toUpperCase(Locale.ROOT));
            if (shouted
                    || notPeople.contains(word)
                    || suffixes.contains(word)
                    || weak
                    || word.indexOf('&') >= 0
                    || word.chars().anyMatch(Character::isDigit)) {
                return false;
            }
        }
        if (knownCompanyAt(words, start, end) != null) {
            return false;
        }
        return titled || given.contains(words.word(start)) || spoke(words, start, end);
    }

    /** A verb of speech right before or after, as in "said Ann Lee" and "Ann Lee said". */
    private boolean spoke(Words words, int start, int end) {
        boolean before = start > 0 && words.gapBefore(start).equals(" ") && speech.contains(words.lower(start - 1));
        boolean after = end < words.count() && words.gapBefore(end).equals(" ") && speech.contains(words.lower(end));
        return before || after;
    }

    private void readCompanies(String text, Words words, int start, int end, Tally companies) {
        for (int i = start; i < end; i++) {
            String known = knownCompanyAt(words, i, end);
            if (known != null && !(i > start && given.contains(words.word(i - 1)))) {
                companies.add(known, 1);
                i += new Words(known).count() - 1;
                continue;
            }
            boolean suffix = i > start && suffixes.contains(stripPossessive(words.word(i)));
            boolean last = i + 1 == end || !suffixes.contains(stripPossessive(words.word(i + 1)));
            if (suffix && last && i - start < MAX_COMPANY_WORDS && isCompany(words, start, i)) {
                companies.add(name(text, words, start, i + 1), 2);
                start = i + 1;
            } else if (isWeakCompany(words, start, i, end)) {
                companies.mayBe(name(text, words, start, i + 1));
            }
        }
    }

    /** Two words and no more, the second a trade, the first no common word. */
    private boolean isWeakCompany(Words words, int start, int i, int end) {
        return i == start + 1
                && i + 1 == end
                && weakSuffixes.contains(stripPossessive(words.word(i)))
                && !common.contains(words.word(start))
                && isCompany(words, start, i);
    }

    private boolean isCompany(Words words, int start, int suffix) {
        boolean named = false;
        for (int i = start; i < suffix; i++) {
            if (notCompanies.contains(words.lower(i))) {
                return false;
            }
            named |= !notPeople.contains(words.word(i)) && !suffixes.contains(words.word(i));
        }
        return named; // not "West Bank", "The Company"
    }

    /** The longest known name that begins at word {@code i} and ends before {@code end}; null when none does. */
    private @Nullable String knownCompanyAt(Words words, int i, int end) {
        String longest = null;
        for (String name : knownByFirstWord.getOrDefault(stripPossessive(words.word(i)), List.of())) {
            var parts = new Words(name);
            int n = 0;
            while (n < parts.count() && i + n < end && parts.word(n).equals(stripPossessive(words.word(i + n)))) {
                n++;
            }
            if (n == parts.count() && (longest == null || name.length() > longest.length())) {
                longest = name;
            }
        }
        return longest;
    }

    private static String name(String text, Words words, int start, int end) {
        return stripPossessive(
                text.substring(words.start(start), words.end(end - 1)).replace('\u00a0', ' '));
    }

    private static String stripPossessive(String word) {
        return isPossessive(word) ? word.substring(0, word.length() - 2) : word;
    }

    private static boolean isPossessive(String word) {
        return word.endsWith("'s") || word.endsWith("’s");
    }

    /** Names by weight of evidence; spellings that differ in a legal form are one. */
    private final class Tally {
        private record Named(String name, int weight) {}

        private final Map<String, Named> byKey = new LinkedHashMap<>();
        private final Set<String> seenOnce = new HashSet<>();

        /** Counts from the second time on. */
        void mayBe(String name) {
            if (!seenOnce.add(name)) {
                add(name, byKey.containsKey(key(name)) ? 1 : 2);
            }
        }

        void add(String name, int weight) {
            byKey.merge(
                    key(name),
                    new Named(name, weight),
                    (first, more) -> new Named(first.name(), first.weight() + more.weight()));
        }

        private String key(String name) {
            var words = new Words(name);
            int n = words.count();
            while (n > 1
                    && suffixes.contains(words.word(n - 1))
                    && words.word(n - 1).length() <= 4) {
                n--;
            }
            return n == 0 ? name : name.substring(0, words.end(n - 1)).toLowerCase(Locale.ROOT);
        }

        List<String> strongest() {
            return byKey.values().stream()
                    .sorted(Comparator.comparingInt(Named::weight).reversed()) // stable: then the order of the text
                    .limit(MAX_EACH)
                    .map(Named::name)
                    .toList();
        }
    }
}
