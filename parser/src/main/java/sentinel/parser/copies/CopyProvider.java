package sentinel.parser.copies;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Duration;
import java.util.function.Predicate;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.PageFetched;
import sentinel.parser.llm.KnownAnswers;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.LedgerEntry;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Outcome.Extracted;
import sentinel.parser.provider.Outcome.Origin;
import sentinel.parser.provider.Provider;

/**
 * Answers a page that copies an agency's text with what was read out of the first article with this text, and asks another
 * provider about every other page. A copy takes nothing from the original that is its own: title, authors and date. What the copy
 * does not support of the rest is dropped later, as for every answer.
 *
 * <p>Counts {@code sentinel.parser.copies} by {@code result}: {@code shared}; {@code asked}, when the original's answer is not
 * known any more.
 */
public final class CopyProvider implements Provider {

    private final Provider provider;
    private final Predicate<Origin> worthSharing;
    private final KnownAnswers shared;
    private final CopyIndex index;
    private final Cache<String, Answer> answers;
    private final MeterRegistry metrics;
    private final Clock clock;

    /** @param costUsd of the calls that the answer took */
    private record Answer(ClaimedFacts facts, Origin origin, BigDecimal costUsd) {}

    /**
     * How many articles may have copies.
     *
     * @param documents 0 for no search for copies
     * @param time how long copies of an article are found
     */
    public record Limits(int documents, Duration time) {
        public Limits {
            requireNonNull(time, "time");
        }
    }

    /**
     * @param worthSharing whether a copy is answered with an answer of this origin
     * @param shared told the answers of copies, so that a copy costs nothing either when its original is forgotten
     */
    public CopyProvider(
            Provider provider,
            Predicate<Origin> worthSharing,
            KnownAnswers shared,
            Limits limits,
            MeterRegistry metrics,
            Clock clock) {
        this.provider = requireNonNull(provider);
        this.worthSharing = requireNonNull(worthSharing);
        this.shared = requireNonNull(shared);
        this.index = new CopyIndex(limits.documents(), limits.time(), clock);
        this.answers = Caffeine.newBuilder()
                .maximumSize(limits.documents())
                .expireAfterWrite(limits.time())
                .build();
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return provider.name();
    }

    @Override
    public Outcome extract(PageFetched page, int failures, Bill bill) throws InterruptedException {
        var document = Document.of(page.normalizedUrl(), page.contentHash(), page.text());
        var original = index.find(document).orElse(null);
        var known = original == null ? null : answers.getIfPresent(original.contentHash());
        if (original != null && known != null) {
            count("shared");
            return shared(page, original, known, bill);
        }
        var paidBefore = bill.costUsd();
        var outcome = provider.extract(page, failures, bill);
        if (!(outcome instanceof Extracted answer)) {
            return outcome;
        }
        if (original != null) {
            count("asked");
            return new Extracted(answer.facts(), answer.origin().copyOf(original.normalizedUrl()));
        }
        if (worthSharing.test(answer.origin())) {
            var cost = bill.costUsd().subtract(paidBefore);
            answers.put(page.contentHash(), new Answer(answer.facts(), answer.origin(), cost));
            index.add(document, new Original(page.normalizedUrl(), page.contentHash()));
        }
        return answer;
    }

    private Outcome shared(PageFetched page, Original original, Answer known, Bill bill) {
        var origin = known.origin();
        bill.add(LedgerEntry.of(page, origin, clock.instant())
                .outcome(LlmCall.COPIED)
                .savedUsd(known.costUsd())
                .build());
        var facts = known.facts().ofTheText();
        shared.keep(page.contentHash(), origin, facts, known.costUsd());
        return new Extracted(facts, bill.origin(origin).copyOf(original.normalizedUrl()));
    }

    private void count(String result) {
        metrics.counter("sentinel.parser.copies", "result", result).increment();
    }
}
