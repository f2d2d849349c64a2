package sentinel.web.site;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import okhttp3.HttpUrl;
import sentinel.web.WebClient;
import sentinel.web.site.SiteFiles.Answer.Found;
import sentinel.web.site.SiteFiles.Answer.Unavailable;
import sentinel.web.site.SiteFiles.Made;

/**
 * What sites reserve in {@code /.well-known/tdmrep.json} (TDM Reservation Protocol): a list of places, {@code *} and {@code $}
 * as in robots.txt, of which the first that fits counts. A file that is missing, broken or out of reach reserves nothing.
 */
public final class MiningRules {

    private static final Duration KEEP = Duration.ofHours(24);
    private static final Duration KEEP_FAILURE = Duration.ofMinutes(10);
    private static final int MAX_RULES = 1_000;
    private static final int MAX_LOCATION = 1_000;
    private static final int RULE_BYTES = 100;
    private static final ObjectMapper JSON = new ObjectMapper();

    private record Rule(String location, Mining mining) {}

    private final boolean enabled;
    private final SiteFiles<List<Rule>> files;

    /** @param deadline for one file with all its redirects */
    public MiningRules(WebClient client, boolean enabled, Duration deadline, Clock clock) {
        this.enabled = enabled;
        files = new SiteFiles<>("/.well-known/tdmrep.json", client, deadline, clock, MiningRules::made);
    }

    /** What the site reserves for a URL. */
    public CompletableFuture<Mining> ask(HttpUrl url) {
        if (!enabled) {
            return CompletableFuture.completedFuture(Mining.UNSAID);
        }
        String target = url.encodedPath() + (url.encodedQuery() == null ? "" : "?" + url.encodedQuery());
        return files.ask(url).thenApply(entry -> entry.value().stream()
                .filter(rule -> fits(rule.location(), target))
                .map(Rule::mining)
                .findFirst()
                .orElse(Mining.UNSAID));
    }

    private static Made<List<Rule>> made(String origin, SiteFiles.Answer answer) {
        if (answer instanceof Found found) {
            var rules = rules(found.body().array());
            long bytes = rules.stream()
                    .mapToLong(rule -> RULE_BYTES + rule.location().length())
                    .sum();
            return new Made<>(rules, KEEP, RULE_BYTES + bytes);
        }
        return new Made<>(List.of(), answer instanceof Unavailable ? KEEP_FAILURE : KEEP, RULE_BYTES);
    }

    private static List<Rule> rules(byte[] body) {
        var rules = new ArrayList<Rule>();
        try {
            for (var entry : JSON.readTree(body)) {
                JsonNode location = entry.path("location");
                JsonNode reservation = entry.path("tdm-reservation");
                boolean usable = location.isTextual() && location.asText().length() <= MAX_LOCATION;
                if (usable && rules.size() < MAX_RULES) {
                    rules.add(new Rule(
                            location.asText(), reservation.asText().equals("1") ? Mining.RESERVED : Mining.FREE));
                }
            }
        } catch (IOException e) {
            return List.of(); // most often a page that says "not found" with status 200
        }
        return rules;
    }

    /** Each piece between stars is looked for after the one before: never backwards, so the time is bounded. */
    static boolean fits(String location, String target) {
        boolean toTheEnd = location.endsWith("$");
        String pattern = toTheEnd ? location.substring(0, location.length() - 1) : location;
        var pieces = pattern.split("\\*", -1);
        if (!target.startsWith(pieces[0])) {
            return false;
        }
        int at = pieces[0].length();
        for (int i = 1; i < pieces.length; i++) {
            boolean last = toTheEnd && i == pieces.length - 1;
            int found = last ? target.length() - pieces[i].length() : target.indexOf(pieces[i], at);
            if (found < at || !target.startsWith(pieces[i], found)) {
                return false;
            }
            at = found + pieces[i].length();
        }
        return !toTheEnd || at == target.length();
    }
}
