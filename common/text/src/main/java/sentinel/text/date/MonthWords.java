package sentinel.text.date;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Which month a word is. The names that news sites write come before those of {@link MonthNames}, and the names of the
 * readers' language come first.
 *
 * @param own names of the readers' language: one that is another month in a neighbour's is theirs
 */
record MonthWords(Map<String, Integer> own) {

    private static final String FILE = "written-months.txt";
    private static final Map<String, Integer> WRITTEN = written();

    /** Whether a word, in lower case, is a month's name in one of the languages known. */
    static boolean isMonth(String word) {
        return WRITTEN.containsKey(word);
    }

    /** A label may stand right before the name where a page sets them apart by its style only: UpdatedMarch. Null for no month. */
    @Nullable
    Integer month(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        Integer month = known(word);
        if (month != null) {
            return month;
        }
        int capital = name.length() - 1;
        while (capital > 0 && !Character.isUpperCase(name.charAt(capital))) {
            capital--;
        }
        boolean glued = capital > 0 && Character.isLowerCase(name.charAt(capital - 1));
        Integer last = glued ? known(name.substring(capital).toLowerCase(Locale.ROOT)) : null;
        return last != null ? last : MonthNames.ofAny(word);
    }

    private @Nullable Integer known(String word) {
        Integer month = own.get(word);
        return month != null ? month : WRITTEN.get(word);
    }

    private static Map<String, Integer> written() {
        var months = new HashMap<String, Integer>();
        for (var line : MonthNames.lines(FILE)) {
            String[] twelve = line.split(" ", -1);
            for (int i = 0; i < twelve.length; i++) {
                months.putIfAbsent(twelve[i], i + 1);
            }
        }
        return Map.copyOf(months);
    }
}
