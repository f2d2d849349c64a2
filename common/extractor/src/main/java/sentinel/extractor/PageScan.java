package sentinel.extractor;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;

/**
 * One walk over a page: its elements in document order with their marks, and its text cut into blocks. Nothing is cloned
 * or removed; what follows works on indexes. Elements past the cap are not looked at.
 */
final class PageScan {

    static final int MAX_ELEMENTS = 300_000;
    /** Letters of a headline that are compared with a heading's. */
    static final int COMPARED = 400;

    private static final int NOT_FOUND = -1;
    /** Characters of a class that are looked at. */
    private static final int MAX_NAMES = 1_000;

    /** How a tag takes part in the text. */
    private enum Role {
        /** Its text is part of the block round it. */
        INLINE,
        BLOCK,
        HEADING,
        ITEM,
        QUOTE,
        CODE,
        ROW,
        CELL,
        BREAK,
        /** Neither it nor what it holds is text. */
        SKIPPED
    }

    private static final Map<String, Role> ROLES = roles();

    /** What surrounds text by its tag alone. */
    static final int FURNITURE = 1 << 10;

    static final int FIGURE_CAPTION = 1 << 11;
    static final int ASIDE = 1 << 12;
    static final int HEADER = 1 << 13;
    static final int FORM = 1 << 14;
    static final int HIDDEN = 1 << 15;
    static final int ARTICLE = 1 << 16;
    static final int BODY_PROPERTY = 1 << 17;
    /** Is a picture, or has one in it. */
    static final int HAS_PICTURE = 1 << 19;
    /** Stands before the page, whatever of it is read. */
    static final int DIALOG = 1 << 23;

    private final boolean noScript;
    private final Vocabulary vocabulary = new Vocabulary();

    Element[] elements = new Element[512];
    int[] parents = new int[512];
    /** Index after the last descendant. */
    int[] ends = new int[512];

    int[] marks = new int[512];
    private Role[] roles = new Role[512];
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

    /** Of the block that is being read. */
    private char[] text = new char[4_096];

    private int length;
    private int linkChars;
    private int linkDepth;
    private int hiddenDepth;
    private boolean space;

    PageScan(Document document) {
        this(document, false);
    }

    /** @param noScript whether what is there for readers without scripts is read */
    PageScan(Document document, boolean noScript) {
        this.noScript = noScript;
        for (Node node : document.head().childNodes()) {
            if (node instanceof Element element) {
                noteSkipped(element);
            }
        }
        walk(document.body());
        trim();
    }

    private void walk(Element root) {
        Node node = root;
        int current = NOT_FOUND;
        int currentBlock = NOT_FOUND;
        var blockStack = new int[64];
        int blockDepth = 0;
        int depth = 0; // below the root
        while (true) {
            boolean descend = false;
            if (node instanceof TextNode textNode) {
                if (hiddenDepth == 0) {
                    append(textNode.getWholeText(), currentBlock);
                }
            } else if (node instanceof Element element) {
                var role = role(element);
                if (role == Role.BREAK) {
                    lineBreak(currentBlock);
                } else if (role == Role.SKIPPED) {
                    noteSkipped(element);
                } else if (size < MAX_ELEMENTS) {
                    int index = add(element, role, current);
                    boolean card = isHoverCard(index, current);
                    if (card) {
                        role = Role.INLINE; // the sentence goes on behind it
                        roles[index] = role;
                        marks[index] |= HIDDEN;
                    }
                    current = index;
                    if (role != Role.INLINE && role != Role.CELL) {
                        flush(currentBlock);
                        if (blockDepth == blockStack.length) {
                            blockStack = Arrays.copyOf(blockStack, blockDepth * 2);
                        }
                        blockStack[blockDepth++] = currentBlock;
                        currentBlock = index;
                    } else if (role == Role.CELL) {
                        space = length > 0;
                    } else if (element.normalName().equals("a")) {
                        linkDepth++;
                    }
                    hiddenDepth += isHiddenPiece(index) ? 1 : 0;
                    descend = element.childNodeSize() > 0 && !card;
                    if (!descend) {
                        hiddenDepth -= isHiddenPiece(current) ? 1 : 0;
                        var left = leave(element, role, currentBlock);
                        if (left) {
                            currentBlock = blockStack[--blockDepth];
                        }
                        ends[current] = size;
                        current = parents[current];
                    }
                }
            }
            if (descend) {
                node = node.firstChild();
                depth++;
                continue;
            }
            while (depth > 0 && node.nextSibling() == null) {
                node = node.parent();
                depth--;
                var element = (Element) node;
                hiddenDepth -= isHiddenPiece(current) ? 1 : 0;
                if (leave(element, roles[current], currentBlock)) {
                    currentBlock = blockStack[--blockDepth];
                }
                ends[current] = size;
                current = parents[current];
            }
            if (depth == 0) {
                return;
            }
            node = node.nextSibling();
        }
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
        return read ? Role.BLOCK : ROLES.getOrDefault(element.normalName(), Role.INLINE);
    }

