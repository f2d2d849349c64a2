package sentinel.extractor;

import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jsoup.select.Evaluator;
import org.jsoup.select.QueryParser;
import org.jsoup.select.Selector.SelectorParseException;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * Rules of the operator for single sites that the extractor does not read well. For a registered domain or host, they
 * give CSS selectors of the body, of parts to remove, and of title, author and date. A host's rules win over its
 * domain's. They are read from YAML:
 *
 * <pre>
 * sites:
 *   example.com:
 *     body: .story-text
 *     remove: [.promo, "p.disclaimer"]
 *     title: h1.headline
 *     author: .byline a
 *     date: time.published
 * </pre>
 */
public final class SiteRules {

    /** No rules. */
    public static final SiteRules NONE = new SiteRules(Map.of());

    static final int MAX_SITES = 2_000;
    static final int MAX_SELECTORS = 20;
    private static final int MAX_SELECTOR_CHARS = 500;
    private static final int MAX_FILE_BYTES = 1024 * 1024;
    private static final List<String> KEYS = List.of("body", "remove", "title", "author", "date");

    /**
     * The rules of one site; each list may be empty.
     *
     * @param body the elements that hold the article, of the first selector that finds any
     * @param remove the elements that are removed before anything is read
     */
    record Rule(
            List<Evaluator> body,
            List<Evaluator> remove,
            List<Evaluator> title,
            List<Evaluator> author,
            List<Evaluator> date) {}

    private final Map<String, Rule> bySite;

    private SiteRules(Map<String, Rule> bySite) {
        this.bySite = Map.copyOf(bySite);
    }

    /**
     * Rules from a YAML file.
     *
     * @throws IOException the file cannot be read
     * @throws BrokenSiteRulesException with every problem and its line
     */
    public static SiteRules read(Path file) throws IOException, BrokenSiteRulesException {
        if (Files.size(file) > MAX_FILE_BYTES) {
            throw new BrokenSiteRulesException(List.of("is larger than " + MAX_FILE_BYTES + " bytes"));
        }
        return parse(Files.readString(file, StandardCharsets.UTF_8));
    }

    /**
     * Rules from YAML text.
     *
     * @throws BrokenSiteRulesException with every problem and its line
     */
    public static SiteRules parse(String yaml) throws BrokenSiteRulesException {
        var reading = new Reading();
        try {
            var options = new LoaderOptions();
            options.setMaxAliasesForCollections(0);
            reading.root(new Yaml(options).compose(new StringReader(yaml)));
        } catch (MarkedYAMLException e) {
            int line = e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1;
            reading.problem(line, e.getProblem());
        } catch (YAMLException e) {
            reading.problem(1, String.valueOf(e.getMessage()));
        }
        if (!reading.problems.isEmpty()) {
            throw new BrokenSiteRulesException(reading.problems);
        }
        return new SiteRules(reading.rules);
    }

    /** The rules of a page's host, or of the nearest domain above it that has some; {@code url} may be null. */
    Optional<Rule> of(@Nullable String url) {
        if (bySite.isEmpty()) {
            return Optional.empty();
        }
        String host = Site.of(url).host();
        while (!host.isEmpty()) {
            var rule = bySite.get(host);
            if (rule != null) {
                return Optional.of(rule);
            }
            int dot = host.indexOf('.');
            host = dot < 0 ? "" : host.substring(dot + 1);
        }
        return Optional.empty();
    }

    /** Strict: a mistyped key or a site given twice is a mistake, not a wish. */
    private static final class Reading {
        private final Map<String, Rule> rules = new HashMap<>();
        private final List<String> problems = new ArrayList<>();

