package sentinel.parser.rules;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Lists of words out of a resource: {@code [section]} lines, entries separated by commas, {@code #} for remarks. */
final class WordLists {

    private final Map<String, Set<String>> sections = new LinkedHashMap<>();

    private WordLists() {}

    static WordLists load(String resource) {
        var lists = new WordLists();
        Set<String> section = new LinkedHashSet<>();
        for (String line : text(resource).lines().map(String::strip).toList()) {
            if (line.startsWith("[")) {
                section = lists.sections.computeIfAbsent(
                        line.substring(1, line.length() - 1), s -> new LinkedHashSet<>());
            } else if (!line.startsWith("#")) {
                Arrays.stream(line.split(",", -1))
                        .map(String::strip)
                        .filter(w -> !w.isEmpty())
                        .forEach(section::add);
            }
        }
        return lists;
    }

    /** A section's entries; empty when there is no such section. */
    Set<String> section(String name) {
        return sections.getOrDefault(name, Set.of());
    }

    /** Names of the sections, in the order of the file. */
    Set<String> names() {
        return sections.keySet().stream().collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String text(String resource) {
        try (var in = WordLists.class.getResourceAsStream(resource)) {
            return new String(requireNonNull(in, resource).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
