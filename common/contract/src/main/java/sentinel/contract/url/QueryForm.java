package sentinel.contract.url;

import java.util.ArrayList;

/** The query of a URL with the parameters that say which page it is, in one order; else nothing. */
final class QueryForm {

    /** What is left of a separator that was escaped for HTML once too often. */
    private static final String ESCAPED_SEPARATOR = "amp;";

    private QueryForm() {}

    /** @param raw what follows the question mark; the answer begins with one, or is empty */
    static String of(String raw) {
        var kept = new ArrayList<String>();
        for (var parameter : raw.split("&", -1)) {
            String told = withoutMarkedTail(PercentEncoding.ofQuery(withoutEscape(parameter)));
            if (identifies(told)) {
                kept.add(told);
            }
        }
        kept.sort(null);
        return kept.isEmpty() ? "" : "?" + String.join("&", kept);
    }

    private static boolean identifies(String parameter) {
        if (parameter.isEmpty()) {
            return false;
        }
        int equals = parameter.indexOf('=');
        String name = equals < 0 ? parameter : parameter.substring(0, equals);
        String value = equals < 0 ? "" : parameter.substring(equals + 1);
        return !Tracking.isTracking(name, value) && !Sessions.isSession(name, value) && !Rendering.isForm(name, value);
    }

    private static String withoutEscape(String parameter) {
        int start = 0;
        while (parameter.regionMatches(true, start, ESCAPED_SEPARATOR, 0, ESCAPED_SEPARATOR.length())) {
            start += ESCAPED_SEPARATOR.length();
        }
        return parameter.substring(start);
    }

    /** Feeds append {@code ?utm_source=rss} to URLs that have a query already. */
    private static String withoutMarkedTail(String parameter) {
        int end = parameter.length();
        for (int mark;
                (mark = parameter.lastIndexOf('?', end - 1)) >= 0
                        && !identifies(parameter.substring(mark + 1, end)); ) {
            end = mark;
        }
        return parameter.substring(0, end);
    }
}
