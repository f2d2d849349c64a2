package sentinel.extractor;

import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jsoup.nodes.Element;
import sentinel.text.date.Dates;

/** Dates in elements that are marked up as one, or named for one; each with a rank, the lower the better. */
final class MarkedDates {

    /** Ranks are sums. A date that is named for one and not marked up is believed less than what stands at the headline. */
    static final int NAMED_ONLY = 2;
    /** Part of what leads to other articles. */
    static final int ELSEWHERE = 50;
    /** Of an update, or today's above the page. */
    static final int CHANGE = 100;

    private static final int UNNAMED = 1;

    private static final Pattern A_YEAR = Pattern.compile("(?:19|20)\\d{2}");

    /** A longer line is a text that mentions a date. */
    private static final int LONGEST_LINE = 200;
    /** A date of so many characters says all of its line by itself. */
    private static final int LONG_DATE = 40;
    /** Elements of a line round a date. */
    private static final int MAX_AROUND = 12;
    /** A time of day, with "at" and its zone. */
    private static final int LONGEST_CLOCK = 12;
    /** Elements between a byline and its date. */
    private static final int BESIDE_BYLINE = 8;
    /** Characters beside a date that make a sentence of it. */
    private static final int SENTENCE = 20;

    /** A date that is shown, with what speaks for it. */
    record Shown(OffsetDateTime date, int rank, int index) {}

    private final PageScan scan;
    private final Dates dates;
    private final Surroundings surroundings;
    /** The block that is the headline, and its element; -1 when there is none. */
    private final int headline;

    private final int headlineElement;

    /** @param headline the block; -1 when there is none */
    MarkedDates(PageScan scan, Dates dates, Surroundings surroundings, int headline) {
        this.scan = scan;
        this.dates = dates;
        this.surroundings = surroundings;
        this.headline = headline;
        this.headlineElement = headline < 0 ? -1 : scan.blocks.get(headline).element;
    }

    /** Of what is marked up as a date or named for one, the best, and the first of its kind. */
    Optional<Shown> best() {
        return found().stream().min(Comparator.comparingInt(Shown::rank));
    }

    /** Of the dates that stand between the headline and the text, or right above it, the one that most speaks for. */
    Optional<OffsetDateTime> besideHeadline() {
        if (headline < 0) {
            return Optional.empty();
        }
        int from = scan.blocks.get(Math.max(0, headline - DateLines.BEFORE)).element;
        int to = textFrom(headline + 1);
        int byline = byline();
        return found().stream()
                .filter(shown -> shown.rank() < ELSEWHERE)
                .filter(shown -> (shown.index() >= from && shown.index() < to)
                        || Math.abs(shown.index() - byline) <= BESIDE_BYLINE)
                .filter(shown -> !isInSentence(shown.index()))
                .min(Comparator.comparingInt(Shown::rank))
                .map(Shown::date);
    }

    /** The first element after the headline that is named for an author, in the first half of the page; else far off. */
    private int byline() {
        int from = headlineElement;
        int looked = 0;
        for (int index : scan.notable) {
            if (++looked > Reach.CANDIDATES) {
                break;
            }
            String name = scan.elements[index].className().toLowerCase(Locale.ROOT);
            boolean author = name.contains("author")
                    || name.contains("byline")
                    || scan.elements[index].attr("rel").equals("author")
                    || scan.elements[index].attr("itemprop").equals("author");
            if (index > from && author && !surroundings.isAtEdge(index) && !surroundings.isElsewhere(index)) {
                return index - from < scan.size / 2 ? index : -BESIDE_BYLINE - 1;
            }
        }
        return -BESIDE_BYLINE - 1;
    }

    /** The element of the second paragraph from a block on, for the first may be a lead that stands above the byline. */
    private int textFrom(int first) {
        int paragraphs = 0;
        int end = Math.min(scan.blocks.size(), first + DateLines.AFTER);
        for (int b = first; b < end; b++) {
            if (scan.blocks.get(b).isProse() && ++paragraphs == 2) {
                return scan.blocks.get(b).element;
            }
        }
        return end < scan.blocks.size() ? scan.blocks.get(end).element : scan.size;
    }

    /** Whether an element is part of a line that says more than when something was published. */
    private boolean isInSentence(int index) {
        for (int i = index; i > 0; i = scan.parents[i]) {
            if (scan.isBlock(i)) {
                String line = FactsReader.text(scan.elements[i]);
                return line.length() > LONGEST_LINE
                        || (Block.endsSentence(line)
                                && line.length()
                                        > FactsReader.text(scan.elements[index]).length() + SENTENCE
                                && !DateWords.sayPublished(line));
            }
        }
        return false;
    }

