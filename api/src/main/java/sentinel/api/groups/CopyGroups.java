package sentinel.api.groups;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.LongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Copies of one text: the connected components of "is a copy of". An article names at most one other, which may come later or
 * never; two copies of an article that never came are copies of each other. The groups depend on the articles alone, not on
 * the order or the batches in which they came. Only articles that copy or are copied are kept: about 210 bytes each.
 */
public final class CopyGroups {

    /**
     * Articles with the same text.
     *
     * @param head the earliest of them
     * @param members all, in order; two or more
     */
    public record Group(long head, List<Long> members) {}

    private static final class Node {
        private final long id;
        private boolean known;
        private long firstSeen;
        private @Nullable Node original; // null: copies nothing
        private final List<Node> copies = new ArrayList<>(1);
        private @Nullable Group group; // null: alone, or unknown

        Node(long id) {
            this.id = id;
        }

        boolean isKept() {
            return original != null || !copies.isEmpty();
        }
    }

    private static final Comparator<Node> ORDER = Comparator.<Node>comparingLong(node -> node.firstSeen)
            .thenComparing(node -> node.id, Long::compareUnsigned);

    private final Map<Long, Node> nodes = new HashMap<>();
    private final LongFunction<OptionalLong> firstSeen;

    /** @param firstSeen when an article that was not passed with {@link #apply} was first seen; empty when there is none */
    public CopyGroups(LongFunction<OptionalLong> firstSeen) {
        this.firstSeen = firstSeen;
    }

    /** The group of an article, or null when it is alone. */
    public @Nullable Group group(long id) {
        var node = nodes.get(id);
        return node == null ? null : node.group;
    }

    /** Every group. */
    public Collection<Group> groups() {
        var groups = new HashSet<Group>();
        for (var node : nodes.values()) {
            if (node.group != null && node.group.head() == node.id) {
                groups.add(node.group);
            }
        }
        return groups;
    }

    /**
     * Takes articles as they are now.
     *
     * @param upserts at most one for an article
     * @param deletes none of the upserts; may be unknown
     * @return articles whose group is another than before, or has other members; also those that were deleted from one
     */
    public Set<Long> apply(Collection<Report> upserts, Set<Long> deletes) {
        var touched = new LinkedHashSet<Node>();
        for (long id : deletes) {
            var node = nodes.get(id);
            if (node != null) {
                node.known = false;
                link(node, null, touched);
            }
        }
        for (var report : upserts) {
            var copyOf = report.copyOf();
            var node = nodes.get(report.id());
            if (copyOf != null && copyOf != report.id()) {
                link(node(report.id(), deletes), node(copyOf, deletes), touched);
            } else if (node != null) {
                link(node, null, touched);
            }
        }
        for (var report : upserts) { // after the links, which may have made a node for an article without one
            var node = nodes.get(report.id());
            if (node != null) {
                node.known = true;
                node.firstSeen = report.firstSeen();
                touched.add(node);
            }
        }
        return regroup(touched);
    }

    /** The node of an article, which may be here already without one. */
    private Node node(long id, Set<Long> deleted) {
        return nodes.computeIfAbsent(id, key -> {
            var node = new Node(key);
            if (!deleted.contains(key)) {
                firstSeen.apply(key).ifPresent(seen -> {
                    node.known = true;
                    node.firstSeen = seen;
                });
            }
            return node;
        });
    }

    private static void link(Node copy, @Nullable Node original, Set<Node> touched) {
        touched.add(copy);
        var before = copy.original;
        if (before == original) {
            return;
        }
        if (before != null) {
            before.copies.remove(copy);
            touched.add(before);
        }
        copy.original = original;
        if (original != null) {
            original.copies.add(copy);
            touched.add(original);
        }
    }

    /** Finds the components of these nodes again. */
    private Set<Long> regroup(Set<Node> touched) {
        var changed = new HashSet<Long>();
        var done = new HashSet<Node>();
        for (var start : touched) {
            if (done.contains(start)) {
                continue;
            }
            var component = component(start);
            done.addAll(component);
            var members =
                    component.stream().filter(node -> node.known).sorted(ORDER).toList();
            var group = members.size() < 2
                    ? null
                    : new Group(
                            members.get(0).id,
                            members.stream().map(node -> node.id).toList());
            for (var node : component) {
                var now = node.known ? group : null;
                if (now == null ? node.group != null : !now.equals(node.group)) {
                    changed.add(node.id);
                }
                node.group = now;
                if (!node.isKept()) {
                    nodes.remove(node.id);
                }
            }
        }
        return changed;
    }

    private static List<Node> component(Node start) {
        var component = new LinkedHashSet<Node>();
        var queue = new ArrayDeque<Node>();
        component.add(start);
        queue.add(start);
        while (!queue.isEmpty()) {
            var node = queue.remove();
            var original = node.original;
            if (original != null && component.add(original)) {
                queue.add(original);
            }
            for (var copy : node.copies) {
                if (component.add(copy)) {
                    queue.add(copy);
                }
            }
        }
        return List.copyOf(component);
    }
}
