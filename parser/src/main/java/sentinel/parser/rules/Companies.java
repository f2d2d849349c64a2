package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Collects the companies of a text. */
final class Companies {

    private static final int MAX_NAME_WORDS = 6;
    /** Companies take none: "the Amazon" is a river. */
    private static final Set<String> ARTICLES = Set.of("the", "a", "an");
    /** Words that a well-known company's name goes on with; others name its products. */
    private static final Set<String> EXTENSIONS = Set.of(
            "Publishers",
            "Publishing",
            "Pictures",
            "Studios",
            "Records",
            "Airlines",
            "Pharmaceuticals",
            "Technologies",
            "Motors",
            "Bank",
            "Insurance",
            "Industries");

    private static final Set<String> PROGRAMMES = Set.of("Radio", "TV", "Television");
    private static final int MAX_PROGRAMME_WORDS = 3;
    /** Ends of host names. */
    private static final Set<String> DOMAINS = Set.of(
            "com", "org", "net", "io", "ai", "co", "de", "fr", "es", "it", "pt", "nl", "ru", "eu", "ch", "at", "tv");

    private final CompanyCues cues;
    private final PersonCues personCues;
    private final KnownCompanies known;
    private final NameLists lists;
    private final Prose prose;
    private final @Nullable String site;
    private final Candidates<CompanyCue> found = new Candidates<>(CompanyCue.class);

    /** @param siteName as the page gives it, or null */
    Companies(
            CompanyCues cues,
            PersonCues personCues,
            KnownCompanies known,
            NameLists lists,
            Prose prose,
            @Nullable String siteName) {
        this.cues = cues;
        this.personCues = personCues;
        this.known = known;
        this.lists = lists;
        this.prose = prose;
        this.site = siteName == null ? null : key(siteName);
    }

    void hinted(String name) {
        if (!cues.isOtherOrganisation(name)) {
            found.add(key(name), name, EnumSet.of(CompanyCue.HINTED));
        }
    }

    /**
     * Reads a company's name that is sure by its own words: a legal form, a trade, or a well-known name.
     *
     * @return where it ends; {@code from} when there is none
     */
    int readSure(int from, int end) {
        var listed = known.at(prose, from);
        int formEnd = legalFormEnd(from, end);
        if (listed != null && from + listed.words().size() >= formEnd) {
            return readKnown(listed, from, end);
        }
        if (formEnd > from) {
            add(from, formEnd, CompanyCue.LEGAL_FORM);
            return formEnd;
        }
        return from;
    }

    private int readKnown(KnownCompanies.Known listed, int from, int end) {
        int to = from + listed.words().size();
        boolean single = listed.words().size() == 1;
        if (single && prose.gap(to).startsWith(":") && cues.isExchange(prose.word(from))) {
            return from; // "(NYSE: ACM)"
        }
        boolean afterGiven = single && follows(from) && lists.isGiven(prose.word(from - 1));
        boolean afterName = listed.doubtful()
                && follows(from)
                && !personCues.isFunctionWord(prose.word(from - 1))
                && !personCues.isTitle(prose.word(from - 1))
                && !prose.isPossessive(from - 1);
        boolean inLongerName = to < end
                && !prose.isPossessive(to - 1)
                && !cues.isLegalForm(prose.word(to))
                && !cues.isOffice(prose.lower(to))
                && !personCues.isTitle(prose.word(to));
        boolean longer = inLongerName || (prose.lower(to).equals("of") && prose.joined(to)) || ofLongerName(from);
        if (afterGiven || afterName || ((listed.doubtful() || listed.media()) && longer)) {
            return from;
        }
        while (to < end
                && !prose.isPossessive(to - 1)
                && (cues.isLegalForm(prose.word(to)) || EXTENSIONS.contains(prose.word(to)))) {
            to++;
        }
        to = listed.doubtful() ? to : afterProgramme(to, end);
        boolean article = prose.german() || (prose.joined(from) && ARTICLES.contains(prose.lower(from - 1)));
        if (!listed.doubtful()) {
            add(from, to, CompanyCue.KNOWN);
        } else if (to > from + listed.words().size()) {
            add(from, to, CompanyCue.LEGAL_FORM);
        } else if (!prose.startsSentence(from) && !prose.inHeading(from) && !prose.alsoLowerCase(from) && !article) {
            add(from, to, CompanyCue.DOUBTFUL, CompanyCue.DOUBTFUL_AMID_SENTENCE);
        } else {
            add(from, to, CompanyCue.DOUBTFUL);
        }
        return to;
    }

