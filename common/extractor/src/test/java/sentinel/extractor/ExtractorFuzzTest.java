package sentinel.extractor;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import sentinel.extractor.Extraction.Article;
import sentinel.extractor.Extraction.NoArticle;
import sentinel.extractor.Extraction.Reason;

/**
 * No page makes the extractor throw, hang, run out of memory, or answer differently the second time. The memory is that
 * of the JVM of this module's tests: what does not fit into it ends the test.
 */
class ExtractorFuzzTest {

    private static final String URL = "https://example.com/2026/11/24/rain";
    private static final String TEXT = "The rain did not stop for nine days, said the master of the harbour. ";
    /** Of this thread's own work, so that a busy machine does not count. */
    private static final Duration PER_MEGABYTE = Duration.ofMillis(500);

    private static final Duration FLOOR = Duration.ofSeconds(1);
    private static final int MUTANTS = 1_500;

    private final Extractor extractor = new Extractor();

    static Stream<Arguments> monsters() {
        return Stream.of(
                // many of one thing
                monster("rows", () -> times("<table>", "<tr><td>a<td>b", 1_000_000)),
                monster("breaks", () -> times("", "<br>", 12_500_000)),
                monster("lines", () -> times("", TEXT + "<br>", 100_000)),
                monster("unclosed p", () -> times("", "<p>", 1_000_000)),
                monster("unclosed p with text", () -> times("", "<p>" + TEXT, 80_000)),
                monster("unclosed li", () -> times("<ul>", "<li>x", 1_000_000)),
                monster("unclosed option", () -> times("<select>", "<option>x", 1_000_000)),
                monster("unclosed a", () -> times("", "<a href=x>x", 1_000_000)),
                monster("headings", () -> times("", "<h1>" + TEXT + "</h1>", 60_000)),
                monster("headings that are links", () -> times("", "<h3><a>" + TEXT + "</a></h3>", 60_000)),
                monster(
                        "headings of another article",
                        () -> join(
                                times("<article><h1>Rain</h1>", "<p>" + TEXT + TEXT + "</p>", 2_000),
                                times("</article><article>", "<h2>x</h2>", 400_000))),
                monster(
                        "names that are alike",
                        () -> times("", "<div class='banner author'>" + TEXT + TEXT + "</div>", 30_000)),
                monster("articles", () -> times("", "<div><div><p>" + TEXT + TEXT + "</div></div>", 30_000)),
                monster("metas", () -> times("", "<meta name=author content='Ada Example'>", 100_000)),
                monster("comments", () -> times("", "<!-- x -->" + "x", 400_000)),
                monster("entities", () -> times("", "&#x110000;&#0;&bogus;&&notin;&ampamp;", 200_000)),
                monster("links and dates", () -> times("", "<time class=published>x</time>", 200_000)),
                monster("bylines", () -> times("", "<p class=byline>By nobody at all</p>", 150_000)),
                monster(
                        "images",
                        () -> times("", "<figure><img src=a.jpg><figcaption>x</figcaption></figure>", 100_000)),
                // one thing that is long
                monster("attribute", () -> times("<p title='", "a ", 10_000_000)),
                monster("class", () -> times("<p class='", "share ", 200_000)),
                monster("classes", () -> each(200_000, i -> "<p class='a" + i + "Share b-" + i + "'>x</p>")),
                monster("attributes", () -> each(200_000, i -> (i == 0 ? "<p " : "") + "a" + i + "=b ")),
                monster("duplicate attributes", () -> times("<p ", "class=a ", 500_000)),
                monster("word", () -> times("<p>", "a", 20_000_000)),
                monster("text", () -> times("<p>", TEXT, 300_000)),
                monster("spaces", () -> times("<p>a", " ", 10_000_000)),
                monster("tag name", () -> times("<", "a", 5_000_000)),
                monster("doctype", () -> times("<!DOCTYPE ", "a", 5_000_000)),
                // what is not closed
                monster("script", () -> times("<script>", TEXT, 60_000)),
                monster("style", () -> times("<style>", "</styl", 500_000)),
                monster("textarea", () -> times("<textarea>", TEXT + "&amp;", 60_000)),
                monster("title", () -> times("<title>", TEXT, 60_000)),
                monster("comment", () -> times("<!--", "--!-->-", 500_000)),
                monster("cdata", () -> times("<svg><![CDATA[", "]]", 1_000_000)),
                // deep
                monster("deep divs", () -> times("", "<div>" + "x", 10_000)),
                monster("deep divs with text", () -> times("", "<div><p>" + TEXT + TEXT + "</p>", 30_000)),
                monster("deep tables", () -> times("", "<table><tr><td>x", 10_000)),
                monster("deep fonts", () -> times("", "<font color=a>x", 10_000)),
                monster("deep links", () -> times("", "<a href=x><b><i>", 20_000)),
                monster("deep lists", () -> times("", "<ul><li>x", 10_000)),
                monster("deep options", () -> times("", "<select><optgroup><option>x", 50_000)),
                monster("svg and math", () -> times("", "<svg><g><foreignObject><math><mtext><p>x", 20_000)),
                monster("templates", () -> times("", "<template><p>x", 100_000)),
                monster(
                        "deep authors",
                        () -> join(times("", "<div itemprop=author class=byline>", 500), text(5_000_000))),
                monster("deep dates", () -> join(times("", "<div class='published byline'>", 500), text(5_000_000))),
                monster(
                        "deep authors of nothing",
                        () -> times("<div itemprop=author>".repeat(450), "<i></i>", 700_000)),
                // trees that the parser must mend
                monster("foster parents", () -> times("<table>", "<b>x<tr>y<p>z<td>", 100_000)),
                monster("foster parents of text", () -> times("<table><tr>", "x<a>", 300_000)),
                monster(
                        "formatting",
                        () -> times(
                                "<p><b a=1><b a=2><b a=3><i a=1><i a=2><i a=3><u a=1><u a=2><u a=3><s a=1><s a=2><s a=3>",
                                "<p>x",
                                1_000_000)),
                monster("misnested", () -> times("", "<b><p></b><i></p><a></i><div></a>", 100_000)),
                monster("end tags", () -> times("<p>x", "</div></b></p></x>", 400_000)),
                monster("framesets", () -> times("<frameset>", "<frame src=a><frameset>", 100_000)),
                monster("bodies", () -> times("", "<html a=b><body c=d><head>", 200_000)),
                // bytes
                monster("nul", () -> new byte[8_000_000]),
                monster("ff", () -> filled(8_000_000, 0xff)),
                monster("broken utf-8", () -> filled(8_000_000, 0xe4)),
                monster("half utf-8", () -> times("<p>" + "é".repeat(100), "\u20ac", 100_000, 2)),
                monster("utf-16", () -> ("\ufeff<p>" + TEXT.repeat(50_000)).getBytes(StandardCharsets.UTF_16LE)),
                monster("broken utf-16", () -> join(new byte[] {(byte) 0xff, (byte) 0xfe}, filled(4_000_001, 0xd8))),
                monster("east asian", () -> times("<p>", "雨は九日間やまず、港の船は待っている。", 100_000, Charset.forName("EUC-JP"))),
                monster("nul in text", () -> times("<p>", "a\u0000<\u0000b>", 500_000)),
                // JSON-LD
                monster("deep json", () -> times(LD, "[", 100_000)),
                monster("deep json objects", () -> times(LD, "{\"a\":", 100_000)),
                monster("big json", () -> times(LD + "[", "{\"@type\":\"Article\",\"headline\":\"x\"},", 280_000)),
                monster(
                        "big json string",
                        () -> times(LD + "{\"@type\":\"Article\",\"headline\":\"", "&amp;", 190_000)),
                monster(
                        "many scripts",
                        () -> times("", LD + "{\"@type\":\"Article\",\"headline\":\"x\"}</script>", 60_000)),
                monster("semicolons", () -> times(LD + "{}", ";", 900_000)),
                monster("slashes", () -> times(LD, "/*/", 300_000)),
                monster(
                        "authors by id",
                        () -> ld("{\"@graph\":[{\"@type\":\"Article\",\"headline\":\"x\",\"author\":["
                                + "{\"@id\":\"a\"},".repeat(30_000) + "1]},{\"@id\":\"a\",\"name\":["
                                + "{\"@id\":\"b\"},".repeat(30_000) + "1]},{\"@id\":\"b\",\"name\":[[]]}]}")),
                monster(
                        "claimed body",
                        () -> join(
                                ld("{\"@type\":\"Article\",\"headline\":\"x\",\"articleBody\":\"" + "a".repeat(100_000)
                                        + "\"}"),
                                each(80_000, i -> "<p>" + "a".repeat(50) + i))),
                monster("keywords", () -> times("<meta name=keywords content='", "a,b;", 1_000_000)),
                // what the readers of metadata look for, drawn out
                monster("title of separators", () -> times("<title>", " | a - b", 300_000)),
                monster("title of dashes", () -> times("<title>x ", "- ", 500_000)),
                monster("title of brackets", () -> times("<meta property=og:title content='", "<&lt;", 300_000)),
                monster("date", () -> times("<time datetime='", "1", 1_000_000)),
                monster("date of numbers", () -> times("<time>", "12 ", 500_000)),
                monster("refresh", () -> times("<meta http-equiv=refresh content=\"0;url=x", " ", 300_000, "'x'\">")),
                monster("refresh of quotes", () -> times("<meta http-equiv=refresh content=\"0", " ", 300_000, "\">")),
                monster("authors", () -> each(100_000, i -> "<meta name=author content='Ada Ex" + letters(i) + "'>")),
                monster("author", () -> times("<meta name=author content='", "by Ada and ", 300_000)),
                monster("byline", () -> times("<h1>x</h1><p>By ", "Ada de ", 300_000)),
                monster("canonical", () -> times("<link rel=canonical href='http://", "a/../", 500_000)),
                monster("image", () -> times("<meta property=og:image content='", "%", 500_000)),
                monster("language", () -> times("<html lang='", "en-", 500_000)),
                monster("styles", () -> times("", "<p style='display : none'>x", 200_000)),
                monster("charset", () -> times("<meta ", "charset = ' ", 300_000)));
    }

