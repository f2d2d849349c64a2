package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.archive.HttpHead;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.Source;
import sentinel.service.json.Json;
import sentinel.service.stage.Input;
import sentinel.web.Bytes;

class KnownPageTest {

    private static final Instant NOW = Instant.parse("2026-03-04T05:06:07Z");
    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final String HOURS_AGO = "Wed, 04 Mar 2026 01:00:00 GMT";
    private static final String SECONDS_AGO = "Wed, 04 Mar 2026 05:05:30 GMT";

    private static Input<Announcement> input(String topic, int partition, long offset) throws Exception {
        var found = new ArticleFound(
                ArticleFound.SCHEMA_VERSION,
                "https://a.example/1",
                "a.example/1",
                Source.RSS,
                "feed",
                "1",
                null,
                null,
                NOW,
                null,
                null);
        return new Input<>(topic, partition, offset, "a.example", Announcement.decode(Json.encode(found)), 0, NOW);
    }

    private static Optional<KnownPage> known(String finalUrl, String... headers) throws Exception {
        var fields = new ArrayList<HttpHead.Field>();
        for (int i = 0; i < headers.length; i += 2) {
            fields.add(new HttpHead.Field(headers[i], headers[i + 1]));
        }
        var head = new HttpHead("http/1.1", 200, "OK", fields);
        var page = new WebPage(finalUrl, List.of(), head, Bytes.of(new byte[1]), true, null, NOW);
        return KnownPage.of(input("urls", 2, 10), page, CLOCK);
    }

    private static Map<String, String> conditions(String... headers) throws Exception {
        return known("https://a.example/1", headers).map(KnownPage::conditions).orElse(Map.of());
    }

    @Test
    void given_validators_when_thePageIsAskedForAgain_then_theyAreSentBackAsTheyCame() throws Exception {
        assertThat(conditions("etag", "W/\"a, b\"", "last-modified", HOURS_AGO))
                .isEqualTo(Map.of("If-None-Match", "W/\"a, b\"", "If-Modified-Since", HOURS_AGO));
        assertThat(conditions("last-modified", HOURS_AGO)).isEqualTo(Map.of("If-Modified-Since", HOURS_AGO));
        assertThat(conditions()).isEmpty();
    }

    @Test
    void given_aPageThatHasJustChanged_when_onlyItsDateIsKnown_then_thatIsNotTrusted() throws Exception {
        assertThat(conditions("last-modified", SECONDS_AGO)).isEmpty();
        assertThat(conditions("last-modified", "yesterday")).isEmpty();
        assertThat(conditions("last-modified", SECONDS_AGO, "etag", "\"1\""))
                .isEqualTo(Map.of("If-None-Match", "\"1\""));
        assertThat(conditions("last-modified", SECONDS_AGO, "date", "Wed, 04 Mar 2026 09:00:00 GMT"))
                .as("by the server's own clock it was long ago")
                .isEqualTo(Map.of("If-Modified-Since", SECONDS_AGO));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\"\u00e9\"", "\"a\nb\"", "\"\u0000\""})
    void given_aTagThatNoRequestCanCarry_when_read_then_itIsNotKept(String etag) throws Exception {
        assertThat(conditions("etag", etag)).isEmpty();
    }

    @Test
    void given_whatIsTooLong_when_read_then_itIsNotKept() throws Exception {
        assertThat(conditions("etag", "\"" + "x".repeat(300) + "\"")).isEmpty();
        assertThat(known("https://a.example/" + "x".repeat(3_000), "etag", "\"1\""))
                .isEmpty();
        var longest = known("https://a.example/" + "x".repeat(2_000), "etag", "\"" + "x".repeat(250) + "\"");
        assertThat(Json.encode(longest.orElseThrow())).hasSizeLessThan(3_000);
    }

    @Test
    void given_messages_when_compared_then_onlyThoseBehindItInItsPartitionComeAfter() throws Exception {
        var page = known("https://a.example/1", "etag", "\"1\"").orElseThrow();

        assertThat(page.wasReadBefore(input("urls", 2, 11))).isTrue();
        assertThat(page.wasReadBefore(input("urls", 2, 10))).isFalse();
        assertThat(page.wasReadBefore(input("urls", 2, 9))).isFalse();
        assertThat(page.wasReadBefore(input("urls", 1, 11))).isFalse();
        assertThat(page.wasReadBefore(input("other", 2, 11))).isFalse();
    }

    @Test
    void given_theJsonThatWasKept_when_read_then_itIsUnderstood() throws Exception {
        var json =
                """
                {"topic":"sentinel.urls","partition":2,"offset":10,"source":"rss","source_name":"feed",
                 "final_url":"https://a.example/1","etag":"\\"1\\"","read_at":"2026-03-04T05:06:07Z"}
                """;
        var page = Json.decode(json.getBytes(StandardCharsets.UTF_8), KnownPage.class);

        assertThat(page)
                .isEqualTo(new KnownPage(
                        "sentinel.urls", 2, 10, Source.RSS, "feed", "https://a.example/1", "\"1\"", null, NOW));
        assertThat(Json.decode(Json.encode(page), KnownPage.class)).isEqualTo(page);
    }
}
