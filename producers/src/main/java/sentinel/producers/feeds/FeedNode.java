package sentinel.producers.feeds;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jsoup.nodes.Entities;
import org.jspecify.annotations.Nullable;

/** An element of a feed, of whatever reader. Names of elements and attributes are in lower case. */
final class FeedNode {

    private final String space;
    private final String name;
    private final Map<String, String> attributes;
    /** {@link FeedNode} and {@link String}, in their order. */
    private final List<Object> content = new ArrayList<>(2);

    /**
     * @param space the namespace, lower case; empty for none
     * @param name without prefix
     * @param attributes by their names as written, prefix included
     */
    FeedNode(String space, String name, Map<String, String> attributes) {
        this.space = space;
        this.name = name;
        this.attributes = attributes;
    }

    void add(FeedNode child) {
        content.add(child);
    }

    void add(String text) {
        content.add(text);
    }

    String space() {
        return space;
    }

    String name() {
        return name;
    }

    /** Null when there is none. */
    @Nullable
    String attribute(String qualifiedName) {
        return attributes.get(qualifiedName);
    }

    Stream<FeedNode> children() {
        return content.stream().filter(FeedNode.class::isInstance).map(FeedNode.class::cast);
    }

    /** The text right in it, stripped; empty when there is none. */
    Optional<String> ownText() {
        var text = new StringBuilder();
        content.stream().filter(String.class::isInstance).forEach(text::append);
        return Optional.of(text.toString().strip()).filter(t -> !t.isEmpty());
    }

    /** What is in it: text as it is, and markup as HTML when there is any. */
    String inner() {
        if (content.size() == 1 && content.get(0) instanceof String text) {
            return text;
        }
        var all = new StringBuilder();
        boolean markup = children().findAny().isPresent();
        for (var part : content) {
            if (part instanceof FeedNode child) {
                child.html(all);
            } else {
                all.append(markup ? Entities.escape((String) part) : part);
            }
        }
        return all.toString();
    }

    /** The depth is bounded by whoever built the tree. */
    private void html(StringBuilder out) {
        out.append('<').append(name).append('>');
        for (var part : content) {
            if (part instanceof FeedNode child) {
                child.html(out);
            } else {
                out.append(Entities.escape((String) part));
            }
        }
        out.append("</").append(name.toLowerCase(Locale.ROOT)).append('>');
    }
}