    private static final String LD = "<script type=application/ld+json>";

    @ParameterizedTest(name = "{0}")
    @MethodSource("monsters")
    void given_aMonstrousPage_when_extracted_then_itIsDoneInTimeAndTheSameTwice(String name, Supplier<byte[]> page) {
        byte[] body = page.get();

        var first = timed(body, URL, null);
        var second = timed(body, null, "text/html");

        assertThat(text(second)).isEqualTo(text(first)).hasSizeLessThanOrEqualTo(body.length);
    }

    @Test
    void given_damagedPages_when_extracted_then_theyAreReadInTimeAndTheSameTwice() {
        var pages = FuzzPages.all();
        for (int seed = 0; seed < MUTANTS; seed++) {
            byte[] body = FuzzPages.mutant(pages, new Random(seed));

            var first = timed(body, URL, null);

            assertThat(timed(body, URL, null)).as("seed %d", seed).isEqualTo(first);
            assertThat(text(timed(body, null, null))).as("seed %d", seed).isEqualTo(text(first));
        }
    }

    @Property(tries = 300)
    void given_anyText_when_extracted_then_itIsRead(@ForAll @StringLength(max = 2_000) String html) {
        assertThat(isUnreadable(extractor.extract(html, html))).isFalse();
    }

    @Property(tries = 300)
    void given_anyBytes_when_extracted_then_theyAreRead(
            @ForAll byte[] bytes, @ForAll @StringLength(max = 60) String contentType) {
        assertThat(isUnreadable(extractor.extract(bytes, "https://example.com/", contentType)))
                .isFalse();
    }

