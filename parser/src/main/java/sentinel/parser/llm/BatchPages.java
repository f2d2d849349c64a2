package sentinel.parser.llm;

import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import sentinel.contract.message.PageFetched;
import sentinel.parser.llm.BatchAnswer.Answered;
import sentinel.parser.llm.BatchAnswer.Unanswered;

/**
 * The pages of a reading that are not answered yet: they wait for a batch, or for what one brings. Pages with the same content wait
 * for one request. A page that was answered before is told so at once.
 */
final class BatchPages {

    /**
     * A request that is in no batch yet.
     *
     * @param nanos the most that it may cost
     * @param bytes the most that it takes of a batch
     */
    record Pending(BatchRequest request, String body, long nanos, long bytes) {}

    /** What the envelope of a request adds to its body, at most. */
    private static final int ENVELOPE_BYTES = 200;

    private final LlmConfig config;
    private final BatchSettings settings;
    private final AnswerCache cache;
    private final OfflineChat chat;
    private final BatchAnswers answers;
    private final CollectedBatches collected;
    private final BatchReading.Caller caller;
    private final Consumer<String> fault;

    private final Deque<PageFetched> first = new ArrayDeque<>(); // to be taken before those that the caller gives
    private final Map<String, Pending> pending = new LinkedHashMap<>(); // by custom id
    private final Map<String, List<PageFetched>> waiting = new HashMap<>(); // by custom id: pending, or in a batch
    private long pendingBytes;
    private long answered;
    private long failed;

    BatchPages(
            BatchReading.Parts parts,
            OfflineChat chat,
            BatchAnswers answers,
            CollectedBatches collected,
            BatchReading.Caller caller,
            Consumer<String> fault) {
        this.config = parts.config();
        this.settings = parts.settings();
        this.cache = parts.together().cache();
        this.chat = chat;
        this.answers = answers;
        this.collected = collected;
        this.caller = caller;
        this.fault = fault;
    }

    /** Requests that are in no batch. */
    int pending() {
        return pending.size();
    }

    boolean fillABatch() {
        return pending.size() >= settings.requests() || pendingBytes >= settings.bytes();
    }

    boolean hasMore() {
        return !first.isEmpty() || caller.pages().hasNext();
    }

    long answered() {
        return answered;
    }

    long failed() {
        return failed;
    }

    /**
     * Takes a page: its request is pending after that, unless it is answered or in a batch.
     *
     * @throws CallFailure what became of it earlier is not known; the page will be taken again
     */
    void takeOne() {
        if (first.isEmpty()) {
            first.add(caller.pages().next());
        }
        take(first.element());
        first.remove();
    }

    private void take(PageFetched page) {
        String id = BatchRequest.customId(config, page.contentHash());
        var others = waiting.get(id);
        if (others != null) {
            others.add(page);
            return;
        }
        String key = config.answerKey(page.contentHash());
        if (cache.get(key).isPresent()) {
            tellAnswered(page);
            return;
        }
        fault.accept("recall");
        var known = collected.answer(id).orElse(null);
        if (known instanceof Answered found) {
            cache.put(key, found.answer());
            tellAnswered(page);
        } else if (known instanceof Unanswered useless && useless.isPaid()) {
            tellFailed(page, useless.reason());
        } else {
            var asked = ask(page);
            waiting.put(id, new ArrayList<>(List.of(page)));
            pending.put(id, asked);
            pendingBytes += asked.bytes();
        }
    }

    private Pending ask(PageFetched page) {
        String user = config.prompt().user(page, config.excerpt(page));
        String body = BatchHttp.inOneLine(
                chat.question(config.prompt().system(), user).body());
        int input = Tokens.estimate(user) + Tokens.estimate(config.prompt().system());
        long nanos = answers.nanos(Usage.uncached(input, ChatModels.mostAnswerTokens(config)));
        int bytes = body.getBytes(StandardCharsets.UTF_8).length + ENVELOPE_BYTES;
        return new Pending(BatchRequest.of(page, config), body, nanos, bytes);
    }

    /** As many requests as a batch may have. */
    List<Pending> fitting() {
        var fitting = new ArrayList<Pending>();
        long bytes = 0;
        for (var asked : pending.values()) {
            bytes += asked.bytes();
            if (!fitting.isEmpty() && (bytes > settings.bytes() || fitting.size() >= settings.requests())) {
                break;
            }
            fitting.add(asked);
        }
        return fitting;
    }

    /** The requests are in a batch now. */
    void areSent(List<Pending> requests) {
        for (var asked : requests) {
            pending.remove(asked.request().customId());
            pendingBytes -= asked.bytes();
        }
    }

    /** Another reading has put these requests into a batch. */
    void areAsked(BatchIntent batch) {
        batch.requests().forEach(request -> waiting.put(request.customId(), new ArrayList<>()));
    }

    /** The batch was not created: pages that wait for it are to be in another one. */
    void takeAgain(BatchIntent batch) {
        for (var request : batch.requests()) {
            first.addAll(waitingFor(request));
        }
    }

    private List<PageFetched> waitingFor(BatchRequest request) {
        var pages = waiting.remove(request.customId());
        return pages == null ? List.of() : pages;
    }

    /** Puts the answers where the live provider looks. */
    void keepAnswers(BatchIntent batch, Map<String, BatchAnswer> read) {
        for (var request : batch.requests()) {
            if (read.get(request.customId()) instanceof Answered found) {
                fault.accept("cache");
                cache.put(batch.cacheKey(request), found.answer());
            }
        }
    }

    /** Tells all pages that wait for a batch what it brought. */
    void tell(BatchIntent batch, Map<String, BatchAnswer> read) {
        for (var request : batch.requests()) {
            for (var page : waitingFor(request)) {
                fault.accept("tell");
                if (read.get(request.customId()) instanceof Unanswered none) {
                    tellFailed(page, none.reason());
                } else {
                    tellAnswered(page);
                }
            }
        }
    }

    private void tellAnswered(PageFetched page) {
        answered++;
        caller.whenAnswered().accept(page);
    }

    private void tellFailed(PageFetched page, String reason) {
        failed++;
        caller.whenFailed().accept(page, reason);
    }
}
