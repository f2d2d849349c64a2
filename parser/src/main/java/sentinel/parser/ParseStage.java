package sentinel.parser;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.PageFetched;
import sentinel.parser.injection.Injections;
import sentinel.parser.injection.Suspicion;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Provider;
import sentinel.service.json.Json;
import sentinel.service.stage.Input;
import sentinel.service.stage.OutageException;
import sentinel.service.stage.Stage;
import sentinel.service.stage.Verdict;

/**
 * A page in, a structured article out. A page that the provider fails on is a dead letter; one that it answers twice
 * without use is parked; an outage moves nothing. A provider is given the page without what speaks to a model in it.
 */
final class ParseStage implements Stage<PageFetched> {

    private static final Logger log = LoggerFactory.getLogger(ParseStage.class);

    private final Provider provider;
    private final Provider textless;
    private final ArticleAssembly assembly;
    private final LedgerEntries ledger;
    private final Executor threads;
    private final String outputTopic;

    /**
     * @param provider asked for every page that has text
     * @param textless asked for pages without: no model is paid to read nothing
     * @param threads run the blocking calls; bounded, while its queue is bounded by the loop's window
     */
    ParseStage(
            Provider provider,
            Provider textless,
            ArticleAssembly assembly,
            LedgerEntries ledger,
            Executor threads,
            String outputTopic) {
        this.provider = requireNonNull(provider);
        this.textless = requireNonNull(textless);
        this.assembly = requireNonNull(assembly);
        this.ledger = requireNonNull(ledger);
        this.threads = requireNonNull(threads);
        this.outputTopic = requireNonNull(outputTopic);
    }

    @Override
    public CompletionStage<Verdict> begin(Input<PageFetched> input) {
        var verdict = new CompletableFuture<Verdict>();
        threads.execute(() -> {
            try {
                verdict.complete(parse(input.value(), input.attempts()));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                verdict.completeExceptionally(new OutageException("parser", Duration.ofSeconds(1), e));
            } catch (RuntimeException | Error e) { // the loop decides what each of them means
                verdict.completeExceptionally(e);
            }
        });
        return verdict;
    }

    private Verdict parse(PageFetched page, int failures) throws InterruptedException {
        var suspicion = Injections.in(page);
        suspicion.ids().ifPresent(ids -> log.info("injection_suspected url={} reasons={}", page.url(), ids));
        var read = suspicion.page();
        var asked = read.text().isBlank() ? textless : provider;
        var bill = new Bill();
        var outcome = asked.extract(read, failures, bill);
        return ledger.with(verdict(page, suspicion, failures, outcome), bill.calls());
    }

    private Verdict verdict(PageFetched page, Suspicion suspicion, int failures, Outcome outcome) {
        if (outcome instanceof Outcome.NoAnswer none) {
            log.info("not_parsed url={} class={} reason=\"{}\"", page.url(), none.errorClass(), none.reason());
            // Another useless answer would be paid for as well: one retry, then a person has to look.
            return none instanceof Outcome.Unusable && failures > 0
                    ? new Verdict.Reject(none.errorClass(), none.reason())
                    : new Verdict.Retry(none.errorClass(), none.reason(), null);
        }
        var article = assembly.assemble(page, suspicion, (Outcome.Extracted) outcome);
        log.debug("parsed url={} provider={} score={}", page.url(), article.provider(), article.dataValueScore());
        return Verdict.Emit.of(new Verdict.Output(outputTopic, article.normalizedUrl(), Json.encode(article)));
    }
}
