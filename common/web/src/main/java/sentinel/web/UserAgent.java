package sentinel.web;

import sentinel.config.Env;

/** The user agent of all requests: for feeds, GDELT files and pages. */
public final class UserAgent {

    private static final String PRODUCT = "SentinelBot/0.1";
    private static final String PURPOSE = "self-hosted news monitor";
    /** The user agent without further settings. */
    public static final String DEFAULT = PRODUCT + " (" + PURPOSE + ")";

    private static final String AGENT = "SENTINEL_USER_AGENT";
    private static final String CONTACT = "SENTINEL_CONTACT";

    private UserAgent() {}

    /** {@code SENTINEL_USER_AGENT}, else the default with {@code SENTINEL_CONTACT}, the operator's contact for sites. */
    public static String from(Env env) {
        String contact = env.string(CONTACT, "");
        String fallback = contact.isEmpty() ? DEFAULT : PRODUCT + " (" + PURPOSE + "; +" + contact + ")";
        String agent = env.string(AGENT, fallback);
        if (!agent.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            env.problem(
                    agent.equals(fallback) ? CONTACT : AGENT,
                    "has a character that is not ASCII, which a header cannot contain");
            return DEFAULT;
        }
        return agent;
    }
}
