package sentinel.producers.rss;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Reads the list of feeds: YAML, {@code feeds: [{name, url, category?, enabled?}]}. Strict, and every problem is told with
 * its line: a mistyped key or a feed given twice is a mistake, not a wish.
 */
final class FeedList {

    private static final String BUILT_IN = "/sentinel/producers/rss/feeds.yaml";

    private final List<Feed> enabled = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();
    private final Map<String, Integer> lineOfName = new HashMap<>();
    private final Map<String, Integer> lineOfUrl = new HashMap<>();

    private FeedList() {}

    /**
     * The enabled feeds of a list, in its order.
     *
     * @throws BrokenFeedListException with every problem and its line
     */
    static List<Feed> parse(String yaml) throws BrokenFeedListException {
        var list = new FeedList();
        try {
            list.root(new Yaml().compose(new StringReader(yaml)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            list.problem(line, e.getProblem());
        } catch (YAMLException e) {
            list.problem(1, String.valueOf(e.getMessage()));
        }
        if (!list.problems.isEmpty()) {
            throw new BrokenFeedListException(list.problems);
        }
        return List.copyOf(list.enabled);
    }

    /** The list that comes with the program. */
    static List<Feed> builtIn() {
        try (var in = FeedList.class.getResourceAsStream(BUILT_IN)) {
            return parse(new String(requireNonNull(in, BUILT_IN).readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (BrokenFeedListException e) {
            throw new IllegalStateException(BUILT_IN, e);
        }
    }

    private void root(@Nullable Node root) {
        if (root == null) {
            problem(1, "is empty; expected 'feeds:' and a list");
            return;
        }
        if (!(root instanceof MappingNode mapping)) {
            problem(root, "expected 'feeds:' and a list below it");
            return;
        }
        boolean found = false;
        for (var entry : mapping.getValue()) {
            String key = scalar(entry.getKeyNode());
            if (!"feeds".equals(key)) {
                problem(entry.getKeyNode(), "unknown key '" + key + "'; expected feeds");
            } else if (entry.getValueNode() instanceof SequenceNode feeds) {
                found = true;
                feeds.getValue().forEach(this::feed);
            } else {
                found = true;
                problem(entry.getValueNode(), "feeds is not a list; expected '- name: ...' lines below it");
            }
        }
        if (!found && problems.isEmpty()) {
            problem(root, "expected 'feeds:' and a list below it");
        }
    }

    private void feed(Node node) {
        if (!(node instanceof MappingNode mapping)) {
            problem(node, "expected a feed with name and url");
            return;
        }
        String name = null;
        URI url = null;
        String category = null;
        boolean on = true;
        var keys = new HashMap<String, Node>();
        for (var entry : mapping.getValue()) {
            String key = scalar(entry.getKeyNode());
            var value = entry.getValueNode();
            if (keys.put(key, value) != null) {
                problem(entry.getKeyNode(), "'" + key + "' is given twice");
            }
            switch (key == null ? "" : key) {
                case "name" -> name = text(value, "name");
                case "url" -> url = http(value);
                case "category" -> category = text(value, "category");
                case "enabled" -> on = flag(value);
                default ->
                    problem(entry.getKeyNode(), "unknown key '" + key + "'; expected name, url, category, enabled");
            }
        }
        if (!keys.containsKey("name")) {
            problem(node, "a feed without name");
        }
        if (!keys.containsKey("url")) {
            problem(node, "a feed without url");
        }
        unique(lineOfName, name, keys.get("name"), "name");
        unique(lineOfUrl, url == null ? null : url.toString(), keys.get("url"), "url");
        if (on && name != null && url != null) {
            enabled.add(new Feed(name, url, category));
        }
    }

    private void unique(Map<String, Integer> lines, @Nullable String value, @Nullable Node node, String what) {
        if (value != null && node != null) {
            Integer first = lines.putIfAbsent(value, line(node));
            if (first != null) {
                problem(node, what + " '" + value + "' is already used in line " + first);
            }
        }
    }

    private @Nullable String text(Node node, String key) {
        String text = scalar(node);
        if (text == null || text.isBlank()) {
            problem(node, key + " is not text");
            return null;
        }
        return text.strip();
    }

    private @Nullable URI http(Node node) {
        String text = scalar(node);
        try {
            var uri = new URI(text == null ? "" : text.strip());
            boolean http = "http".equalsIgnoreCase(uri.getScheme()) || "https".equalsIgnoreCase(uri.getScheme());
            if (http && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // told below, with the line
        }
        problem(node, "url is '" + text + "'; expected an http:// or https:// address");
        return null;
    }

    private boolean flag(Node node) {
        String text = scalar(node);
        if (!"true".equals(text) && !"false".equals(text)) {
            problem(node, "enabled is '" + text + "'; expected true or false");
        }
        return "true".equals(text);
    }

    private static @Nullable String scalar(Node node) {
        return node instanceof ScalarNode scalar ? scalar.getValue() : null;
    }

    private void problem(Node node, String what) {
        problem(line(node), what);
    }

    private void problem(int line, String what) {
        problems.add("line " + line + ": " + what);
    }

    private static int line(Node node) {
        return node.getStartMark().getLine() + 1;
    }
}
