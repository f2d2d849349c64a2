package sentinel.producers.feeds;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import sentinel.web.Bytes;

/** Feeds of the tests of {@link FeedReader}. */
final class FeedSamples {

    static final URI ADDRESS = URI.create("https://feeds.site.example/all.xml");

    static final Instant NOW = Instant.parse("2026-03-10T12:00:00Z");

    private FeedSamples() {}

    static FeedDocument read(String text) throws FeedFormatException {
        return FeedReader.read(Bytes.of(text.getBytes(StandardCharsets.UTF_8)), null, ADDRESS, NOW);
    }

    static String rss(String inChannel) {
        return "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title>"
                + "<link>https://site.example/</link><description>d</description><language>en-us</language>"
                + inChannel + "</channel></rss>";
    }
}
