package sentinel.web;

import sentinel.config.Env;

/** What Sentinel calls itself towards the sites that it reads: one name for feeds, files and pages. */
public final class UserAgent {

    private static final String PRODUCT = "SentinelBot/0.1";
    private static final String PURPOSE = "self-hosted news monitor";
    /** Who reads, when nobody says more. */
    public static final String DEFAULT = PRODUCT + " (" + PURPOSE + ")";

    private static final String AGENT = "SENTINEL_USER_AGENT";
    private static final String CONTACT = "SENTINEL_CONTACT";

    private UserAgent() {}

    /** {@code SENTINEL_USER_AGENT}, else the default with {@code SENTINEL_CONTACT}, where sites can complain. */
    public static String from(Env env) {
        String contact = env.string(CONTACT, "");
        String fallback = contact.isEmpty() ? DEFAULT : PRODUCT + " (" + PURPOSE + "; +" + contact + ")";
        String agent = env.string(AGENT, fallback);
        if (!agent.chars().allMatch(c -> c >= ' ' && c < 0x7f)) {
            env.problem(
                    agent.equals(fallback) ? CONTACT : AGENT, "has a character beyond ASCII; no header may carry that");
            return DEFAULT;
        }
        return agent;
    }
}
