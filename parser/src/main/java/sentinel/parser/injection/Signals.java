package sentinel.parser.injection;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What in one paragraph may be part of an order to a model. Most of it means nothing alone: articles about such orders, and
 * lessons, have some of it.
 *
 * @param certain reasons that need no other sign
 * @param speech what its sentences do
 * @param label begins as a message of the system
 * @param closing closes an element, as if the article ended
 * @param toolJson has the keys of a tool's call
 * @param keys of our answer that it has as keys
 * @param hidden invisible characters break up its words
 */
record Signals(
        Set<Reason> certain,
        Speech speech,
        boolean label,
        boolean closing,
        boolean toolJson,
        Set<String> keys,
        boolean hidden) {

    private static final Orders ORDERS = Orders.load();

    /** What the templates of chats put around a message. */
    private static final Pattern TURN = Pattern.compile(
            "<\\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|endofprompt|eot_id|start_header_id|end_header_id"
                    + "|begin_of_text|end_of_text|end)\\|>|\\[/?inst\\]|<</?sys>>|<(?:start|end)_of_turn>"
                    + "|</?(?:system|system[_-](?:prompt|message|note|instructions?|override))>");

    private static final Pattern TOOL = Pattern.compile(
            "</?(?:[a-z]{1,10}:)?(?:tool_calls?|function_calls?|function_results?|tool_use|tool_results?|tool_outputs?|invoke)\\b[^>]{0,80}>"
                    + "|\"type\"\\s{0,5}:\\s{0,5}\"tool_(?:use|result)\"");

    private static final Pattern TOOL_JSON =
            Pattern.compile("\"(?:tool_calls?|function_call|tool_name|tool_call_id)\"\\s{0,5}:");

    /** As our question writes it, whatever the number. */
    private static final Pattern MARK = Pattern.compile(
            "(?:[-=*_#–—]{2,} ?|\\b)(?:begin|end) article (?:[0-9a-f]{6,}\\b|[-=*_#–—]{2,})|[-=*_#–—]{2,} ?(?:begin|end) article\\b");

    private static final Pattern CLOSING =
            Pattern.compile("</(?:document|untrusted\\w{0,20}|user_?input|context|data|input)>");

    private static final Pattern KEY = Pattern.compile(
            "(?:\"|'|\\\\\")(summary|sentiment|sentiment_score|companies|people|topics)(?:\"|'|\\\\\") ?:"
                    + "|(?:^|\\n) ?[-*]? ?(summary|sentiment|sentiment_score|companies|people|topics) ?[:=]");

    private static final int MANY_KEYS = 3;
    private static final int MANY_HIDDEN = 3;

    static Signals in(String paragraph) {
        var folded = Folded.of(paragraph);
        String text = folded.text();
        var certain = EnumSet.noneOf(Reason.class);
        add(certain, folded.smuggled(), Reason.HIDDEN_CHARACTERS);
        add(certain, folded.reordered(), Reason.BIDI);
        boolean markup = text.indexOf('<') >= 0 || text.indexOf('[') >= 0;
        boolean colons = text.indexOf(':') >= 0 || text.indexOf('=') >= 0;
        add(certain, markup && TURN.matcher(text).find(), Reason.FAKE_SYSTEM_MESSAGE);
        add(certain, (markup || colons) && TOOL.matcher(text).find(), Reason.FAKE_TOOL_CALL);
        add(certain, text.contains(" article") && MARK.matcher(text).find(), Reason.GUESSED_MARK);
        var clauses = new Clauses(text, ORDERS.in(text));
        return new Signals(
                certain,
                clauses.speech(),
                clauses.isLabelled(),
                markup && CLOSING.matcher(text).find(),
                colons && TOOL_JSON.matcher(text).find(),
                colons ? keys(text) : Set.of(),
                folded.hiddenInWords() >= MANY_HIDDEN);
    }

    private static void add(Set<Reason> reasons, boolean found, Reason reason) {
        if (found) {
            reasons.add(reason);
        }
    }

    private static Set<String> keys(String text) {
        var keys = new HashSet<String>();
        for (var key = KEY.matcher(text); key.find(); ) {
            keys.add(key.group(1) != null ? key.group(1) : key.group(2));
        }
        return keys;
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
        add(reasons, closing && speech.any(), Reason.GUESSED_MARK);
        add(reasons, toolJson && (!keys.isEmpty() || speech.any()), Reason.FAKE_TOOL_CALL);
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
