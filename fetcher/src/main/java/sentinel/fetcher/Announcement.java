package sentinel.fetcher;

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

    static Announcement decode(byte[] value) throws UndecodableException {
        return new Announcement(Json.decode(value, ArticleFound.class), value);
    }

    ArticleFound article() {
        return article;
    }

    byte[] bytes() {
        return bytes;
    }
}
