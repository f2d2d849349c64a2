package sentinel.extractor;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.BiConsumer;
import org.jsoup.nodes.Element;

/** The {@code <meta>} elements of a page by what they are called, in lower case: property, name, itemprop, http-equiv. */
final class Metas {

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    Metas(List<Element> elements) {
        for (var meta : elements) {
            String content = meta.attr("content").strip();
            if (content.isEmpty()) {
                continue;
            }
            for (var attribute : List.of("property", "name", "itemprop", "http-equiv")) {
                String name = meta.attr(attribute).strip().toLowerCase(Locale.ROOT);
                if (!name.isEmpty()) {
                    values.computeIfAbsent(name, n -> new ArrayList<>()).add(content);
                }
            }
        }
    }

    /** The first value of the first name that has one; empty when none has. */
    String first(String... names) {
        for (var name : names) {
            var found = values.get(name);
            if (found != null) {
                return found.get(0);
            }
        }
        return "";
    }

    List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    void forEach(BiConsumer<String, List<String>> action) {
        values.forEach(action);
    }
}
