package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.math.BigDecimal;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import sentinel.config.Secret;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.parser.Pages;
import sentinel.simulator.Newsroom;
import sentinel.simulator.NewsroomConfig;

/** Readings in batches by the newsroom's stand-in endpoints, and what they told, cached and published. */
abstract class BatchRig {

    static final BatchSettings SETTINGS = new BatchSettings(
            10,
            2,
            1_000_000,
            Duration.ofMillis(5),
            Duration.ofMillis(20),
            Duration.ofMillis(200),
            Duration.ofSeconds(20));

    /** Half of it in a batch. */
    static final Price PRICE = new Price(1, null, null, 10, 0.5, null);

    private static final BigDecimal INPUT = new BigDecimal("0.0000005");
    private static final BigDecimal OUTPUT = new BigDecimal("0.000005");

    @TempDir
    Path dir;

    final Newsroom newsroom =
            Newsroom.start(NewsroomConfig.still().withArticles(1).withTrouble(0));

    Clock clock = Clock.systemUTC();
    AnswerCache cache = AnswerCache.inMemory(1_000);
    Ledger ledger = Ledger.inMemory();

    final List<LlmCall> published = new ArrayList<>();
    final List<PageFetched> answered = new ArrayList<>();
    final Map<PageFetched, String> failed = new HashMap<>();
    final List<String> progress = new ArrayList<>();

    @AfterEach
    void close() {
        newsroom.close();
    }

    Path journal() {
        return dir.resolve("batches.jsonl");
    }

    static List<PageFetched> pages(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> Pages.withText(Pages.TEXT + "Story " + i + "."))
                .toList();
    }

    LlmConfig config(LlmKind kind) {
        var url =
                switch (kind) {
                    case OPENAI, DEEPSEEK -> newsroom.openAiBaseUrl();
                    case ANTHROPIC -> newsroom.anthropicBaseUrl();
                    case OLLAMA -> newsroom.ollamaBaseUrl();
                };
        var limits = new LlmConfig.Limits(4, 0, 0, 2000, 500, Duration.ofSeconds(20));
        return new LlmConfig(
                kind.id(), kind, "m", Prompt.newest(), URI.create(url), new Secret(ScriptedLlm.KEY), PRICE, limits);
    }

    LlmProvider.Together together(double budget) {
        return new LlmProvider.Together(cache, new Budget(budget, ledger, clock), CallJournal.none(), clock);
    }

    BatchReading reading(LlmKind kind) {
        return reading(kind, 0, step -> {});
    }

    BatchReading reading(LlmKind kind, double budget, Consumer<String> fault) {
        var parts = new BatchReading.Parts(
                config(kind),
                new LlmProvider.Place(1, 1),
                together(budget),
                SETTINGS,
                published::addAll,
                new LlmMetrics(new SimpleMeterRegistry(), kind.id()));
        return new BatchReading(parts, journal(), true, fault);
    }

    BatchReading.Report read(BatchReading reading, Collection<PageFetched> pages) throws InterruptedException {
        return reading.read(pages.iterator(), answered::add, failed::put, progress::add);
    }

    /** The ledger's entries; one that was published twice counts once. */
    Collection<LlmCall> booked() {
        var calls = new LinkedHashMap<String, LlmCall>();
        published.forEach(call -> calls.put(call.callId(), call));
        return calls.values();
    }

    BigDecimal bookedUsd() {
        return booked().stream().map(LlmCall::costUsd).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /** The books say what the stand-in would be paid for, to the last token. */
    void assertBooksAreTheProviders() {
        var paid = newsroom.batchesPaid();
        assertThat(booked().stream().mapToLong(LlmCall::inputTokens).sum()).isEqualTo(paid.inputTokens());
        assertThat(booked().stream().mapToLong(LlmCall::outputTokens).sum()).isEqualTo(paid.outputTokens());
        assertThat(bookedUsd())
                .isEqualByComparingTo(INPUT.multiply(BigDecimal.valueOf(paid.inputTokens()))
                        .add(OUTPUT.multiply(BigDecimal.valueOf(paid.outputTokens()))));
    }
}
