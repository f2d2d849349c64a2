package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import sentinel.common.config.Env;
import sentinel.common.config.KafkaSettings;
import sentinel.fetcher.extract.BrokenSiteRulesException;
import sentinel.fetcher.extract.SiteRules;

/**
 * What the fetcher is told.
 *
 * @param concurrency fetches at once, over all hosts
 * @param window announcements begun and not committed: those that wait for their host's turn are among them
 * @param hostGap between two requests to one host, unless its robots.txt asks for more
 * @param connectTimeout for DNS and each connection attempt
 * @param readTimeout between two bytes
 * @param callTimeout for one request with its answer
 * @param deadline for one article with all its redirects, not counting the wait for a host's turn
 * @param maxWireBytes of a body as sent; decompressed it may be 1.6 times as large
 * @param maxTurnWait when a host's queue is longer, its article goes round again
 * @param requeueAfter at the soonest since it entered the topic
 * @param requeuesPerSecond as many articles may go round
 * @param ports that strangers' links may name
 * @param siteRules for sites that the extractor does not read well by itself
 */
public record FetcherConfig(
        KafkaSettings kafka,
        int concurrency,
        int window,
        Duration hostGap,
        boolean robots,
        String userAgent,
        AllowedHosts allowedHosts,
        Set<Integer> ports,
        Duration connectTimeout,
        Duration readTimeout,
        Duration callTimeout,
        Duration deadline,
        int maxWireBytes,
        Duration maxTurnWait,
        Duration requeueAfter,
        int requeuesPerSecond,
        SiteRules siteRules) {

    static final String DEFAULT_USER_AGENT = "SentinelBot/0.1 (self-hosted news monitor)";
    private static final String ALLOW = "SENTINEL_ALLOW_PRIVATE_HOSTS";
    private static final String SITE_RULES = "SENTINEL_SITE_RULES";
    private static final String PORTS = "SENTINEL_FETCH_PORTS";

    public FetcherConfig {
        requireNonNull(kafka, "kafka");
        requireNonNull(hostGap, "host gap");
        requireNonNull(userAgent, "user agent");
        requireNonNull(allowedHosts, "allowed hosts");
        requireNonNull(siteRules, "site rules");
        ports = Set.copyOf(ports);
    }

    public static FetcherConfig from(Env env) {
        return new FetcherConfig(
                KafkaSettings.from(env),
                env.integer("SENTINEL_FETCH_CONCURRENCY", 128, 1, 4096),
                env.integer("SENTINEL_FETCH_WINDOW", 4096, 1, 100_000),
                env.duration("SENTINEL_HOST_GAP", Duration.ofSeconds(1)),
                env.flag("SENTINEL_ROBOTS", true),
                env.string("SENTINEL_USER_AGENT", DEFAULT_USER_AGENT),
                allowedHosts(env),
                ports(env),
                env.duration("SENTINEL_FETCH_CONNECT_TIMEOUT", Duration.ofSeconds(10)),
                env.duration("SENTINEL_FETCH_READ_TIMEOUT", Duration.ofSeconds(15)),
                env.duration("SENTINEL_FETCH_CALL_TIMEOUT", Duration.ofSeconds(30)),
                env.duration("SENTINEL_FETCH_DEADLINE", Duration.ofSeconds(45)),
                env.integer("SENTINEL_FETCH_MAX_BYTES", 10 * 1024 * 1024, 1024, 256 * 1024 * 1024),
                env.duration("SENTINEL_FETCH_MAX_TURN_WAIT", Duration.ofSeconds(30)),
                env.duration("SENTINEL_FETCH_REQUEUE_AFTER", Duration.ofSeconds(10)),
                env.integer("SENTINEL_FETCH_REQUEUES_PER_SECOND", 100, 1, 10_000),
                siteRules(env));
    }

    private static AllowedHosts allowedHosts(Env env) {
        try {
            return AllowedHosts.parse(env.string(ALLOW, "false"));
        } catch (IllegalArgumentException e) {
            env.problem(
                    ALLOW,
                    "names '" + e.getMessage()
                            + "'; expected true, false, or a list of host, host:port, address or CIDR");
            return AllowedHosts.NONE;
        }
    }

    private static SiteRules siteRules(Env env) {
        var file = env.string(SITE_RULES);
        if (file.isEmpty()) {
            return SiteRules.NONE;
        }
        try {
            return SiteRules.read(Path.of(file.get()));
        } catch (IOException | InvalidPathException e) {
            env.problem(SITE_RULES, "names '" + file.get() + "', which cannot be read; expected a YAML file");
        } catch (BrokenSiteRulesException e) {
            env.problem(SITE_RULES, "names " + file.get() + ": " + e.getMessage());
        }
        return SiteRules.NONE;
    }

    private static Set<Integer> ports(Env env) {
        var ports = new HashSet<Integer>();
        for (var text : env.string(PORTS, "80,443,8000,8080,8443,8888").split(",", -1)) {
            String digits = text.strip();
            if (digits.matches("\\d{1,5}") && Integer.parseInt(digits) <= 65535) {
                ports.add(Integer.parseInt(digits));
            } else {
                env.problem(PORTS, "names '" + digits + "'; expected port numbers separated by commas");
            }
        }
        return ports;
    }
}
