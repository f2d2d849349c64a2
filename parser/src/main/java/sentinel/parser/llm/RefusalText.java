package sentinel.parser.llm;

import java.util.regex.Pattern;

/** A refusal in words: what a model says instead of an answer, where its protocol has no place for it. */
final class RefusalText {

    private static final Pattern REFUSAL = Pattern.compile(
            "(?:(?:i['’]m|i am|we are) (?:very |so |really )?sorry|sorry[,.]|apologies|i apologi[sz]e)[^.]{0,40}"
                    + "\\b(?:can(?:no|['’])t|unable|not able|won['’]t)\\b.*"
                    + "|(?:unfortunately, )?(?:i|we) (?:can(?:no|['’])t|can not|am unable to|am not able to|won['’]t|will not)"
                    + " (?:help|assist|comply|fulfil|fulfill|provide|process|summari[sz]e|describe|do|answer|continue)\\b.*"
                    + "|as an? (?:ai|artificial intelligence|language model)\\b.*"
                    + "|(?:es tut mir leid|tut mir leid)\\b[^.]{0,20}\\bich (?:kann|darf)\\b[^.]{0,60}\\bnicht\\b.*"
                    + "|(?:je suis )?désolée?[^.]{0,20}\\bje ne (?:peux|puis) pas\\b.*"
                    + "|lo siento\\b[^.]{0,20}\\bno puedo\\b.*"
                    + "|(?:desculpe|sinto muito)\\b[^.]{0,20}\\bnão posso\\b.*"
                    + "|извините[^.]{0,20}\\bя не могу.*"
                    + "|(?:很?抱歉|对不起|對不起)[^。]{0,10}(?:无法|不能|無法).*",
            Pattern.DOTALL | Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

    private RefusalText() {}

    /** Whether a text, from its first word on, is one. */
    static boolean is(String text) {
        return REFUSAL.matcher(text.strip()).matches();
    }
}
