package sentinel.fetcher;

import static java.util.Objects.requireNonNull;

import org.jspecify.annotations.Nullable;
import sentinel.contract.message.ArticleFound;
import sentinel.service.json.Json;
import sentinel.service.json.Json.UndecodableException;

/** An {@link ArticleFound} with the bytes it came in: they go round again as they are when its host is not due. */
final class Announcement {

    private final ArticleFound article;
    private final byte[] bytes;

    private Announcement(ArticleFound article, byte[] bytes) {
        this.article = article;
        this.bytes = bytes;
    }

    static Announcement decode(byte @Nullable [] value) throws UndecodableException {
        var article = Json.decode(value, ArticleFound.class);
        return new Announcement(article, requireNonNull(value, "decoded"));
    }

    ArticleFound article() {
        return article;
    }

    byte[] bytes() {
        return bytes;
    }
}
