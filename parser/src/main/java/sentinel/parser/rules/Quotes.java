package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import sentinel.parser.provider.ClaimedQuote;
import sentinel.parser.provider.QuotedSpeech;

/**
 * What people are quoted with: stretches in quotation marks, and the person whose name stands with a verb of speech right
 * after or before the stretch ({@code "...," said Ann Lee}; {@code Lee said: "..."}). Without such a name nobody is named.
 */
final class Quotes {

    private static final int MAX_QUOTES = 10;

    /** Shorter stretches are titles and expressions rather than statements. */
    private static final int MIN_WORDS = 6;

    /** Words between the marks and the end of the speaker's name. */
    private static final int REACH = 8;

    private final Set<String> speech = WordLists.load("people.txt").section("speech");

    /** @param people full names, as the text writes them */
    List<ClaimedQuote> in(String text, List<String> people) {
        var quotes = new ArrayList<ClaimedQuote>();
        for (var stretch : new QuotedSpeech(text).stretches()) {
            String said = stretch.of(text).strip();
            if (quotes.size() < MAX_QUOTES && new Words(said).count() >= MIN_WORDS) {
                quotes.add(new ClaimedQuote(said, speaker(text, stretch.start(), stretch.end(), people)));
            }
        }
        return quotes;
    }

    private @Nullable String speaker(String text, int start, int end, List<String> people) {
        int to = text.indexOf('\n', end);
        String after = clause(text.substring(end, to < 0 ? text.length() : to));
        String found = inWords(new Words(after), 0, people);
        if (found != null) {
            return found;
        }
        int from = text.lastIndexOf('\n', start) + 1;
        var before = new Words(lastClause(text.substring(from, Math.max(from, start - 1))));
        return inWords(before, Math.max(0, before.count() - REACH), people);
    }

    /** What follows a quote up to the end of its sentence, or the next quote. */
    private static String clause(String text) {
        for (int i = 1; i < text.length(); i++) {
            boolean ends = ".;!?".indexOf(text.charAt(i)) >= 0
                    && (i + 1 == text.length() || Character.isWhitespace(text.charAt(i + 1)));
            if (ends || "“„«「『\"".indexOf(text.charAt(i)) >= 0) {
                return text.substring(0, i);
            }
        }
        return text;
    }

    /** What stands before a quote, from the end of the sentence or quote before it. */
    private static String lastClause(String text) {
        String stripped = text.stripTrailing();
        for (int i = stripped.length() - 2; i >= 0; i--) {
            if (".;!?”»」』\"".indexOf(stripped.charAt(i)) >= 0 && Character.isWhitespace(stripped.charAt(i + 1))) {
                return stripped.substring(i + 1);
            }
        }
        return stripped;
    }

    /** The person named next to a verb of speech among the first words from {@code from}. */
    private @Nullable String inWords(Words words, int from, List<String> people) {
        int to = Math.min(words.count(), from + REACH);
        boolean spoken = false;
        for (int i = from; i < to; i++) {
            spoken |= speech.contains(words.lower(i));
        }
        if (!spoken) {
            return null;
        }
        for (int i = from; i < to; i++) {
            for (String person : people) {
                if (isNamedAt(words, i, new Words(person))) {
                    return person;
                }
            }
        }
        return null;
    }

    /** The full name, or the surname of the person. */
    private static boolean isNamedAt(Words words, int i, Words person) {
        int last = person.count() - 1;
        if (last < 0) {
            return false;
        }
        return same(words.word(i), person.word(last))
                || (last > 0 && i + last < words.count() && allSame(words, i, person));
    }

    private static boolean allSame(Words words, int i, Words person) {
        for (int n = 0; n < person.count(); n++) {
            if (!same(words.word(i + n), person.word(n))) {
                return false;
            }
        }
        return true;
    }

    private static boolean same(String a, String b) {
        return a.toLowerCase(Locale.ROOT).equals(b.toLowerCase(Locale.ROOT));
    }
}
