package sentinel.extractor;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Locale;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/** The walk over a page that fills its {@link PageScan}: without recursion, since pages nest as deep as they like. */
final class PageWalk {

    private static final int NOWHERE = -1;
    /** Inline elements between the card that is shown over a word and what it is shown for. */
    private static final int CARD_LEVELS = 3;

    private final PageScan scan;
    private final boolean noScript;
    private final Marks marks = new Marks();
    private final TextRun text = new TextRun();

    /** The element that the walk is in, and the block. */
    private int current = NOWHERE;

    private int block = NOWHERE;
    /** The blocks round this one. */
    private int[] outer = new int[64];

    private int blockDepth;
    private int hiddenDepth;

    /** @param noScript whether what is there for readers without scripts is read */
    PageWalk(PageScan scan, boolean noScript) {
        this.scan = scan;
        this.noScript = noScript;
    }

    void walk(Document document) {
        for (Node node : document.head().childNodes()) {
            if (node instanceof Element element) {
                noteSkipped(element);
            }
        }
        walk(document.body());
        if (scan.size > 0) { // a frameset has no body
            flush(0);
        }
    }

    private void walk(Element root) {
        Node node = root;
        int depth = 0; // below the root
        while (true) {
            if (enter(node)) {
                node = requireNonNull(node.firstChild(), "only what has children is entered");
                depth++;
                continue;
            }
            var next = node.nextSibling();
            while (depth > 0 && next == null) {
                node = requireNonNull(node.parent(), "it is below the root");
                depth--;
                leave((Element) node);
                next = node.nextSibling();
            }
            if (depth == 0 || next == null) {
                return;
            }
            node = next;
        }
    }

    /** Reads a node; whether its children are to be read, and it is to be left after them. */
    private boolean enter(Node node) {
        if (node instanceof TextNode textNode) {
            if (hiddenDepth == 0) {
                text.append(textNode.getWholeText(), block >= 0 && scan.roles[block] == Role.CODE);
            }
            return false;
        }
        if (!(node instanceof Element element)) {
            return false;
        }
        var role = role(element);
        if (role == Role.BREAK) {
            if (text.lineBreak()) {
                flush(block);
            }
            return false;
        }
        if (role == Role.SKIPPED) {
            noteSkipped(element);
            return false;
        }
        return scan.size < PageScan.MAX_ELEMENTS && enter(element, role);
    }

    private boolean enter(Element element, Role itsRole) {
        int index = add(element, itsRole);
        boolean card = isHoverCard(index);
        var role = card ? Role.INLINE : itsRole; // the sentence goes on behind a card
        if (card) {
            scan.roles[index] = role;
            scan.marks[index] |= Marks.HIDDEN;
        }
        current = index;
        if (role == Role.CELL) {
            text.setApart();
        } else if (role != Role.INLINE) {
            flush(block);
            if (blockDepth == outer.length) {
                outer = Arrays.copyOf(outer, blockDepth * 2);
            }
            outer[blockDepth++] = block;
            block = index;
        } else if (element.normalName().equals("a")) {
            text.enterLink();
        }
        hiddenDepth += isHiddenPiece(index) ? 1 : 0;
        if (element.childNodeSize() > 0 && !card) {
            return true;
        }
        leave(element);
        return false;
    }

    private void leave(Element element) {
        hiddenDepth -= isHiddenPiece(current) ? 1 : 0;
        switch (scan.roles[current]) {
            case INLINE -> {
                if (element.normalName().equals("a")) {
                    text.leaveLink();
                }
            }
            case CELL -> text.setApart();
            default -> {
                flush(block);
                block = outer[--blockDepth];
            }
        }
        scan.ends[current] = scan.size;
        current = scan.parents[current];
    }

    private int add(Element element, Role role) {
        int index = scan.add(element, role, current, marks.of(element, role));
        String tag = element.normalName();
        if (tag.equals("h1")) {
            scan.headings.add(element);
        }
        if (tag.equals("time") || isNamed(element, scan.marks[index])) {
            scan.notable.add(index);
        }
        return index;
    }

