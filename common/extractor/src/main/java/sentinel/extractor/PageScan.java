package sentinel.extractor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;

/**
 * A page as one walk over it ({@link PageWalk}) finds it: its elements in document order with their marks, and its text cut
 * into blocks. Nothing is cloned or removed; what follows works on indexes. Elements past the cap are not looked at.
 */
final class PageScan {

    static final int MAX_ELEMENTS = 300_000;
    /** Elements in one another by which a label is looked for: a heading's link, and its words. */
    private static final int LABEL_LEVELS = 3;

    Element[] elements = new Element[512];
    int[] parents = new int[512];
    /** Index after the last descendant. */
    int[] ends = new int[512];

    int[] marks = new int[512];
    Role[] roles = new Role[512];
    int size;
    final List<Block> blocks = new ArrayList<>();
    /** First {@code <h1>}s in order. */
    final List<Element> headings = new ArrayList<>();
    /** {@code <time>}, itemprop, rel=author and the like: what metadata readers look at. */
    final List<Integer> notable = new ArrayList<>();

    final List<Element> metas = new ArrayList<>();
    final List<Element> links = new ArrayList<>();
    /** All scripts; the data of JSON-LD is in some. */
    final List<Element> scripts = new ArrayList<>();

    /** Whether there is markup for readers without scripts. */
    boolean hasNoScript;

    PageScan(Document document) {
        this(document, false);
    }

    /** @param noScript whether what is there for readers without scripts is read */
    PageScan(Document document, boolean noScript) {
        new PageWalk(this, noScript).walk(document);
    }

    /** Adds an element to those before it and returns its index. */
    int add(Element element, Role role, int parent, int mark) {
        if (size == elements.length) {
            int larger = size * 2;
            elements = Arrays.copyOf(elements, larger);
            parents = Arrays.copyOf(parents, larger);
            ends = Arrays.copyOf(ends, larger);
            marks = Arrays.copyOf(marks, larger);
            roles = Arrays.copyOf(roles, larger);
        }
        int index = size++;
        elements[index] = element;
        roles[index] = role;
        parents[index] = parent;
        ends[index] = size;
        marks[index] = mark;
        return index;
    }

    /** The first block that is a heading with these letters ({@link Letters#ofHeadline}); -1 when there is none. */
    int headingOf(String letters) {
        for (int b = 0; b < blocks.size() && !letters.isEmpty(); b++) {
            if (isHeadingOf(blocks.get(b), letters)) {
                return b;
            }
        }
        return -1;
    }

    /** Whether a block is a heading with these letters ({@link Letters#ofHeadline}); none has no letters. */
    static boolean isHeadingOf(Block block, String letters) {
        return block.kind == Block.Kind.HEADING
                && !letters.isEmpty()
                && Letters.ofHeadline(block.text).equals(letters);
    }

    /** How an element is built: its tag, and the tags and classes round it. Parts of one text are mostly built alike. */
    String build(int element) {
        int parent = Math.max(0, parents[element]);
        String tag = tag(element);
        String own = tag.equals("p") ? "" : elements[element].className();
        return tag + ' ' + own + '<' + tag(parent) + ' ' + elements[parent].className();
    }

    /** How many ways the blocks that were picked are built. */
    int builds() {
        return (int) blocks.stream()
                .filter(block -> block.kept)
                .map(block -> build(block.element))
                .distinct()
                .count();
    }

    /** Whether it stands in a quotation of its own. */
    boolean isQuoted(int index) {
        int parent = parents[index];
        return parent >= 0 && Role.of(tag(parent)) == Role.QUOTE;
    }

    /** Whether a heading is among the elements from one to another. */
    boolean hasHeading(int from, int to) {
        for (int i = from; i < to; i++) {
            if (roles[i] == Role.HEADING) {
                return true;
            }
        }
        return false;
    }

    /** Whether the element right before it, in the same box, is a heading, a summary or a button, or has one in it. */
    boolean isBelowLabel(int index) {
        var before = elements[index].previousElementSibling();
        for (int level = 0; before != null && level < LABEL_LEVELS; level++) {
            String tag = before.normalName();
            if (tag.equals("button") || tag.equals("summary") || tag.equals("dt") || Role.of(tag) == Role.HEADING) {
                return true;
            }
            before = before.lastElementChild();
        }
        return false;
    }

    /** Whether its text stands in lines of its own. */
    boolean isBlock(int index) {
        return roles[index] != Role.INLINE && roles[index] != Role.CELL;
    }

    String tag(int index) {
        return elements[index].normalName();
    }

    /**
     * Whether an element, or one round it that is a small part of the page, has one of the marks, or one of the words in its
     * {@code class}. What is as large as half the page speaks of the page, not of its parts.
     *
     * @param words in lower case
     */
    boolean isWithin(int index, int unwanted, List<String> words) {
        for (int i = index; i > 0 && ends[i] - i < size / 2; i = parents[i]) {
            if ((marks[i] & unwanted) != 0) {
                return true;
            }
            String name = elements[i].className().toLowerCase(Locale.ROOT);
            for (var word : words) {
                if (name.contains(word)) {
                    return true;
                }
            }
        }
        return false;
    }

    boolean contains(int ancestor, int index) {
        return index >= ancestor && index < ends[ancestor];
    }
}
