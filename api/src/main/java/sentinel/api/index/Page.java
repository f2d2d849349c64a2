package sentinel.api.index;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Some articles of those that a query asks for.
 *
 * @param next where the rest begins, or null when there is none
 * @param total all that match
 */
public record Page(List<StoredArticle> articles, @Nullable Place next, int total) {
    public Page {
        articles = List.copyOf(articles);
    }
}
