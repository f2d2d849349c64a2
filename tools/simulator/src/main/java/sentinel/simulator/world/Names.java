package sentinel.simulator.world;

import java.util.List;

/** Companies, people and places, each in the spelling of a language. */
final class Names {

    private static final List<String> COLUMNS = List.of("en", "de", "fr", "es", "ru");

    private final TextFile file = TextFile.read("/newsroom/names.txt");

    String company(int index, String language) {
        return name("company", index, language);
    }

    String place(int index, String language) {
        return name("place", index, language);
    }

    String person(int first, int last, String language) {
        return name("first", first, language) + " " + name("last", last, language);
    }

    private String name(String section, int index, String language) {
        var lines = file.section(section);
        var forms = lines.get(index % lines.size()).split("\\|", -1);
        int column = COLUMNS.indexOf(language);
        return column < forms.length && !forms[column].isEmpty() ? forms[column] : forms[0];
    }
}
