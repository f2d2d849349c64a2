package sentinel.fetcher.extract;

import java.util.Optional;
import java.util.regex.Pattern;
import sentinel.fetcher.extract.Extraction.Reason;

/** Recognises pages that stand in front of the one that was asked for, answered with status 200 all the same. */
final class Walls {

    /** Nothing that says more than this is only a wall, whatever its title. */
    private static final int MAX_TEXT = 1_200;

    private static final Pattern CHALLENGE_TITLE = Pattern.compile(
            "^(?:just a moment|attention required|access (?:to this page has been )?denied|are you (?:a robot|human)|robot check|bot (?:verification|detection)|pardon our interruption|please (?:wait|verify)|security check|verify(?:ing)? you are human|checking your browser|ddos.guard|one more step|human verification|you have been blocked|captcha)",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CHALLENGE_TEXT = Pattern.compile(
            "verify (?:that )?you(?:'re| are) (?:a )?(?:human|not a robot)|checking (?:if the site connection is secure|your browser before)|enable javascript and cookies to continue|unusual (?:traffic|activity) from your|complete the (?:security check|captcha)|press (?:&|and) hold to confirm",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern CONSENT_TITLE = Pattern.compile(
            "^(?:before you continue|(?:your )?privacy (?:settings|choices)|cookie (?:consent|settings)|(?:we value )?your privacy|consent\\b|zustimmung|datenschutzeinstellungen|privacy gate|dpg media privacy gate)",
            Pattern.CASE_INSENSITIVE);

    private Walls() {}

    /** @param heading the page's headline, or null */
    static Optional<Reason> of(String heading, String tab, String text) {
        if (text.length() > MAX_TEXT) {
            return Optional.empty();
        }
        String title = heading == null ? "" : heading;
        if (CHALLENGE_TITLE.matcher(title).find()
                || CHALLENGE_TITLE.matcher(tab).find()
                || CHALLENGE_TEXT.matcher(text).find()) {
            return Optional.of(Reason.BOT_CHALLENGE);
        }
        boolean consent = CONSENT_TITLE.matcher(title).find()
                || CONSENT_TITLE.matcher(tab).find();
        return consent ? Optional.of(Reason.CONSENT_WALL) : Optional.empty();
    }
}
