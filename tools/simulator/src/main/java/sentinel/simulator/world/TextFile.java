package sentinel.simulator.world;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** A resource of lines in named sections: {@code [name]}, then one entry a line; {@code #} begins a comment. */
record TextFile(Map<String, List<String>> sections) {

    static TextFile read(String resource) {
        try (var in = Objects.requireNonNull(TextFile.class.getResourceAsStream(resource), resource)) {
            var sections = new LinkedHashMap<String, List<String>>();
            List<String> section = new ArrayList<>();
            for (var line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n", -1)) {
                if (line.startsWith("[")) {
                    section = new ArrayList<>();
                    sections.put(line.substring(1, line.indexOf(']')), section);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    section.add(line.strip());
                }
            }
            return new TextFile(sections);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    List<String> section(String name) {
        var lines = sections.get(name);
        if (lines == null) {
            throw new IllegalStateException("no section [" + name + "]");
        }
        return lines;
    }
}
