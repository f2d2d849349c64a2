package sentinel.extractor;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jsoup.nodes.Document;
import org.jspecify.annotations.Nullable;
import sentinel.extractor.Extraction.Reason;
import sentinel.extractor.SoftErrorPhrases.Found;

/**
 * Recognises pages that stand for an error and are answered with status 200 ("soft 404"): not found, removed, out of order,
 * not for this region, log in. No single sign is enough, since there are articles about all of these: a headline that says
 * nothing else must meet a text that says it too, or next to no text; and an announcement with the same headline makes it
 * an article. A text alone is enough only when it is short and begins with what only the site itself can say.
 */
final class SoftErrors {

    /** Pages that say more than this are told by their announcement only. */
    private static final int SHORT = 1_200;
    /** A headline alone is enough above so little. */
    private static final int NEXT_TO_NOTHING = 400;
    /** A text alone is enough when it is no longer. */
    private static final int ONLY_A_NOTICE = 600;

    private static final int ONE_SENTENCE = 160;
    private static final int LONGEST = 6_000;
    /** Of what a reader sees first; errors are not told further down. */
    private static final int LOOKED = 3_000;

    private static final int LONGEST_TITLE = 160;
    /** Folded characters before a notice: "Sorry, ", a heading said again. */
    private static final int AT_THE_START = 40;

    private static final int AT_THE_START_OF_A_TITLE = 12;
    private static final double MOST_OF_A_TITLE = 0.4;

    private static final double SAME = 0.6;
    private static final Pattern SEPARATOR = Pattern.compile("\\s+[|–—·•»:-]\\s+|\\s*[|»]\\s*|:\\s+");
    private static final Pattern ADDRESS = Pattern.compile(
            "(?i).*/(?:404|410|not[-_]?found|page[-_]?not[-_]?found|error[-_]?404|error|maintenance|unavailable|log[-_]?in|sign[-_]?in|signin|anmelden|connexion)(?:\\.[a-z]{2,5})?/?(?:[?#].*)?");

    private static final SoftErrorPhrases PHRASES = SoftErrorPhrases.ALL;

    /**
     * What is known of a page when its text has been picked.
     *
     * @param headline may be null
     * @param dated whether it names a day or an author, as articles do
     * @param url where it was found, or null
     * @param announced the headline it was announced with, or null
     */
    record Page(
            PageScan scan,
            Document document,
            @Nullable String headline,
            String text,
            boolean dated,
            @Nullable String url,
            @Nullable String announced) {}

    private final Page page;
    private final HeadlineWords announced;
    private final int length;

    private SoftErrors(Page page) {
        this.page = page;
        announced = HeadlineWords.of(page.announced());
        length = Block.weigh(page.text());
    }

    /** The error that a page stands for; empty when it is none. */
    static Optional<Reason> of(Page page) {
        return new SoftErrors(page).reason();
    }

    private Optional<Reason> reason() {
        if (length > LONGEST) {
            return Optional.empty();
        }
        String headline = page.headline();
        var said = ofTitle(headline);
        if (headline != null && !said.isEmpty()) {
            return isAnnouncedAs(headline) ? Optional.empty() : withHeadline(headline, said);
        }
        if (length <= SHORT) {
            var hinted = withHint();
            if (hinted.isPresent()) {
                return hinted;
            }
        }
        return length <= ONLY_A_NOTICE ? byText() : Optional.empty();
    }

    /** A headline that says nothing but the error. */
    private Optional<Reason> withHeadline(String headline, Set<Reason> said) {
        var reason = agreed(said, statements());
        boolean about = announced.shared(HeadlineWords.of(headline)) > 0;
        if (reason.isPresent() && (length <= SHORT || (!announced.isEmpty() && !about))) {
            return reason;
        }
        boolean onlyThat = !announced.isEmpty() || !PHRASES.ofTitle(headline).isEmpty();
        boolean bare = length <= NEXT_TO_NOTHING && !page.dated() && !about && onlyThat;
        return bare && said.size() == 1 ? Optional.of(said.iterator().next()) : Optional.empty();
    }

    /** A heading, the tab's title or the address says it; the headline, as the page's data has it, does not. */
    private Optional<Reason> withHint() {
        var heading = ofHeadings();
        var said = heading.isEmpty() ? ofTab() : heading;
        boolean address = page.url() != null && ADDRESS.matcher(page.url()).matches();
        if (said.isEmpty() && !address) {
            return Optional.empty();
        }
        var reason = agreed(said.isEmpty() ? SoftErrorPhrases.REASONS : said, statements());
        boolean instead = !heading.isEmpty()
                && length <= NEXT_TO_NOTHING
                && reason.filter(it -> it != Reason.LOG_IN)
                        .isPresent(); // the article's data, and the error in its place
        if (instead) {
            return reason;
        }
        if (isAnnouncedAs(page.headline()) || (announced.isEmpty() && page.dated())) {
            return Optional.empty();
        }
        if (reason.isPresent() || said.size() != 1) {
            return reason;
        }
        boolean stranger = !announced.isEmpty() && isNowhere() && length <= NEXT_TO_NOTHING && !page.dated();
        return stranger ? Optional.of(said.iterator().next()) : Optional.empty();
    }

