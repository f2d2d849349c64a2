package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.Source;
import sentinel.service.stage.Input;

/**
 * A page that was read in full and is on its way as an article, and what its server knows that state of it by (RFC 9110,
 * 8.8): with this it can be asked for only if it changed.
 *
 * @param topic where the announcement stands that it was read for, with {@code partition} and {@code offset}
 * @param source that announced it, with {@code sourceName}
 * @param finalUrl where the redirects ended: of this URL alone the server spoke
 * @param etag as sent, or null
 * @param lastModified as sent, or null; one of both is there
 */
record KnownPage(
        String topic,
        int partition,
        long offset,
        Source source,
        String sourceName,
        String finalUrl,
        @Nullable String etag,
        @Nullable String lastModified,
        Instant readAt) {

    private static final int LONGEST_URL = 2_048;
    private static final int LONGEST_VALIDATOR = 256;

    /** What changed so shortly before it was read may have changed again within the same second. */
    private static final Duration SETTLED = Duration.ofMinutes(1);

    KnownPage {
        requireNonNull(topic, "topic");
        requireNonNull(source, "source");
        requireNonNull(sourceName, "source name");
        requireNonNull(finalUrl, "final url");
        requireNonNull(readAt, "read at");
    }

    /** Empty when the server named nothing that the page could be asked for by. */
    static Optional<KnownPage> of(Input<Announcement> input, WebPage page, Clock clock) {
        var now = clock.instant();
        String etag = sendable(page.header("etag"));
        String sent = sendable(page.header("last-modified"));
        String lastModified = isSettled(sent, date(page.header("date")).orElse(now)) ? sent : null;
        if ((etag == null && lastModified == null) || page.finalUrl().length() > LONGEST_URL) {
            return Optional.empty();
        }
        var found = input.value().article();
        return Optional.of(new KnownPage(
                input.topic(),
                input.partition(),
                input.offset(),
                found.source(),
                found.sourceName(),
                page.finalUrl(),
                etag,
                lastModified,
                now));
    }

    /** Whether it was read for an earlier message of the same partition. */
    boolean wasReadBefore(Input<?> input) {
        return topic.equals(input.topic()) && partition == input.partition() && offset < input.offset();
    }

    /** Headers of a request for the page if it changed. */
    Map<String, String> conditions() {
        var headers = new LinkedHashMap<String, String>();
        if (etag != null) {
            headers.put("If-None-Match", etag);
        }
        if (lastModified != null) {
            headers.put("If-Modified-Since", lastModified);
        }
        return headers;
    }

    /** The header, or null when it is absent or not fit to be sent back. */
    private static @Nullable String sendable(@Nullable String header) {
        return header != null && header.length() <= LONGEST_VALIDATOR && header.matches("[\\x21-\\x7e][\\x20-\\x7e]*")
                ? header
                : null;
    }

    private static boolean isSettled(@Nullable String lastModified, Instant servedAt) {
        return date(lastModified)
                .filter(at -> !at.plus(SETTLED).isAfter(servedAt))
                .isPresent();
    }

    private static Optional<Instant> date(@Nullable String header) {
        try {
            return header == null
                    ? Optional.empty()
                    : Optional.of(ZonedDateTime.parse(header, DateTimeFormatter.RFC_1123_DATE_TIME)
                            .toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }
}
