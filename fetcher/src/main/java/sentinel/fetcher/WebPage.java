package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.archive.HttpHead;
import sentinel.web.Bytes;

/**
 * A page as it was fetched.
 *
 * @param finalUrl where the redirects ended
 * @param redirects URLs between the first and the final one
 * @param head status and all headers as received
 * @param body decompressed
 * @param mayArchive whether its bytes may be kept: false when the site asks for {@code noarchive} and that is honoured
 * @param refusal why the page may be followed where it leads but must not be taken; null when it may be taken
 * @param fetchedAt when its last byte was there, to the millisecond
 */
record WebPage(
        String finalUrl,
        List<String> redirects,
        HttpHead head,
        Bytes body,
        boolean mayArchive,
        @Nullable Failure refusal,
        Instant fetchedAt) {

    WebPage {
        requireNonNull(finalUrl, "final url");
        redirects = List.copyOf(redirects);
        requireNonNull(head, "head");
        requireNonNull(body, "body");
        requireNonNull(fetchedAt, "fetched at");
    }

    /** The last header of this name, or null. */
    @Nullable
    String header(String name) {
        return head.last(name).orElse(null);
    }
}
