package sentinel.extractor;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.text.date.Dates;

/**
 * When the article was first published: as its structured data says, else its metadata, else a date near the headline, else
 * its address, else the state of its scripts. A date that is said to be an update's counts last of all.
 */
final class Published {

    /** Characters of a date with a time and an offset; a shorter one has no offset to tell. */
    private static final int WITHOUT_OFFSET = 19;
    /** Offsets from UTC are multiples of so many minutes. */
    private static final int OFFSET_STEP = 15;
    /** Minutes that clocks are behind UTC, and ahead of it, at most. */
    private static final int MAX_WEST = 12 * 60;

    private static final int MAX_EAST = 14 * 60;

    private final PageScan scan;
    private final @Nullable String url;
    private final Dates dates;
    private final StatedDates stated;
    private final MarkedDates marked;
    private final DateLines lines;

    /**
     * @param url of the page; may be null
     * @param headline may be null
     * @param dates reads them as the site's readers do
     */
    Published(PageScan scan, Metas metas, JsonLd data, @Nullable String url, @Nullable String headline, Dates dates) {
        this.scan = scan;
        this.url = url;
        this.dates = dates;
        var surroundings = new Surroundings(scan);
        int heading = heading(scan, headline == null ? "" : Letters.ofHeadline(headline));
        this.stated = new StatedDates(scan, metas, data, dates, surroundings);
        this.marked = new MarkedDates(scan, dates, surroundings, heading);
        this.lines = new DateLines(scan, dates, surroundings, heading);
    }

    Optional<OffsetDateTime> date() {
        return stated.published()
                .map(this::orEarlier)
                .map(this::asShown)
                .or(stated::inProperty)
                .or(this::shown)
                .or(stated::vague)
                .or(() -> dates.inUrl(url))
                .or(lines::dateline)
                .or(lines::anywhere)
                .or(stated::inScripts)
                .or(stated::changed);
    }

    /**
     * The date that the page itself shows, when it is the earlier: where an element is marked up for machines as the
     * publication's, or where the stated date is said to be that of the last change too.
     */
    private OffsetDateTime orEarlier(OffsetDateTime date) {
        boolean both = stated.changed().filter(date::equals).isPresent();
        var shown = both ? marked.besideHeadline().or(marked::marked) : marked.marked();
        // clocks on either side of midnight are no disagreement
        var dayBefore = date.toLocalDate().minusDays(1);
        return shown.filter(earlier -> earlier.toLocalDate().isBefore(dayBefore))
                .orElse(date);
    }

    /** The same instant in the offset in which the page shows it, when it is stated in UTC. */
    private OffsetDateTime asShown(OffsetDateTime date) {
        if (!date.getOffset().equals(ZoneOffset.UTC) || MarkedDates.isDayOnly(date)) {
            return date;
        }
        for (int index : scan.notable) {
            String value = scan.elements[index].attr("datetime");
            if (value.length() > WITHOUT_OFFSET) {
                var shown = dates.dateIn(value);
                boolean same = shown.isPresent()
                        && !shown.get().getOffset().equals(ZoneOffset.UTC)
                        && Duration.between(shown.get(), date).abs().compareTo(Duration.ofMinutes(1)) < 0;
                if (same) {
                    return shown.get();
                }
            }
        }
        return lines.nearHeadline()
                .or(this::shown)
                .map(shown -> atOffsetOf(shown, date))
                .orElse(date);
    }

    /** The instant at the offset that makes its clock show what the page shows; as it is when none does. */
    private static OffsetDateTime atOffsetOf(OffsetDateTime shown, OffsetDateTime date) {
        boolean clock = shown.getOffset().equals(ZoneOffset.UTC) && !MarkedDates.isDayOnly(shown);
        long minutes = Duration.between(date.truncatedTo(ChronoUnit.MINUTES), shown.truncatedTo(ChronoUnit.MINUTES))
                .toMinutes();
        return clock && minutes % OFFSET_STEP == 0 && minutes >= -MAX_WEST && minutes <= MAX_EAST
                ? date.withOffsetSameInstant(ZoneOffset.ofTotalSeconds((int) minutes * 60))
                : date;
    }

    /** Marked up as a date, or in an element that is named for one; else near the headline. */
    private Optional<OffsetDateTime> shown() {
        var best = marked.best();
        int rank = best.map(MarkedDates.Shown::rank).orElse(MarkedDates.CHANGE);
        var near = rank >= MarkedDates.ELSEWHERE
                ? lines.nearHeadline()
                : rank >= MarkedDates.NAMED_ONLY ? lines.atHeadline() : Optional.<OffsetDateTime>empty();
        return near.or(
                () -> best.filter(shown -> shown.rank() < MarkedDates.CHANGE).map(MarkedDates.Shown::date));
    }

    /** The block that is the headline, else the first top heading; -1 when there is neither. */
    private static int heading(PageScan scan, String letters) {
        int named = scan.headingOf(letters);
        for (int b = 0; b < scan.blocks.size() && named < 0; b++) {
            var block = scan.blocks.get(b);
            if (block.kind == Block.Kind.HEADING && scan.tag(block.element).equals("h1")) {
                return b;
            }
        }
        return named;
    }
}
