package sentinel.extractor;

import static java.util.Objects.requireNonNull;

/** What the extractor made of a page. */
public sealed interface Extraction {

    /** What the page says of itself, whether an article was found or not. */
    PageFacts facts();

    /**
     * An article.
     *
     * @param text the body without boilerplate: paragraphs separated by a blank line; not empty
     * @param confidence how sure the extractor is that this is the body and all of it, in [0,1]
     */
    record Article(String text, double confidence, PageFacts facts) implements Extraction {
        public Article {
            requireNonNull(text, "text");
            requireNonNull(facts, "facts");
        }
    }

    /** A page that holds no article that could be read. */
    record NoArticle(Reason reason, PageFacts facts) implements Extraction {
        public NoArticle {
            requireNonNull(reason, "reason");
            requireNonNull(facts, "facts");
        }
    }

    /** Why there is no article. */
    enum Reason {
        /** No text worth the name. */
        EMPTY,
        /** A page that asks whether the reader is a robot. */
        BOT_CHALLENGE,
        /** A page that wants consent before it shows anything. */
        CONSENT_WALL,
        /** An article for subscribers, of which next to nothing was sent. */
        PAYWALL,
        /** A page that says, with status 200, that what was asked for is not there: it may be later, as after a 404. */
        NOT_FOUND,
        /** One that says that the article was there and is no more, as a 410 does. */
        REMOVED,
        /** One that says that the site is out of order or being worked on, as a 503 does. */
        OUT_OF_ORDER,
        /** One that says that the site is not for readers from here, as a 451 does. */
        REGION,
        /** One that asks the reader to log in, as a 401 does. */
        LOG_IN,
        /** The extractor failed on this page: its bug. */
        UNREADABLE
    }
}
