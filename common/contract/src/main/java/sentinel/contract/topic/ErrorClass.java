package sentinel.contract.topic;

import static sentinel.contract.topic.FailureClass.Replay.EITHER;
import static sentinel.contract.topic.FailureClass.Replay.PARKED;
import static sentinel.contract.topic.FailureClass.Replay.RETRIED;

import java.util.Locale;

/** Our own classes of failure, by stage. docs/architecture.md lists them; a test compares. */
public enum ErrorClass implements FailureClass {
    // ---- every stage
    UNDECODABLE(PARKED, "The message is not what its topic carries."),
    NEWER_SCHEMA(PARKED, "A newer release wrote the message; it can be read after an upgrade."),
    RESULT_TOO_LARGE(PARKED, "The result is larger than Kafka takes."),
    UNEXPECTED(RETRIED, "A bug of ours; the log has the stack trace."),

    // ---- fetcher
    TIMEOUT(RETRIED, "The site gave no complete answer in time."),
    DNS(RETRIED, "The host's name does not resolve."),
    TLS(RETRIED, "The secure connection failed."),
    CONNECTION(RETRIED, "The connection failed or broke."),
    DAMAGED_BODY(RETRIED, "The body ends early or cannot be decompressed."),
    ROBOTS_UNAVAILABLE(RETRIED, "The site's robots.txt cannot be read now."),
    HOST_ON_HOLD(RETRIED, "The host asked for no requests for a while."),
    PAYWALL(RETRIED, "The page seems to be behind a paywall."),
    SOFT_ERROR(EITHER, "The page says with status 200 that it is an error; it is treated as the status it stands for."),
    FORBIDDEN_TARGET(PARKED, "The address is private, or otherwise not one of the public web."),
    BAD_URL(PARKED, "The URL cannot be requested, or has no identity."),
    BAD_REDIRECT(PARKED, "A redirect leads nowhere."),
    TOO_MANY_REDIRECTS(PARKED, "The redirects or refreshes do not end."),
    ROBOTS(PARKED, "The site's robots.txt forbids the page."),
    NOINDEX(PARKED, "The page asks not to be indexed."),
    TDM_RESERVED(PARKED, "Text and data mining of the page is reserved."),
    NOT_HTML(PARKED, "The answer is not an HTML page."),
    OVERSIZE(PARKED, "The page is larger than the limit."),
    BAD_ENCODING(PARKED, "The content encoding is not known."),
    EMPTY_BODY(PARKED, "The answer has no body."),
    EMPTY_ARTICLE(PARKED, "The page has no text."),
    BOT_CHALLENGE(PARKED, "The page is a challenge for robots."),
    CONSENT_WALL(PARKED, "The page is about consent only."),
    UNREADABLE(PARKED, "The page's markup cannot be read."),

    // ---- parser
    LLM_MALFORMED(EITHER, "The model's answer cannot be used; the page is tried once more and then parked."),
    LLM_TRUNCATED(EITHER, "The model's answer was cut off; the page is tried once more and then parked."),
    LLM_REFUSED(RETRIED, "The provider refuses this request, and not others."),
    LLM_SERVER(RETRIED, "The provider answers this request with 5xx, and not others."),
    LLM_TIMEOUT(RETRIED, "The provider gives this request no complete answer in time, and others do get one."),
    LLM_GARBLED(RETRIED, "The provider's reply to this request is not of its protocol."),

    // ---- bronze writer
    UNWRITABLE(PARKED, "A value does not fit its column.");

    private final Replay replay;
    private final String meaning;

    ErrorClass(Replay replay, String meaning) {
        this.replay = replay;
        this.meaning = meaning;
    }

    /** Lower case. */
    @Override
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    @Override
    public String meaning() {
        return meaning;
    }

    @Override
    public Replay replay() {
        return replay;
    }

    /** The same as {@link #id}, for logs. */
    @Override
    public String toString() {
        return id();
    }
}
