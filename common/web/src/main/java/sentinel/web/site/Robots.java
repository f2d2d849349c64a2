package sentinel.web.site;

import crawlercommons.robots.BaseRobotRules;
import crawlercommons.robots.SimpleRobotRules;
import crawlercommons.robots.SimpleRobotRules.RobotRulesMode;
import crawlercommons.robots.SimpleRobotRulesParser;
import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.web.WebClient;
import sentinel.web.site.SiteFiles.Answer.Found;
import sentinel.web.site.SiteFiles.Answer.Unavailable;
import sentinel.web.site.SiteFiles.Made;

/**
 * What sites allow (RFC 9309). A missing file (4xx) allows all; one that cannot be had (5xx, no connection) forbids all
 * for a while; an answer is kept for a day.
 */
public final class Robots {

    private static final Logger log = LoggerFactory.getLogger(Robots.class);

    /** RFC 9309, 2.4: no longer than a day. */
    private static final Duration KEEP = Duration.ofHours(24);

    private static final Duration KEEP_FAILURE = Duration.ofMinutes(5);
    /** A server that asks for more is asked again after this all the same. */
    private static final Duration MAX_KEEP_FAILURE = Duration.ofHours(1);

    private static final Duration KEEP_UNREACHABLE = Duration.ofMinutes(1);
    private static final Duration MAX_CRAWL_DELAY = Duration.ofSeconds(30);
    private static final BaseRobotRules ALLOW_ALL = new SimpleRobotRules(RobotRulesMode.ALLOW_ALL);
    private static final int RULE_BYTES = 100;
    /** The bot's name behind a browser's: {@code Mozilla/5.0 (compatible; SentinelBot/0.1; +https://...)}. */
    private static final Pattern COMPATIBLE = Pattern.compile("(?i)^mozilla/.*?compatible;\\s*([a-z_-]+)");

    private static final Pattern TOKEN = Pattern.compile("(?i)^[a-z_-]+");

    /** The site's answer for one URL. */
    public sealed interface Answer {
        /** @param crawlDelay the gap that the site asks for, capped at 30 s; zero when it does not */
        record Allowed(Duration crawlDelay) implements Answer {}

        record Disallowed() implements Answer {}

        /** @param retryIn until the file is tried again */
        record Unknown(String reason, Duration retryIn) implements Answer {}
    }

    /** @param failure why the rules are not known, and not to be asked; null when they are */
    private record Rules(BaseRobotRules rules, @Nullable String failure) {}

    private final boolean enabled;
    private final List<String> names;
    private final Clock clock;
    private final SiteFiles<Rules> files;

    /**
     * Sends no request yet.
     *
     * @param client the product token of its user agent is our name in robots.txt
     * @param deadline for one file with all its redirects
     */
    public Robots(WebClient client, boolean enabled, Duration deadline, Clock clock) {
        this.enabled = enabled;
        this.names = List.of(productToken(client.userAgent()));
        this.clock = clock;
        files = new SiteFiles<>("/robots.txt", client, deadline, clock, this::rules);
    }

    /** {@code SentinelBot/0.1 (...)} is {@code sentinelbot} (RFC 9309, 2.2.1). */
    public static String productToken(String userAgent) {
        String text = userAgent.strip();
        var hidden = COMPATIBLE.matcher(text);
        if (hidden.find()) {
            return hidden.group(1).toLowerCase(Locale.ROOT);
        }
        var token = TOKEN.matcher(text);
        return token.find() ? token.group().toLowerCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT);
    }

    /** What the site allows for a URL. */
    public CompletableFuture<Answer> ask(HttpUrl url) {
        if (!enabled) {
            return CompletableFuture.completedFuture(new Answer.Allowed(Duration.ZERO));
        }
        return files.ask(url).thenApply(entry -> {
            var known = entry.value();
            if (known.failure() != null) {
                return new Answer.Unknown(known.failure(), Duration.between(clock.instant(), entry.until()));
            }
            if (!known.rules().isAllowed(url.toString())) {
                return new Answer.Disallowed();
            }
            long millis = Math.max(0, known.rules().getCrawlDelay()); // unset is negative
            return new Answer.Allowed(Duration.ofMillis(Math.min(millis, MAX_CRAWL_DELAY.toMillis())));
        });
    }

    private Made<Rules> rules(String origin, SiteFiles.Answer answer) {
        if (answer instanceof Unavailable unavailable) {
            log.info("robots_unavailable origin={} reason=\"{}\"", origin, unavailable.reason());
            return new Made<>(
                    new Rules(ALLOW_ALL, "robots.txt: " + unavailable.reason()), patience(unavailable), RULE_BYTES);
        }
        if (answer instanceof Found found) {
            var rules = new SimpleRobotRulesParser(Long.MAX_VALUE, 0)
                    .parseContent(found.url().toString(), wholeLines(found), "text/plain", names);
            long bytes = rules.getSitemaps().stream().mapToLong(String::length).sum()
                    + rules.getRobotRules().stream()
                            .mapToLong(rule -> RULE_BYTES + rule.getPrefix().length())
                            .sum();
            return new Made<>(new Rules(rules, null), KEEP, RULE_BYTES + bytes);
        }
        // Missing; or forbidden, and then the page itself is refused by the same guard, and for the right reason.
        return new Made<>(new Rules(ALLOW_ALL, null), KEEP, RULE_BYTES);
    }

    /** Of a line that was cut, nobody knows what it says: {@code Disallow: /archive/2019/} becomes {@code Disallow: /}. */
    private static byte[] wholeLines(Found found) {
        byte[] body = found.body().array();
        if (found.isWhole()) {
            return body;
        }
        int end = body.length;
        while (end > 0 && body[end - 1] != '\n' && body[end - 1] != '\r') {
            end--;
        }
        return Arrays.copyOf(body, end);
    }

    private static Duration patience(Unavailable unavailable) {
        if (!unavailable.heard()) {
            return KEEP_UNREACHABLE;
        }
        var asked = unavailable.retryAfter();
        if (asked == null || asked.compareTo(KEEP_FAILURE) < 0) {
            return KEEP_FAILURE;
        }
        return asked.compareTo(MAX_KEEP_FAILURE) > 0 ? MAX_KEEP_FAILURE : asked;
    }
}
