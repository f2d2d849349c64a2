package sentinel.parser.rules;

import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * People and companies by what stands in and beside capitalised phrases ({@link PersonCue}, {@link CompanyCue}), and by
 * hints that the text bears out. All occurrences of a name add to its evidence. Tuned to be right rather than complete: a
 * phrase without enough evidence is nobody.
 */
final class Names {

    record Found(List<String> companies, List<String> people) {}

    /** As many as a record takes. */
    private static final int MAX_EACH = 30;

    private final NameLists lists = new NameLists();
    private final PersonCues personCues = new PersonCues();
    private final CompanyCues companyCues = new CompanyCues();
    private final KnownCompanies known = new KnownCompanies();

    /**
     * @param language ISO 639-1, or null
     * @param siteName the page's own, or null
     * @param words of {@code text}
     * @param organisations hinted; only those that the text mentions are taken, and no parties, ministries, courts
     * @param persons hinted; only those that the text mentions are taken
     */
    Found in(
            @Nullable String language,
            @Nullable String siteName,
            String text,
            Words words,
            List<String> organisations,
            List<String> persons) {
        var prose = new Prose(text, words, language);
        var people = new People(personCues, lists, prose);
        var companies = new Companies(companyCues, personCues, known, lists, prose, siteName);
        var hints = new HintedNames(prose, List.of(organisations, persons));
        persons.forEach(name -> ifPresent(hints.locate(name), people::hinted));
        organisations.forEach(name -> ifPresent(hints.locate(name), companies::hinted));
        for (int i = 0; i < words.count(); ) {
            int end = phraseEnd(prose, i);
            if (end > i) {
                readPhrase(prose, i, end, people, companies);
            }
            i = Math.max(end, i + 1);
        }
        people.finish();
        companies.finish(people);
        return new Found(companies.found().accepted(MAX_EACH), people.found().accepted(MAX_EACH));
    }

    private static void ifPresent(@Nullable String name, Consumer<String> taker) {
        if (name != null) {
            taker.accept(name);
        }
    }

    /** Index after the capitalised phrase that begins at word {@code start}; {@code start} when none does. */
    private int phraseEnd(Prose prose, int start) {
        var words = prose.words();
        if (!words.capitalised(start)) {
            return start;
        }
        int end = start + 1;
        while (end < words.count() && !prose.isPossessive(end - 1)) {
            int next = end;
            while (next < end + 2
                    && next + 1 < words.count()
                    && prose.joined(next)
                    && NameLists.PARTICLES.contains(words.word(next))) {
                next++; // "de la"
            }
            if (!words.capitalised(next) || !joins(prose, next)) {
                break;
            }
            end = next + 1;
        }
        return end;
    }

    private boolean joins(Prose prose, int i) {
        String gap = prose.gap(i);
        if (prose.joined(i) || gap.equals(" & ") || gap.equals("-")) {
            return true;
        }
        String previous = prose.words().word(i - 1);
        boolean initial =
                previous.length() == 1 || (previous.length() > 1 && previous.charAt(previous.length() - 2) == '.');
        if (gap.equals(". ")) {
            return initial
                    || (companyCues.isAbbreviatedForm(previous)
                            && companyCues.isLegalForm(prose.words().word(i)))
                    || (personCues.isTitle(previous) && previous.length() <= 4);
        }
        return gap.equals(", ")
                && companyCues.isLegalForm(prose.words().word(i))
                && !prose.words().word(i).equals("Group");
    }

    /** Cuts a phrase into companies, people with a given name, titles, and the rest, which needs more evidence. */
    private void readPhrase(Prose prose, int start, int end, People people, Companies companies) {
        int rest = -1;
        boolean titled = false;
        boolean restTitled = false;
        int i = start;
        while (i < end) {
            String word = prose.word(i);
            boolean function = personCues.isFunctionWord(word);
            int to = function && known.at(prose, i) == null ? i : companies.readSure(i, end);
            boolean inLongerName = rest >= 0 && lists.isDoubtful(word); // "North Carolina ..."
            if (to == i && !inLongerName) {
                to = people.readFullName(i, end, titled);
            }
            boolean drive =
                    rest >= 0 && (word.equals("Dr") || word.equals("Rev")); // "Portola Dr.", "Nat. Rev. Immunol."
            int title = to == i && !drive ? personCues.titleLength(prose, i, end) : 0;
            boolean skipped =
                    to == i && (function || People.isDate(word) || (NameLists.PARTICLES.contains(word) && rest < 0));
            if (to > i || title > 0 || skipped) {
                readRest(rest, i, restTitled, people, companies);
                rest = -1;
                titled = title > 0;
                i = to > i ? to : i + Math.max(1, title);
            } else {
                if (rest < 0) {
                    rest = i;
                    restTitled = titled;
                }
                titled = false;
                i++;
            }
        }
        readRest(rest, end, restTitled, people, companies);
    }

    private static void readRest(int from, int to, boolean titled, People people, Companies companies) {
        if (from < 0 || from >= to) {
            return;
        }
        people.readUnknown(from, to, titled);
        if (!titled) {
            companies.readUnknown(from, to);
        }
    }
}