    /** Whether an element is named or marked up for what metadata readers look for. */
    private static boolean isNamed(Element element, int mark) {
        if (element.attributesSize() == 0) {
            return false;
        }
        var attributes = element.attributes();
        return !attributes.get("itemprop").isEmpty()
                || attributes.hasKey("rel")
                || attributes.hasKey("datetime")
                || (mark & Marks.BYLINE) != 0;
    }

    private void flush(int element) {
        var kind = element < 0 ? Block.Kind.TEXT : kind(element);
        var ended = text.end(Math.max(element, 0), kind);
        if (ended != null) {
            scan.blocks.add(ended);
        }
    }

    /** Of a block; a lone paragraph in a list item is the item. */
    private Block.Kind kind(int element) {
        var kind = scan.roles[element].kind();
        int parent = scan.parents[element];
        boolean inItem = parent >= 0 && scan.roles[parent] == Role.ITEM;
        return kind == Block.Kind.TEXT && inItem ? Block.Kind.ITEM : kind;
    }

    private Role role(Element element) {
        if (isBareReading(element)) {
            return Role.SKIPPED;
        }
        boolean read =
                switch (element.normalName()) {
                    case "noscript" -> noScript;
                    case "button" -> isInHeading(element);
                    case "template" -> element.hasAttr("shadowrootmode") || element.hasAttr("shadowroot");
                    default -> false;
                };
        if (read && element.normalName().equals("button")) {
            return Role.INLINE;
        }
        return read ? Role.BLOCK : Role.of(element.normalName());
    }

    /** A heading that unfolds what is below it. */
    private static boolean isInHeading(Element button) {
        var parent = button.parent();
        return parent != null && Role.of(parent.normalName()) == Role.HEADING;
    }

    /** What is shown over a word of a sentence when it is pointed at: named so, and within what is named for it. */
    private boolean isHoverCard(int index) {
        int parent = scan.parents[index];
        boolean inLine = scan.roles[index] == Role.INLINE || (parent >= 0 && scan.roles[parent] == Role.INLINE);
        if ((scan.marks[index] & (Marks.HOVER | Marks.HOVER_CARD)) == 0 || !inLine) {
            return false;
        }
        if (isPointedAt(scan.elements[index])) {
            return false;
        }
        if ((scan.marks[index] & Marks.HOVER_CARD) != 0) {
            return true;
        }
        int up = parent;
        for (int level = 0; level < CARD_LEVELS && up >= 0 && scan.roles[up] == Role.INLINE; level++) {
            if ((scan.marks[up] & Marks.HOVER) != 0) {
                return true;
            }
            up = scan.parents[up];
        }
        return false;
    }

    /** Whether it is the word that shows the card. */
    private static boolean isPointedAt(Element element) {
        String tag = element.normalName();
        String name = element.className().toLowerCase(Locale.ROOT);
        return tag.equals("a")
                || tag.equals("abbr")
                || name.contains("link")
                || name.contains("trigger")
                || name.contains("toggle")
                || name.contains("term")
                || name.contains("label");
    }

    /** A piece of a line that must not be read: it is no block of its own, to be removed later. */
    private boolean isHiddenPiece(int index) {
        return (scan.marks[index] & Marks.HIDDEN) != 0
                && switch (scan.tag(index)) {
                    case "span", "a", "b", "i", "em", "strong", "small", "sup", "sub" -> true;
                    default -> false; // an element of the page's own may hold all of it, until a script shows it
                };
    }

    /** How characters are pronounced, without the brackets (HTML, {@code <rp>}) that make it part of the text. */
    private static boolean isBareReading(Element element) {
        return element.normalName().equals("rt")
                && !(element.nextSibling() instanceof Element next
                        && next.normalName().equals("rp"));
    }

    private void noteSkipped(Element element) {
        switch (element.normalName()) {
            case "meta" -> scan.metas.add(element);
            case "link" -> scan.links.add(element);
            case "script" -> scan.scripts.add(element);
            case "noscript" -> scan.hasNoScript |= element.childNodeSize() > 0 && element.firstElementChild() != null;
            default -> {}
        }
    }
}
