package sentinel.parser.rules;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What stands in and beside a company's name: legal forms, trades, offices, shares, kinds of companies. */
final class CompanyCues {

    /** "Acme, an old and respected maker": a kind this far from the name is still its kind. */
    private static final int KIND_REACH = 7;
    /** "director of sales and marketing at Acme": a job this far before "at" is still done there. */
    private static final int JOB_REACH = 5;
    /** "of", "at", "der": what joins an office to its company. */
    private static final Set<String> JOINTS = Set.of(
            "of", "at", "with", "for", "in", "von", "der", "des", "bei", "de", "du", "d", "del", "di", "van", "da",
            "do");

    private static final Set<String> ABBREVIATED_FORMS =
            Set.of("Inc", "Ltd", "Co", "Corp", "Bros", "S.A", "S.p.A", "N.V", "B.V");

    private static final Set<String> ARTICLES = Set.of(
            "a", "an", "the", "one", "ein", "eine", "der", "die", "das", "un", "une", "una", "el", "la", "le", "um",
            "uma");

    private static final Pattern TICKER =
            Pattern.compile("(NYSE|NASDAQ|Nasdaq|LSE|LON|TSX|ASX|HKEX|ETR|FRA|EPA|BIT|TSE|OTC)");

    private final Set<String> legalForms;
    private final Set<String> weakForms;
    private final Set<String> trades;
    private final Set<String> weakTrades;
    private final Set<String> media;
    private final Set<String> heads;
    private final Set<String> common;
    private final Set<String> notCompanies;
    private final Set<String> kinds;
    private final Set<String> doubtfulKinds;
    private final Set<String> offices;
    private final Set<String> shareWords;
    private final Set<String> jobs;
    private final Set<String> studies;
    private final Set<String> businessVerbs;

    CompanyCues() {
        var lists = WordLists.load("companies.txt");
        legalForms = lists.section("legal forms");
        weakForms = lists.section("weak legal forms");
        trades = lists.section("trades");
        weakTrades = lists.section("weak trades");
        media = lists.section("media");
        heads = lists.section("heads");
        common = lists.section("common");
        notCompanies = lists.section("not companies");
        doubtfulKinds = lists.section("doubtful kinds");
        kinds = new HashSet<>(lists.section("kinds"));
        kinds.removeAll(doubtfulKinds);
        offices = lists.section("offices");
        shareWords = lists.section("share words");
        jobs = lists.section("jobs");
        studies = lists.section("studies");
        businessVerbs = lists.section("business verbs");
    }

    /** Whether a word before a colon is a stock exchange's. */
    boolean isExchange(String word) {
        return TICKER.matcher(word).matches();
    }

    boolean isLegalForm(String word) {
        return legalForms.contains(word);
    }

    /** Whether a point after a legal form belongs to it. */
    boolean isAbbreviatedForm(String word) {
        return ABBREVIATED_FORMS.contains(word);
    }

    boolean isTrade(String word) {
        return trades.contains(word);
    }

    /** Whether a legal form has other meanings. */
    boolean isWeakForm(String word) {
        return weakForms.contains(word);
    }

    boolean isWeakTrade(String word) {
        return weakTrades.contains(word);
    }

    boolean isMedia(String word) {
        return media.contains(word);
    }

    boolean isHead(String word) {
        return heads.contains(word);
    }

    boolean isCommon(String word) {
        return common.contains(word);
    }

    /** Whether a word makes an organisation something else than a company. */
    boolean isOther(String lower) {
        return notCompanies.contains(lower);
    }

    /** Whether a name has words that make it something else than a company. */
    boolean isOtherOrganisation(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        var words = new Words(lower);
        for (int i = 0; i < words.count(); i++) {
            if (notCompanies.contains(words.lower(i))) {
                return true;
            }
        }
        return notCompanies.contains(lower);
    }

    boolean isOffice(String lower) {
        return offices.contains(lower);
    }

    /** Cues before and after a name. */
    EnumSet<CompanyCue> around(Prose prose, int from, int to, PersonCues people) {
        var cues = EnumSet.noneOf(CompanyCue.class);
        before(prose, from, people, cues);
        after(prose, to, people, cues);
        if (!prose.startsSentence(from) && !prose.inHeading(from)) {
            cues.add(CompanyCue.AMID_SENTENCE);
        }
        return cues;
    }

