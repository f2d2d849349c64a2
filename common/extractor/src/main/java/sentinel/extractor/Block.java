package sentinel.extractor;

/** A run of text that a reader sees as one piece: a paragraph, a heading, a list item, a table row. */
final class Block {

    /** Weight from which a text is a paragraph: bylines, labels and the entries of menus weigh less. */
    static final int PROSE = 80;
    /** Links beyond which a paragraph leads elsewhere more than it tells. */
    private static final double MOST_LINKS_OF_PROSE = 0.4;

    final String text;
    /** Characters of {@code text} inside links. */
    final int linkChars;
    /** The innermost block element round it: an index into the scan's elements. */
    final int element;

    /** Characters, those that are syllables or words counted for what they stand for. */
    final int weight;

    final Kind kind;
    /** Whether the picker chose it. */
    boolean kept;
    /** Whether it is an entry of a list that a paragraph of prose announces: its links are what the text is about. */
    boolean introduced;
    /** Whether the page's JSON-LD body holds this text too. */
    boolean confirmed;

    enum Kind {
        TEXT,
        HEADING,
        ITEM,
        QUOTE,
        CODE,
        ROW
    }

    Block(String text, int linkChars, int element, Kind kind) {
        this.text = text;
        this.linkChars = linkChars;
        this.element = element;
        this.kind = kind;
        this.weight = weigh(text);
    }

    int length() {
        return text.length();
    }

    /** As {@link #weight}. */
    static int weigh(String text) {
        int syllables = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            syllables += c >= 0x2e80 && c <= 0xd7a3 ? 1 : 0; // CJK, kana, hangul
        }
        return text.length() + syllables * 3 / 2;
    }

    /** Whether a text ends as sentences do. */
    static boolean endsSentence(String text) {
        for (int i = text.length() - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (".!?…。！？:;。।؟".indexOf(c) >= 0) {
                return true;
            }
            if (Character.isLetterOrDigit(c)) {
                return false;
            }
        }
        return false;
    }

    double linkDensity() {
        return text.isEmpty() || introduced ? 0 : (double) linkChars / text.length();
    }

    /** Long enough, and with few enough links, to be prose. */
    boolean isProse() {
        return kind != Kind.HEADING && weight >= PROSE && linkDensity() < MOST_LINKS_OF_PROSE;
    }
}
