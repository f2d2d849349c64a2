package sentinel.extractor;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Words and phrases in a file beside this class, in sections that begin with a line such as {@code [changed]}. Empty lines
 * and lines that begin with {@code #} do not count.
 */
final class WordFile {

    private final String name;
    private final Map<String, List<String>> sections = new LinkedHashMap<>();

    private WordFile(String name) {
        this.name = name;
    }

    /** Reads a file whole; it is part of the program, so a missing one is a mistake in it. */
    static WordFile read(String name) {
        var file = new WordFile(name);
        try (var in = WordFile.class.getResourceAsStream(name);
                var lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            List<String> section = null;
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.isBlank() || line.startsWith("#")) {
                    continue;
                }
                if (line.startsWith("[")) {
                    section = new ArrayList<>();
                    file.sections.put(line.substring(1, line.indexOf(']')), section);
                } else if (section == null) {
                    throw new IllegalStateException(name + " has a line before its first section: " + line);
                } else {
                    section.add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return file;
    }

    /** Names of the sections, in the order of the file. */
    Set<String> sections() {
        return sections.keySet();
    }

    List<String> lines(String section) {
        var lines = sections.get(section);
        if (lines == null) {
            throw new IllegalArgumentException(name + " has no section [" + section + "]");
        }
        return lines;
    }

    /** All words of a section, cut at blanks. */
    Set<String> words(String section) {
        return Set.copyOf(List.of(String.join(" ", lines(section)).split(" +", -1)));
    }

    /** All lines of a section, each a phrase. */
    Set<String> phrases(String section) {
        return Set.copyOf(lines(section));
    }

    /** The lines of a section, each a regular expression, as one that matches any of them, the first ones first. */
    String alternatives(String section) {
        return String.join("|", lines(section));
    }
}
