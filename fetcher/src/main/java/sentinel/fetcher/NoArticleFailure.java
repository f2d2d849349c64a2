package sentinel.fetcher;

import sentinel.contract.topic.ErrorClass;
import sentinel.extractor.Extraction;

/** What becomes of an announcement whose page holds no article: what it would of the status that the page stands for. */
final class NoArticleFailure {

    private NoArticleFailure() {}

    static Failure of(Extraction.Reason reason, String finalUrl) {
        String at = " at " + finalUrl;
        return switch (reason) {
            // a wall in front of a text may be one of the moment, or none
            case PAYWALL -> Failure.transiently(errorClass(reason), "no article in the page" + at);
            case EMPTY, BOT_CHALLENGE, CONSENT_WALL, UNREADABLE ->
                Failure.forGood(errorClass(reason), "no article in the page" + at);
            case NOT_FOUND ->
                Failure.transiently(ErrorClass.SOFT_ERROR, "as status 404: the page says that it does not exist" + at)
                        .gone(404);
            case REMOVED ->
                Failure.forGood(ErrorClass.SOFT_ERROR, "as status 410: the page says that the article was removed" + at)
                        .gone(410);
            case OUT_OF_ORDER ->
                Failure.transiently(
                        ErrorClass.SOFT_ERROR, "as status 503: the page says that the site is out of order" + at);
            case REGION ->
                Failure.forGood(
                        ErrorClass.SOFT_ERROR, "as status 451: the page says that it is not for our region" + at);
            case LOG_IN ->
                Failure.forGood(ErrorClass.SOFT_ERROR, "as status 401: the page asks the reader to log in" + at);
        };
    }

    /** The link leads to the front page, or to the section, of its site. Of an article that was there it is gone. */
    static Failure elsewhere(String finalUrl) {
        return Failure.transiently(ErrorClass.SOFT_ERROR, "as status 404: the link ends at " + finalUrl)
                .gone(410);
    }

    static ErrorClass errorClass(Extraction.Reason reason) {
        return switch (reason) {
            case EMPTY -> ErrorClass.EMPTY_ARTICLE;
            case BOT_CHALLENGE -> ErrorClass.BOT_CHALLENGE;
            case CONSENT_WALL -> ErrorClass.CONSENT_WALL;
            case PAYWALL -> ErrorClass.PAYWALL;
            case UNREADABLE -> ErrorClass.UNREADABLE;
            case NOT_FOUND, REMOVED, OUT_OF_ORDER, REGION, LOG_IN -> ErrorClass.SOFT_ERROR;
        };
    }
}
