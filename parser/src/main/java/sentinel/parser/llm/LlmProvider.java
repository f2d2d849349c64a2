package sentinel.parser.llm;

import static java.util.Objects.requireNonNull;

import java.math.BigDecimal;
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
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.LlmCallBuilder;
import sentinel.contract.message.PageFetched;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Source;
import sentinel.parser.llm.AnswerCache.Answer;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.parser.llm.ChatModels.Chat;
import sentinel.parser.provider.Bill;
import sentinel.parser.provider.ClaimedFacts;
import sentinel.parser.provider.LedgerEntry;
import sentinel.parser.provider.Outcome;
import sentinel.parser.provider.Provider;
import sentinel.service.stage.OutageException;
import sentinel.text.date.Dates;
import sentinel.versions.ContentHash;

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

    static final int ATTEMPTS = 2;

    /** How often a replica looks whether the other one has an answer. */
    private static final Duration CLAIM_CHECK = Duration.ofMillis(200);

    private final LlmConfig config;
    private final Chat chat;
    private final AnswerCache cache;
    private final Budget budget;
    private final RateLimit rateLimit;
    private final Circuit circuit;
    private final CallJournal journal;
    private final LlmMetrics metrics;
    private final Clock clock;
    private final Place place;
    private final Semaphore turns;
    private final ReentrantLock oneProbe = new ReentrantLock();
    private final ConcurrentHashMap<String, CountDownLatch> underWay = new ConcurrentHashMap<>();

    /** What a provider uses together with the other ones. */
    record Together(AnswerCache cache, Budget budget, CallJournal journal, Clock clock) {}

    /**
     * Where a provider stands among those that are asked for a page.
     *
     * @param rung from 1
     * @param budgetShare share of the day's budget that may be spent when it is asked
     */
    record Place(int rung, double budgetShare) {}

    LlmProvider(
            LlmConfig config,
            Place place,
            Chat chat,
            Together together,
            RateLimit rateLimit,
            Circuit circuit,
            LlmMetrics metrics) {
        this.config = config;
        this.place = place;
        this.chat = chat;
        this.cache = together.cache();
        this.budget = together.budget();
        this.journal = together.journal();
        this.clock = together.clock();
        this.rateLimit = rateLimit;
        this.circuit = circuit;
        this.metrics = metrics;
        this.turns = new Semaphore(config.limits().concurrency(), true);
    }

    @Override
    public String name() {
        return config.name();
    }

    /** The same content is asked about once, however many pages carry it at the same time. */
    @Override
    public Outcome extract(PageFetched page, int failures, Bill bill) throws InterruptedException {
        String key = config.answerKey(page.contentHash());
        var mine = new CountDownLatch(1);
        while (true) {
            var cached = cache.get(key);
            if (cached.isPresent()) {
                return fromCache(page, cached.get(), bill);
            }
            var other = underWay.putIfAbsent(key, mine);
            if (other == null) {
                break;
            }
            other.await();
        }
        try {
            while (!cache.claim(key)) { // another replica asks
                Thread.sleep(CLAIM_CHECK.toMillis());
                var cached = cache.get(key);
                if (cached.isPresent()) {
                    return fromCache(page, cached.get(), bill);
                }
            }
            metrics.cached(false);
            try {
                circuit.enter();
                return ask(page, key, failures == 0, bill);
            } finally {
                circuit.leave();
                cache.release(key);
            }
        } finally {
            underWay.remove(key);
            mine.countDown();
        }
    }

    private Outcome fromCache(PageFetched page, Answer answer, Bill bill) {
        metrics.cached(true);
        bill.add(entry(page)
                .outcome(LlmCall.CACHED)
                .savedUsd(answer.costUsd() == null ? BigDecimal.ZERO : answer.costUsd())
                .build());
        return new Outcome.Extracted(answer.facts(), origin(config.truncates(page), bill));
    }

    private Outcome ask(PageFetched page, String cacheKey, boolean repair, Bill bill) throws InterruptedException {
        var start = clock.instant();
        var paidBefore = bill.costUsd(); // to others
        InvalidAnswerException invalid = null;
        CallFailure doubtful = null;
        var shown = config.excerpt(page);
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            try {
                var facts = call(page, shown, invalid, bill);
                var cost = bill.costUsd().subtract(paidBefore);
                cache.put(cacheKey, new Answer(facts, config.price() == null ? null : cost));
                return new Outcome.Extracted(facts, origin(shown.truncated(), bill));
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
            blame(doubtful, start, bill);
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
     * @param shown of the page's text
     * @param invalid what was wrong with the answer before this one, or null
     * @throws InvalidAnswerException there is an answer, and no use for it
     * @throws CallFailure of a kind that may be the page's fault
     * @throws OutageException of any other kind
     */
    private ClaimedFacts call(PageFetched page, Excerpt shown, @Nullable InvalidAnswerException invalid, Bill bill)
            throws InvalidAnswerException, InterruptedException {
        String user = config.prompt().user(page, shown);
        if (invalid != null) {
            user += config.prompt().repair(invalid.problem());
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
        int expectedInput =
                Tokens.estimate(user) + Tokens.estimate(config.prompt().system());
        int answerTokens = config.limits().answerTokens();
        int expected = expectedInput + answerTokens;
        rateLimit.acquire(expected);
        var atMost = Usage.uncached(expectedInput, answerTokens);
        var reserved = budget.reserve(name(), nanos(atMost), place.budgetShare());
        var entry = entry(page);
        journal.begun(atMost.in(entry, config.price()).outcome(LlmCall.UNKNOWN).build());
        int used = expected;
        var usage = Usage.NONE;
        long startedAt = System.nanoTime();
        String outcome = "failed";
        try {
            var reply = chat.ask(config.prompt().system(), user);
            usage = reply.usage();
            used = usage.total();
            circuit.succeeded();
            if (reply.truncated()) {
                throw InvalidAnswerException.truncated();
            }
            var facts = AnswerReader.read(reply.text(), dates(page.normalizedUrl(), page.language()));
            outcome = LlmCall.OK;
            return facts;
        } catch (InvalidAnswerException e) {
            outcome = e.errorClass().id();
            throw e;
        } catch (CallFailure e) {
            outcome = e.outcome();
            if (e.kind() == Kind.UNWILLING) {
                usage = e.paid();
                used = usage.total();
                circuit.succeeded();
            }
            throwIfOutage(e);
            throw e;
        } finally {
            var took = Duration.ofNanos(System.nanoTime() - startedAt);
            metrics.called(outcome, took);
            metrics.spent(usage.input(), usage.output(), nanos(usage));
            rateLimit.correct(expected, used);
            budget.settle(reserved, nanos(usage));
            var call = usage.in(entry, config.price())
                    .outcome(outcome)
                    .millis(took.toMillis())
                    .build();
            journal.ended(call);
            if (call.source() == null) {
                bill.addProbe(call);
            } else {
                bill.add(call);
            }
        }
    }

    private long nanos(Usage usage) {
        return usage.nanos(config.price());
    }

    /** An entry of the ledger for a page, without a cost. */
    private LlmCallBuilder entry(PageFetched page) {
        var entry = LedgerEntry.of(
                page, config.kind().id(), config.model(), config.prompt().id(), place.rung(), clock.instant());
        return page.equals(HARMLESS) ? entry.source(null) : entry;
    }

    /** How dates are written on a site. */
    static AnswerReader.DateReader dates(String normalizedUrl, @Nullable String language) {
        String host = normalizedUrl.split("/", 2)[0];
        var dates = Dates.of(host, language);
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
    private void blame(CallFailure failure, Instant start, Bill bill) throws InterruptedException {
        oneProbe.lockInterruptibly();
        try {
            if (circuit.succeededSince(start)) {
                return;
            }
            circuit.enter(); // somebody else may have found out while we waited
            try {
                call(HARMLESS, config.excerpt(HARMLESS), null, bill);
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

    private Outcome.Origin origin(boolean truncated, Bill bill) {
        return bill.origin(config.kind().id(), config.model(), config.prompt().id(), truncated);
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
            .contentHash(ContentHash.of(null, HARMLESS_TEXT))
            .fetchTimestamp(Instant.EPOCH)
            .build();
}
