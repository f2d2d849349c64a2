package sentinel.versions;

import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import sentinel.versions.Vocabulary.Meaning;

/**
 * A short piece of text of which every word is known as one that sites write beside a story.
 *
 * @param meanings of its words
 * @param number whether there is a number
 * @param time whether it says a time of day, a date, or how long ago
 */
record SiteWords(Set<Meaning> meanings, boolean number, boolean time) {

    private static final int LONGEST = 120;
    private static final int MOST_WORDS = 24;
    private static final Pattern CLOCK =
            Pattern.compile("(?<!\\p{Nd})(?<!\\p{Nd}[.,:])(?:[01]?\\p{Nd}|2[0-4])[:h][0-5]\\p{Nd}(?![\\p{Nd}])");
    private static final Pattern CLOCK_WITH_DOT =
            Pattern.compile("(?<![\\p{Nd}.,])\\p{Nd}{1,2}\\.\\p{Nd}{2}(?![\\p{Nd}.,])");
    private static final Pattern DATE = Pattern.compile(
            "(?<![\\p{Nd}.,])(?:\\p{Nd}{1,2}[./-] ?\\p{Nd}{1,2}[./-] ?(?:\\p{Nd}{4}|\\p{Nd}{2})|\\p{Nd}{4}[./-]"
                    + " ?\\p{Nd}{1,2}[./-] ?\\p{Nd}{1,2})(?![\\p{Nd},])");

    /** Null when there is a word of another kind. */
    static @Nullable SiteWords of(String folded) {
        if (folded.isEmpty() || folded.length() > LONGEST) {
            return null;
        }
        String text = folded.toLowerCase(Locale.ROOT);
        var meanings = EnumSet.noneOf(Meaning.class);
        boolean number = false;
        int words = 0;
        for (int i = 0; i < text.length(); ) {
            int end = i;
            int c = text.codePointAt(i);
            if (Character.isDigit(c)) {
                while (end < text.length() && Character.isDigit(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                number = true;
            } else if (Scripts.isOfWord(c)) {
                while (end < text.length() && Scripts.isOfWord(text.codePointAt(end))) {
                    end += Character.charCount(text.codePointAt(end));
                }
                var found = meaning(text.substring(i, end));
                if (found.isEmpty()) {
                    return null;
                }
                meanings.addAll(found);
                words++;
            } else {
                end += Character.charCount(c);
            }
            i = end;
        }
        return words > MOST_WORDS || (words == 0 && !number)
                ? null
                : new SiteWords(meanings, number, time(text, meanings, number));
    }

    private static boolean time(String text, Set<Meaning> meanings, boolean number) {
        boolean changed = meanings.contains(Meaning.CHANGED);
        boolean relative = meanings.contains(Meaning.AGO) && meanings.contains(Meaning.UNIT);
        boolean dated = number && meanings.contains(Meaning.MONTH) && !isLonely(text);
        boolean clock = number && meanings.contains(Meaning.CLOCK);
        return relative
                || dated
                || clock
                || CLOCK.matcher(text).find()
                || DATE.matcher(text).find()
                || (changed && CLOCK_WITH_DOT.matcher(text).find());
    }

    /** One letter is no name of a month, although in some languages it is short for one. */
    private static boolean isLonely(String text) {
        return text.codePoints().filter(Scripts::isOfWord).count() < 2 && !Scripts.isUnspaced(text.codePointAt(0));
    }

    /** Of a word, or of a run of letters that is all made of known words where a script writes no blanks; else empty. */
    private static Set<Meaning> meaning(String run) {
        if (!Scripts.isUnspaced(run.codePointAt(0))) {
            return Vocabulary.meanings(run);
        }
        @Nullable Set<Meaning>[] reached = sets(run.length() + 1);
        reached[0] = EnumSet.noneOf(Meaning.class);
        for (int from = 0; from < run.length(); from++) {
            var soFar = reached[from];
            for (int to = from + 1; soFar != null && to <= Math.min(run.length(), from + Vocabulary.longest()); to++) {
                var part = Vocabulary.meanings(run.substring(from, to));
                if (!part.isEmpty()) {
                    var union = EnumSet.copyOf(part);
                    union.addAll(soFar);
                    var other = reached[to];
                    if (other != null) {
                        union.addAll(other);
                    }
                    reached[to] = union;
                }
            }
        }
        var all = reached[run.length()];
        return all == null ? Set.of() : all;
    }

    @SuppressWarnings({"unchecked", "rawtypes"}) // Java has no arrays of sets
    private static @Nullable Set<Meaning>[] sets(int length) {
        return new Set[length];
    }

    boolean saysChanged() {
        return meanings.contains(Meaning.CHANGED) && (time || meanings.contains(Meaning.NOW));
    }

    boolean saysAgo() {
        return meanings.contains(Meaning.AGO) && meanings.contains(Meaning.UNIT);
    }

    boolean saysCount() {
        return number && meanings.contains(Meaning.COUNTER);
    }

    /** A clock, a date, a relative time, or a counter with its number. */
    boolean saysTimeOrCount() {
        return time || saysChanged() || saysCount();
    }

    /** What says so even without a number, where it stands alone in its line. */
    boolean saysSoAlone() {
        return saysTimeOrCount()
                || meanings.contains(Meaning.COUNTER)
                || meanings.contains(Meaning.CHANGED)
                || meanings.contains(Meaning.NOW);
    }
}
