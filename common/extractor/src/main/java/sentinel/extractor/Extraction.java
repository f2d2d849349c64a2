package sentinel.extractor;

import static java.util.Objects.requireNonNull;

/** The result of reading a page. */
public sealed interface Extraction {

    /** The page's metadata, whether an article was found or not. */
    PageFacts facts();

    /**
     * An article.
     *
     * @param text the body without boilerplate: paragraphs separated by a blank line; not empty
     * @param confidence that this text is the body, and the whole body, in [0,1]
     */
    record Article(String text, double confidence, PageFacts facts) implements Extraction {
        public Article {
            requireNonNull(text, "text");
            requireNonNull(facts, "facts");
        }
    }

    /** A page without a readable article. */
    record NoArticle(Reason reason, PageFacts facts) implements Extraction {
        public NoArticle {
            requireNonNull(reason, "reason");
            requireNonNull(facts, "facts");
        }
    }

    /** Why there is no article. */
    enum Reason {
        /** No usable text. */
        EMPTY,
        /** A page that asks whether the reader is a robot. */
        BOT_CHALLENGE,
        /** A page that asks for consent before it shows anything. */
        CONSENT_WALL,
        /** An article for subscribers, of which almost nothing was sent. */
        PAYWALL,
        /** A page that says, with status 200, that the article does not exist. It may exist later, as after a 404. */
        NOT_FOUND,
        /** A page that says that the article was removed, like a 410. */
        REMOVED,
        /** A page that says that the site is out of order or under maintenance, like a 503. */
        OUT_OF_ORDER,
        /** A page that says that the site is not available in this region, like a 451. */
        REGION,
        /** A page that asks the reader to log in, like a 401. */
        LOG_IN,
        /** The extractor failed on this page, which is a bug. */
        UNREADABLE
    }
}
