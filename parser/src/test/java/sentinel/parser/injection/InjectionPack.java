package sentinel.parser.injection;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Texts that speak to a model, and texts that only look like it. */
public final class InjectionPack {

    /**
     * A text that orders a model to speak of Initech.
     *
     * @param where part of the page that has it
     * @param reason one that is to be found
     */
    public record Attack(String name, String where, Reason reason, String text) {
        @Override
        public String toString() {
            return where + ": " + name;
        }
    }

    /** A text that is no order. */
    record LookAlike(String name, String text) {
        @Override
        public String toString() {
            return name;
        }
    }

    private InjectionPack() {}

    public static List<Attack> attacks() {
        return entries("attacks.yaml").stream()
                .map(entry -> new Attack(
                        entry.get("name"),
                        entry.get("where"),
                        Reason.valueOf(entry.get("reason").toUpperCase(Locale.ROOT)),
                        entry.get("text")))
                .toList();
    }

    static List<LookAlike> lookAlikes() {
        return entries("look-alikes.yaml").stream()
                .map(entry -> new LookAlike(entry.get("name"), entry.get("text")))
                .toList();
    }

    @SuppressWarnings("unchecked") // the files are ours
    private static List<Map<String, String>> entries(String resource) {
        try (var in = InjectionPack.class.getResourceAsStream(resource)) {
            var yaml = new Yaml(new SafeConstructor(new LoaderOptions()));
            return (List<Map<String, String>>) yaml.load(requireNonNull(in, resource));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