    /** Of the elements that are marked up as the date of publication, the first that is this article's. */
    Optional<OffsetDateTime> marked() {
        for (int index : scan.notable) {
            var element = scan.elements[index];
            if (isPublication(element)
                    && isOfHeadline(index)
                    && !surroundings.isComment(index)
                    && !surroundings.isElsewhere(index)) {
                var date = machineDate(element).or(() -> dates.dateIn(FactsReader.text(element)));
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    /** Whether an element's item or {@code <article>}, which is what its date is of, holds the headline as well. */
    private boolean isOfHeadline(int index) {
        for (int i = scan.parents[index]; i > 0; i = scan.parents[i]) {
            if (scan.tag(i).equals("article") || scan.elements[i].hasAttr("itemscope")) {
                return headline >= 0 && scan.contains(i, headlineElement);
            }
        }
        return true;
    }

    private static boolean isPublication(Element element) {
        return element.attr("itemprop").equals("datePublished") || element.hasAttr("pubdate");
    }

    private List<Shown> found() {
        var found = new ArrayList<Shown>();
        int looked = 0;
        for (int index : scan.notable) {
            var element = scan.elements[index];
            String name = element.className().toLowerCase(Locale.ROOT);
            String itemprop = element.attr("itemprop");
            boolean published = isPublication(element);
            boolean time = element.normalName().equals("time") || element.hasAttr("datetime");
            boolean named = (scan.marks[index] & Marks.BYLINE) != 0;
            if (!published && !time && !named) {
                continue;
            }
            if (++looked > Reach.CANDIDATES) {
                break;
            }
            if (surroundings.isQuoted(index)
                    || (published ? surroundings.isComment(index) : surroundings.isAtEdge(index))) {
                continue;
            }
            String text = FactsReader.text(element);
            if (text.length() > LONGEST_LINE) {
                continue;
            }
            final boolean machine = published || time;
            var date = machineDate(element);
            date = date.or(() -> dates.dateIn(text)).or(() -> DateLines.shortYear(text, dates));
            if (date.isEmpty()) {
                continue;
            }
            var day = date.get();
            boolean changed = itemprop.equals("dateModified")
                    || name.contains("updated")
                    || name.contains("modified")
                    || isChange(index, text);
            int rank = (published || name.contains("publish") ? 0 : UNNAMED)
                    + (changed ? CHANGE : 0)
                    + (surroundings.isElsewhere(index) ? ELSEWHERE : 0)
                    + (surroundings.isOfSite(index, headlineElement) ? CHANGE : 0)
                    + (machine ? 0 : NAMED_ONLY);
            found.add(new Shown(isDayOnly(day) ? withClock(day, index, text) : day, rank, index));
        }
        return found;
    }

    /** The day with the time that the next element shows, if it does. */
    private OffsetDateTime withClock(OffsetDateTime day, int index, String text) {
        int next = scan.ends[index];
        if (next >= scan.size || scan.parents[next] != scan.parents[index]) {
            return day;
        }
        String clock = FactsReader.text(scan.elements[next]);
        return clock.length() > LONGEST_CLOCK
                ? day
                : dates.dateIn(text + " " + clock)
                        .filter(time -> time.toLocalDate().equals(day.toLocalDate()))
                        .orElse(day);
    }

    /** Whether a date has no time of day. */
    static boolean isDayOnly(OffsetDateTime date) {
        return date.getOffset().equals(ZoneOffset.UTC) && date.toLocalTime().equals(LocalTime.MIDNIGHT);
    }

    private Optional<OffsetDateTime> machineDate(Element element) {
        for (var attribute : List.of("datetime", "content", "title")) {
            var date = dates.dateIn(element.attr(attribute));
            if (date.isPresent()) {
                return date;
            }
        }
        return Optional.empty();
    }

    /** Whether the words right before a date, or round it, speak of a change rather than of publication. */
    private boolean isChange(int index, String text) {
        String words = text;
        int parent = scan.parents[index];
        if (parent > 0 && words.length() < LONG_DATE && scan.ends[parent] - parent < MAX_AROUND) {
            String around = FactsReader.text(scan.elements[parent]);
            int at = around.indexOf(text);
            String before = at < 0 ? "" : around.substring(0, at);
            boolean alone = at >= 0
                    && before.isBlank()
                    && !A_YEAR.matcher(around.substring(at + text.length())).find();
            if (around.length() < DateLines.SHORT_LINE) {
                words = at < 0 || alone ? around : afterLastYear(before) + text;
            }
        }
        return DateWords.sayChanged(words);
    }

    /** What belongs to no earlier date in a line of several. */
    private static String afterLastYear(String line) {
        int from = 0;
        for (var year = A_YEAR.matcher(line); year.find(); ) {
            from = year.end();
        }
        return line.substring(from);
    }
}
