package sentinel.parser;

import java.util.List;
import sentinel.contract.message.LlmCall;
import sentinel.parser.llm.CallJournal;
import sentinel.service.json.Json;
import sentinel.service.stage.Verdict;

/** Puts the calls that a page took into the ledger's topic, in the transaction of the page's verdict. */
final class LedgerEntries {

    private final CallJournal journal;
    private final String topic;

    LedgerEntries(CallJournal journal, String topic) {
        this.journal = journal;
        this.topic = topic;
    }

    /** The verdict with entries for these calls; the verdict itself when there are none. */
    Verdict with(Verdict verdict, List<LlmCall> calls) {
        if (calls.isEmpty()) {
            return verdict;
        }
        var entries = calls.stream()
                .map(call -> new Verdict.Output(topic, call.normalizedUrl(), Json.encode(call)))
                .toList();
        return new Verdict.Accounted(verdict, entries, () -> journal.published(calls));
    }
}
