package sentinel.api.index;

import java.util.List;

/**
 * Some articles of those that a query asks for.
 *
 * @param next where the rest begins, or null when there is none
 * @param total all that match
 */
public record Page(List<StoredArticle> articles, Place next, int total) {
    public Page {
        articles = List.copyOf(articles);
    }
}
