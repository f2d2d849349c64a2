package sentinel.parser.llm;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import sentinel.config.ShortDuration;
import sentinel.parser.llm.BatchAnswer.Answered;
import sentinel.parser.llm.BatchEndpoint.Question;
import sentinel.parser.llm.BatchEndpoint.Result;
import sentinel.parser.llm.BatchEndpoint.Search;
import sentinel.parser.llm.BatchEndpoint.State;
import sentinel.parser.llm.BatchReading.Report;
import sentinel.parser.llm.CallFailure.Kind;
import sentinel.parser.provider.BudgetSpentException;
import sentinel.service.stage.OutageException;

/**
 * One {@link BatchReading}, on one thread. A page waits until its request is in a batch and the batch is collected. The order of the
 * steps makes a kill harmless:
 *
 * <ol>
 *   <li>Money is set aside, then the intent is written down, then the batch is created, then its id is written down. A batch
 *       without an id is looked for at the provider.
 *   <li>Answers are put into the cache, then the entries are published, then the batch is written down as collected, then the
 *       money is settled, then the pages are told.
 *   <li>A page of a collected batch whose answer the cache has lost is answered out of the batch's results.
 * </ol>
 *
 * <p>A kill between two steps may leave money set aside until the day ends; the day's sum is never too small.
 */
final class BatchRun {

    private record Chosen(List<BatchPages.Pending> requests, Budget.Reservation reserved, long mostNanos) {}

    private final BatchReading.Parts parts;
    private final LlmConfig config;
    private final BatchSettings settings;
    private final Budget budget;
    private final BatchEndpoint endpoint;
    private final BatchAnswers answers;
    private final BatchJournal journal;
    private final BatchPages pages;
    private final Consumer<String> progress;
    private final Consumer<String> fault;
    private final CollectedBatches collected;

    private final Map<String, BatchFlight> flights = new LinkedHashMap<>(); // by key
    private final Pause submissions;
    private @Nullable Instant moneyAgain; // null: there may be some

    private int batches;
    private BigDecimal costUsd = BigDecimal.ZERO;

    BatchRun(
            BatchReading.Parts parts,
            BatchEndpoint endpoint,
            OfflineChat chat,
            BatchJournal journal,
            BatchReading.Caller caller,
            Consumer<String> fault) {
        this.parts = parts;
        this.config = parts.config();
        this.settings = parts.settings();
        this.budget = parts.together().budget();
        this.endpoint = endpoint;
        this.answers = new BatchAnswers(config, chat, parts.place().rung());
        this.journal = journal;
        this.collected = new CollectedBatches(endpoint, answers);
        this.pages = new BatchPages(parts, chat, answers, collected, caller, fault);
        this.progress = caller.progress();
        this.fault = fault;
        this.submissions = pause();
    }

    private Pause pause() {
        return new Pause(settings.poll(), settings.longestPoll());
    }

    Report run(boolean budgetForgets) throws InterruptedException {
        inherit(budgetForgets);
        while (true) {
            do {
                takePages();
            } while (submit());
            if (flights.isEmpty() && pages.pending() == 0 && !pages.hasMore()) {
                return new Report(pages.answered(), pages.failed(), batches, costUsd);
            }
            if (!lookAtFlights()) {
                nap();
            }
        }
    }

    /** Whether a batch ended: then there may be something to submit, or nothing to wait for. */
    private boolean lookAtFlights() throws InterruptedException {
        int before = flights.size();
        for (var flight : List.copyOf(flights.values())) {
            if (flight.pause.isOver()) {
                look(flight);
            }
        }
        return flights.size() < before;
    }

    /** Goes on with what earlier readings left. */
    private void inherit(boolean budgetForgets) {
        for (var entry : journal.entries()) {
            var intent = entry.intent();
            if (entry.collected()) {
                if (intent.isOf(config) && entry.id() != null) {
                    collected.add(intent, entry.id());
                }
                continue;
            }
            if (!intent.isOf(config)) {
                throw new IllegalStateException("the journal has an open batch of " + intent.provider() + " "
                        + intent.model() + " at " + intent.baseUrl() + "; finish it with that model first");
            }
            if (budgetForgets) {
                budget.renew(intent.reservation());
            }
            flights.put(intent.key(), new BatchFlight(intent, entry.id(), true, pause()));
            pages.areAsked(intent);
        }
        if (!flights.isEmpty()) {
            tell(flights.size() + " batches of an earlier reading are in flight");
        }
    }

