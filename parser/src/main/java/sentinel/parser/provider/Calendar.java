package sentinel.parser.provider;

import java.text.Normalizer;
import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/** The names of months and days of the week, which English and some other languages write with a capital. */
final class Calendar {

    private static final Set<String> NAMES = names();

    private Calendar() {}

    /** @param word in lower case, without accents */
    static boolean isName(String word) {
        return NAMES.contains(word);
    }

    private static Set<String> names() {
        var names = new HashSet<String>();
        for (var language : "en de fr es it pt nl da sv nb el".split(" ", -1)) {
            var locale = Locale.forLanguageTag(language);
            for (var style : new TextStyle[] {TextStyle.FULL, TextStyle.SHORT, TextStyle.FULL_STANDALONE}) {
                for (var month : Month.values()) {
                    names.add(folded(month.getDisplayName(style, locale)));
                }
                for (var day : DayOfWeek.values()) {
                    names.add(folded(day.getDisplayName(style, locale)));
                }
            }
        }
        return Set.copyOf(names);
    }

    private static String folded(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFKD)
                .replaceAll("\\p{M}|\\.", "")
                .toLowerCase(Locale.ROOT);
    }
}
