package sentinel.parser.provider;

import static java.util.Objects.requireNonNull;

import java.util.List;
import sentinel.contract.message.PageFetched;
import sentinel.service.stage.OutageException;

/**
 * Providers in order of preference: a page goes to the first one that is not in an outage. A page that a working
 * provider fails on is not tried elsewhere; it is the page's failure.
 */
public final class ProviderChain implements Provider {

    private final List<Provider> providers;

    public ProviderChain(List<Provider> providers) {
        if (providers.isEmpty()) {
            throw new IllegalArgumentException("no provider");
        }
        this.providers = List.copyOf(providers);
    }

    @Override
    public String name() {
        return String.join(",", providers.stream().map(Provider::name).toList());
    }

    /** Throws the outage that ends first when all are in one. */
    @Override
    public Outcome extract(PageFetched page, int failures) throws InterruptedException {
        OutageException shortest = null;
        for (var provider : providers) {
            try {
                return provider.extract(page, failures);
            } catch (OutageException e) {
                if (shortest == null || e.pause().compareTo(shortest.pause()) < 0) {
                    shortest = e;
                }
            }
        }
        throw requireNonNull(shortest, "there is at least one provider");
    }
}