    /** A heading that unfolds what is below it. */
    private static boolean isInHeading(Element button) {
        var parent = button.parent();
        return parent != null && ROLES.get(parent.normalName()) == Role.HEADING;
    }

    /** What is shown over a word of a sentence when it is pointed at: named so, and within what is named for it. */
    private boolean isHoverCard(int index, int parent) {
        boolean inLine = roles[index] == Role.INLINE || (parent >= 0 && roles[parent] == Role.INLINE);
        if ((marks[index] & (Vocabulary.HOVER | Vocabulary.HOVER_CARD)) == 0 || !inLine) {
            return false;
        }
        if (isPointedAt(elements[index])) {
            return false;
        }
        if ((marks[index] & Vocabulary.HOVER_CARD) != 0) {
            return true;
        }
        int up = parent;
        for (int level = 0; level < 3 && up >= 0 && roles[up] == Role.INLINE; level++) {
            if ((marks[up] & Vocabulary.HOVER) != 0) {
                return true;
            }
            up = parents[up];
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
        return (marks[index] & HIDDEN) != 0
                && switch (tag(index)) {
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
            case "meta" -> metas.add(element);
            case "link" -> links.add(element);
            case "script" -> scripts.add(element);
            case "noscript" -> hasNoScript |= element.childNodeSize() > 0 && element.firstElementChild() != null;
            default -> {}
        }
    }

    /** Whether the element was a block, which is over now. */
    private boolean leave(Element element, Role role, int block) {
        if (role == Role.INLINE) {
            if (element.normalName().equals("a")) {
                linkDepth--;
            }
            return false;
        }
        if (role == Role.CELL) {
            space = length > 0;
            return false;
        }
        flush(block);
        return true;
    }

    private int add(Element element, Role role, int parent) {
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
        marks[index] = markOf(element, index);
        return index;
    }

    private int markOf(Element element, int index) {
        String tag = element.normalName();
        int mark =
                switch (tag) {
                    case "nav", "footer", "menu" -> FURNITURE;
                    case "dialog" -> FURNITURE | DIALOG;
                    case "figcaption", "caption" -> FIGURE_CAPTION;
                    case "aside" -> ASIDE;
                    case "header" -> HEADER;
                    case "form", "fieldset" -> FORM;
                    case "article" -> ARTICLE;
                    case "img", "picture" -> HAS_PICTURE;
                    default -> 0;
                };
        if (tag.equals("h1")) {
            headings.add(element);
        }
        boolean time = tag.equals("time");
        if (time) {
            notable.add(index);
        }
        if (element.attributesSize() == 0) {
            return mark;
        }
        var attributes = element.attributes(); // the parser has put their names into lower case
        boolean wrapper = tag.equals("body") || tag.equals("html");
        if (!wrapper) {
            // a heading's id is its own words, for links to it
            String id = roles[index] == Role.HEADING ? "" : attributes.get("id");
            mark |= vocabulary.marks(attributes.get("class"), id);
        }
        String itemprop = attributes.get("itemprop");
        if (itemprop.equals("articleBody")) {
            mark |= BODY_PROPERTY;
        } else if (itemprop.equals("comment")) {
            mark |= Vocabulary.COMMENTS;
        }
        boolean named = !itemprop.isEmpty()
                || attributes.hasKey("rel")
                || attributes.hasKey("datetime")
                || (mark & Vocabulary.BYLINE) != 0;
        if (named && !time) {
            notable.add(index);
        }
        // React sends late parts hidden and lets a script move them to their place
        boolean late = attributes.get("id").startsWith("S:");
        if ((attributes.hasKey("hidden") && !late)
                || isHidden(attributes.get("style"))
                || isHiddenByClass(attributes.get("class"))) {
            mark |= HIDDEN;
        }
        String role = attributes.get("role");
        if (!role.isEmpty()) {
            switch (role) {
                case "navigation", "banner", "contentinfo", "search", "menu", "menubar", "toolbar" -> mark |= FURNITURE;
                case "dialog", "alertdialog" -> mark |= FURNITURE | DIALOG;
                case "complementary" -> mark |= ASIDE;
                case "tooltip" -> mark |= Vocabulary.HOVER_CARD;
                default -> {}
            }
        }
        return mark;
    }

    private static boolean isHidden(String style) {
        if (!style.contains("none") && !style.contains("hidden") && !style.contains("clip")) {
            return false;
        }
        String tight = style.replace(" ", "");
        return tight.contains("display:none")
                || tight.contains("visibility:hidden")
                || tight.contains("clip:rect(0")
                || tight.contains("clip:rect(1px,1px")
                || tight.contains("clip-path:inset(50%")
                || tight.contains("clip-path:inset(100%");
    }

    /** By the classes that the common style sheets hide with, unless another shows it again on wider screens. */
    private static boolean isHiddenByClass(String names) {
        boolean unlikely = !names.contains("hid")
                && !names.contains("d-none")
                && !names.contains("sr-only")
                && !names.contains("screen-reader");
        if (unlikely || names.length() > MAX_NAMES || names.indexOf(':') >= 0) {
            return false;
        }
        boolean hidden = false;
        for (var name : names.split("\\s+", -1)) {
            switch (name) {
                case "hidden",
                        "hide",
                        "d-none",
                        "is-hidden",
                        "visually-hidden",
                        "visuallyhidden",
                        "sr-only",
                        "screen-reader-text",
                        "screen-reader-only" -> hidden = true;
                default -> {
                    if (name.startsWith("d-")) {
                        return false;
                    }
                }
            }
        }
        return hidden;
    }

    private void append(String raw, int block) {
        boolean code = block >= 0 && roles[block] == Role.CODE;
        int room = length + raw.length() + 2; // with a space before, and a break after
        if (room > text.length) {
            text = Arrays.copyOf(text, Math.max(room, text.length * 2));
        }
        int before = length;
        for (int i = 0; i < raw.length(); i++) {
            char c = raw.charAt(i);
            if (isSpace(c)) {
                if (code && c == '\n') {
                    linkChars += linkDepth > 0 ? length - before : 0;
                    text[length++] = '\n';
                    before = length;
                    space = false;
                } else {
                    space = true;
                }
            } else if (c != '\u200b' && c != '\ufeff' && c != '\u00ad' && c != 0) {
                if (space && length > 0 && text[length - 1] != '\n') {
                    text[length++] = ' ';
                }
                space = false;
                text[length++] = c;
            }
        }
        linkChars += linkDepth > 0 ? length - before : 0;
    }

    private static boolean isSpace(char c) {
        if (c > ' ' && c < '\u00a0') {
            return false;
        }
        return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == '\f' || c == '\u00a0' || c == '\u2028';
    }

    /** One break is a line's end; two are a paragraph's. */
    private void lineBreak(int block) {
        if (length > 0 && text[length - 1] == '\n') {
            flush(block);
        } else if (length > 0) {
            text[length++] = '\n';
        }
        space = false;
    }

    private void flush(int block) {
        int end = length;
        while (end > 0 && isSpace(text[end - 1])) {
            end--;
        }
        if (end > 0) {
            var kind = block < 0 ? Block.Kind.TEXT : kind(block);
            blocks.add(new Block(new String(text, 0, end), Math.min(linkChars, end), Math.max(block, 0), kind));
        }
        length = 0;
        linkChars = 0;
        space = false;
    }

    private Block.Kind kind(int block) {
        return switch (roles[block]) {
            case HEADING -> Block.Kind.HEADING;
            case ITEM -> Block.Kind.ITEM;
            case QUOTE -> Block.Kind.QUOTE;
            case CODE -> Block.Kind.CODE;
            case ROW -> Block.Kind.ROW;
            default -> isInItem(block) ? Block.Kind.ITEM : Block.Kind.TEXT;
        };
    }

    /** A lone paragraph in a list item is the item. */
    private boolean isInItem(int block) {
        int parent = parents[block];
        return parent >= 0 && roles[parent] == Role.ITEM;
    }

    private void trim() {
        flush(0);
    }

    /** The first block that is a heading with these letters, {@value #COMPARED} of them at most; -1 when there is none. */
    int headingOf(String letters) {
        for (int b = 0; b < blocks.size() && !letters.isEmpty(); b++) {
            if (isHeadingOf(blocks.get(b), letters)) {
                return b;
            }
        }
        return -1;
    }

    /** Whether a block is a heading with these letters, {@value #COMPARED} of them at most; none has no letters. */
    static boolean isHeadingOf(Block block, String letters) {
        return block.kind == Block.Kind.HEADING
                && !letters.isEmpty()
                && Letters.of(block.text, COMPARED).equals(letters);
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
        return parent >= 0 && ROLES.get(elements[parent].normalName()) == Role.QUOTE;
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
        for (int level = 0; before != null && level < 3; level++) {
            String tag = before.normalName();
            if (tag.equals("button") || tag.equals("summary") || tag.equals("dt") || ROLES.get(tag) == Role.HEADING) {
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

    private static Map<String, Role> roles() {
        var roles = new HashMap<String, Role>();
        put(
                roles,
                Role.BLOCK,
                "html body div p section article main header footer nav aside figure figcaption form fieldset "
                        + "address center details summary dialog dl dd hgroup ul ol menu table tbody thead tfoot caption legend hr "
                        + "noindex amp-story template-content");
        put(roles, Role.HEADING, "h1 h2 h3 h4 h5 h6");
        put(roles, Role.ITEM, "li dt");
        put(roles, Role.QUOTE, "blockquote q-block");
        put(roles, Role.CODE, "pre");
        put(roles, Role.ROW, "tr");
        put(roles, Role.CELL, "td th");
        put(roles, Role.BREAK, "br");
        put(
                roles,
                Role.SKIPPED,
                "script style noscript template svg math iframe object embed applet audio video canvas map button "
                        + "select option textarea input label head link meta progress meter datalist output frameset noframes amp-ad amp-embed");
        return roles; // not Map.copyOf: every element is looked up, and its probing divides
    }

    private static void put(Map<String, Role> roles, Role role, String tags) {
        for (var tag : tags.split(" ", -1)) {
            roles.put(tag, role);
        }
    }
}
