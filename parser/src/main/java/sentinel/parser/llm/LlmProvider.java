package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.ContentHash;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Source;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.parser.llm.ChatModels.Chat;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Provider;
import sentinel.service.stage.OutageException;
import sentinel.text.date.Dates;

/**
 * Asks one model, and tells what is wrong with a page from what is wrong with the provider:
 *
 * <ul>
 *   <li>The key is refused, there is no money, no such model, too many requests, an overload, nobody there: an outage,
 *       whatever the page.
 *   <li>A filter of content, or a refusal: the provider does not want this page. It is not asked again.
 *   <li>An answer that is cut off, or that even {@link AnswerReader} finds no use for: the page's failure. The model is told
 *       what was wrong and asked once more, when this page is tried for the first time; so a page costs at most three such
 *       answers, {@link sentinel.service.stage.Verdict.Reject} after its one retry included.
 *   <li>A refused request, 5xx, a time-out, garbage instead of the protocol: either's fault. Asked once more; then, if no
 *       other page has succeeded in the meantime, a harmless page of our own is asked about. If that works, it was the
 *       page; else it is an outage. So one poisonous page cannot stop the topic, and a broken provider cannot pour the
 *       topic into the dead letters.
 * </ul>
 *
 * <p>No more than {@link LlmConfig.Limits#concurrency} calls are under way; further pages wait their turn.
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
    private final Semaphore turns;
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
        this.turns = new Semaphore(config.limits().concurrency(), true);
    }

    @Override
    public String name() {
        return config.kind().id();
    }

    /** The same content is asked about once, however many pages carry it at the same time. */
    @Override
    public Outcome extract(PageFetched page, int failures, Bill bill) throws InterruptedException {
        String key = AnswerCache.key(config.model(), page.contentHash());
        var mine = new CountDownLatch(1);
        while (true) {
            var cached = cache.get(key);
            if (cached.isPresent()) {
                metrics.cached(true);
                return new Outcome.Extracted(cached.get(), origin(bill));
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
            return ask(page, key, failures == 0, bill);
        } finally {
            circuit.leave();
            underWay.remove(key);
            mine.countDown();
        }
    }

    private Outcome ask(PageFetched page, String cacheKey, boolean repair, Bill bill) throws InterruptedException {
        var start = clock.instant();
        InvalidAnswerException invalid = null;
        CallFailure doubtful = null;
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                var facts = call(page, invalid, bill);
                cache.put(cacheKey, facts);
                return new Outcome.Extracted(facts, origin(bill));
            } catch (InvalidAnswerException e) {
                if (e.isRefusal()) {
                    return refused(e);
                }
                invalid = e;
                doubtful = null;
                if (!repair) {
                    break;
                }
            } catch (CallFailure e) {
                if (e.kind() == Kind.UNWILLING) {
                    return refused(e);
                }
                doubtful = e;
            }
        }
        if (doubtful != null) {
            blame(doubtful, start);
            return new Outcome.Failed(doubtful.errorClass(), said(doubtful));
        }
        requireNonNull(invalid, "an attempt brings facts, an invalid answer or a failure");
        return new Outcome.Unusable(invalid.errorClass(), invalid.problem());
    }

    private Outcome refused(Exception refusal) {
        return new Outcome.Refused(said(refusal));
    }

    private String said(Exception problem) {
        return name() + ": " + problem.getMessage();
    }

    /**
     * One call, within the limits and the budget, and what its answer says.
     *
     * @param invalid what was wrong with the answer before this one, or null
     * @throws InvalidAnswerException there is an answer, and no use for it
     * @throws CallFailure of a kind that may be the page's fault
     * @throws OutageException of any other kind
     */
    private ClaimedFacts call(PageFetched page, @Nullable InvalidAnswerException invalid, Bill bill)
            throws InvalidAnswerException, InterruptedException {
        String user = Prompt.user(page, config.limits().articleTokens());
        if (invalid != null) {
            user += Prompt.repair(invalid.problem());
        }
        takeTurn();
        try {
            return send(page, user, bill);
        } finally {
            turns.release();
        }
    }

    /** Waits until fewer than the allowed number of calls are under way. An outage that began in the meantime counts. */
    private void takeTurn() throws InterruptedException {
        if (turns.tryAcquire()) {
            return;
        }
        turns.acquire();
        try {
            circuit.enter();
        } catch (OutageException e) {
            turns.release();
            throw e;
        }
    }

    private ClaimedFacts send(PageFetched page, String user, Bill bill)
            throws InvalidAnswerException, InterruptedException {
        int expectedInput = Tokens.estimate(user) + Tokens.estimate(Prompt.SYSTEM);
        int answerTokens = config.limits().answerTokens();
        int expected = expectedInput + answerTokens;
        rateLimit.acquire(expected);
        var reserved = budget.reserve(name(), config.price().nanos(Usage.uncached(expectedInput, answerTokens)));
        long cost = 0;
        int used = expected;
        long startedAt = System.nanoTime();
        String outcome = "failed";
        try {
            var reply = chat.ask(Prompt.SYSTEM, user);
            cost = pay(reply.usage(), bill);
            used = reply.usage().total();
            circuit.succeeded();
            if (reply.truncated()) {
                throw InvalidAnswerException.truncated();
            }
            var facts = AnswerReader.read(reply.text(), dates(page));
            outcome = "ok";
            return facts;
        } catch (InvalidAnswerException e) {
            outcome = e.errorClass().id();
            throw e;
        } catch (CallFailure e) {
            outcome = e.label();
            if (e.kind() == Kind.UNWILLING) {
                outcome = e.errorClass().id();
                cost = pay(e.paid(), bill);
                used = e.paid().total();
                circuit.succeeded();
            }
            throwIfOutage(e);
            throw e;
        } finally {
            metrics.called(outcome, Duration.ofNanos(System.nanoTime() - startedAt));
            rateLimit.correct(expected, used);
            budget.settle(reserved, cost);
        }
    }

    /** What the call cost, in billionths of a dollar. */
    private long pay(Usage usage, Bill bill) {
        long cost = config.price().nanos(usage);
        bill.add(usage.input(), usage.output(), cost);
        metrics.spent(usage.input(), usage.output(), cost);
        return cost;
    }

    private static AnswerReader.DateReader dates(PageFetched page) {
        String host = page.normalizedUrl().split("/", 2)[0];
        var dates = Dates.of(host, page.language());
        return text -> dates.dateIn(text).map(OffsetDateTime::toInstant);
    }

    private void throwIfOutage(CallFailure failure) throws InterruptedException {
        switch (failure.kind()) {
            case AUTHENTICATION, QUOTA, RATE, NOT_FOUND, UNREACHABLE, OVERLOADED -> throw circuit.opened(failure);
            case INTERRUPTED -> throw new InterruptedException("stopping");
            case UNWILLING, REFUSED, SERVER, TIMEOUT, GARBLED -> {}
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
                call(HARMLESS, null, new Bill());
            } catch (InvalidAnswerException e) {
                // it answers
            } catch (CallFailure e) {
                if (e.kind() != Kind.UNWILLING) {
                    throw circuit.opened(failure);
                }
            }
        } finally {
            oneProbe.unlock();
        }
    }

    private Outcome.Origin origin(Bill bill) {
        return bill.origin(name(), config.model(), Prompt.VERSION);
    }

    private static final String HARMLESS_TEXT =
            "The town library of Springfield opens at nine in the morning from Tuesday on. Entry is free.";

    /** A page that nobody can object to. */
    private static final PageFetched HARMLESS = PageFetchedBuilder.builder()
            .schemaVersion(PageFetched.SCHEMA_VERSION)
            .url("https://example.com/")
            .normalizedUrl("example.com")
            .discoveredNormalizedUrl("example.com")
            .source(Source.RSS)
            .sourceName("probe")
            .recordId("probe")
            .discoveredAt(Instant.EPOCH)
            .finalUrl("https://example.com/")
            .status(200)
            .text(HARMLESS_TEXT)
            .page(new PageMetadata("Library hours", List.of(), null, null, null, null, List.of(), null))
            .language("en")
            .contentHash(ContentHash.of(HARMLESS_TEXT))
            .fetchTimestamp(Instant.EPOCH)
            .build();
}
