package sentinel.parser.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import sentinel.config.Secret;
import sentinel.contract.message.PageFetched;
import sentinel.fixture.SetClock;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Outcome.Failed;
import sentinel.parser.provider.Outcome.Unusable;
import sentinel.service.stage.OutageException;

/** A provider that asks a {@link ScriptedLlm}, with its clock, ledger, cache and metrics. */
abstract class LlmProviderRig {

    static final Duration TIMEOUT = Duration.ofMillis(1500);

    final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    final SetClock clock = new SetClock(Instant.parse("2026-03-02T18:00:00Z"));
    final Ledger ledger = Ledger.inMemory();
    final AnswerCache cache = AnswerCache.inMemory(100);
    ScriptedLlm llm;

    @AfterEach
    void close() {
        if (llm != null) {
            llm.close();
        }
    }

    LlmProvider provider(LlmKind kind) throws IOException {
        llm = new ScriptedLlm(kind);
        return provider(kind, llm.url(), 0);
    }

    LlmProvider provider(LlmKind kind, String url, double budget) {
        return provider(kind, url, budget, TIMEOUT);
    }

    LlmProvider provider(LlmKind kind, String url, double budget, Duration timeout) {
        var limits = new LlmConfig.Limits(4, 0, 0, 2000, 500, timeout);
        var key = kind.needsKey() ? new Secret(ScriptedLlm.KEY) : null;
        var config =
                new LlmConfig(kind.id(), kind, "m", Prompt.newest(), URI.create(url), key, new Price(1, 10), limits);
        return LlmProviders.create(config, new LlmProvider.Place(1, 1), together(budget), metrics);
    }

    LlmProvider.Together together(double budget) {
        return new LlmProvider.Together(cache, new Budget(budget, ledger, clock), CallJournal.none(), clock);
    }

    static Extracted extracted(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Extracted.class);
        return (Extracted) outcome;
    }

    static Failed failed(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Failed.class);
        return (Failed) outcome;
    }

    static Unusable unusable(Outcome outcome) {
        assertThat(outcome).isInstanceOf(Unusable.class);
        return (Unusable) outcome;
    }

    long calls(String outcome) {
        return metrics.get("sentinel.parser.llm.calls")
                .tag("outcome", outcome)
                .timer()
                .count();
    }

    static OutageException outage(LlmProvider provider, PageFetched page) {
        var outage = catchThrowableOfType(OutageException.class, () -> provider.extract(page, 0));
        assertThat(outage).isNotNull();
        return outage;
    }
}
