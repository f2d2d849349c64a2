package sentinel.parser.llm;

import java.io.StringReader;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads a list of models: YAML, {@code models: [{model, input, output, price_date, ...}]} with the keys of {@link Field}.
 * Strict, and every problem is told with its line, its model and what was expected: a mistyped price would be money.
 */
final class ModelList {

    private static final String DOLLARS = "US dollars per million tokens, from 0 to 100000, such as 0.25";
    private static final double MOST_DOLLARS = 100_000;
    private static final int MOST_TOKENS = 1_000_000_000;
    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}(\\.\\d{1,9})?");

    private enum Field {
        MODEL(true, "a model's name or the beginning of names"),
        INPUT(true, DOLLARS),
        CACHED_INPUT(false, DOLLARS),
        CACHE_WRITE(false, DOLLARS),
        OUTPUT(true, DOLLARS),
        BATCH_FACTOR(false, "a number above 0 and not above 1, such as 0.5"),
        CONTEXT_TOKENS(false, "a whole number from 1 to " + MOST_TOKENS),
        PRICE_DATE(true, "a day such as 2026-11-27");

        private final boolean required;
        private final String expected;

        Field(boolean required, String expected) {
            this.required = required;
            this.expected = expected;
        }

        String key() {
            return name().toLowerCase(Locale.ROOT);
        }

        static Optional<Field> of(@Nullable String key) {
            return Arrays.stream(values()).filter(f -> f.key().equals(key)).findFirst();
        }

        static String keys() {
            return Arrays.stream(values()).map(Field::key).collect(Collectors.joining(", "));
        }
    }

    private final Consumer<String> problems;
    private final List<Model> models = new ArrayList<>();
    private final Map<String, Integer> lineOfName = new HashMap<>();

    private ModelList(Consumer<String> problems) {
        this.problems = problems;
    }

    /**
     * The entries without problems, in their order.
     *
     * @param problems is told each problem: its line, its model, what was expected
     */
    static List<Model> parse(String yaml, Consumer<String> problems) {
        var list = new ModelList(problems);
        try {
            list.root(new Yaml().compose(new StringReader(yaml)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            problems.accept("line " + line + ": " + e.getProblem() + "; expected YAML");
        } catch (YAMLException e) {
            problems.accept("line 1: " + e.getMessage() + "; expected YAML");
        }
        return List.copyOf(list.models);
    }

    private void root(@Nullable Node root) {
        if (!(root instanceof MappingNode mapping)) {
            problems.accept("line 1: expected 'models:' and a list below it");
            return;
        }
        boolean found = false;
        for (var entry : mapping.getValue()) {
            String key = scalar(entry.getKeyNode());
            if (!"models".equals(key)) {
                problem(entry.getKeyNode(), null, "unknown key '" + key + "'; expected models");
            } else if (entry.getValueNode() instanceof SequenceNode list) {
                found = true;
                list.getValue().forEach(this::entry);
            } else {
                found = true;
                problem(entry.getValueNode(), null, "models is not a list; expected '- model: ...' lines below it");
            }
        }
        if (!found) {
            problem(root, null, "expected 'models:' and a list below it");
        }
    }

    private void entry(Node node) {
        if (node instanceof MappingNode mapping) {
            new Entry(mapping).read().ifPresent(models::add);
        } else {
            problem(node, null, "expected a model with some of " + Field.keys());
        }
    }

    /** One model. */
    private final class Entry {

        private final MappingNode node;
        private final Map<Field, Node> fields = new EnumMap<>(Field.class);
        private boolean sound = true;

        Entry(MappingNode node) {
            this.node = node;
        }

        /** The model if nothing is wrong with it. */
        Optional<Model> read() {
            for (var tuple : node.getValue()) {
                Field.of(scalar(tuple.getKeyNode()))
                        .ifPresent(field -> fields.putIfAbsent(field, tuple.getValueNode()));
            }
            checkKeys();
            var name = value(Field.MODEL, ModelList::name);
            name.ifPresent(this::checkUnique);
            var input = value(Field.INPUT, ModelList::dollars);
            var cachedInput = value(Field.CACHED_INPUT, ModelList::dollars);
            var cacheWrite = value(Field.CACHE_WRITE, ModelList::dollars);
            var output = value(Field.OUTPUT, ModelList::dollars);
            var batchFactor = value(Field.BATCH_FACTOR, ModelList::factor);
            var contextTokens = value(Field.CONTEXT_TOKENS, ModelList::tokens);
            var date = value(Field.PRICE_DATE, LocalDate::parse);
            if (!sound) {
                return Optional.empty();
            }
            var price = new Price(
                    input.orElseThrow(),
                    cachedInput.orElse(null),
                    cacheWrite.orElse(null),
                    output.orElseThrow(),
                    batchFactor.orElse(null),
                    date.orElseThrow());
            return Optional.of(new Model(name.orElseThrow(), price, contextTokens.orElse(null)));
        }

        private void checkKeys() {
            for (var tuple : node.getValue()) {
                String key = scalar(tuple.getKeyNode());
                var field = Field.of(key);
                if (field.isEmpty()) {
                    wrong(tuple.getKeyNode(), "unknown key '" + key + "'; expected " + Field.keys());
                } else if (!tuple.getValueNode().equals(fields.get(field.get()))) {
                    wrong(tuple.getKeyNode(), "'" + key + "' is given twice; expected once");
                }
            }
            for (var field : Field.values()) {
                if (field.required && !fields.containsKey(field)) {
                    wrong(node, "has no " + field.key() + "; expected " + field.expected);
                }
            }
        }

        private void checkUnique(String name) {
            Integer first = lineOfName.putIfAbsent(name, line(node));
            if (first != null) {
                wrong(node, "is in line " + first + " already; expected each model once");
            }
        }

        private <T> Optional<T> value(Field field, Function<String, T> read) {
            var value = fields.get(field);
            if (value == null) {
                return Optional.empty();
            }
            String text = scalar(value);
            if (text != null) {
                try {
                    return Optional.of(read.apply(text.strip()));
                } catch (IllegalArgumentException | DateTimeException e) {
                    // told below, with the line
                }
            }
            wrong(
                    value,
                    field.key() + " is " + (text == null ? "no value" : "'" + text + "'") + "; expected "
                            + field.expected);
            return Optional.empty();
        }

        private void wrong(Node at, String what) {
            sound = false;
            var name = fields.get(Field.MODEL);
            problem(at, name == null ? null : scalar(name), what);
        }
    }

    private static String name(String text) {
        return checked(text, !text.isEmpty());
    }

    private static Double dollars(String text) {
        double dollars = number(text);
        return checked(dollars, dollars <= MOST_DOLLARS);
    }

    private static Double factor(String text) {
        double factor = number(text);
        return checked(factor, factor > 0 && factor <= 1);
    }

    private static Integer tokens(String text) {
        int tokens = Integer.parseInt(text);
        return checked(tokens, tokens >= 1 && tokens <= MOST_TOKENS);
    }

    /** Java's own reader would take {@code NaN}, {@code 1e9} and {@code 1d} as well. */
    private static double number(String text) {
        return Double.parseDouble(checked(text, NUMBER.matcher(text).matches()));
    }

    private static <T> T checked(T value, boolean allowed) {
        if (!allowed) {
            throw new IllegalArgumentException("not allowed");
        }
        return value;
    }

    private static @Nullable String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private void problem(Node node, @Nullable String model, String what) {
        problems.accept("line " + line(node) + (model == null || model.isBlank() ? "" : ", " + model) + ": " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
