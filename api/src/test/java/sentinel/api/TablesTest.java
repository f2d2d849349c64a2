package sentinel.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static sentinel.api.SampleArticles.many;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TablesTest {

    @TempDir
    Path dir;

    @Test
    void given_tables_when_asked_then_sizes_and_versions_and_nulls_for_a_table_that_is_not_there() throws IOException {
        var path = dir.resolve("silver");
        var silver = new SilverWriter(path).create().insert(many(0, 40));
        try (var api = RunningApi.serving(silver, dir.resolve("index"))) {
            var first = table(api, "silver");
            assertThat(first.get("files").asInt()).isPositive();
            assertThat(first.get("bytes").asLong()).isEqualTo(bytesOf(path));
            assertThat(first.get("oldest_version").asLong()).isZero();
            assertThat(Instant.parse(first.get("oldest_committed_at").asText()))
                    .isBeforeOrEqualTo(Instant.parse(first.get("committed_at").asText()));
            assertThat(first.get("problem").isNull()).isTrue();

            silver.insert(many(40, 20));

            await().atMost(Duration.ofSeconds(10)).untilAsserted(() -> assertThat(
                            table(api, "silver").get("version").asLong())
                    .isGreaterThan(first.get("version").asLong()));
            assertThat(table(api, "silver").get("bytes").asLong()).isEqualTo(bytesOf(path));
            assertThat(table(api, "bronze").get("version").isNull()).isTrue();
            assertThat(table(api, "bronze").get("problem").isNull()).isTrue();
        }
    }

    @Test
    void given_a_table_that_cannot_be_read_when_asked_then_it_is_said_and_the_others_are_shown() throws IOException {
        new SilverWriter(dir.resolve("silver")).create().insert(many(0, 3));
        var log = Files.createDirectories(
                Path.of(RunningApi.tables(dir.resolve("silver")).bronze()).resolve("_delta_log"));
        Files.writeString(log.resolve("00000000000000000000.json"), "no action");
        try (var api = new RunningApi(RunningApi.config(dir.resolve("silver"), dir.resolve("index")))) {
            assertThat(table(api, "bronze").get("problem").asText()).isNotEmpty();
            assertThat(table(api, "silver").get("files").asInt()).isPositive();
        }
    }

    private static JsonNode table(RunningApi api, String name) {
        for (var table : RunningApi.parse(api.get("/tables")).get("tables")) {
            if (table.get("name").asText().equals(name)) {
                return table;
            }
        }
        throw new AssertionError("no " + name);
    }

    private static long bytesOf(Path table) throws IOException {
        try (var files = Files.walk(table)) {
            return files.filter(file -> file.toString().endsWith(".parquet"))
                    .filter(file -> !file.toString().contains("_delta_log"))
                    .filter(file -> !file.toString().contains("_change_data"))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
