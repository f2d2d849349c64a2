package sentinel.parser.llm;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.ReentrantLock;
import sentinel.common.message.ContentHash;
import sentinel.common.message.PageFetched;
import sentinel.common.message.PageMetadata;
import sentinel.common.message.Source;
import sentinel.common.stage.OutageException;
import sentinel.parser.llm.AnswerSchema.InvalidAnswerException;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.parser.llm.ChatModels.Chat;
import sentinel.parser.llm.ChatModels.Reply;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Provider;

/**
 * Asks one model, and tells what is wrong with a page from what is wrong with the provider:
 *
 * <ul>
 *   <li>The key is refused, there is no money, no such model, too many requests, nobody there: an outage, whatever the
 *       page.
 *   <li>An answer that is cut off, no JSON, or not of the shape: the page's failure, after asking once more.
 *   <li>A refused request, 5xx, a time-out, garbage instead of the protocol: either's fault. Asked once more; then, if no
 *       other page has succeeded in the meantime, a harmless page of our own is asked about. If that works, it was the
 *       page; else it is an outage. So one poisonous page cannot stop the topic, and a broken provider cannot pour the
 *       topic into the dead letters.
 * </ul>
 */
final class LlmProvider implements Provider {

    private static final int ATTEMPTS = 2;

    private final LlmConfig config;
    private final Chat chat;
    private final AnswerCache cache;
    private final Budget budget;
    private final RateLimit rateLimit;
    private final Circuit circuit;
    private final LlmMetrics metrics;
    private final Clock clock;
    private final ReentrantLock oneProbe = new ReentrantLock();
    private final ConcurrentHashMap<String, CountDownLatch> underWay = new ConcurrentHashMap<>();