    /** "KBS" of "KBS World Radio": where the name of a broadcaster's programme ends, else {@code to}. */
    private int afterProgramme(int to, int end) {
        for (int i = to; i < Math.min(end, to + MAX_PROGRAMME_WORDS) && !prose.isPossessive(i - 1); i++) {
            if (PROGRAMMES.contains(prose.word(i))) {
                return i + 1;
            }
        }
        return to;
    }

    /** "Bank of Commerce": whether a name goes on from a word before "of". */
    private boolean ofLongerName(int i) {
        return i > 1
                && prose.lower(i - 1).equals("of")
                && prose.joined(i)
                && prose.joined(i - 1)
                && prose.words().capitalised(i - 2)
                && !cues.isOffice(prose.lower(i - 2));
    }

    private boolean follows(int i) {
        return i > 0 && prose.joined(i) && prose.words().capitalised(i - 1);
    }

    /** Where the last legal form of a name ends that begins at {@code from}; {@code from} when there is none. */
    private int legalFormEnd(int from, int end) {
        int to = from;
        boolean named = false;
        for (int i = from; i < end && i - from < MAX_NAME_WORDS; i++) {
            String word = prose.word(i);
            boolean particle = NameLists.PARTICLES.contains(word) && !cues.isHead(prose.word(from));
            if (particle || cues.isOther(prose.lower(i)) || (personCues.titleLength(prose, i, i + 1) > 0 && i > from)) {
                break;
            }
            if (i > from && named && cues.isLegalForm(word) && !isPhrase(from, i)) {
                to = i + 1;
            } else if (to > from) {
                break;
            }
            named |= !personCues.isNotPerson(word) && !cues.isLegalForm(word) && !lists.isGeographic(word);
            if (prose.isPossessive(i)) {
                break;
            }
        }
        return to;
    }

    /** Whether a legal form is a common word here: "Getting Group 2 right", "Streets SE". */
    private boolean isPhrase(int from, int form) {
        boolean weak = cues.isWeakForm(prose.word(form));
        return weak
                && (prose.inHeading(form)
                        || hasCommonWord(from, form)
                        || prose.lower(form - 1).startsWith("street"));
    }

    /** Takes a phrase that is nobody's full name: a company if its words and its neighbours say so. */
    void readUnknown(int from, int to) {
        int count = to - from;
        if (count > MAX_NAME_WORDS || prose.inHeading(from) || ofLongerName(from) || !isPlausible(from, to)) {
            return;
        }
        if (prose.gap(to).equals(".") && DOMAINS.contains(prose.lower(to))) {
            add(from, to + 1, cues.around(prose, from, to + 1, personCues)); // "Acme.com"
            return;
        }
        var signs = cues.around(prose, from, to, personCues);
        inside(from, to, signs);
        boolean own = signs.contains(CompanyCue.TRADE)
                || signs.contains(CompanyCue.WEAK_TRADE)
                || signs.contains(CompanyCue.MEDIA);
        if (prose.german() && !own) {
            return;
        }
        boolean acronym = count == 1 && prose.shouted(from, 1);
        if (!own && (acronym || hasCommonWord(from, to))) {
            signs.add(CompanyCue.COMMON_WORD);
        }
        add(from, to, signs);
    }

    private boolean isPlausible(int from, int to) {
        boolean named = false;
        for (int i = from; i < to; i++) {
            String word = prose.word(i);
            if (NameLists.PARTICLES.contains(prose.words().word(i)) && !cues.isHead(prose.word(from))) {
                return false;
            }
            if (cues.isOther(prose.lower(i).replace("'s", ""))) {
                return false;
            }
            named |= !lists.isGeographic(word) && !personCues.isNotPerson(word);
        }
        return named && prose.written(from, to).length() > 1;
    }

    private void inside(int from, int to, Set<CompanyCue> signs) {
        if (to - from < 2) {
            return;
        }
        String first = prose.word(from);
        String last = prose.word(to - 1);
        boolean common = cues.isCommon(first);
        if (common || isProduct(from) || (lists.isGiven(first) && to - from == 2 && !cues.isTrade(last))) {
            return;
        }
        if (cues.isTrade(last)) {
            signs.add(CompanyCue.TRADE);
        } else if (cues.isWeakTrade(last)) {
            signs.add(CompanyCue.WEAK_TRADE);
        }
        if (cues.isMedia(last) && !prose.lower(to).equals("at")) {
            signs.add(CompanyCue.MEDIA);
        }
        if (cues.isHead(first)) {
            signs.add(CompanyCue.HEAD);
        }
        if (prose.gap(to - 1).equals(" & ")) {
            signs.add(CompanyCue.AMPERSAND);
        }
    }

