package sentinel.fetcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtractMainTest {

    private static final String PAGE = "<html lang=en><head><title>Rain</title></head><body><h1>Rain</h1><p>"
            + "The rain did not stop for nine days, said the master of the harbour. ".repeat(5) + "</p></body></html>";

    @TempDir
    Path directory;

    private static void gzip(Path file, String text) throws IOException {
        try (var out = new GZIPOutputStream(Files.newOutputStream(file))) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(Files.readAllBytes(file));
    }

    @Test
    void given_aDirectory_when_extracted_then_everyPageHasItsRecord() throws IOException {
        gzip(directory.resolve("a.html.gz"), PAGE);
        gzip(directory.resolve("b.html.gz"), PAGE);
        Files.write(directory.resolve("c.html.gz"), new byte[] {1, 2, 3});
        Files.writeString(
                directory.resolve("ground-truth.json"),
                "{\"a\": {\"url\": \"https://example.com/2026/03/04/rain\", \"title\": \"not to be read\"}, \"b\": {}}");
        var out = directory.resolve("predictions.json");

        assertThat(ExtractMain.run(directory.toString(), "-o", out.toString())).isZero();

        var result = json(out);
        assertThat(result.size()).isEqualTo(3);
        assertThat(result.get("a").get("title").asText()).isEqualTo("Rain");
        assertThat(result.get("a").get("date").asText()).isEqualTo("2026-03-04");
        assertThat(result.get("a").get("language").asText()).isEqualTo("en");
        assertThat(result.get("a").get("author").isArray()).isTrue();
        assertThat(result.get("b").get("date").isNull()).isTrue();
        assertThat(result.get("b").get("articleBody").asText()).startsWith("The rain");
    }

    @Test
    void given_aFile_when_extracted_then_oneObjectIsPrinted() throws IOException {
        var file = directory.resolve("page.html");
        Files.writeString(file, PAGE);
        var out = directory.resolve("one.json");

        assertThat(ExtractMain.run(file.toString(), "-o", out.toString())).isZero();
        assertThat(json(out).get("articleBody").asText()).startsWith("The rain");
    }

    @Test
    void given_siteRules_when_extracted_then_theyAreFollowed() throws IOException {
        var file = directory.resolve("page.html");
        Files.writeString(file, PAGE.replace("<h1>", "<h6 class=kicker>Nine days</h6><h1>"));
        var rules = directory.resolve("rules.yaml");
        Files.writeString(rules, "sites: {example.com: {title: .kicker}}");
        var out = directory.resolve("one.json");

        assertThat(ExtractMain.run(
                        file.toString(),
                        "--url",
                        "https://example.com/a",
                        "--rules",
                        rules.toString(),
                        "-o",
                        out.toString()))
                .isZero();
        assertThat(json(out).get("title").asText()).isEqualTo("Nine days");

        Files.writeString(rules, "sites: {example.com: {title: '[['}}");
        assertThat(ExtractMain.run(file.toString(), "--rules", rules.toString()))
                .isEqualTo(2);
        assertThat(ExtractMain.run(file.toString(), "--rules", "/no/such/file")).isEqualTo(2);
    }

    @Test
    void given_wrongInput_when_run_then_theExitCodeIsTwoAndTheMessageIsOne() throws IOException {
        var before = System.err;
        var err = new ByteArrayOutputStream();
        System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
        try {
            assertThat(ExtractMain.run("/no/such/file")).isEqualTo(2);
            assertThat(ExtractMain.run(
                            Files.createDirectory(directory.resolve("empty")).toString()))
                    .isEqualTo(2);
            assertThat(ExtractMain.run("--no-such-flag")).isEqualTo(2);
            assertThat(ExtractMain.run()).isEqualTo(2);
        } finally {
            System.setErr(before);
        }
        assertThat(err.toString(StandardCharsets.UTF_8)).contains("/no/such/file", "no file that ends in .html.gz");
    }

    @Test
    void given_anAddressInside_when_run_then_itIsRefused() {
        assertThat(ExtractMain.run("http://169.254.169.254/latest/meta-data/")).isEqualTo(1);
    }

    @Test
    void given_a_page_without_an_article_when_run_then_the_reason_is_told_and_the_exit_code_is_three()
            throws IOException {
        var out = directory.resolve("one.json");
        var before = System.err;
        for (var page : Map.of(
                        "<title>Just a moment...</title><p>Checking your browser</p>", "bot_challenge",
                        "<h1>Rain</h1><p>Nine days, and…</p><p>Subscribe to continue reading</p>", "paywall",
                        "<title>Rain</title>", "empty")
                .entrySet()) {
            var file = Files.writeString(directory.resolve("page.html"), page.getKey());
            var err = new ByteArrayOutputStream();
            System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
            try {
                assertThat(ExtractMain.run(file.toString(), "-o", out.toString()))
                        .isEqualTo(3);
            } finally {
                System.setErr(before);
            }
            assertThat(json(out).get("reason").asText()).isEqualTo(page.getValue());
            assertThat(err.toString(StandardCharsets.UTF_8)).startsWith("extract: no article: ");
        }
    }
}
