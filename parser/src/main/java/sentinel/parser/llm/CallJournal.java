package sentinel.parser.llm;

import java.util.Collection;
import sentinel.contract.message.LlmCall;

/**
 * Calls that are not in the ledger's topic yet. Each is noted before it is made, so that a process that is killed during a call,
 * or before its entry is committed, loses no money from the books: {@link AbandonedCalls} publishes what it left behind.
 */
public interface CallJournal {

    /** Notes a call that is about to be made, with the most that it may cost. */
    void begun(LlmCall expected);

    /** Puts what the call really was in place of what was expected. */
    void ended(LlmCall call);

    /** Forgets calls whose entries are committed. Does not block. */
    void published(Collection<LlmCall> calls);

    /** Without Redis: a killed process takes the entries that are not committed with it. */
    static CallJournal none() {
        return new CallJournal() {
            @Override
            public void begun(LlmCall expected) {}

            @Override
            public void ended(LlmCall call) {}

            @Override
            public void published(Collection<LlmCall> calls) {}
        };
    }
}
