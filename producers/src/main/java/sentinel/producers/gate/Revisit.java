package sentinel.producers.gate;

import static java.util.Objects.requireNonNull;

import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.ArticleFoundBuilder;

/**
 * A stored article whose page is to be read again.
 *
 * @param article its URL as it was announced, with source, title and date of the stored article
 * @param revisitOf {@code normalized_url} of the stored article
 */
public record Revisit(Discovery article, String revisitOf) {

    public Revisit {
        requireNonNull(article, "article");
        requireNonNull(revisitOf, "revisit of");
    }

    ArticleFound announcement() {
        return ArticleFoundBuilder.builder(article.announcement())
                .revisitOf(revisitOf)
                .build();
    }
}
