package sentinel.contract.url;

import java.util.ArrayList;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The path of a URL without what does not say which page it is: doubled slashes, dot segments, session identifiers, the
 * name of a folder's own page, and the marks of a page's AMP form and of its form for printing. Case is kept.
 */
final class PathForm {

    private static final String ENCODED_SEMICOLON = "%3B";
    private static final Pattern PARAMETER = Pattern.compile("(?:;|%3B)([A-Za-z0-9_.-]+)(?:(?:=|%3D)([^;/]*))?");

    /** ASP.NET without cookies: {@code /(S(lit3py55t21z5v55vlm25s55))/}, or the identifier alone. */
    private static final Pattern ASP_NET_SESSION = Pattern.compile(
            "/(?:\\(|%28)(?:(?:[AFSXafsx](?:\\(|%28)[\\w-]+(?:\\)|%29)){1,4}|[0-9a-z]{24})(?:\\)|%29)(?=/|$)");

    private static final Pattern FOLDER_PAGE = Pattern.compile(
            "(?i)index\\.(?:x?html?|shtml?|php\\d?|phtml|aspx?|jspx?|cfm|cgi)|default\\.(?:html?|aspx?|php|jsp)");
    private static final Pattern AMP_PAGE = Pattern.compile("(?i)amp(?:\\.(?:html?|php|aspx?))?");
    private static final Pattern PRINT_PAGE =
            Pattern.compile("(?i)(?:print|printable|printview)(?:\\.(?:html?|php|aspx?))?");

    private static final Set<String> PAGE_ENDINGS = Set.of("html", "htm", "php", "asp", "aspx", "jsp");

    /** What tells an article's address from a section's: {@code pier-opens}, {@code 4711}, {@code pier.html}. */
    private static final Pattern SLUG = Pattern.compile(".*[-_.0-9].*");

    private PathForm() {}

    /** @param raw begins with a slash, or is empty */
    static String of(String raw) {
        String path = PercentEncoding.ofPath(raw.replace('\\', '/'));
        path = ASP_NET_SESSION.matcher(withoutSessions(path)).replaceAll("");
        path = withoutDotSegments(path.replaceAll("//+", "/"));
        for (String longer = null; !path.equals(longer); ) {
            longer = path;
            path = withoutForm(withoutTrailingSlash(longer));
        }
        return path;
    }

    static String withoutTrailingSlash(String path) {
        int end = path.length();
        while (end > 0 && path.charAt(end - 1) == '/') {
            end--;
        }
        return path.substring(0, end);
    }

    private static String withoutSessions(String path) {
        boolean none = path.indexOf(';') < 0 && !path.contains(ENCODED_SEMICOLON);
        return none ? path : PARAMETER.matcher(path).replaceAll(p -> Matcher.quoteReplacement(withoutSession(p)));
    }

    private static String withoutSession(MatchResult parameter) {
        String value = parameter.group(2) == null ? "" : parameter.group(2);
        int next = value.indexOf(ENCODED_SEMICOLON);
        String own = next < 0 ? value : value.substring(0, next);
        if (!Sessions.isSession(parameter.group(1), own)) {
            return parameter.group();
        }
        return next < 0 ? "" : value.substring(next);
    }

    /** One mark of a form less; the path itself when it has none. */
    private static String withoutForm(String path) {
        int slash = path.lastIndexOf('/');
        if (slash < 0) {
            return path;
        }
        String name = path.substring(slash + 1);
        String folder = path.substring(0, slash);
        String parent = folder.substring(folder.lastIndexOf('/') + 1);
        boolean inArticle = SLUG.matcher(parent).matches();
        boolean deep = folder.lastIndexOf('/') > 0;
        if (FOLDER_PAGE.matcher(name).matches()
                || (AMP_PAGE.matcher(name).matches() && (inArticle || deep))
                || (PRINT_PAGE.matcher(name).matches() && inArticle)) {
            return folder;
        }
        return folder + "/" + withoutFormInName(name);
    }

    /** Of {@code story.amp.html}, {@code story.print.html} and {@code story.amp}; a name is left. */
    private static String withoutFormInName(String name) {
        int dot = name.lastIndexOf('.');
        if (dot <= 0 || name.charAt(0) == '.') {
            return name;
        }
        String ending = name.substring(dot + 1).toLowerCase(Locale.ROOT);
        if (ending.equals("amp")) {
            return name.substring(0, dot);
        }
        int before = name.lastIndexOf('.', dot - 1);
        String form = name.substring(before + 1, dot).toLowerCase(Locale.ROOT);
        boolean marked = before > 0 && PAGE_ENDINGS.contains(ending) && (form.equals("amp") || form.equals("print"));
        return marked ? name.substring(0, before) + name.substring(dot) : name;
    }

    /** RFC 3986, 5.2.4. */
    private static String withoutDotSegments(String path) {
        if (!path.contains("/.")) {
            return path;
        }
        var out = new ArrayList<String>();
        var segments = path.split("/", -1);
        for (int i = 1; i < segments.length; i++) {
            switch (segments[i]) {
                case "." -> {}
                case ".." -> {
                    if (!out.isEmpty()) {
                        out.remove(out.size() - 1);
                    }
                }
                default -> out.add(segments[i]);
            }
        }
        return "/" + String.join("/", out);
    }
}
