package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import sentinel.archive.ArchiveConfig;
import sentinel.config.Env;
import sentinel.config.KafkaSettings;
import sentinel.config.Unreadable;
import sentinel.extractor.BrokenSiteRulesException;
import sentinel.extractor.SiteRules;
import sentinel.service.redis.RedisSettings;
import sentinel.web.AllowedHosts;
import sentinel.web.UserAgent;
import sentinel.web.WebClient;

/**
 * What the fetcher is told.
 *
 * @param redis shares what is known of hosts with other instances; without it each goes by itself
 * @param concurrency fetches at once, over all hosts
 * @param window announcements begun and not committed: those that wait for their host's turn are among them
 * @param hostGap between two requests to one host, unless its robots.txt asks for more
 * @param userAgent names the bot, and how to reach who runs it; its product token is our name in robots.txt
 * @param honour wishes of sites that are heeded, beside robots.txt
 * @param connectTimeout for DNS and each connection attempt
 * @param readTimeout between two bytes
 * @param callTimeout for one request with its answer
 * @param deadline for one article with all its redirects, not counting the wait for a host's turn
 * @param maxWireBytes of a body as sent; decompressed it may be 1.6 times as large
 * @param maxTurnWait when the wait for a host's turn is longer, its article goes round again
 * @param requeueAfter at the soonest since it entered the topic
 * @param requeuesPerSecond as many articles may go round
 * @param ports that strangers' links may name
 * @param validatorsTtl how long a page is known, to be asked for only if it changed; zero: never
 * @param fullAfter a page that was read longer ago is read in full
 * @param siteRules for sites that the extractor does not read well by itself
 */
public record FetcherConfig(
        KafkaSettings kafka,
        Optional<RedisSettings> redis,
        int concurrency,
        int window,
        Duration hostGap,
        boolean robots,
        String userAgent,
        Set<Honour> honour,
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
        Duration validatorsTtl,
        Duration fullAfter,
        ArchiveConfig archive,
        SiteRules siteRules) {

    private static final String HONOUR = "SENTINEL_HONOUR";
    private static final String VALIDATORS_TTL = "SENTINEL_FETCH_VALIDATORS_TTL";
    private static final String SITE_RULES = "SENTINEL_SITE_RULES";
    private static final String PORTS = "SENTINEL_FETCH_PORTS";

    public FetcherConfig {
        requireNonNull(kafka, "kafka");
        requireNonNull(redis, "redis");
        requireNonNull(hostGap, "host gap");
        requireNonNull(userAgent, "user agent");
        requireNonNull(allowedHosts, "allowed hosts");
        honour = Set.copyOf(honour);
        requireNonNull(archive, "archive");
        requireNonNull(siteRules, "site rules");
        ports = Set.copyOf(ports);
    }

    public static FetcherConfig from(Env env) {
        return new FetcherConfig(
                KafkaSettings.from(env),
                RedisSettings.from(env),
                env.integer("SENTINEL_FETCH_CONCURRENCY", 128, 1, 4096),
                env.integer("SENTINEL_FETCH_WINDOW", 8192, 1, 100_000),
                env.duration("SENTINEL_HOST_GAP", Duration.ofSeconds(1)),
                env.flag("SENTINEL_ROBOTS", true),
                UserAgent.from(env),
                honour(env),
                AllowedHosts.from(env),
                ports(env),
                env.duration("SENTINEL_FETCH_CONNECT_TIMEOUT", Duration.ofSeconds(10)),
                env.duration("SENTINEL_FETCH_READ_TIMEOUT", Duration.ofSeconds(15)),
                env.duration("SENTINEL_FETCH_CALL_TIMEOUT", Duration.ofSeconds(30)),
                env.duration("SENTINEL_FETCH_DEADLINE", Duration.ofSeconds(45)),
                env.integer("SENTINEL_FETCH_MAX_BYTES", 10 * 1024 * 1024, 1024, 256 * 1024 * 1024),
                env.duration("SENTINEL_FETCH_MAX_TURN_WAIT", Duration.ofSeconds(5)),
                env.duration("SENTINEL_FETCH_REQUEUE_AFTER", Duration.ofSeconds(10)),
                env.integer("SENTINEL_FETCH_REQUEUES_PER_SECOND", 100, 1, 10_000),
                validatorsTtl(env),
                env.duration("SENTINEL_FETCH_FULL_AFTER", Duration.ofHours(24)),
                ArchiveConfig.from(env),
                siteRules(env));
    }

    /** How long it is of use to know a page. */
    Duration knownFor() {
        return validatorsTtl.compareTo(fullAfter) < 0 ? validatorsTtl : fullAfter;
    }

    private static Duration validatorsTtl(Env env) {
        boolean off = List.of("0", "off").contains(env.string(VALIDATORS_TTL, ""));
        return off ? Duration.ZERO : env.duration(VALIDATORS_TTL, Duration.ofDays(30));
    }

    private static Set<Honour> honour(Env env) {
        var honour = EnumSet.noneOf(Honour.class);
        for (var name : env.list(HONOUR, List.of("noindex", "noarchive", "tdm"))) {
            switch (name.toLowerCase(Locale.ROOT)) {
                case "noindex" -> honour.add(Honour.NOINDEX);
                case "noarchive" -> honour.add(Honour.NOARCHIVE);
                case "tdm" -> honour.add(Honour.TDM);
                case "none" -> {}
                default -> env.problem(HONOUR, "names '" + name + "'; expected noindex, noarchive, tdm, or none");
            }
        }
        return honour;
    }

    /** The rules that {@code SENTINEL_SITE_RULES} names. */
    static SiteRules siteRules(Env env) {
        var file = env.string(SITE_RULES);
        if (file.isEmpty()) {
            return SiteRules.NONE;
        }
        try {
            return SiteRules.read(Path.of(file.get()));
        } catch (InvalidPathException e) {
            env.problem(SITE_RULES, "is '" + file.get() + "'; expected a path");
        } catch (IOException e) {
            env.problem(
                    SITE_RULES,
                    "names " + file.get() + ": the file " + Unreadable.reason(e) + "; expected a YAML file");
        } catch (BrokenSiteRulesException e) {
            env.problem(SITE_RULES, "names " + file.get() + ": " + e.getMessage());
        }
        return SiteRules.NONE;
    }

    private static Set<Integer> ports(Env env) {
        var given = env.string(PORTS);
        if (given.isEmpty()) {
            return WebClient.USUAL_PORTS;
        }
        var ports = new HashSet<Integer>();
        for (var text : given.get().split(",", -1)) {
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
