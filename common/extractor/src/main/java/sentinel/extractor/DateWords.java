package sentinel.extractor;

import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;
import sentinel.text.date.Dates;

/** Words round a date that say what happened then, in many languages: read from {@code date-words.txt}. */
final class DateWords {

    private static final WordFile WORDS = WordFile.read("date-words.txt");
    private static final Pattern CHANGED = any("changed");
    private static final Pattern FIRST_SAID = any("published");

    private DateWords() {}

    private static Pattern any(String section) {
        return Pattern.compile(
                "(?<!\\p{L})(?:" + WORDS.alternatives(section) + ")",
                Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.UNICODE_CHARACTER_CLASS);
    }

    /** Whether a line speaks of a change rather than of publication. */
    static boolean sayChanged(String line) {
        return CHANGED.matcher(line).find() && !FIRST_SAID.matcher(line).find();
    }

    /** Whether a line speaks of publication. */
    static boolean sayPublished(String line) {
        return FIRST_SAID.matcher(line).find();
    }

    /** The date behind the words that say that it is the first; else, where they are said, the text's first. */
    static Optional<OffsetDateTime> published(String text, Dates dates) {
        var said = FIRST_SAID.matcher(text);
        return said.find()
                ? dates.writtenIn(text.substring(said.end())).or(() -> dates.writtenIn(text))
                : Optional.empty();
    }
}
