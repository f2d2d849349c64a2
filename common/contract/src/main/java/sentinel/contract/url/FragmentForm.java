package sentinel.contract.url;

import java.util.regex.Pattern;

/**
 * The fragment of a URL if it names the content. Most fragments name a place on the page and are dropped. But a page that
 * scripts build has its stories behind routes ({@code #!/story/4711}, {@code #/story/4711}), and a log has its entries
 * behind their dates ({@code #2026-01-14}).
 */
final class FragmentForm {

    private static final Pattern ROUTE = Pattern.compile("(!?)(/[^?]*|(?<=!)[^?]+)(?:\\?(.*))?");

    private static final Pattern DATED = Pattern.compile(
            "(?:[^=]*\\D)??(?:19|20)\\d\\d([-/._]?)(?:0[1-9]|1[0-2])\\1(?:0[1-9]|[12]\\d|3[01])(?:\\D[^=]*)?");

    private static final int LONGEST_NAME = 200;

    private FragmentForm() {}

    /** @param raw what follows the hash sign; the answer begins with one, or is empty */
    static String of(String raw) {
        var route = ROUTE.matcher(raw);
        if (route.matches()) {
            String path = PathForm.withoutTrailingSlash(
                    PercentEncoding.ofPath(route.group(2)).replaceAll("//+", "/"));
            String query = route.group(3) == null ? "" : QueryForm.of(route.group(3));
            return path.isEmpty() && query.isEmpty() ? "" : "#" + route.group(1) + path + query;
        }
        return raw.length() <= LONGEST_NAME && DATED.matcher(raw).matches() ? "#" + PercentEncoding.ofPath(raw) : "";
    }
}
