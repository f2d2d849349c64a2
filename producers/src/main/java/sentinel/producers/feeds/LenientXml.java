package sentinel.producers.feeds;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jsoup.nodes.DataNode;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.parser.ParseSettings;
import org.jsoup.parser.Parser;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;
import org.jspecify.annotations.Nullable;

/**
 * Reads what is meant to be XML, by jsoup: whatever is not closed is closed where it must have ended. Elements that were
 * never closed end where the next part of the feed begins, so that one forgotten end tag does not swallow the rest.
 */
final class LenientXml implements NodeVisitor {

    private final FeedTree tree = new FeedTree();
    /** The elements that are open in the tree, innermost first. */
    private final Deque<Element> open = new ArrayDeque<>();

    private @Nullable FeedNode root;
    private @Nullable FeedNode lastItem;

    private boolean cutOff;

    private LenientXml() {}

    /**
     * @param root the first element; null when there is none
     * @param cutOff the item in whose middle the text ends, which may lack anything; null when it does not
     */
    record Read(@Nullable FeedNode root, @Nullable FeedNode cutOff) {}

    static Read read(String text) {
        var parser = Parser.xmlParser()
                .settings(new ParseSettings(false, false)) // names in lower case
                .setMaxDepth(FeedTree.DEEPEST)
                .setTrackPosition(true);
        var document = parser.parseInput(text, "");
        var reader = new LenientXml();
        var first = document.firstElementChild();
        if (first != null) {
            NodeTraversor.traverse(reader, first);
        }
        return new Read(reader.root, reader.cutOff ? reader.lastItem : null);
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof Element element) {
            String name = element.tagName();
            while (!open.isEmpty() && endsBefore(open.peek(), name)) {
                open.pop();
                tree.close();
            }
            boolean outermost = isItem(name) && open.stream().noneMatch(e -> isItem(e.tagName()));
            open.push(element);
            var added = tree.open(name, attributes(element));
            root = root == null ? added : root;
            if (outermost) {
                lastItem = added;
                cutOff = endsInside(element);
            }
        } else if (node instanceof TextNode text) { // CDATA is one
            tree.text(text.getWholeText());
        } else if (node instanceof DataNode data) {
            tree.text(data.getWholeData());
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node.equals(open.peek())) { // nodes are equal when they are the same
            open.pop();
            tree.close();
        }
    }

    /** Whether the text ends inside this element: neither it nor anything round it has an end tag. */
    private static boolean endsInside(Element item) {
        for (var element = item; element != null; element = element.parent()) {
            if (!isUnclosed(element)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isUnclosed(Element element) {
        return element.endSourceRange().isImplicit();
    }

    private static boolean isItem(String name) {
        return Vocabulary.ITEMS.contains(name.substring(name.indexOf(':') + 1));
    }

    private static boolean endsBefore(Element element, String next) {
        if (!isUnclosed(element)) {
            return false;
        }
        String name = element.tagName();
        if (Vocabulary.ROOTS.contains(name.substring(name.indexOf(':') + 1))) {
            return false;
        }
        return isItem(name) ? isItem(next) : Vocabulary.isField(next);
    }

    private static Map<String, String> attributes(Element element) {
        if (element.attributesSize() == 0) {
            return Map.of();
        }
        var all = new HashMap<String, String>();
        element.attributes().forEach(a -> all.put(a.getKey(), a.getValue()));
        return all;
    }
}
