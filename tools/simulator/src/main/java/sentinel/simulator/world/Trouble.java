package sentinel.simulator.world;

import java.util.List;
import java.util.Locale;

/** How the page of an article misbehaves, and what must come of it. */
public enum Trouble {
    /** None at all. */
    NONE(Outcome.SERVED),
    /** Answers after {@code NewsroomConfig.slowPage}. */
    SLOW(Outcome.SERVED),
    /** The first two requests get a 500. */
    FLAKY(Outcome.RETRIED),
    /** The first request gets a 404: announced before it was live. */
    LATE(Outcome.RETRIED),
    /** The feed's link goes through a 301, a 302 and a 308. */
    MOVED(Outcome.SERVED),
    /** The page claims another charset than the header, which is right. */
    WRONG_META_CHARSET(Outcome.SERVED),
    /** The canonical link names an article of another site, which must not be believed. */
    FOREIGN_CANONICAL(Outcome.SERVED),
    /** The connection ends in the middle of the page, always. */
    BROKEN("parked:broken"),
    /** A 500, always. */
    SERVER_ERROR("parked:server-error"),
    /** A 404, always. */
    MISSING("parked:missing"),
    /** A 410. */
    GONE("parked:gone"),
    /** Two redirects that point at each other. */
    REDIRECT_LOOP("parked:redirect-loop"),
    /** 20 MB of HTML. */
    HUGE("parked:too-large"),
    /** A PDF. */
    NOT_HTML("parked:not-html"),
    /** Only the first paragraph, and an offer to subscribe. */
    PAYWALL("parked:paywall"),
    /** A page with navigation and nothing else. */
    EMPTY("parked:no-text"),
    /** robots.txt forbids the path. */
    ROBOTS("parked:robots");

    private final String outcome;

    Trouble(String outcome) {
        this.outcome = outcome;
    }

    /** {@code served}, {@code retried-then-served} or {@code parked:<why>}. */
    public String outcome() {
        return outcome;
    }

    public boolean isServed() {
        return !outcome.startsWith("parked");
    }

    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static final List<Trouble> KINDS =
            List.of(values()).stream().filter(kind -> kind != NONE).toList();

    private static final class Outcome {
        static final String SERVED = "served";
        static final String RETRIED = "retried-then-served";
    }
}
