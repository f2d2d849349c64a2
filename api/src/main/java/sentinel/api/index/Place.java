package sentinel.api.index;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.lucene.search.FieldDoc;
import org.apache.lucene.util.BytesRef;

/**
 * A place in the list that a query asks for: after one article. It is told by that article's value in the order and its
 * id, not by a count, so it stays where it is when articles come or go.
 */
public final class Place {

    private static final HexFormat HEX = HexFormat.of();

    private final Object value;
    private final String id;

    private Place(Object value, String id) {
        this.value = value;
        this.id = id;
    }

    static Place of(FieldDoc article) {
        return new Place(article.fields[0], ((BytesRef) article.fields[1]).utf8ToString());
    }

    FieldDoc asFieldDoc() {
        float score = value instanceof Float f ? f : Float.NaN;
        return new FieldDoc(Integer.MAX_VALUE, score, new Object[] {value, new BytesRef(id)});
    }

    /** As an opaque cursor that only the same query understands. */
    public String cursor(ArticleQuery query) {
        String text = fingerprint(query) + ' ' + value + ' ' + id;
        return Base64.getUrlEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    /** The place of a cursor; empty when it is none or another query's. */
    public static Optional<Place> of(String cursor, ArticleQuery query) {
        try {
            var parts = new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8).split(" ", 3);
            if (parts.length != 3 || !parts[0].equals(fingerprint(query))) {
                return Optional.empty();
            }
            return Optional.of(new Place(query.order().value(parts[1]), parts[2]));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static String fingerprint(ArticleQuery query) {
        try {
            var digest = MessageDigest.getInstance("SHA-256")
                    .digest(query.canonical().getBytes(StandardCharsets.UTF_8));
            return HEX.formatHex(digest, 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JVM has SHA-256", e);
        }
    }
}
