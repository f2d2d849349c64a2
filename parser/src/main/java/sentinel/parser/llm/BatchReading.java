package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;

/**
 * Reads many pages through a provider's batch interface, at the price of batches. Answers land in the cache where the live
 * provider looks. Killed at any point, the next reading with the same journal goes on: no request is paid twice, and no answer or
 * entry of the ledger is lost.
 */
public final class BatchReading {

    private static final Logger log = LoggerFactory.getLogger(BatchReading.class);

    /**
     * What a reading brought.
     *
     * @param answered pages whose answer is in the cache
     * @param failed pages without an answer
     * @param batches that were collected
     * @param costUsd of these, by the prices that are known
     */
    public record Report(long answered, long failed, int batches, BigDecimal costUsd) {}

    /** What a reading is put together of. */
    record Parts(
            LlmConfig config,
            LlmProvider.Place place,
            LlmProvider.Together together,
            BatchSettings settings,
            Consumer<List<LlmCall>> publisher,
            LlmMetrics metrics) {}

    /** Who gives pages and is told of them. */
    record Caller(
            Iterator<PageFetched> pages,
            Consumer<PageFetched> whenAnswered,
            BiConsumer<PageFetched, String> whenFailed,
            Consumer<String> progress) {}

    private final Parts parts;
    private final Path journal;
    private final BatchEndpoint endpoint;
    private final OfflineChat chat;
    private final boolean budgetForgets;
    private final Consumer<String> fault;

    /**
     * @param budgetForgets the budget's ledger ends with the process
     * @param fault is told each step before it is taken; for tests
     * @throws IllegalArgumentException the provider has no batch interface
     */
    BatchReading(Parts parts, Path journal, boolean budgetForgets, Consumer<String> fault) {
        var config = parts.config();
        refuseWithoutBatches(config.kind());
        this.parts = parts;
        this.journal = requireNonNull(journal, "journal");
        this.budgetForgets = budgetForgets;
        this.fault = fault;
        this.chat = new OfflineChat(config);
        var transport = new HttpTransport(
                parts.settings().timeout(), config.apiKey(), parts.together().clock());
        var headers = chat.question(config.prompt().system(), "-").headers();
        var http = new BatchHttp(config.baseUrl(), headers, transport);
        this.endpoint = config.kind() == LlmKind.OPENAI ? new OpenAiBatches(http) : new AnthropicBatches(http);
        var price = config.price();
        if (price != null && price.batchFactor() == null) {
            log.warn("batch_price_unknown model={} counted_as=full_price", config.model());
        }
    }

    private static void refuseWithoutBatches(LlmKind kind) {
        switch (kind) {
            case OPENAI, ANTHROPIC -> {}
            case DEEPSEEK, OLLAMA ->
                throw new IllegalArgumentException(
                        "provider " + kind.id() + " has no batch interface; openai and anthropic have one");
        }
    }

    /**
     * Reads all pages, with some batches in flight, and tells what became of each, in any order. Batches of the journal that are not
     * collected are collected, too, whether or not their pages are among these.
     *
     * @param whenAnswered the page's answer is in the cache: the live provider has it without a call
     * @param whenFailed the page has no answer of use, for this reason
     * @param progress takes lines for a person
     * @throws BatchFailedException a person must act first
     * @throws IllegalStateException the journal is used by another process, or has open batches of another model
     */
    public Report read(
            Iterator<PageFetched> pages,
            Consumer<PageFetched> whenAnswered,
            BiConsumer<PageFetched, String> whenFailed,
            Consumer<String> progress)
            throws InterruptedException {
        try (var opened = BatchJournal.open(journal)) {
            var caller = new Caller(pages, whenAnswered, whenFailed, progress);
            return new BatchRun(parts, endpoint, chat, opened, caller, fault).run(budgetForgets);
        }
    }
}