        private void root(@Nullable Node root) {
            if (!(root instanceof MappingNode mapping)) {
                problem(root, "expected 'sites:' and domains below it");
                return;
            }
            for (var entry : mapping.getValue()) {
                String key = scalar(entry.getKeyNode());
                if (!"sites".equals(key)) {
                    problem(entry.getKeyNode(), "unknown key '" + key + "'; expected sites");
                } else if (entry.getValueNode() instanceof MappingNode sites) {
                    sites(sites);
                } else {
                    problem(entry.getValueNode(), "sites is not a mapping; expected 'example.com:' lines below it");
                }
            }
            if (mapping.getValue().isEmpty()) {
                problem(root, "expected 'sites:' and domains below it");
            }
        }

        private void sites(MappingNode sites) {
            if (sites.getValue().size() > MAX_SITES) {
                problem(sites, sites.getValue().size() + " sites; at most " + MAX_SITES + " are read");
                return;
            }
            for (var entry : sites.getValue()) {
                String name = scalar(entry.getKeyNode());
                String host = name == null ? "" : name.strip().toLowerCase(Locale.ROOT);
                if (!host.matches("[a-z0-9-]+(\\.[a-z0-9-]+)*") || host.length() > 253) {
                    problem(entry.getKeyNode(), "'" + name + "' is not a domain or host");
                } else if (rules.containsKey(host)) {
                    problem(entry.getKeyNode(), "'" + host + "' is given twice");
                }
                if (entry.getValueNode() instanceof MappingNode rule) {
                    rules.put(host, rule(host, rule));
                } else {
                    problem(entry.getValueNode(), host + " has no rules; expected " + String.join(", ", KEYS));
                }
            }
        }

        private Rule rule(String host, MappingNode node) {
            var selectors = new HashMap<String, List<Evaluator>>();
            var seen = new HashSet<String>();
            for (var entry : node.getValue()) {
                String key = scalar(entry.getKeyNode());
                if (key == null || !KEYS.contains(key)) {
                    problem(
                            entry.getKeyNode(),
                            "unknown key '" + key + "' of " + host + "; expected " + String.join(", ", KEYS));
                } else if (!seen.add(key)) {
                    problem(entry.getKeyNode(), "'" + key + "' of " + host + " is given twice");
                } else {
                    selectors.put(key, selectors(host, key, entry.getValueNode()));
                }
            }
            if (node.getValue().isEmpty()) {
                problem(node, host + " has no rules; expected " + String.join(", ", KEYS));
            }
            return new Rule(
                    selectors.getOrDefault("body", List.of()),
                    selectors.getOrDefault("remove", List.of()),
                    selectors.getOrDefault("title", List.of()),
                    selectors.getOrDefault("author", List.of()),
                    selectors.getOrDefault("date", List.of()));
        }

        private List<Evaluator> selectors(String host, String key, Node node) {
            var nodes = node instanceof SequenceNode list ? list.getValue() : List.of(node);
            if (nodes.isEmpty() || nodes.size() > MAX_SELECTORS) {
                problem(
                        node,
                        key + " of " + host + " has " + nodes.size() + " selectors; expected 1 to " + MAX_SELECTORS);
                return List.of();
            }
            var evaluators = new ArrayList<Evaluator>();
            for (var one : nodes) {
                String text = scalar(one);
                if (text == null || text.isBlank() || text.length() > MAX_SELECTOR_CHARS) {
                    problem(
                            one,
                            key + " of " + host + " is not a selector of 1 to " + MAX_SELECTOR_CHARS + " characters");
                    continue;
                }
                try {
                    evaluators.add(QueryParser.parse(text.strip()));
                } catch (SelectorParseException | IllegalArgumentException e) {
                    problem(one, key + " of " + host + ": '" + text + "' is not a CSS selector");
                }
            }
            return List.copyOf(evaluators);
        }

        private static @Nullable String scalar(Node node) {
            return node instanceof ScalarNode scalar ? scalar.getValue() : null;
        }

        private void problem(@Nullable Node node, String what) {
            problem(node == null ? 1 : node.getStartMark().getLine() + 1, what);
        }

        private void problem(int line, String what) {
            problems.add("line " + line + ": " + what);
        }
    }
}