    /** "Adobe's Creative Cloud" */
    private boolean isProduct(int from) {
        return from > 0 && prose.joined(from) && (prose.isPossessive(from - 1) || known.at(prose, from - 1) != null);
    }

    private boolean hasCommonWord(int from, int to) {
        for (int i = from; i < to; i++) {
            if (prose.alsoLowerCase(i)) {
                return true;
            }
        }
        return false;
    }

    private void add(int from, int to, CompanyCue first, CompanyCue... more) {
        var signs = cues.around(prose, from, to, personCues);
        signs.add(first);
        signs.addAll(Set.of(more));
        add(from, to, signs);
    }

    /** "Netflix's", but not "McDonald's". */
    private boolean isPossessiveOfKnown(int from, int to) {
        var listed = known.at(prose, from);
        return prose.isPossessive(to - 1)
                && (listed == null
                        || !listed.words().get(listed.words().size() - 1).endsWith("'s"));
    }

    private void add(int from, int to, EnumSet<CompanyCue> signs) {
        String form = signs.contains(CompanyCue.KNOWN) && !isPossessiveOfKnown(from, to)
                ? prose.verbatim(from, to)
                : prose.written(from, to);
        char after = prose.after(to - 1);
        boolean abbreviated =
                after == '.' && cues.isAbbreviatedForm(prose.words().word(to - 1));
        if (abbreviated || after == '+') {
            form += after;
        }
        String key = key(form);
        if (key.equals(site)) {
            signs.add(CompanyCue.SITE);
        }
        if (found.get(key) != null) {
            signs.add(CompanyCue.REPEATED);
        }
        found.add(key, form, signs);
    }

    /** A name without its legal form: "Acme" and "Acme Corp" are one. */
    private String key(String name) {
        var words = new Words(name);
        int n = words.count();
        while (n > 1 && cues.isLegalForm(words.word(n - 1))) {
            n--;
        }
        String bare = n == 0 ? name : name.substring(0, words.end(n - 1));
        String lower = bare.toLowerCase(Locale.ROOT).replace('’', '\'');
        return lower.startsWith("the ") ? lower.substring("the ".length()) : lower;
    }

    /** Drops what turned out to be people, and short forms of longer names. */
    void finish(People people) {
        for (var key : new ArrayList<>(found.all().keySet())) {
            var candidate = found.get(key);
            if (candidate != null && isPerson(candidate, people)) {
                found.remove(key);
                continue;
            }
            var longer = longerForm(key);
            if (longer != null && candidate != null) {
                longer.mention(EnumSet.noneOf(CompanyCue.class));
                found.remove(key);
            }
        }
    }

    private static boolean isPerson(Candidates.Candidate<CompanyCue> candidate, People people) {
        String form = Prose.withoutPossessive(candidate.form());
        boolean single = form.indexOf(' ') < 0;
        if (single && !candidate.cues().contains(CompanyCue.LEGAL_FORM) && people.hasFamilyName(form)) {
            return true; // "Christie's exit", of Chris Christie
        }
        return !isSure(candidate) && people.isAccepted(form);
    }

    private static boolean isSure(Candidates.Candidate<CompanyCue> candidate) {
        return candidate.cues().contains(CompanyCue.KNOWN) || candidate.cues().contains(CompanyCue.LEGAL_FORM);
    }

    /** An accepted company whose name is this one and a trade: "Acme" of "Acme Airlines". */
    private Candidates.@Nullable Candidate<CompanyCue> longerForm(String key) {
        for (var entry : found.all().entrySet()) {
            String longer = entry.getKey();
            if (longer.length() > key.length() + 1
                    && longer.startsWith(key)
                    && longer.charAt(key.length()) == ' '
                    && entry.getValue().enough()
                    && isSure(entry.getValue())
                    && !entry.getValue().cues().contains(CompanyCue.KNOWN)) {
                return entry.getValue();
            }
        }
        return null;
    }

    Candidates<CompanyCue> found() {
        return found;
    }
}
