package sentinel.extractor;

import java.util.HashMap;
import java.util.Map;

/** How a tag takes part in the text of its page. */
enum Role {
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
    SKIPPED;

    private static final Map<String, Role> BY_TAG = byTag();

    /** Of a tag in lower case; one that is not known is inline, as for a browser. */
    static Role of(String tag) {
        return BY_TAG.getOrDefault(tag, INLINE);
    }

    /** The kind of a block that is the text of such an element. */
    Block.Kind kind() {
        return switch (this) {
            case HEADING -> Block.Kind.HEADING;
            case ITEM -> Block.Kind.ITEM;
            case QUOTE -> Block.Kind.QUOTE;
            case CODE -> Block.Kind.CODE;
            case ROW -> Block.Kind.ROW;
            default -> Block.Kind.TEXT;
        };
    }

    private static Map<String, Role> byTag() {
        var roles = new HashMap<String, Role>();
        put(
                roles,
                BLOCK,
                "html body div p section article main header footer nav aside figure figcaption form fieldset "
                        + "address center details summary dialog dl dd hgroup ul ol menu table tbody thead tfoot caption legend hr "
                        + "noindex amp-story template-content");
        put(roles, HEADING, "h1 h2 h3 h4 h5 h6");
        put(roles, ITEM, "li dt");
        put(roles, QUOTE, "blockquote q-block");
        put(roles, CODE, "pre");
        put(roles, ROW, "tr");
        put(roles, CELL, "td th");
        put(roles, BREAK, "br");
        put(
                roles,
                SKIPPED,
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
