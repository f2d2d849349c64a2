package sentinel.fetcher;

import java.io.IOException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import okhttp3.HttpUrl;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;
import sentinel.archive.HttpHead;
import sentinel.contract.topic.ErrorClass;
import sentinel.contract.topic.HttpFailure;
import sentinel.text.chars.Truncation;
import sentinel.text.charset.HeadScan;
import sentinel.web.BodyReader;
import sentinel.web.Bytes;
import sentinel.web.Redirect;
import sentinel.web.RetryAfter;
import sentinel.web.site.Mining;
import sentinel.web.site.Robots;

/** Reads a response to a request for a page: is it a page, may it be taken, and if there is none, why. */
final class PageResponse {

    private static final int MAX_RATIO = 200;
    private static final int MAX_SHOWN = 200;

    /** What one request led to. */
    sealed interface Step {

        /** The server sends the reader on. */
        record Onward(HttpUrl target) implements Step {}

        record Page(WebPage page) implements Step {}

        /** The page is still as it is known. */
        record Unchanged() implements Step {}

        /** @param failure its {@code retryAfter} is the pause that the server asks for */
        record NoPage(Failure failure) implements Step {}
    }

    private final Set<Honour> honour;
    private final String agent;
    private final BodyReader reader;
    private final Clock clock;

    PageResponse(FetcherConfig config, Clock clock) {
        honour = config.honour();
        agent = Robots.productToken(config.userAgent());
        reader = new BodyReader(config.maxWireBytes(), config.maxWireBytes() * 16L / 10, MAX_RATIO);
        this.clock = clock;
    }

    /**
     * Reads the response.
     *
     * @param url that was requested; the last hop of the trail
     * @param isConditional whether the page was requested only if it changed
     * @param mining what the site's file says of the URL
     */
    Step read(HttpUrl url, Response response, boolean isConditional, Trail trail, Mining mining) throws IOException {
        int status = response.code();
        var redirect = Redirect.of(url, response);
        if (redirect instanceof Redirect.To to) {
            return new Step.Onward(to.target());
        }
        if (redirect instanceof Redirect.Nowhere nowhere && nowhere.location() != null) {
            return noPage(Failure.forGood(ErrorClass.BAD_REDIRECT, status + " to " + shown(nowhere.location())));
        }
        if (status == 304 && isConditional) {
            return new Step.Unchanged();
        }
        if (status < 200 || status >= 300) {
            return noPage(refused(response));
        }
        String contentType = response.header("Content-Type");
        if (!MediaType.mayBeHtml(contentType)) {
            return noPage(Failure.forGood(ErrorClass.NOT_HTML, "content-type " + contentType));
        }
        byte[] body = reader.read(response.body().byteStream(), response.header("Content-Encoding"));
        if (body.length == 0) {
            return noPage(Failure.forGood(ErrorClass.EMPTY_BODY, "status " + status + " without a body"));
        }
        if (!MediaType.isHtml(contentType, body)) {
            return noPage(Failure.forGood(ErrorClass.NOT_HTML, "the bytes are no page; content-type " + contentType));
        }
        return page(url, response, body, trail, mining);
    }

    private Step page(HttpUrl url, Response response, byte[] body, Trail trail, Mining mining) {
        var pageHead = HeadScan.of(body);
        var wishes = Wishes.ofPage(pageHead, agent)
                .over(Wishes.ofHeaders(response.headers("x-robots-tag"), response.headers("tdm-reservation"), agent))
                .over(new Wishes(false, false, mining));
        var refusal = refusal(wishes);
        if (refusal != null && !isSignpost(pageHead)) {
            return noPage(refusal);
        }
        boolean mayArchive = refusal == null && !(wishes.noarchive() && honour.contains(Honour.NOARCHIVE));
        return new Step.Page(new WebPage(
                url.toString(),
                trail.between(),
                head(response),
                Bytes.of(body),
                mayArchive,
                refusal,
                clock.instant().truncatedTo(ChronoUnit.MILLIS)));
    }

    private static Step noPage(Failure failure) {
        return new Step.NoPage(failure);
    }

    /** Null when the page may be taken. */
    private @Nullable Failure refusal(Wishes wishes) {
        if (wishes.noindex() && honour.contains(Honour.NOINDEX)) {
            return Failure.forGood(ErrorClass.NOINDEX, "the site asks robots not to index the page");
        }
        if (wishes.mining() == Mining.RESERVED && honour.contains(Honour.TDM)) {
            return Failure.forGood(ErrorClass.TDM_RESERVED, "text and data mining of the page is reserved");
        }
        return null;
    }

    /** Whether a page sends its reader on: shorteners do, and ask that they themselves be not indexed. */
    private static boolean isSignpost(HeadScan head) {
        return head.metas().stream()
                .anyMatch(meta -> meta.httpEquiv().equals("refresh")
                        && meta.content() != null
                        && meta.content().toLowerCase(Locale.ROOT).contains("url"));
    }

    private Failure refused(Response response) {
        int status = response.code();
        var errorClass = new HttpFailure(status);
        String reason = "status " + status;
        return switch (status) {
            case 429, 503 ->
                new Failure(
                        Failure.Kind.TRANSIENT,
                        errorClass,
                        reason,
                        RetryAfter.parse(response.header("Retry-After"), clock).orElse(null));
            case 404 -> Failure.transiently(errorClass, reason).gone(404);
            case 408, 425 -> Failure.transiently(errorClass, reason);
            case 410 -> Failure.forGood(errorClass, reason).gone(410);
            default -> status >= 500 ? Failure.transiently(errorClass, reason) : Failure.forGood(errorClass, reason);
        };
    }

    private static HttpHead head(Response response) {
        var fields = new ArrayList<HttpHead.Field>();
        response.headers().forEach(field -> fields.add(new HttpHead.Field(field.getFirst(), field.getSecond())));
        return new HttpHead(response.protocol().toString(), response.code(), response.message(), fields);
    }

    /** What a stranger sent, short enough for a log. */
    static String shown(String text) {
        return text.length() <= MAX_SHOWN ? text : Truncation.at(text, MAX_SHOWN) + "...";
    }
}