    /** Takes pages until there is a full batch. */
    private void takePages() throws InterruptedException {
        try {
            while (flights.size() < settings.inFlight()
                    && submissions.isOver()
                    && !pages.fillABatch()
                    && pages.hasMore()) {
                pages.takeOne();
            }
        } catch (CallFailure e) {
            hold(e);
        }
    }

    /** Submits a batch; false when there is none to submit now. */
    private boolean submit() throws InterruptedException {
        if (pages.pending() == 0
                || flights.size() >= settings.inFlight()
                || !submissions.isOver()
                || isWaitingForMoney()) {
            return false;
        }
        var chosen = choose();
        if (chosen.isEmpty()) {
            return false;
        }
        launch(chosen.get().requests(), chosen.get().reserved(), chosen.get().mostNanos());
        return true;
    }

    /** As many requests as fit into a batch and into the day's budget, with the money for them. */
    private Optional<Chosen> choose() {
        var fitting = pages.fitting();
        for (int n = fitting.size(); n > 0; n /= 2) {
            var some = List.copyOf(fitting.subList(0, n));
            try {
                fault.accept("reserve");
                long most = some.stream().mapToLong(BatchPages.Pending::nanos).sum();
                var reserved = budget.reserve(config.name(), most, parts.place().budgetShare());
                if (n < fitting.size()) {
                    tell("the day's budget is enough for " + n + " of " + fitting.size() + " requests");
                }
                moneyAgain = null;
                return Optional.of(new Chosen(some, reserved, most));
            } catch (BudgetSpentException e) {
                if (n == 1) {
                    moneyAgain = now().plus(e.pause());
                    tell("the day's budget is spent: " + pages.pending() + " requests wait for a batch that costs less"
                            + " than expected, or until " + moneyAgain);
                }
            } catch (OutageException e) {
                submissions.begin(e.pause());
                tell(String.valueOf(e.getMessage()));
                return Optional.empty();
            }
        }
        return Optional.empty();
    }

    private boolean isWaitingForMoney() {
        return moneyAgain != null && now().isBefore(moneyAgain);
    }

    private void launch(List<BatchPages.Pending> requests, Budget.Reservation reserved, long mostNanos)
            throws InterruptedException {
        var intent = new BatchIntent(
                UUID.randomUUID().toString(),
                now(),
                config.kind().id(),
                config.baseUrl().toString(),
                config.model(),
                config.prompt().id(),
                reserved.day(),
                reserved.nanos(),
                requests.stream().map(BatchPages.Pending::request).toList());
        fault.accept("intend");
        journal.intend(intent);
        var flight = new BatchFlight(intent, null, false, pause());
        String prepared;
        try {
            fault.accept("prepare");
            prepared = endpoint.prepare(requests.stream()
                    .map(asked -> new Question(asked.request().customId(), asked.body()))
                    .toList());
        } catch (CallFailure e) {
            abandon(flight);
            hold(e);
            return;
        }
        try {
            fault.accept("create");
            flight.id = endpoint.create(prepared, intent.key());
            fault.accept("created");
            journal.submitted(intent.key(), flight.id);
            fault.accept("submitted");
            tell(flight.name() + ": " + requests.size() + " requests submitted, at most "
                    + dollars(BigDecimal.valueOf(mostNanos, 9)));
        } catch (CallFailure e) {
            if (e.changedNothing()) {
                abandon(flight);
                hold(e);
                return;
            }
            throwIfOver(e, flight.name());
            tell(flight.name() + ": it is not clear whether the provider has it (" + e.getMessage() + ")");
        }
        pages.areSent(requests);
        flight.pause.after();
        flights.put(intent.key(), flight);
    }

    private void abandon(BatchFlight flight) {
        fault.accept("abandon");
        journal.abandoned(flight.intent.key());
        fault.accept("abandoned");
        budget.settle(flight.intent.reservation(), 0);
        flights.remove(flight.intent.key());
    }

    /** Abandons a batch; its pages will be in another one. */
    private void takeAgain(BatchFlight flight) {
        abandon(flight);
        pages.takeAgain(flight.intent);
    }

