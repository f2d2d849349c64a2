package sentinel.parser;

import static java.util.Objects.requireNonNull;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.BronzeArticle;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.ErrorClass;
import sentinel.parser.injection.Injections;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Provider;

/** Reads single pages as the service does, but outside of it: for measurements, and to read stored text again. Thread-safe. */
public final class PageReader {

    private final Provider provider;
    private final ArticleAssembly assembly;

    public PageReader(Provider provider, MeterRegistry metrics) {
        this.provider = requireNonNull(provider, "provider");
        this.assembly = new ArticleAssembly(Clock.systemUTC(), new UngroundedClaims(metrics));
    }

    /**
     * What became of a page.
     *
     * @param claims of the provider; null when it had no answer
     * @param record what the page supports of them; null when there is no answer
     * @param errorClass of the failure; null when there is an answer
     * @param reason why there is no answer; null when there is one
     */
    public record Reading(
            @Nullable ClaimedFacts claims,
            @Nullable BronzeArticle record,
            @Nullable ErrorClass errorClass,
            @Nullable String reason,
            List<LlmCall> calls,
            Duration took) {}

    /**
     * Reads a page.
     *
     * @throws sentinel.service.stage.OutageException the provider cannot work for now
     */
    public Reading read(PageFetched page) throws InterruptedException {
        var suspicion = Injections.in(page);
        var bill = new Bill();
        long startedAt = System.nanoTime();
        var outcome = provider.extract(suspicion.page(), 0, bill);
        var took = Duration.ofNanos(System.nanoTime() - startedAt);
        if (outcome instanceof Extracted answer) {
            var record = assembly.assemble(page, suspicion, answer);
            return new Reading(answer.facts(), record, null, null, bill.calls(), took);
        }
        var none = (Outcome.NoAnswer) outcome;
        return new Reading(null, null, none.errorClass(), none.reason(), bill.calls(), took);
    }
}
