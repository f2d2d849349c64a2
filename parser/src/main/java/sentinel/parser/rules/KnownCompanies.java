package sentinel.parser.rules;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Well-known companies, found in a text by their first words. */
final class KnownCompanies {

    private static final String DOUBTFUL = "doubtful";
    private static final String DOUBTFUL_MEDIA = "doubtful media";

    /**
     * A company's name.
     *
     * @param words as a text has them
     * @param doubtful whether the name has other meanings too
     * @param media whether it is a newspaper's whose words mean something else in a longer name
     */
    record Known(List<String> words, boolean doubtful, boolean media) {}

    private final Map<String, List<Known>> byFirstWord = new HashMap<>();

    KnownCompanies() {
        var lists = WordLists.load("known-companies.txt");
        var doubtful = new HashSet<>(lists.section(DOUBTFUL));
        var media = lists.section(DOUBTFUL_MEDIA);
        var names = new HashSet<String>();
        lists.names().forEach(section -> names.addAll(lists.section(section)));
        names.forEach(name -> add(name, doubtful, media));
    }

    private void add(String name, Set<String> doubtful, Set<String> media) {
        var words = new Words(name);
        var parts = new ArrayList<String>();
        for (int i = 0; i < words.count(); i++) {
            parts.add(words.word(i));
        }
        byFirstWord
                .computeIfAbsent(parts.get(0), w -> new ArrayList<>())
                .add(new Known(
                        List.copyOf(parts), doubtful.contains(name) && !media.contains(name), media.contains(name)));
    }

    /** The longest known name that begins at a word; null when none does. */
    @Nullable
    Known at(Prose prose, int i) {
        Known longest = null;
        String written = plain(prose.words().word(i));
        for (String first : List.of(written, Prose.withoutPossessive(written))) { // "McDonald's", "Acme's"
            for (var known : byFirstWord.getOrDefault(first, List.of())) {
                if (isAt(known, prose, i)
                        && (longest == null
                                || known.words().size() > longest.words().size())) {
                    longest = known;
                }
            }
        }
        return longest;
    }

    private static boolean isWord(Prose prose, int i, String word) {
        String written = plain(prose.words().word(i));
        return written.equals(word) || Prose.withoutPossessive(written).equals(word);
    }

    private static String plain(String word) {
        return word.replace('’', '\'');
    }

    private static boolean isAt(Known known, Prose prose, int i) {
        int count = known.words().size();
        if (i + count > prose.words().count()) {
            return false;
        }
        for (int n = 1; n < count; n++) {
            String gap = prose.gap(i + n);
            boolean near = gap.length() <= 3 && gap.indexOf('\n') < 0 && gap.indexOf(',') < 0;
            if (!near || !isWord(prose, i + n, known.words().get(n))) {
                return false;
            }
        }
        return true;
    }
}
