package sentinel.extractor;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import sentinel.text.date.Dates;

/** Dates that stand in lines of the text, marked up or not: near the headline, before a paragraph, anywhere. */
final class DateLines {

    /** What is set before the text of a paragraph: {@code LONDON, 4 March 2026 - It rained.} */
    private static final Pattern DATELINE = Pattern.compile("([^–—]{6,60}?)(?: ?[–—)]| [/-]|: )");

    /** A line with a date, a name and a place is no longer; beyond that it is a sentence. */
    static final int SHORT_LINE = 120;
    /** A line that says that it is the date of publication may also say who wrote it, and when it was changed. */
    private static final int LONGEST_LINE = 400;
    /** Of a line that may give the year in two digits. */
    private static final int SHORT_YEAR_LINE = 60;
    /** Blocks before the headline, and after it, among which a date is its own. */
    static final int BEFORE = 6;

    static final int AFTER = 25;
    /** Blocks on each side that touch the headline. */
    private static final int TOUCHING = 2;

    private final PageScan scan;
    private final Dates dates;
    private final Surroundings surroundings;
    /** The block that is the headline, and its element; -1 when there is none. */
    private final int headline;

    private final int headlineElement;

    /** @param headline the block; -1 when there is none */
    DateLines(PageScan scan, Dates dates, Surroundings surroundings, int headline) {
        this.scan = scan;
        this.dates = dates;
        this.surroundings = surroundings;
        this.headline = headline;
        this.headlineElement = headline < 0 ? -1 : scan.blocks.get(headline).element;
    }

    /** The first date in the lines that touch the headline. */
    Optional<OffsetDateTime> atHeadline() {
        return headline < 0
                ? Optional.empty()
                : inLines(Math.max(0, headline - TOUCHING), headline)
                        .or(() -> inLines(headline + 1, Math.min(headline + 1 + TOUCHING, scan.blocks.size())));
    }

    /** The first date in a short line from a little before the headline to not far after it. */
    Optional<OffsetDateTime> nearHeadline() {
        if (headline < 0) {
            return Optional.empty();
        }
        var right = inLines(Math.max(0, headline - TOUCHING), headline);
        var after = inLines(headline + 1, Math.min(headline + 1 + AFTER, scan.blocks.size()));
        return right.or(() -> after).or(() -> inLines(Math.max(0, headline - BEFORE), headline));
    }

    /** The date that is set before the text of a paragraph soon after the headline. */
    Optional<OffsetDateTime> dateline() {
        int from = Math.max(0, headline);
        for (var block : scan.blocks.subList(from, Math.min(from + AFTER, scan.blocks.size()))) {
            var m = DATELINE.matcher(block.text);
            if (block.kind == Block.Kind.TEXT
                    && m.lookingAt()
                    && !DateWords.sayChanged(m.group(1))
                    && !surroundings.isAtEdge(block.element)) {
                var date = dates.writtenIn(m.group(1));
                if (date.isPresent()) {
                    return date;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<OffsetDateTime> inLines(int from, int to) {
        for (var block : scan.blocks.subList(from, to)) {
            if (block.length() > SHORT_LINE
                    || surroundings.isAtEdge(block.element)
                    || surroundings.isElsewhere(block.element)
                    || surroundings.isOfSite(block.element, headlineElement)) {
                continue;
            }
            var date = DateWords.published(block.text, dates)
                    .or(() -> dates.dateIn(block.text))
                    .or(() -> shortYear(block.text, dates));
            if (date.isPresent() && !DateWords.sayChanged(block.text)) {
                return date;
            }
        }
        return Optional.empty();
    }

    /** The date of a line so short that its two digits can be a year. */
    static Optional<OffsetDateTime> shortYear(String line, Dates dates) {
        return line.length() > SHORT_YEAR_LINE ? Optional.empty() : dates.shortYearIn(line);
    }

    /** What says of itself that it is the date of publication, else the first date in a short line; no comment's. */
    Optional<OffsetDateTime> anywhere() {
        Optional<OffsetDateTime> first = Optional.empty();
        for (var block : scan.blocks.subList(0, Math.min(scan.blocks.size(), Reach.DATED_BLOCKS))) {
            if (block.length() > LONGEST_LINE) {
                continue;
            }
            var said = DateWords.published(block.text, dates);
            if (said.isPresent() && !surroundings.isComment(block.element)) {
                return said;
            }
            if (first.isEmpty() && block.length() <= SHORT_LINE) {
                first = dates.dateIn(block.text)
                        .or(() -> shortYear(block.text, dates))
                        .filter(date -> !surroundings.isComment(block.element)
                                && !surroundings.isOfSite(block.element, headlineElement));
            }
        }
        return first;
    }
}