    private void before(Prose prose, int from, PersonCues people, Set<CompanyCue> cues) {
        if (from == 0 || !prose.joined(from)) {
            return;
        }
        String previous = prose.lower(from - 1);
        boolean lowerCase = !prose.words().capitalised(from - 1) || prose.german();
        if (lowerCase && kinds.contains(previous)) {
            cues.add(CompanyCue.KIND_BEFORE);
        } else if (lowerCase && doubtfulKinds.contains(previous)) {
            cues.add(CompanyCue.DOUBTFUL_KIND_BEFORE);
        }
        if (previous.equals("told")) {
            cues.add(CompanyCue.TOLD);
        }
        if (JOINTS.contains(previous) && from >= 2 && prose.joined(from - 1)) {
            String office = prose.lower(from - 2);
            if (offices.contains(office) || offices.contains(prose.lower(from - 3) + " " + office)) {
                cues.add(CompanyCue.OFFICE);
            } else if (shareWords.contains(office) && office.startsWith("s")) {
                cues.add(CompanyCue.SHARES);
            }
        }
        if (people.isSpeech(previous) && !previous.equals("told")) {
            cues.add(CompanyCue.SPOKE);
        }
        int name = previous.equals("the") ? from - 1 : from;
        if (isSource(prose, name)) {
            cues.add(CompanyCue.SOURCE);
        }
        if (prose.lower(name - 1).equals("at") && hasJobBefore(prose, name - 1)) {
            cues.add(CompanyCue.EMPLOYER);
        }
    }

    /** "according to", "a study by", "data from". */
    private boolean isSource(Prose prose, int name) {
        String joint = prose.lower(name - 1);
        String before = prose.lower(name - 2);
        boolean quoted = joint.equals("to") && before.equals("according");
        boolean studied = (joint.equals("by") || joint.equals("from")) && studies.contains(before);
        return quoted || studied || joint.equals("laut") || joint.equals("selon") || joint.equals("según");
    }

    private boolean hasJobBefore(Prose prose, int at) {
        for (int i = at - 1; i >= Math.max(0, at - JOB_REACH) && prose.joined(i + 1); i--) {
            if (jobs.contains(prose.lower(i))) {
                return true;
            }
        }
        return false;
    }

    private void after(Prose prose, int to, PersonCues people, Set<CompanyCue> cues) {
        String gap = prose.gap(to);
        String next = prose.lower(to);
        if (gap.equals(" ")) {
            String two = next + " " + prose.lower(to + 1);
            boolean possessive = prose.isPossessive(to - 1);
            if (offices.contains(two) || offices.contains(next)) {
                cues.add(CompanyCue.OFFICE);
            } else if (shareWords.contains(next)) {
                cues.add(CompanyCue.SHARES);
            } else if (!possessive && people.isSpeech(next)) {
                cues.add(CompanyCue.SPOKE);
            } else if (!possessive && businessVerbs.contains(next)) {
                cues.add(CompanyCue.BUSINESS_VERB);
            } else if ((next.equals("is") || next.equals("ist") || next.equals("est") || next.equals("es"))
                    && isKindSoon(prose, to + 1)) {
                cues.add(CompanyCue.KIND_AFTER);
            }
        } else if (gap.equals(" (")
                && to < prose.words().count()
                && isExchange(prose.words().word(to))) {
            cues.add(CompanyCue.TICKER);
        } else if (gap.equals(", ") && isKindSoon(prose, to)) {
            cues.add(CompanyCue.KIND_AFTER);
        }
    }

    /** "a Danish maker of": an article, then a kind of company before the phrase ends. */
    private boolean isKindSoon(Prose prose, int from) {
        if (!ARTICLES.contains(prose.lower(from))) {
            return false;
        }
        for (int i = from + 1; i < from + KIND_REACH && i < prose.words().count(); i++) {
            if (prose.gap(i).length() != 1 || prose.gap(i).equals("\n") || JOINTS.contains(prose.lower(i))) {
                return false;
            }
            if (kinds.contains(prose.lower(i))) {
                return !prose.isPossessive(i);
            }
        }
        return false;
    }
}
