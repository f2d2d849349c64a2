package sentinel.parser.llm;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import sentinel.contract.message.LlmCall;
import sentinel.contract.message.LlmCallBuilder;
import sentinel.parser.llm.BatchAnswer.Answered;
import sentinel.parser.llm.BatchAnswer.Unanswered;
import sentinel.parser.llm.BatchEndpoint.Result;

/**
 * Reads the results of a batch as live replies are read, and books them at the price of batches. The same results always bring the
 * same entries, so one that is published twice is known by its id.
 */
final class BatchAnswers {

    private final @Nullable Price price; // in a batch; null when it is not known
    private final OfflineChat chat;
    private final int rung;

    BatchAnswers(LlmConfig config, OfflineChat chat, int rung) {
        this.price = config.price() == null ? null : config.price().inBatch();
        this.chat = chat;
        this.rung = rung;
    }

    /** In billionths of a dollar; 0 when the price is not known. */
    long nanos(Usage usage) {
        return usage.nanos(price);
    }

    /**
     * By custom id, for each request of a batch that has ended.
     *
     * @param again the entries may be in the ledger already
     */
    Map<String, BatchAnswer> read(
            BatchIntent intent, BatchEndpoint.State state, Map<String, Result> results, boolean again) {
        var answers = new LinkedHashMap<String, BatchAnswer>();
        for (var request : intent.requests()) {
            var result = results.getOrDefault(request.customId(), new Result.Failed(state.missing()));
            answers.put(request.customId(), read(request, result, entry(intent, request, state, again)));
        }
        return answers;
    }

    private BatchAnswer read(BatchRequest request, Result result, LlmCallBuilder entry) {
        var usage = Usage.NONE;
        try {
            if (result instanceof Result.Failed failed) {
                throw failed.why();
            }
            var reply = chat.answer(((Result.Reply) result).body());
            usage = reply.usage();
            if (reply.truncated()) {
                throw InvalidAnswerException.truncated();
            }
            var facts = AnswerReader.read(reply.text(), LlmProvider.dates(request.normalizedUrl(), request.language()));
            var call = book(entry, usage, LlmCall.OK);
            return new Answered(new AnswerCache.Answer(facts, call.costUsd()), call);
        } catch (InvalidAnswerException e) {
            return new Unanswered(e.problem(), book(entry, usage, e.errorClass().id()));
        } catch (CallFailure e) {
            return new Unanswered(String.valueOf(e.getMessage()), book(entry, e.paid(), e.outcome()));
        }
    }

    private LlmCall book(LlmCallBuilder entry, Usage usage, String outcome) {
        return usage.in(entry, price).outcome(outcome).build();
    }

    private LlmCallBuilder entry(BatchIntent intent, BatchRequest request, BatchEndpoint.State state, boolean again) {
        var id = (state.id() + "/" + request.customId()).getBytes(StandardCharsets.UTF_8);
        return LlmCallBuilder.builder()
                .schemaVersion(LlmCall.SCHEMA_VERSION)
                .callId(UUID.nameUUIDFromBytes(id).toString())
                .normalizedUrl(request.normalizedUrl())
                .contentHash(request.contentHash())
                .source(request.source())
                .provider(intent.provider())
                .model(intent.model())
                .promptVersion(intent.promptVersion())
                .rung(rung)
                .savedUsd(BigDecimal.ZERO)
                .millis(state.took().toMillis())
                .calledAt(intent.at())
                .recovered(again);
    }
}
