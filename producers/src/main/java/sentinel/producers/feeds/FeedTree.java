package sentinel.producers.feeds;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Builds the tree of a feed from the elements as they come. Prefixes are resolved here, since many feeds use some that they
 * never declare: those mean what they mean everywhere.
 */
final class FeedTree {

    /** Feeds have about five levels, and XHTML in Atom a few dozen more. */
    static final int DEEPEST = 256;

    private static final Map<String, String> USUAL = Map.of(
            "atom", Vocabulary.ATOM,
            "dc", Vocabulary.DUBLIN_CORE,
            "dcterms", Vocabulary.DUBLIN_CORE_TERMS,
            "content", Vocabulary.CONTENT,
            "feedburner", Vocabulary.FEEDBURNER,
            "rss", Vocabulary.RSS_1,
            "rdf", Vocabulary.RDF);

    private record Open(FeedNode node, Map<String, String> spaces) {}

    private final Deque<Open> open = new ArrayDeque<>();
    private final StringBuilder text = new StringBuilder();
    private @Nullable FeedNode root;

    /** @param attributes names as written, in lower case */
    FeedNode open(String qualifiedName, Map<String, String> attributes) {
        flush();
        var spaces = spaces(attributes);
        String lower = qualifiedName.toLowerCase(Locale.ROOT);
        int colon = lower.indexOf(':');
        String prefix = colon < 0 ? "" : lower.substring(0, colon);
        String space = spaces.getOrDefault(prefix, USUAL.getOrDefault(prefix, prefix));
        var node = new FeedNode(space, lower.substring(colon + 1), attributes);
        if (!open.isEmpty()) {
            open.peek().node().add(node);
        } else if (root == null) {
            root = node;
        }
        open.push(new Open(node, spaces));
        return node;
    }

    private Map<String, String> spaces(Map<String, String> attributes) {
        var inherited = open.isEmpty() ? Map.<String, String>of() : open.peek().spaces();
        Map<String, String> own = null;
        for (var attribute : attributes.entrySet()) {
            String name = attribute.getKey();
            if (name.equals("xmlns") || name.startsWith("xmlns:")) {
                own = own == null ? new HashMap<>(inherited) : own;
                String prefix = name.equals("xmlns") ? "" : name.substring("xmlns:".length());
                own.put(prefix, attribute.getValue().strip().toLowerCase(Locale.ROOT));
            }
        }
        return own == null ? inherited : own;
    }

    void text(CharSequence more) {
        text.append(more);
    }

    void close() {
        flush();
        open.pop();
    }

    private void flush() {
        if (!text.isEmpty()) {
            if (!open.isEmpty()) {
                open.peek().node().add(text.toString());
            }
            text.setLength(0);
        }
    }

    int depth() {
        return open.size();
    }

    /** The first element; null when there was none. */
    @Nullable
    FeedNode root() {
        return root;
    }
}
