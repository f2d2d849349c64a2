package sentinel.fetcher.extract;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import sentinel.fetcher.extract.Extraction.NoArticle;
import sentinel.fetcher.extract.Extraction.Reason;

/** No page makes the extractor throw, hang, or answer differently the second time. */
class ExtractorRobustnessTest {

    /** Of this thread's own work: how busy the machine is does not count. Above what any of these takes; hanging is not. */
    private static final Duration LIMIT = Duration.ofSeconds(10);

    private final Extractor extractor = new Extractor();

    @Test
    void given_monstrousPages_when_extracted_then_eachIsDoneInTimeWithoutAFailure() {
        var text = "The rain did not stop for nine days, said the master of the harbour. ";
        var pages = Map.ofEntries(
                Map.entry("million rows", "<table>" + "<tr><td>a<td>b".repeat(1_000_000)),
                Map.entry("deep", "<div>".repeat(10_000) + text),
                Map.entry("deep inline", "<b><i><a href=x>".repeat(20_000) + text),
                Map.entry("deep lists", "<ul><li>".repeat(10_000) + text),
                Map.entry("breaks", "<br>".repeat(3_000_000)),
                Map.entry("texts and breaks", (text + "<br>").repeat(50_000)),
                Map.entry("one attribute", "<p class='" + "a ".repeat(5_000_000) + "'>" + text),
                Map.entry("many attributes", "<p " + "a=b ".repeat(100_000) + ">" + text),
                Map.entry("many classes", "<p class='share'>x</p>".repeat(200_000)),
                Map.entry("one word", "<p>" + "a".repeat(6_000_000)),
                Map.entry("many paragraphs", ("<p>" + text).repeat(60_000)),
                Map.entry("nul", "<p>\u0000" + text + "\u0000\u0000</p>\u0000"),
                Map.entry("broken surrogates", "<p>\ud800 \udc00 " + text + " \udfff</p>"),
                Map.entry("unclosed", "<script>" + text.repeat(1_000)),
                Map.entry("comment", "<!--" + text.repeat(10_000)),
                Map.entry("entities", "&#x110000;&#0;&bogus;&".repeat(200_000)),
                Map.entry("json", "<script type=application/ld+json>" + "[".repeat(100_000) + "</script>" + text),
                Map.entry(
                        "json strings",
                        "<script type=application/ld+json>{\"@type\":\"Article\",\"headline\":\""
                                + "&amp;".repeat(150_000) + "\"}</script>" + text),
                Map.entry("title", "<title>" + " | a - b".repeat(100_000) + "</title>" + text),
                Map.entry(
                        "date",
                        "<time datetime='" + "1".repeat(100_000) + "'>" + "12 ".repeat(50_000) + "</time>" + text),
                Map.entry("scattered", ("<div><div><p>" + text + text + "</p></div></div>").repeat(20_000)),
                Map.entry("headings", ("<h1>" + text + "</h1>").repeat(50_000)));
        pages.forEach((name, html) -> {
            long startedAt = cpuNanos();
            var first = extractor.extract(html, "https://example.com/a");
            assertThat(Duration.ofNanos(cpuNanos() - startedAt)).as(name).isLessThan(LIMIT);
            assertThat(isUnreadable(first)).as(name).isFalse();
        });
    }

    @Test
    void given_damagedPages_when_extracted_then_theyAreReadAndTheSameTwice() {
        var page =
                ("<html><body><div class=a><h1>Rain</h1><p>The rain did not stop for nine days.</p><table><tr><td>a</td></tr></table>"
                                + "<ul><li>b</li></ul><!-- c --><script>d</script><time datetime='2026-01-02'>x</time></div></body></html>")
                        .repeat(5)
                        .getBytes(StandardCharsets.UTF_8);
        var random = new Random(7);
        for (int round = 0; round < 400; round++) {
            byte[] bytes = page.clone();
            int damages = 1 + random.nextInt(60);
            for (int i = 0; i < damages; i++) {
                int at = random.nextInt(bytes.length);
                bytes[at] = random.nextBoolean()
                        ? (byte) random.nextInt(256)
                        : (byte) "<>\"'/=&;-! ".charAt(random.nextInt(11));
            }
            var first = extractor.extract(bytes, "https://example.com/a", null);
            assertThat(isUnreadable(first)).isFalse();
            assertThat(extractor.extract(bytes, "https://example.com/a", null)).isEqualTo(first);
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

    private static long cpuNanos() {
        return ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
    }

    private static boolean isUnreadable(Extraction extraction) {
        return extraction instanceof NoArticle none && none.reason() == Reason.UNREADABLE;
    }
}