    private Extraction timed(byte[] body, String url, String contentType) {
        long startedAt = cpuNanos();
        var extraction = extractor.extract(body, url, contentType);
        var taken = Duration.ofNanos(cpuNanos() - startedAt);
        var limit = Duration.ofNanos(Math.max(FLOOR.toNanos(), PER_MEGABYTE.toNanos() * body.length / 1_000_000));
        assertThat(taken).as("time for %d bytes", body.length).isLessThan(limit);
        assertThat(isUnreadable(extraction)).as("unreadable").isFalse();
        return extraction;
    }

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static boolean isUnreadable(Extraction extraction) {
        return extraction instanceof NoArticle none && none.reason() == Reason.UNREADABLE;
    }

    private static String text(Extraction extraction) {
        return extraction instanceof Article article ? article.text() : "";
    }

    // ------------------------------------------------------------------ making monsters, piece by piece

    private static Arguments monster(String name, Supplier<byte[]> page) {
        return Arguments.of(name, page);
    }

    private static byte[] times(String head, String piece, int count) {
        return times(head, piece, count, "");
    }

    private static byte[] times(String head, String piece, int count, String tail) {
        return join(utf8(head), repeated(utf8(piece), count), utf8(tail));
    }

    private static byte[] times(String head, String piece, int count, Charset charset) {
        return join(head.getBytes(charset), repeated(piece.getBytes(charset), count));
    }

    /** Of each piece the first {@code bytes} only. */
    private static byte[] times(String head, String piece, int count, int bytes) {
        return join(utf8(head), repeated(Arrays.copyOf(utf8(piece), bytes), count));
    }

    private static byte[] each(int count, IntFunction<String> piece) {
        return utf8(IntStream.range(0, count).mapToObj(piece).collect(Collectors.joining()));
    }

    private static byte[] ld(String json) {
        return utf8(LD + json + "</script>");
    }

    private static byte[] text(int bytes) {
        return repeated(utf8(TEXT), bytes / TEXT.length());
    }

    private static String letters(int number) {
        return Integer.toString(number, 26)
                .chars()
                .mapToObj(c -> Character.toString(c <= '9' ? 'a' + (c - '0') : 'k' + (c - 'a')))
                .collect(Collectors.joining());
    }

    private static byte[] filled(int length, int value) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) value);
        return bytes;
    }

    private static byte[] repeated(byte[] piece, int count) {
        byte[] all = new byte[piece.length * count];
        for (int i = 0; i < count; i++) {
            System.arraycopy(piece, 0, all, i * piece.length, piece.length);
        }
        return all;
    }

    private static byte[] join(byte[]... parts) {
        byte[] all =
                new byte[List.of(parts).stream().mapToInt(part -> part.length).sum()];
        int at = 0;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
