package sentinel.parser.llm;

import static java.util.Comparator.comparingInt;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import sentinel.config.Env;
import sentinel.config.Unreadable;

/** What is known of models, by name or by the beginning of a name. The longest that fits counts. */
record ModelCatalogue(Map<String, Model> models) {

    static final String VARIABLE = "SENTINEL_MODELS";

    private static final String BUILT_IN = "/sentinel/parser/llm/models.yaml";

    ModelCatalogue {
        models = Map.copyOf(models);
    }

    private static ModelCatalogue of(List<Model> models) {
        return new ModelCatalogue(models.stream().collect(Collectors.toMap(Model::name, Function.identity())));
    }

    /** The catalogue that comes with the program: hosted models at their list prices. */
    static ModelCatalogue builtIn() {
        try (var in = ModelCatalogue.class.getResourceAsStream(BUILT_IN)) {
            var yaml = new String(requireNonNull(in, BUILT_IN).readAllBytes(), StandardCharsets.UTF_8);
            return of(ModelList.parse(yaml, problem -> {
                throw new IllegalStateException(BUILT_IN + " " + problem);
            }));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The operator's file alone, each problem of it reported; empty without one. */
    static ModelCatalogue from(Env env) {
        return env.path(VARIABLE).map(path -> read(path, env)).orElse(new ModelCatalogue(Map.of()));
    }

    private static ModelCatalogue read(Path path, Env env) {
        String names = "names " + path + ": ";
        try {
            var yaml = new String(Files.readAllBytes(path), StandardCharsets.UTF_8);
            return of(ModelList.parse(yaml, problem -> env.problem(VARIABLE, names + problem)));
        } catch (IOException e) {
            env.problem(VARIABLE, names + "the file " + Unreadable.reason(e) + "; expected a YAML file");
            return new ModelCatalogue(Map.of());
        }
    }

    /** Both, with this one's entry where they have the same name. */
    ModelCatalogue over(ModelCatalogue other) {
        var both = new HashMap<>(other.models);
        both.putAll(models);
        return new ModelCatalogue(both);
    }

    /** @param model as the provider calls it, or a gateway: {@code openai/gpt-4.1-mini} */
    Optional<Model> find(String model) {
        String ofProvider = model.substring(model.lastIndexOf('/') + 1);
        return models.values().stream()
                .filter(known -> model.startsWith(known.name()) || ofProvider.startsWith(known.name()))
                .max(comparingInt(known -> known.name().length()));
    }
}