    /** The text alone: short, and it begins with what only the site can say. */
    private Optional<Reason> byText() {
        boolean another = !announced.isEmpty() && announced.shared(HeadlineWords.of(page.headline())) == 0;
        for (var found : PHRASES.in(page.text())) {
            if (found.at() > AT_THE_START) {
                break;
            }
            int most = another ? ONLY_A_NOTICE : ONE_SENTENCE;
            boolean enough =
                    switch (found.reason()) {
                        case REMOVED, REGION -> length <= Math.max(most, NEXT_TO_NOTHING - 50);
                        case NOT_FOUND -> length <= most;
                        default -> another && isNowhere();
                    };
            if (enough) {
                return Optional.of(found.reason());
            }
        }
        return Optional.empty();
    }

    /** What title and text both say; the text's word counts where it is another's, being the more exact. */
    private Optional<Reason> agreed(Set<Reason> said, List<Found> statements) {
        var stated = EnumSet.noneOf(Reason.class);
        statements.forEach(found -> stated.add(found.reason()));
        if (asksForAPassword()) {
            stated.add(Reason.LOG_IN);
        }
        var both = new HashSet<>(stated);
        both.retainAll(said);
        for (var reason :
                List.of(Reason.REGION, Reason.OUT_OF_ORDER, Reason.NOT_FOUND, Reason.REMOVED, Reason.LOG_IN)) {
            if (both.contains(reason)) {
                return Optional.of(reason);
            }
        }
        stated.remove(Reason.LOG_IN); // any page may offer it
        return stated.isEmpty()
                ? Optional.empty()
                : Optional.of(stated.iterator().next());
    }

    private static Set<Reason> ofTitle(@Nullable String title) {
        if (title == null || title.isEmpty() || title.length() > LONGEST_TITLE) {
            return Set.of();
        }
        var said = PHRASES.ofTitle(title);
        if (!said.isEmpty()) {
            return said;
        }
        var within = PHRASES.in(title);
        boolean most = !within.isEmpty()
                && within.get(0).at() <= AT_THE_START_OF_A_TITLE
                && within.get(0).length()
                        >= MOST_OF_A_TITLE * SoftErrorPhrases.fold(title).length();
        return most ? Set.of(within.get(0).reason()) : Set.of();
    }

    /** What one part of the tab's title says, where sites set their name beside it. */
    private Set<Reason> ofTab() {
        String tab = page.document().title();
        if (tab.length() > LONGEST_TITLE) {
            return Set.of();
        }
        for (var part : SEPARATOR.split(tab, -1)) {
            var said = ofTitle(part);
            if (!said.isEmpty()) {
                return said;
            }
        }
        return Set.of();
    }

    private Set<Reason> ofHeadings() {
        var headings = page.scan().headings;
        for (var heading : headings.subList(0, Math.min(headings.size(), Reach.ERROR_HEADINGS))) {
            var said = ofTitle(FactsReader.text(heading));
            if (!said.isEmpty()) {
                return said;
            }
        }
        return Set.of();
    }

    /** What the page says below its headings, where it is looked at first. */
    private List<Found> statements() {
        var seen =
                new StringBuilder(page.text().substring(0, Math.min(page.text().length(), LOOKED)));
        int most = seen.length() + LOOKED;
        for (var block : page.scan().blocks) {
            if (seen.length() > most) {
                break;
            }
            if (block.kind != Block.Kind.HEADING) {
                seen.append('\n').append(block.text);
            }
        }
        return PHRASES.in(seen.toString());
    }

    private boolean asksForAPassword() {
        return page.document().selectFirst("input[type=password]") != null;
    }

    /** Whether most of the announced headline is in this one: then it is what was announced. */
    private boolean isAnnouncedAs(@Nullable String title) {
        return !announced.isEmpty() && (double) announced.shared(HeadlineWords.of(title)) / announced.size() >= SAME;
    }

    /** Whether no word of what was announced is on the page. */
    private boolean isNowhere() {
        return announced.shared(HeadlineWords.of(page.headline())) == 0
                && announced.shared(HeadlineWords.ofText(page.text())) == 0;
    }
}
