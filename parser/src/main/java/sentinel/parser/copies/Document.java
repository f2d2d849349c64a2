package sentinel.parser.copies;

import static java.util.Objects.requireNonNull;

/** A page's text, as {@link CopyIndex} compares it. Made once a page: this is most of the work. Immutable. */
public final class Document {

    /** Shorter texts are compared by their hash only: there is too little in them to tell copies from templates. */
    private static final int MIN_WORDS = 50;

    /** Longer texts too: no agency sends them, and this bounds the memory. */
    private static final int MAX_TOKENS = 5_000;

    private static final Words NONE = new Words(new int[0], false);

    private final String normalizedUrl;
    private final String contentHash;
    private final boolean blank;
    private final Words words;

    private Document(String normalizedUrl, String contentHash, boolean blank, Words words) {
        this.normalizedUrl = requireNonNull(normalizedUrl, "normalizedUrl");
        this.contentHash = requireNonNull(contentHash, "contentHash");
        this.blank = blank;
        this.words = words;
    }

    /**
     * @param normalizedUrl identity of the article
     * @param contentHash {@link sentinel.versions.ContentHash} of {@code text}
     * @param text paragraphs separated by line breaks
     */
    public static Document of(String normalizedUrl, String contentHash, String text) {
        var words = new WordReader(text).read();
        boolean comparable = words.size() >= words.tokensOf(MIN_WORDS) && words.size() <= MAX_TOKENS;
        return new Document(normalizedUrl, contentHash, text.isBlank(), comparable ? words : NONE);
    }

    String normalizedUrl() {
        return normalizedUrl;
    }

    String contentHash() {
        return contentHash;
    }

    /** Blank texts are no copies of each other. */
    boolean isBlank() {
        return blank;
    }

    /** None where only the hash is compared. */
    Words words() {
        return words;
    }
}