    LlmProvider(
            LlmConfig config,
            Chat chat,
            AnswerCache cache,
            Budget budget,
            RateLimit rateLimit,
            Circuit circuit,
            LlmMetrics metrics,
            Clock clock) {
        this.config = config;
        this.chat = chat;
        this.cache = cache;
        this.budget = budget;
        this.rateLimit = rateLimit;
        this.circuit = circuit;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public String name() {
        return config.kind().id();
    }

    /** The same content is asked about once, however many pages carry it at the same time. */
    @Override
    public Outcome extract(PageFetched page) throws InterruptedException {
        String key = AnswerCache.key(config.model(), page.contentHash());
        var mine = new CountDownLatch(1);
        while (true) {
            var cached = cache.get(key);
            if (cached.isPresent()) {
                metrics.cached(true);
                return new Outcome.Extracted(cached.get(), new Bill().origin());
            }
            var other = underWay.putIfAbsent(key, mine);
            if (other == null) {
                break;
            }
            other.await();
        }
        metrics.cached(false);
        try {
            circuit.enter();
            return ask(page, key);
        } finally {
            circuit.leave();
            underWay.remove(key);
            mine.countDown();
        }
    }

    private Outcome ask(PageFetched page, String cacheKey) throws InterruptedException {
        var start = clock.instant();
        var bill = new Bill();
        Outcome.Failed failed = null;
        CallFailure doubtful = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                var reply = call(page, bill);
                doubtful = null;
                failed = null;
                if (reply.truncated()) {
                    failed = new Outcome.Failed("llm_truncated", "the answer was cut off by the limit of tokens");
                    continue;
                }
                var extraction = AnswerSchema.read(reply.text());
                cache.put(cacheKey, extraction);
                return new Outcome.Extracted(extraction, bill.origin());
            } catch (InvalidAnswerException e) {
                failed = new Outcome.Failed("llm_malformed", e.getMessage());
            } catch (CallFailure e) {
                doubtful = e;
            }
        }
        if (doubtful != null) {
            blame(doubtful, start);
            return new Outcome.Failed(errorClass(doubtful.kind()), name() + ": " + doubtful.getMessage());
        }
        return failed;
    }

    /**
     * One call, within the limits and the budget.
     *
     * @throws CallFailure of a kind that may be the page's fault
     * @throws OutageException of any other kind
     */
    private Reply call(PageFetched page, Bill bill) throws InterruptedException {
        String user = Prompt.user(page, config.limits().articleTokens());
        int expectedInput = Tokens.estimate(user) + Tokens.estimate(Prompt.SYSTEM);
        int expected = expectedInput + config.limits().answerTokens();
        rateLimit.acquire(expected);
        var reserved = budget.reserve(
                name(), config.price().nanos(expectedInput, config.limits().answerTokens()));
        long cost = 0;
        int used = expected;
        long startedAt = System.nanoTime();
        String outcome = "failed";
        try {
            var reply = chat.ask(Prompt.SYSTEM, user);
            outcome = "ok";
            cost = config.price().nanos(reply.inputTokens(), reply.outputTokens());
            used = reply.inputTokens() + reply.outputTokens();
            bill.add(reply, cost);
            metrics.spent(reply.inputTokens(), reply.outputTokens(), cost);
            circuit.succeeded();
            return reply;
        } catch (CallFailure e) {
            outcome = errorClass(e.kind());
            throwIfOutage(e);
            throw e;
        } finally {
            metrics.called(outcome, Duration.ofNanos(System.nanoTime() - startedAt));
            rateLimit.correct(expected, used);
            budget.settle(reserved, cost);
        }
    }

    private void throwIfOutage(CallFailure failure) throws InterruptedException {
        switch (failure.kind()) {
            case AUTHENTICATION -> throw circuit.opened("key", failure.retryAfter(), failure);
            case QUOTA -> throw circuit.opened("quota", failure.retryAfter(), failure);
            case RATE -> throw circuit.opened("rate limit", failure.retryAfter(), failure);
            case NOT_FOUND -> throw circuit.opened("model or URL", failure.retryAfter(), failure);
            case UNREACHABLE -> throw circuit.opened("connection", failure.retryAfter(), failure);
            case INTERRUPTED -> throw new InterruptedException("stopping");
            case REFUSED, SERVER, TIMEOUT, GARBLED -> {}
        }
    }

    /**
     * Returns when the page is to blame.
     *
     * @throws OutageException the provider is
     */
    private void blame(CallFailure failure, Instant start) throws InterruptedException {
        oneProbe.lockInterruptibly();
        try {
            if (circuit.succeededSince(start)) {
                return;
            }
            circuit.enter(); // somebody else may have found out while we waited
            try {
                call(HARMLESS, new Bill());
            } catch (CallFailure e) {
                throw circuit.opened(errorClass(failure.kind()), failure.retryAfter(), failure);
            }
        } finally {
            oneProbe.unlock();
        }
    }

    private static String errorClass(Kind kind) {
        return "llm_" + kind.name().toLowerCase(Locale.ROOT);
    }

    /** What one page has cost so far. */
    private final class Bill {
        private int inputTokens;
        private int outputTokens;
        private long nanos;

        void add(Reply reply, long cost) {
            inputTokens += reply.inputTokens();
            outputTokens += reply.outputTokens();
            nanos += cost;
        }

        Outcome.Origin origin() {
            return new Outcome.Origin(
                    name(), config.model(), Prompt.VERSION, inputTokens, outputTokens, Price.dollars(nanos));
        }
    }

    private static final String HARMLESS_TEXT =
            "The town library of Springfield opens at nine in the morning from Tuesday on. Entry is free.";

    /** A page that nobody can object to. */
    private static final PageFetched HARMLESS = new PageFetched(
            PageFetched.SCHEMA_VERSION,
            "https://example.com/",
            "example.com",
            "example.com",
            Source.RSS,
            "probe",
            "probe",
            null,
            null,
            Instant.EPOCH,
            null,
            "https://example.com/",
            null,
            null,
            200,
            null,
            HARMLESS_TEXT,
            new PageMetadata("Library hours", null, null, null, null, null, null, null),
            "en",
            ContentHash.of(HARMLESS_TEXT),
            Instant.EPOCH,
            null);
}
