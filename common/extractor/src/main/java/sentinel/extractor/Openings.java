package sentinel.extractor;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What lines that are not part of an article begin with: read from {@code openings.txt}. Bullets, brackets and quotation
 * marks before the first letter or digit do not count, nor does case.
 */
final class Openings {

    private static final WordFile FILE = WordFile.read("openings.txt");

    /** Of short lines that lead to something else, or are said of the page rather than by the author. */
    static final Openings LEAD_AWAY = new Openings(FILE.lines("lead away"));

    /** Of last paragraphs, short or long, in which a site says how its readers are to comment. */
    static final Openings HOUSE_RULES = new Openings(FILE.lines("house rules"));

    /** Of headings after which nothing of the article comes any more, when what follows is links or short. */
    static final Openings END = new Openings(FILE.lines("end"));

    private static final int FLAGS = Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE;

    /** By what they begin with; digits together under 0. */
    private final Map<Character, Pattern> byLetter = new HashMap<>();

    /** @param phrases regular expressions, each of which begins with a letter, a sign or {@code \d} */
    private Openings(List<String> phrases) {
        var alternatives = new HashMap<Character, String>();
        for (var phrase : phrases) {
            alternatives.merge(key(phrase.startsWith("\\d") ? '0' : phrase.charAt(0)), phrase, (a, b) -> a + '|' + b);
        }
        alternatives.forEach((key, any) -> byLetter.put(key, Pattern.compile("(?:" + any + ')', FLAGS)));
    }

    /** Whether the text begins like one of them. */
    boolean begin(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isLetterOrDigit(c) || c == '©') {
                var pattern = byLetter.get(key(c));
                return pattern != null
                        && pattern.matcher(text).region(i, text.length()).lookingAt();
            }
        }
        return false;
    }

    private static char key(char c) {
        return Character.isDigit(c) ? '0' : Character.toLowerCase(c);
    }
}
