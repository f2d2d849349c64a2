package sentinel.parser;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.PageFetched;
import sentinel.contract.topic.Topics;
import sentinel.parser.edits.Edits;
import sentinel.parser.edits.Step;
import sentinel.parser.injection.Injections;
import sentinel.parser.injection.Suspicion;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Provider;
import sentinel.parser.rules.RulesProvider;
import sentinel.service.json.Json;
import sentinel.service.stage.Input;
import sentinel.service.stage.OutageException;
import sentinel.service.stage.Stage;
import sentinel.service.stage.Verdict;

/**
 * A page in, a structured article out. A page that the provider fails on is a dead letter; one that it answers twice
 * without use is parked; an outage moves nothing. A text that was edited may get its record before it is read. A provider
 * is given the page without what speaks to a model in it.
 */
final class ParseStage implements Stage<PageFetched> {

    private static final Logger log = LoggerFactory.getLogger(ParseStage.class);

    private final Provider provider;
    private final Provider textless;
    private final ArticleAssembly assembly;
    private final LedgerEntries ledger;
    private final Edits edits;
    private final Executor threads;
    private final Topics topics;

    /**
     * @param provider asked for every page that has text
     * @param textless asked for pages without, since no model is paid to read nothing, and where a text waits for a model; it
     *     has an answer for every page
     * @param edits decides which texts of an article are read
     * @param threads run the blocking calls; bounded, while its queue is bounded by the loop's window
     */
    ParseStage(
            Provider provider,
            Provider textless,
            ArticleAssembly assembly,
            LedgerEntries ledger,
            Edits edits,
            Executor threads,
            Topics topics) {
        this.provider = requireNonNull(provider);
        this.textless = requireNonNull(textless);
        this.assembly = requireNonNull(assembly);
        this.ledger = requireNonNull(ledger);
        this.edits = requireNonNull(edits);
        this.threads = requireNonNull(threads);
        this.topics = requireNonNull(topics);
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
        var bill = new Bill();
        if (read.text().isBlank()) {
            return ledger.with(
                    verdict(page, suspicion, failures, textless.extract(read, failures, bill)), bill.calls());
        }
        var step = edits.next(page);
        if (step instanceof Step.Skip skip) {
            return ledger.with(Verdict.Emit.nothing(), skip.saved().stream().toList());
        }
        if (step instanceof Step.Keep keep) {
            return kept(page, suspicion, keep);
        }
        var outcome = provider.extract(read, failures, bill);
        if (outcome instanceof Extracted answer && !RulesProvider.gave(answer.origin())) {
            edits.read(page, answer, bill.costUsd());
        }
        return ledger.with(verdict(page, suspicion, failures, outcome), bill.calls());
    }

    /** A record of a text that no model reads now. */
    private Verdict kept(PageFetched page, Suspicion suspicion, Step.Keep keep) throws InterruptedException {
        var facts = keep.earlier().isPresent()
                ? keep.earlier().get()
                : (Extracted) textless.extract(suspicion.page(), 0, new Bill());
        var outputs = new ArrayList<>(List.of(record(page, suspicion, facts)));
        if (keep.later()) {
            var again = page.withExtractionVersion(page.extractionVersion() + 1);
            outputs.add(new Verdict.Output(topics.edits(), again.normalizedUrl(), Json.encode(again)));
        }
        return new Verdict.Emit(outputs, () -> {});
    }

    private Verdict verdict(PageFetched page, Suspicion suspicion, int failures, Outcome outcome) {
        if (outcome instanceof Outcome.NoAnswer none) {
            log.info("not_parsed url={} class={} reason=\"{}\"", page.url(), none.errorClass(), none.reason());
            // Another useless answer would be paid for as well: one retry, then a person has to look.
            return none instanceof Outcome.Unusable && failures > 0
                    ? new Verdict.Reject(none.errorClass(), none.reason())
                    : new Verdict.Retry(none.errorClass(), none.reason(), null);
        }
        return Verdict.Emit.of(record(page, suspicion, (Extracted) outcome));
    }

    private Verdict.Output record(PageFetched page, Suspicion suspicion, Extracted answer) {
        var article = assembly.assemble(page, suspicion, answer);
        log.debug("parsed url={} provider={} score={}", page.url(), article.provider(), article.dataValueScore());
        return new Verdict.Output(topics.parsedArticles(), article.normalizedUrl(), Json.encode(article));
    }
}
