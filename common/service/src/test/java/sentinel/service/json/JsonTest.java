package sentinel.service.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import sentinel.contract.message.ArticleFound;
import sentinel.contract.message.BronzeArticleBuilder;
import sentinel.contract.message.Hints;
import sentinel.contract.message.PageFetchedBuilder;
import sentinel.contract.message.PageMetadata;
import sentinel.contract.message.Sighting;
import sentinel.contract.message.SlotRead;
import sentinel.contract.message.Source;

/** The samples in {@code golden/} are what was written once and lies in topics: they are never edited, only added to. */
class JsonTest {

    private static final Instant DISCOVERED = Instant.parse("2026-03-01T08:10:00Z");
    private static final Instant PUBLISHED = Instant.parse("2026-03-01T07:55:00Z");

    static Stream<Arguments> samples() {
        return Stream.of(
                Arguments.of(
                        "article_found.v1",
                        new ArticleFound(
                                1,
                                "https://www.example.com/a?utm_source=rss",
                                "example.com/a",
                                Source.RSS,
                                "Example World",
                                "guid-1",
                                "A title – with a dash",
                                Instant.parse("2026-03-01T08:00:00Z"),
                                Instant.parse("2026-03-01T08:10:00.123Z"),
                                new Hints(
                                        "A title",
                                        "Ann Author",
                                        "Short.",
                                        "en",
                                        "Example",
                                        -2.5,
                                        List.of("ECON_INFLATION"),
                                        List.of("Ann Author"),
                                        List.of("Example Corp")),
                                null)),
                Arguments.of(
                        "article_found.v2",
                        new ArticleFound(
                                2,
                                "https://www.example.com/a",
                                "example.com/a",
                                Source.RSS,
                                "Example World",
                                "guid-1",
                                "A title",
                                PUBLISHED,
                                DISCOVERED,
                                Hints.NONE,
                                "example.com/story")),
                Arguments.of(
                        "page_fetched.v1",
                        PageFetchedBuilder.builder()
                                .schemaVersion(1)
                                .url("https://www.example.com/a?utm_source=rss")
                                .normalizedUrl("example.com/a")
                                .discoveredNormalizedUrl("example.com/a-old")
                                .source(Source.GDELT)
                                .sourceName("example.com")
                                .recordId("20260301081500-1")
                                .title("A title")
                                .published(Instant.parse("2026-03-01T08:00:00Z"))
                                .discoveredAt(DISCOVERED)
                                .hints(Hints.NONE)
                                .finalUrl("https://www.example.com/a")
                                .canonicalUrl("https://www.example.com/a")
                                .redirects(List.of("https://example.com/a"))
                                .status(200)
                                .headers(Map.of("content-type", "text/html; charset=utf-8"))
                                .text("First paragraph.\n\nSecond “paragraph”.")
                                .page(new PageMetadata(
                                        "A title",
                                        List.of("Ann Author"),
                                        PUBLISHED,
                                        "Example",
                                        "Short.",
                                        "https://www.example.com/a.jpg",
                                        List.of("inflation"),
                                        0.9))
                                .language("en")
                                .contentHash("0cc175b9c0f1b6a831c399e269772661")
                                .fetchTimestamp(Instant.parse("2026-03-01T08:10:05Z"))
                                .archiveRef("2026/03/01/x.warc.gz#12")
                                .build()),
                Arguments.of(
                        "bronze_article.v1",
                        BronzeArticleBuilder.builder()
                                .schemaVersion(1)
                                .url("https://www.example.com/a?utm_source=rss")
                                .normalizedUrl("example.com/a")
                                .discoveredNormalizedUrl("example.com/a-old")
                                .finalUrl("https://www.example.com/a")
                                .source(Source.RSS)
                                .sourceName("Example World")
                                .recordId("guid-1")
                                .title("A title")
                                .author("Ann Author, Bob Byline")
                                .publishDate(PUBLISHED)
                                .body("First paragraph.")
                                .summary("Short.")
                                .sentiment("mixed")
                                .sentimentScore(-0.25)
                                .companies(List.of("Example Corp"))
                                .people(List.of("Ann Author"))
                                .topics(List.of("economy"))
                                .siteName("Example")
                                .leadImage("https://www.example.com/a.jpg")
                                .language("en")
                                .contentHash("0cc175b9c0f1b6a831c399e269772661")
                                .dataValueScore(0.875)
                                .discoveredTs(DISCOVERED)
                                .fetchTimestamp(Instant.parse("2026-03-01T08:10:05Z"))
                                .parseTs(Instant.parse("2026-03-01T08:10:07.5Z"))
                                .provider("openai")
                                .model("some-model")
                                .promptVersion("1")
                                .inputTokens(1200)
                                .outputTokens(150)
                                .costUsd(new BigDecimal("0.00042"))
                                .build()),
                Arguments.of(
                        "sighting.v1",
                        new Sighting(
                                1,
                                "example.com/a",
                                Source.GDELT,
                                "example.com",
                                "20260301081500-1",
                                Instant.parse("2026-03-01T08:20:00Z"),
                                null,
                                null)),
                Arguments.of(
                        "sighting.v2",
                        new Sighting(
                                2,
                                "example.com/a",
                                Source.GDELT,
                                "example.com",
                                "20260301081500-1",
                                Instant.parse("2026-03-01T08:20:00Z"),
                                410,
                                "example.com/b")),
                Arguments.of(
                        "slot_read.v1",
                        new SlotRead(
                                1,
                                "20260301081500",
                                "0cc175b9c0f1b6a831c399e269772661",
                                Instant.parse("2026-03-01T08:20:00Z"))));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void given_json_of_an_earlier_day_when_decoded_then_the_same_message(String sample, Object message)
            throws Exception {
        assertThat((Object) Json.decode(golden(sample), message.getClass())).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void given_a_message_when_encoded_then_it_decodes_to_itself_and_has_the_samples_fields(
            String sample, Object message) throws Exception {
        var encoded = Json.encode(message);
        assertThat((Object) Json.decode(encoded, message.getClass())).isEqualTo(message);
        assertThat(fields(encoded)).containsAll(fields(golden(sample)));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void given_a_field_of_a_later_version_when_decoded_then_it_is_ignored(String sample, Object message)
            throws Exception {
        var text = new String(golden(sample), StandardCharsets.UTF_8);
        var later = text.replaceFirst("\\{", "{\"of_the_future\":{\"a\":[1,null]},");
        assertThat((Object) Json.decode(later.getBytes(StandardCharsets.UTF_8), message.getClass()))
                .isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("samples")
    void given_a_message_of_a_newer_version_when_decoded_then_that_is_said_and_no_field_is_lost(
            String sample, Object message) throws Exception {
        var text = new String(golden(sample), StandardCharsets.UTF_8);
        var newer = text.replaceFirst("\"schema_version\":\\d+,", "\"schema_version\":99,\"of_the_future\":1,");
        assertThatThrownBy(() -> Json.decode(utf8(newer), message.getClass()))
                .isInstanceOfSatisfying(Json.UndecodableException.class, e -> {
                    assertThat(e.isNewerSchema()).isTrue();
                    assertThat(e.errorClass()).hasToString("newer_schema");
                    assertThat(e).hasMessageContaining(message.getClass().getSimpleName() + " has schema_version 99");
                });
    }

    @Test
    void given_only_what_must_be_there_when_decoded_then_the_rest_is_absent_or_empty() throws Exception {
        var found = Json.decode(
                utf8(
                        """
                        {"schema_version":1,"url":"http://a.example/","normalized_url":"a.example","source":"gdelt",
                         "source_name":"a.example","record_id":"1","discovered_at":"2026-03-01T08:10:00Z","title":null}
                        """),
                ArticleFound.class);
        assertThat(found.title()).isNull();
        assertThat(found.hints()).isEqualTo(Hints.NONE);
        assertThat(new String(Json.encode(found), StandardCharsets.UTF_8)).doesNotContain("null");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "{",
                "null",
                "[]",
                "7",
                "\"text\"",
                "{}",
                "{\"schema_version\":1}",
                "{\"schema_version\":\"x\"}",
                "{\"schema_version\":1,\"normalized_url\":\"a\",\"source\":\"carrier pigeon\",\"source_name\":\"a\",\"record_id\":\"1\",\"seen_at\":\"2026-03-01T08:10:00Z\"}",
                "{\"schema_version\":1,\"normalized_url\":\"a\",\"source\":\"rss\",\"source_name\":\"a\",\"record_id\":\"1\",\"seen_at\":\"yesterday\"}",
                "{\"schema_version\":1,\"normalized_url\":\"a\",\"source\":\"rss\",\"source_name\":\"a\",\"record_id\":\"1\",\"seen_at\":\"2026-03-01T08:10:00Z\"} trailing"
            })
    void given_bytes_that_are_no_message_when_decoded_then_undecodable(String text) {
        assertThatThrownBy(() -> Json.decode(utf8(text), Sighting.class))
                .isInstanceOfSatisfying(Json.UndecodableException.class, e -> assertThat(e.errorClass())
                        .hasToString("undecodable"));
    }

    @Test
    void given_no_bytes_or_wrong_ones_when_decoded_then_undecodable() {
        assertThatThrownBy(() -> Json.decode(null, Sighting.class)).isInstanceOf(Json.UndecodableException.class);
        assertThatThrownBy(() -> Json.decode(new byte[] {(byte) 0xff, 0, 1}, Sighting.class))
                .isInstanceOf(Json.UndecodableException.class);
        assertThatThrownBy(() -> Json.decode(utf8("[".repeat(100_000)), Sighting.class))
                .isInstanceOf(Json.UndecodableException.class);
    }

    private static List<String> fields(byte[] json) throws IOException {
        var names = new ArrayList<String>();
        Json.mapper().readTree(json).fieldNames().forEachRemaining(names::add);
        return names;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] golden(String sample) throws IOException {
        try (var in = JsonTest.class.getResourceAsStream("/golden/" + sample + ".json")) {
            return in.readAllBytes();
        }
    }
}
