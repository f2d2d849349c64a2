package sentinel.fetcher;

import sentinel.extractor.Extraction;

/** What becomes of an announcement whose page holds no article: what it would of the status that the page stands for. */
final class NoArticleFailure {

    /** Of pages that say, with status 200, that they are not what was asked for. */
    static final String SOFT_ERROR = "soft_error";

    private NoArticleFailure() {}

    static Failure of(Extraction.Reason reason, String finalUrl) {
        String at = " at " + finalUrl;
        return switch (reason) {
            // a wall in front of a text may be one of the moment, or none
            case PAYWALL -> Failure.transiently(errorClass(reason), "no article in the page" + at);
            case EMPTY, BOT_CHALLENGE, CONSENT_WALL, UNREADABLE ->
                Failure.forGood(errorClass(reason), "no article in the page" + at);
            case NOT_FOUND ->
                Failure.transiently(SOFT_ERROR, "as status 404: the page says that it does not exist" + at);
            case REMOVED ->
                Failure.forGood(SOFT_ERROR, "as status 410: the page says that the article was removed" + at);
            case OUT_OF_ORDER ->
                Failure.transiently(SOFT_ERROR, "as status 503: the page says that the site is out of order" + at);
            case REGION ->
                Failure.forGood(SOFT_ERROR, "as status 451: the page says that it is not for our region" + at);
            case LOG_IN -> Failure.forGood(SOFT_ERROR, "as status 401: the page asks the reader to log in" + at);
        };
    }

    /** The link leads to the front page, or to the section, of its site. */
    static Failure elsewhere(String finalUrl) {
        return Failure.transiently(SOFT_ERROR, "as status 404: the link ends at " + finalUrl);
    }

    static String errorClass(Extraction.Reason reason) {
        return switch (reason) {
            case EMPTY -> "empty_article";
            case BOT_CHALLENGE -> "bot_challenge";
            case CONSENT_WALL -> "consent_wall";
            case PAYWALL -> "paywall";
            case UNREADABLE -> "unreadable";
            case NOT_FOUND, REMOVED, OUT_OF_ORDER, REGION, LOG_IN -> SOFT_ERROR;
        };
    }
}
