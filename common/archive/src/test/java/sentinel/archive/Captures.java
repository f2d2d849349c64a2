package sentinel.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import sentinel.archive.HttpHead.Field;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Source;

/** Pages to archive. */
final class Captures {

    static final Instant NOON = Instant.parse("2026-03-04T12:00:00.123Z");

    private Captures() {}

    static Capture of(String url, String body) {
        return of(url, body.getBytes(UTF_8));
    }

    static Capture of(String url, byte[] body) {
        var head = new HttpHead("h2", 200, "", List.of(new Field("content-type", "text/html; charset=utf-8")));
        return new Capture(url, head, body, NOON, note(url));
    }

    static CaptureNote note(String url) {
        return CaptureNote.article(found(url), List.of("https://hop.example/1"), "example.com/a", "0123456789abcdef");
    }

    static ArticleFound found(String url) {
        return new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                url,
                "example.com/a",
                Source.RSS,
                "feed",
                "guid-1",
                "Ein Titel mit Ümlaut",
                null,
                NOON,
                null,
                null);
    }

    /** Text that compresses about as HTML does. */
    static byte[] page(int bytes, long seed) {
        var random = new Random(seed);
        var text = new StringBuilder("<html><body>");
        while (text.length() < bytes) {
            text.append("<p class=\"paragraph text-body\">");
            for (int word = 0; word < 40; word++) {
                text.append(Long.toString(random.nextInt(20_000), 36)).append(' ');
            }
            text.append("</p>\n<div class=\"advert advert-wide\"><span>advertisement</span></div>\n");
        }
        return text.substring(0, bytes).getBytes(UTF_8);
    }

    static <T> T await(CompletionStage<T> stage) throws Exception {
        return stage.toCompletableFuture().get(30, TimeUnit.SECONDS);
    }
}