    private void look(BatchFlight flight) throws InterruptedException {
        try {
            if (flight.id == null) {
                search(flight);
            }
            if (flight.id == null) {
                return;
            }
            fault.accept("look");
            var state = endpoint.look(flight.id);
            if (state.rejected() != null) {
                reject(flight, state.rejected());
            } else if (state.ended()) {
                collect(flight, state);
            } else {
                if (state.done() > flight.done) {
                    flight.done = state.done();
                    tell(flight.name() + ": " + state.done() + " of " + state.total() + " done");
                }
                flight.pause.after();
            }
        } catch (CallFailure e) {
            throwIfOver(e, flight.name());
            flight.pause.afterFailure(e.retryAfter());
            tell(flight.name() + ": " + e.getMessage() + "; trying again in " + ShortDuration.of(flight.pause.left()));
        }
    }

    private void search(BatchFlight flight) {
        fault.accept("search");
        var known = journal.entries().stream()
                .map(BatchJournal.Entry::id)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
        var search = endpoint.find(flight.intent, known);
        if (search instanceof Search.Found found) {
            journal.submitted(flight.intent.key(), found.id());
            flight.id = found.id();
            tell(flight.name() + ": the provider has it");
        } else if (search instanceof Search.NotThere
                && now().isAfter(flight.intent.at().plus(settings.settle()))) {
            tell(flight.name() + ": the provider has no such batch; its requests are submitted again");
            takeAgain(flight);
        } else {
            flight.pause.after();
        }
    }

    private void reject(BatchFlight flight, CallFailure why) throws InterruptedException {
        tell(flight.name() + ": the provider does not accept it (" + why.getMessage() + ")");
        takeAgain(flight);
        hold(why);
    }

    private void collect(BatchFlight flight, State state) {
        var intent = flight.intent;
        var read = answers.read(intent, state, results(flight, state), flight.inherited);
        pages.keepAnswers(intent, read);
        var calls = read.values().stream().map(BatchAnswer::call).toList();
        fault.accept("publish");
        parts.publisher().accept(calls);
        fault.accept("published");
        journal.collected(intent.key());
        fault.accept("collected");
        var cost = calls.stream()
                .map(call -> call.costUsd() == null ? BigDecimal.ZERO : call.costUsd())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
        long nanos = cost.movePointRight(9).longValueExact();
        budget.settle(intent.reservation(), nanos);
        calls.forEach(call -> parts.metrics().spent(call.inputTokens(), call.outputTokens(), 0));
        parts.metrics().spent(0, 0, nanos);
        collected.add(intent, state.id());
        flights.remove(intent.key());
        moneyAgain = null;
        submissions.end();
        batches++;
        costUsd = costUsd.add(cost);
        long good = read.values().stream().filter(Answered.class::isInstance).count();
        tell(flight.name() + ": collected, " + good + " answers to " + calls.size() + " requests, " + dollars(cost)
                + "; " + dollars(costUsd) + " so far");
        pages.tell(intent, read);
    }

    /** Of a batch whose results the provider has dropped, nothing is left. */
    private Map<String, Result> results(BatchFlight flight, State state) {
        fault.accept("results");
        try {
            return endpoint.results(state);
        } catch (CallFailure e) {
            if (e.kind() != Kind.NOT_FOUND) {
                throw e;
            }
            tell(flight.name() + ": the provider has dropped its results");
            return Map.of();
        }
    }

    private void tell(String line) {
        progress.accept(line);
    }

    private static String dollars(BigDecimal amount) {
        return amount.stripTrailingZeros().toPlainString() + " dollars";
    }

    /** Submits nothing for a while. */
    private void hold(CallFailure e) throws InterruptedException {
        throwIfOver(e, "new batch");
        submissions.afterFailure(e.retryAfter());
        tell("no batch is submitted: " + e.getMessage() + "; trying again in " + ShortDuration.of(submissions.left()));
    }

    private void throwIfOver(CallFailure e, String what) throws InterruptedException {
        BatchFailedException.throwIfOver(config.name() + ", " + what, e);
    }

    /** Sleeps until there is something to do. */
    private void nap() throws InterruptedException {
        var time = settings.longestPoll();
        for (var flight : flights.values()) {
            time = Pause.min(time, flight.pause.left());
        }
        boolean wanted = (pages.hasMore() || pages.pending() > 0) && flights.size() < settings.inFlight();
        if (wanted && moneyAgain != null) {
            var left = Duration.between(now(), moneyAgain);
            time = Pause.min(time, left.isNegative() ? Duration.ZERO : left);
        } else if (wanted) {
            time = Pause.min(time, submissions.left());
        }
        Thread.sleep(time.toMillis(), time.toNanosPart() % 1_000_000);
    }

    private Instant now() {
        return parts.together().clock().instant();
    }
}
