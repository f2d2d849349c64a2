package sentinel.api.index;

import org.jspecify.annotations.Nullable;

/** An article as the index keeps it. */
public final class StoredArticle {

    private final byte[] json;
    private final @Nullable String body;

    StoredArticle(byte[] json, @Nullable String body) {
        this.json = json;
        this.body = body;
    }

    /** Every served column but the body: one JSON object in UTF-8, never empty. Not to be changed. */
    public byte[] json() {
        return json;
    }

    /** The body, or null when there is none or it was not asked for. */
    public @Nullable String body() {
        return body;
    }
}
