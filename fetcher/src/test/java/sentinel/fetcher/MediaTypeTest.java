package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MediaTypeTest {

    @ParameterizedTest
    @CsvSource({
        "text/html, true",
        "TEXT/HTML; charset=utf-8, true",
        "text/html charset=utf-8, true",
        "'text/html, text/html', true",
        "application/xhtml+xml, true",
        "text/plain, true",
        "application/octet-stream, true",
        "'', true",
        "application/pdf, false",
        "image/png, false",
        "application/json, false",
        "video/mp4, false",
        "application/rss+xml, false",
        "text/htmlx, false"
    })
    void given_aType_when_seen_then_onlyWhatMayBeAPageIsRead(String type, boolean worthReading) {
        assertThat(MediaType.mayBeHtml(type)).isEqualTo(worthReading);
    }

    @ParameterizedTest
    @CsvSource({
        "text/html, <!doctype html><p>x, true",
        "text/html, just words, true",
        "text/html, %PDF-1.7, false",
        "text/html, '{\"a\": 1}', false",
        "text/html, '<?xml version=\"1.0\"?><rss><channel/></rss>', false",
        "text/html, '<?xml version=\"1.0\"?><html><body>x', true",
        "text/html, <feed xmlns='x'>, false",
        "text/plain, <!DOCTYPE HTML><p>x, true",
        "text/plain, just words, false",
        "application/octet-stream, '  <html><body>x', true",
        "text/xml, '<?xml version=\"1.0\"?><html>x', true",
        "text/xml, '<?xml version=\"1.0\"?><rss/>', false",
        ", <head><title>x, true",
        ", GIF89a, false"
    })
    void given_bytes_when_looked_at_then_theyDecide(String type, String body, boolean page) {
        assertThat(MediaType.isHtml(type, body.getBytes(StandardCharsets.UTF_8)))
                .isEqualTo(page);
    }

    @Test
    void given_aPageInAWideEncoding_when_lookedAt_then_itIsAPage() {
        for (var charset : new Charset[] {StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE}) {
            assertThat(MediaType.isHtml("text/plain", "\ufeff<!doctype html><p>x".getBytes(charset)))
                    .isTrue();
        }
    }

    @Test
    void given_bytesThatNoTextHas_when_lookedAt_then_itIsNoPage() {
        byte[] film = new byte[500];
        for (int i = 0; i < film.length; i++) {
            film[i] = (byte) (i * 31);
        }
        assertThat(MediaType.isHtml("text/html", film)).isFalse();
    }
}
