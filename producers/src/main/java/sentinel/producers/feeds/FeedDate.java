package sentinel.producers.feeds;

import java.net.URI;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.PublishDate;
import sentinel.text.date.Dates;

/** Reads the dates of one feed, in the order of day and month and with the time zones of where it comes from. */
final class FeedDate {

    /** {@code 11/9/2026 9:00:00 AM}: programs that are not told where they are write as in the United States. */
    private static final Pattern AMERICAN_PROGRAM =
            Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4},? \\d{1,2}:\\d{2}(?::\\d{2})? [AP]M\\b.*");

    private static final int LONGEST = 300;
    private static final Pattern WHITE_SPACE = Pattern.compile("[\\s\\u00a0]+");

    private final Dates dates;
    private final boolean placeless;
    /** Whether it is known which of day and month comes first there. */
    private final boolean certain;

    private final Instant seenAt;

    /**
     * @param address where the feed is
     * @param language its tag as written, or null
     */
    FeedDate(URI address, @Nullable String language, Instant seenAt) {
        String host = address.getHost() == null ? "" : address.getHost();
        dates = Dates.of(host, language).atHomeIn(country(language));
        certain = !country(language).isEmpty();
        placeless = language == null || language.isBlank();
        this.seenAt = seenAt;
    }

    /** Of a tag that names one, as {@code zh-CN} does; else empty. */
    private static String country(@Nullable String language) {
        return Locale.forLanguageTag(language == null ? "" : language.strip().replace('_', '-'))
                .getCountry();
    }

    /** Empty for what is no date, or none of an article ({@link PublishDate}). */
    Optional<Instant> read(String raw) {
        if (raw.length() > LONGEST) {
            return Optional.empty();
        }
        String text = WHITE_SPACE.matcher(raw).replaceAll(" ").strip();
        var usual = placeless && AMERICAN_PROGRAM.matcher(text).matches() ? Dates.of("", "en-us") : dates;
        var date = plausible(usual, text);
        // where it is not known which comes first, a day that lies ahead has its day and month the other way round
        return date.isPresent() || certain ? date : plausible(usual.withOtherOrder(), text);
    }

    private Optional<Instant> plausible(Dates reader, String text) {
        return reader.dateIn(text)
                .or(() -> reader.shortYearIn(text))
                .map(OffsetDateTime::toInstant)
                .map(date -> PublishDate.plausible(date, seenAt));
    }
}
