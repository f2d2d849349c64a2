package sentinel.parser.injection;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import sentinel.parser.injection.Orders.Role;

/**
 * What in one paragraph may be part of an order to a model. Most of it means nothing alone: articles about such orders, and
 * lessons, have some of it.
 *
 * @param certain reasons that need no other sign
 * @param speech what its sentences do
 * @param label begins as a message of the system
 * @param end closes something, as if the article ended
 * @param toolKey has the keys of a tool's call
 * @param keys of our answer that it has as keys
 * @param hidden invisible characters break up its words
 */
record Signals(
        Set<Reason> certain,
        Speech speech,
        boolean label,
        boolean end,
        boolean toolKey,
        Set<String> keys,
        boolean hidden) {

    private static final Orders ORDERS = Orders.load();

    private static final int MANY_KEYS = 3;
    private static final int MANY_HIDDEN = 3;

    static Signals in(String paragraph) {
        var folded = Folded.of(paragraph);
        String text = folded.text();
        var clauses = new Clauses(text, ORDERS.in(text));
        var forgeries = new Forgeries(text);
        var certain = forgeries.certain(clauses);
        add(certain, folded.smuggled(), Reason.HIDDEN_CHARACTERS);
        add(certain, folded.reordered(), Reason.BIDI);
        return new Signals(
                certain,
                clauses.speech(),
                clauses.isLabelled(Role.LABEL),
                forgeries.hasEnd(),
                forgeries.hasToolKey(),
                forgeries.keys(),
                folded.hiddenInWords() >= MANY_HIDDEN);
    }

    private static void add(Set<Reason> reasons, boolean found, Reason reason) {
        if (found) {
            reasons.add(reason);
        }
    }

    /** Whether it may be half of an order. */
    boolean any() {
        return speech.override() || speech.address() || speech.order() || speech.task() || !keys.isEmpty();
    }

    /** Why this paragraph is suspected, whatever stands beside it. */
    Set<Reason> reasons() {
        var reasons = EnumSet.noneOf(Reason.class);
        reasons.addAll(certain);
        add(reasons, speech.instructs(), Reason.INSTRUCTION);
        add(
                reasons,
                label && (speech.override() || speech.address() || speech.order() || speech.task()),
                Reason.FAKE_SYSTEM_MESSAGE);
        add(reasons, end && speech.any(), Reason.GUESSED_MARK);
        add(reasons, toolKey && (!keys.isEmpty() || speech.any()), Reason.FAKE_TOOL_CALL);
        add(reasons, keys.size() >= MANY_KEYS, Reason.FAKE_ANSWER);
        add(reasons, hidden && !reasons.isEmpty(), Reason.HIDDEN_CHARACTERS);
        return reasons;
    }

    /** Why this paragraph and the next one are suspected together. */
    Set<Reason> reasonsWith(Signals next) {
        var reasons = EnumSet.noneOf(Reason.class);
        add(reasons, isBegunBy(speech, next.speech) || isBegunBy(next.speech, speech), Reason.INSTRUCTION);
        add(
                reasons,
                label && (next.speech.override() || next.speech.address() || next.speech.task()),
                Reason.FAKE_SYSTEM_MESSAGE);
        if (!keys.isEmpty() && !next.keys.isEmpty()) {
            var both = new HashSet<>(keys);
            both.addAll(next.keys);
            add(reasons, both.size() >= MANY_KEYS, Reason.FAKE_ANSWER);
        }
        return reasons;
    }

    private static boolean isBegunBy(Speech one, Speech other) {
        return (one.overrideUnquoted() && (other.order() || other.task())) || (one.addressUnquoted() && other.order());
    }
}
