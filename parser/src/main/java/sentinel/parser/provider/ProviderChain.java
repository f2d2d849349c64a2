package sentinel.parser.provider;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.PageFetched;
import sentinel.parser.provider.Outcome.NoAnswer;
import sentinel.service.stage.OutageException;

/**
 * Providers in order of preference. A page goes to the first one, and to the next one when that is in an outage or has no
 * answer for the page.
 *
 * <ul>
 *   <li>The first answer counts. Its cost is that of all calls for the page, of the providers before it too.
 *   <li>A page that all providers have no answer for is the page's failure, as the last one of them says.
 *   <li>A page that some have no answer for while the others are in an outage is not judged by half of the chain: it is an
 *       outage. What was found out is kept, so that those who were asked are not paid again when the page comes back.
 * </ul>
 */
public final class ProviderChain implements Provider {

    private static final Logger log = LoggerFactory.getLogger(ProviderChain.class);

    /** Far more than a stage has under way. */
    private static final int UNDECIDED_PAGES = 10_000;

    private final List<Provider> providers;
    private final WhenSpent whenSpent;
    private final Cache<Try, Findings> undecided =
            Caffeine.newBuilder().maximumSize(UNDECIDED_PAGES).build();

    /** One try of a page; a retry is another one. */
    private record Try(String normalizedUrl, String contentHash, int failures) {}

    /**
     * What is known of a try that an outage ended.
     *
     * @param noAnswers by provider
     */
    private record Findings(Map<String, NoAnswer> noAnswers, Bill bill) {}

    /** What happens to a page when a provider may not be paid any more today. */
    public enum WhenSpent {
        /** The next provider is asked: a cheaper one, or {@code local}. */
        NEXT,
        /** The page waits until the next day. */
        WAIT
    }

    /** With {@link WhenSpent#NEXT}. */
    public ProviderChain(List<Provider> providers) {
        this(providers, WhenSpent.NEXT);
    }

    public ProviderChain(List<Provider> providers, WhenSpent whenSpent) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("no provider");
        }
        this.providers = List.copyOf(providers);
        this.whenSpent = whenSpent;
    }

    @Override
    public String name() {
        return String.join(",", providers.stream().map(Provider::name).toList());
    }

    /** Throws the outage that ends first when there are some and no answer. */
    @Override
    public Outcome extract(PageFetched page, int failures, Bill bill) throws InterruptedException {
        var key = new Try(page.normalizedUrl(), page.contentHash(), failures);
        var noAnswers = recall(key, bill);
        NoAnswer last = null;
        OutageException shortest = null;
        int rung = 0;
        for (var provider : providers) {
            rung++;
            var known = noAnswers.get(provider.name());
            if (known != null) {
                last = known;
                continue;
            }
            try {
                var outcome = provider.extract(page, failures, bill);
                if (outcome instanceof Outcome.Extracted answer) {
                    undecided.invalidate(key);
                    return new Outcome.Extracted(answer.facts(), answer.origin().at(rung));
                }
                var none = (NoAnswer) outcome;
                told(page, provider, none);
                noAnswers.put(provider.name(), none);
                last = none;
            } catch (OutageException e) {
                shortest = shorter(shortest, e);
                if (e instanceof BudgetSpentException && whenSpent == WhenSpent.WAIT) {
                    keep(key, noAnswers, bill);
                    throw e;
                }
            }
        }
        if (shortest != null) {
            keep(key, noAnswers, bill);
            throw shortest;
        }
        undecided.invalidate(key);
        return requireNonNull(last, "there is at least one provider");
    }

    /** What providers said before an outage, put on the bill. */
    private Map<String, NoAnswer> recall(Try key, Bill bill) {
        var before = undecided.getIfPresent(key);
        if (before == null) {
            return new HashMap<>();
        }
        bill.add(before.bill());
        return new HashMap<>(before.noAnswers());
    }

    private void keep(Try key, Map<String, NoAnswer> noAnswers, Bill bill) {
        if (noAnswers.isEmpty() && bill.isEmpty()) {
            return;
        }
        var soFar = new Bill();
        soFar.add(bill);
        undecided.put(key, new Findings(Map.copyOf(noAnswers), soFar));
    }

    /** For all but the last one: its outcome may be the page's, which the stage tells. */
    private void told(PageFetched page, Provider provider, NoAnswer none) {
        if (provider != providers.get(providers.size() - 1)) {
            log.info(
                    "no_answer url={} provider={} class={} reason=\"{}\"",
                    page.url(),
                    provider.name(),
                    none.errorClass(),
                    none.reason());
        }
    }

    private static OutageException shorter(@Nullable OutageException one, OutageException other) {
        return one == null || other.pause().compareTo(one.pause()) < 0 ? other : one;
    }
}
