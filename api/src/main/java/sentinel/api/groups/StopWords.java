package sentinel.api.groups;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.lucene.analysis.CharArraySet;
import org.apache.lucene.analysis.WordlistLoader;
import org.apache.lucene.analysis.snowball.SnowballFilter;
import org.jspecify.annotations.Nullable;

/** The words that any text of a language has, from Lucene's lists. */
final class StopWords {

    private static final Map<String, String> LISTS = Map.ofEntries(
            Map.entry("da", "danish"),
            Map.entry("de", "german"),
            Map.entry("en", "english"),
            Map.entry("es", "spanish"),
            Map.entry("fi", "finnish"),
            Map.entry("fr", "french"),
            Map.entry("hu", "hungarian"),
            Map.entry("id", "indonesian"),
            Map.entry("it", "italian"),
            Map.entry("nl", "dutch"),
            Map.entry("no", "norwegian"),
            Map.entry("pt", "portuguese"),
            Map.entry("ru", "russian"),
            Map.entry("sv", "swedish"));

    private static final Map<String, Set<String>> WORDS =
            LISTS.keySet().stream().collect(Collectors.toUnmodifiableMap(language -> language, StopWords::read));
    private static final Set<String> ALL =
            WORDS.values().stream().flatMap(Set::stream).collect(Collectors.toUnmodifiableSet());

    private StopWords() {}

    /** @param language null or one without a list: the words of all lists */
    static Set<String> of(@Nullable String language) {
        return language == null ? ALL : WORDS.getOrDefault(language, ALL);
    }

    private static Set<String> read(String language) {
        String file = Objects.requireNonNull(LISTS.get(language)) + "_stop.txt";
        try (var in = Objects.requireNonNull(SnowballFilter.class.getResourceAsStream(file), file)) {
            CharArraySet words = WordlistLoader.getSnowballWordSet(in);
            var folded = new HashSet<String>();
            words.forEach(word -> folded.add(Terms.folded(new String((char[]) word))));
            return Set.copyOf(folded);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }
}
