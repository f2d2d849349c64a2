package sentinel.contract.url;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Parameters of a path or a query that name a reader's session, and so no page. Names that only sessions have count
 * whatever their value; a general name, such as {@code sid}, only with a value that looks like a random token: {@code
 * sid=4711} may be a story. The names are those that archives know (webarchive-commons, heritrix) and those of widespread
 * shop, forum and portal software.
 */
final class Sessions {

    private static final Set<String> NAMES = Set.of(
            "jsessionid",
            "phpsessid",
            "phpsessionid",
            "asp.net_sessionid",
            "aspxautodetectcookiesupport",
            "cfid",
            "cftoken",
            "bv_sessionid",
            "bv_engineid",
            "mscsid",
            "gsessionid",
            "oscsid",
            "xtcsid",
            "sap-sessionid");

    private static final String CLASSIC_ASP = "aspsessionid";

    private static final Set<String> GENERAL_NAMES = Set.of(
            "sid",
            "session",
            "sessionid",
            "session_id",
            "_session_id",
            "sessid",
            "sess_id",
            "sess",
            "sesskey",
            "zenid");

    private static final Pattern TOKEN = Pattern.compile("(?=.*\\d)(?=.*[a-z])(?:[0-9a-f]{16,}|[0-9a-z]{24,})");

    /** Forums append {@code s=}, the name that others give to what is searched. */
    private static final String FORUM = "s";

    private static final Pattern MD5 = Pattern.compile("[0-9a-f]{32}");

    private Sessions() {}

    static boolean isSession(String parameter, String value) {
        String name = parameter.toLowerCase(Locale.ROOT);
        String token = value.toLowerCase(Locale.ROOT);
        return NAMES.contains(name)
                || name.startsWith(CLASSIC_ASP)
                || (GENERAL_NAMES.contains(name) && TOKEN.matcher(token).matches())
                || (name.equals(FORUM) && MD5.matcher(token).matches());
    }
}
