package sentinel.fetcher;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Tells pages from other things, by what the server says and by what the bytes are (in the spirit of WHATWG MIME Sniffing). */
final class MediaType {

    private static final Set<String> HTML = Set.of("text/html", "application/xhtml+xml");
    /** Types that servers give to pages by mistake: the bytes decide. */
    private static final Set<String> DOUBTFUL = Set.of(
            "",
            "text/plain",
            "application/octet-stream",
            "binary/octet-stream",
            "application/x-unknown-content-type",
            "unknown/unknown",
            "*/*",
            "text/xml",
            "application/xml",
            "text/xhtml",
            "application/html",
            "html");

    private static final List<String> HTML_STARTS = List.of(
            "<!doctype html",
            "<html",
            "<head",
            "<body",
            "<title",
            "<meta",
            "<script",
            "<style",
            "<div",
            "<h1",
            "<p>",
            "<table",
            "<!--",
            "<link",
            "<iframe",
            "<font",
            "<br",
            "<a ",
            "<main",
            "<header",
            "<article");
    private static final List<String> BINARY_STARTS = List.of(
            "%pdf-",
            "\u0089png",
            "gif8",
            "\u00ff\u00d8\u00ff",
            "pk\u0003\u0004",
            "\u001f\u008b",
            "riff",
            "oggs",
            "id3",
            "{\\rtf");
    /** Feeds and maps of sites that are served as pages. */
    private static final List<String> OTHER_XML =
            List.of("<rss", "<feed", "<rdf:rdf", "<urlset", "<sitemapindex", "<svg", "<error>");

    private static final int LOOK_AT = 1024;
    /** Share of bytes that no text has (WHATWG MIME Sniffing, "binary data byte"): one in so many is too much. */
    private static final int BINARY_SHARE = 20;

    private MediaType() {}

    /** Whether the body is worth reading at all, seen from {@code Content-Type} (may be null). */
    static boolean mayBeHtml(@Nullable String contentType) {
        String type = essence(contentType);
        return HTML.contains(type) || DOUBTFUL.contains(type);
    }

    /** Whether these bytes are a page. */
    static boolean isHtml(@Nullable String contentType, byte[] body) {
        String start = start(body);
        if (BINARY_STARTS.stream().anyMatch(start::startsWith) || isBinary(body)) {
            return false;
        }
        String afterXml = start.startsWith("<?xml")
                ? start.substring(start.indexOf('>') + 1).stripLeading()
                : start;
        if (OTHER_XML.stream().anyMatch(afterXml::startsWith)) {
            return false;
        }
        if (HTML.contains(essence(contentType))) {
            return !start.startsWith("{\"") && !start.startsWith("[{");
        }
        return HTML_STARTS.stream().anyMatch(start::startsWith)
                || (start.startsWith("<?xml") && (start.contains("<html") || start.contains("<!doctype html")));
    }

    private static String essence(@Nullable String contentType) {
        if (contentType == null) {
            return "";
        }
        // Some send two types, or leave the semicolon out.
        return contentType.strip().split("[;,\\s]", 2)[0].toLowerCase(Locale.ROOT);
    }

    /** Zeros (UTF-16) and escapes (ISO-2022-JP) are let pass. */
    private static boolean isBinary(byte[] body) {
        int looked = Math.min(LOOK_AT, body.length);
        int binary = 0;
        for (int i = 0; i < looked; i++) {
            int b = body[i];
            binary += b > 0 && b < 0x20 && b != '\t' && b != '\n' && b != '\r' && b != '\f' && b != 0x1b ? 1 : 0;
        }
        return binary > looked / BINARY_SHARE;
    }

    /** The first characters in lower case, without a byte order mark, NULs (UTF-16) and leading space. */
    private static String start(byte[] body) {
        String text = new String(body, 0, Math.min(LOOK_AT, body.length), StandardCharsets.ISO_8859_1)
                .replace("\u0000", "")
                .toLowerCase(Locale.ROOT);
        for (var mark : List.of("\u00ef\u00bb\u00bf", "\u00fe\u00ff", "\u00ff\u00fe")) {
            if (text.startsWith(mark)) {
                text = text.substring(mark.length());
            }
        }
        return text.stripLeading();
    }
}
