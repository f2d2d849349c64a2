package sentinel.parser.injection;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import sentinel.parser.injection.Orders.Role;

/**
 * What in a folded paragraph is written as if it were not of the article: marks, messages, calls, answers. A pattern is tried
 * only where the text has what it begins with, since most texts have none of it.
 */
final class Forgeries {

    /** What the templates of chats put around a message. */
    private static final Pattern TURN = Pattern.compile(
            "<\\|(?:im_start|im_end|im_sep|system|user|assistant|endoftext|endofprompt|eot_id|start_header_id|end_header_id"
                    + "|begin_of_text|end_of_text|end)\\|>|\\[/?inst\\]|<</?sys>>|<(?:start|end)_of_turn>"
                    + "|\\[system\\]\\(#|</?(?:system|assistant|instructions?|system[_-](?:prompt|message|note|instructions?|override))>");

    /** The turns of a conversation, both in one paragraph. */
    private static final Pattern CONVERSATION = Pattern.compile(
            "(?:^|[\\n.!?] ?)(?:human|user) ?:[^\\n]{0,400}[\\n.!?] ?assistant ?:|(?:^|\\n) ?assistant ?: ?[{\\[]");

    private static final Pattern TOOL = Pattern.compile(
            "</?(?:[a-z]{1,10}:)?(?:tool_calls?|function_calls?|function_results?|tool_use|tool_results?|tool_outputs?|invoke)"
                    + "\\b[^>]{0,80}>|\"type\"\\s{0,5}:\\s{0,5}\"tool_(?:use|result)\"");

    private static final Pattern CALL = Pattern.compile("\\bfunctions\\.\\w{1,40}\\( ?\\{ ?\"");

    private static final Pattern TOOL_KEY =
            Pattern.compile("\"(?:tool_calls?|function_call|tool_name|tool_call_id)\"\\s{0,5}:");

    /** As our question writes it, whatever the number; and as others write theirs. */
    private static final Pattern MARK = Pattern.compile(
            "(?:[-=*_#–—]{2,} ?|\\b)(?:begin|end) article (?:[0-9a-f]{6,}\\b|[-=*_#–—]{2,})|[-=*_#–—]{2,} ?(?:begin|end) article\\b"
                    + "|\\b(?:begin|end) (?:of )?system prompt\\b");

    private static final Pattern END = Pattern.compile(
            "(?:[-=*_#<–—]{2,} ?|\\b(?=end_of_))end[_ ](?:of[_ ])?(?:the )?(?:article|input|document|prompt|text|data|context)\\b"
                    + "|</(?:document|untrusted\\w{0,20}|user_?input|context|data|input)>");

    private static final String KEYS = "(summary|sentiment|sentiment_score|companies|people|topics)";

    private static final Pattern KEY =
            Pattern.compile("(?:\"|'|\\\\\")" + KEYS + "(?:\"|'|\\\\\") ?:|(?:^|[\\n;,:]) ?[-*]? ?" + KEYS + " ?[:=]");

    private static final Pattern ASSIGNED = Pattern.compile(
            "(?:^|[.!?:;,\\n(\\[-] ?|\\band |\\bthen |\\bplease )(?:set|change|update) (?:the )?(?:companies|people|topics|summary"
                    + "|sentiment(?:[_ ]score)?)(?: fields?| list| value)? (?:to\\b|=)");

    private static final Pattern RUN_TOGETHER = Pattern.compile(
            "(?:ignore|disregard|forget|override)(?:all|any|the|your|of){0,4}(?:previous|prior|above|earlier)"
                    + "(?:instruction|prompt|rule)");

    /** A longer word of Latin letters, and more single letters in a row, no reader is given. */
    private static final int LONG_WORD = 22;

    private static final int MANY_LETTERS = 12;

    private final String text;

    Forgeries(String folded) {
        this.text = folded;
    }

    /** What nobody writes for a reader. */
    Set<Reason> certain(Clauses clauses) {
        var reasons = EnumSet.noneOf(Reason.class);
        if (hasTurns()) {
            reasons.add(Reason.FAKE_SYSTEM_MESSAGE);
        }
        if (hasCall(clauses)) {
            reasons.add(Reason.FAKE_TOOL_CALL);
        }
        if ((has(" article") || has("system prompt")) && found(MARK)) {
            reasons.add(Reason.GUESSED_MARK);
        }
        if (((has("set ") || has("change ") || has("update ")) && found(ASSIGNED)) || isRunTogether()) {
            reasons.add(Reason.INSTRUCTION);
        }
        return reasons;
    }

    private boolean hasTurns() {
        return ((has("<") || has("[")) && found(TURN)) || (has("assistant") && found(CONVERSATION));
    }

    private boolean hasCall(Clauses clauses) {
        return ((has("<") || has("\"tool_")) && found(TOOL))
                || (has("{") && (clauses.isLabelled(Role.TOOL) || found(CALL)));
    }

    /** Whether it closes something, as if the article ended. */
    boolean hasEnd() {
        return (has("end ") || has("end_") || has("</")) && found(END);
    }

    /** Whether it has the keys of a tool's call. */
    boolean hasToolKey() {
        return has("\"") && found(TOOL_KEY);
    }

    /** The keys of our answer that it has as keys. */
    Set<String> keys() {
        if (!has(":") && !has("=")) {
            return Set.of();
        }
        var keys = new HashSet<String>();
        for (Matcher key = KEY.matcher(text); key.find(); ) {
            keys.add(key.group(1) != null ? key.group(1) : key.group(2));
        }
        return keys;
    }

    private boolean has(String part) {
        return text.contains(part);
    }

    private boolean found(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /** An order whose words are written as one, or as single letters. */
    private boolean isRunTogether() {
        var letters = new StringBuilder();
        int singles = 0;
        int start = 0;
        while (start < text.length()) {
            int end = start;
            while (end < text.length() && isLatin(text.charAt(end))) {
                end++;
            }
            int length = end - start;
            boolean single = length == 1;
            if (!single && length > 0) {
                if ((singles >= MANY_LETTERS && isOrder(letters))
                        || (length >= LONG_WORD && isOrder(text.substring(start, end)))) {
                    return true;
                }
                letters.setLength(0);
                singles = 0;
            } else if (single) {
                letters.append(text.charAt(start));
                singles++;
            }
            start = end + 1;
        }
        return singles >= MANY_LETTERS && isOrder(letters);
    }

    private static boolean isOrder(CharSequence letters) {
        return RUN_TOGETHER.matcher(letters).find();
    }

    private static boolean isLatin(char c) {
        return c >= 'a' && c <= 'z';
    }
}
